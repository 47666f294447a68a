"""Colours that can be read: contrast as WCAG 2.2 measures it, and the nearest shade that has enough of it.

Lightness is moved in OKLCH, where equal steps look equal and the hue stays what it was.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

#: Least contrast of text with its ground (WCAG 2.2, 1.4.3, level AA).
READABLE: Final = 4.5
#: The page in light colours, where an organisation's own colour stands as it is given.
PAPER: Final = "#fdfdfb"

# The grounds on which links stand: the least light ones of the light page, the least dark ones of the dark page.
_LIGHT_GROUNDS: Final = ("#fce8e4", "#ebefec", "#e4f2e7")
_DARK_GROUNDS: Final = ("#3d1d19", "#352a12", "#263133")


@dataclass(frozen=True, slots=True)
class Shades:
    """The shades of one colour, each ``#rrggbb``: for text and lines, and a soft one for grounds."""

    light: str
    light_soft: str
    dark: str
    dark_soft: str


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (``#rrggbb``), 1 to 21 (WCAG 2.2, relative luminance of sRGB)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def is_readable(colour: str) -> bool:
    """Whether text in `colour` can be read on the light page, and white text on a ground of it."""
    return contrast(colour, PAPER) >= READABLE


def nearest_readable(colour: str) -> str:
    """`colour` itself, or the lightest darker shade of its hue that can be read."""
    return _moved(colour, (PAPER,), darker=True)


def shades(colour: str) -> Shades:
    """The shades in which a site shows an organisation's own `colour`, readable on every ground of theirs."""
    _, chroma, hue = _oklch(colour)
    light_soft = _hex(0.95, min(chroma, 0.02), hue)
    dark_soft = _hex(0.29, min(chroma, 0.04), hue)
    dark_start = _hex(max(_oklch(colour)[0], 0.8), min(chroma, 0.1), hue)
    return Shades(
        light=_moved(colour, (PAPER, light_soft, *_LIGHT_GROUNDS), darker=True),
        light_soft=light_soft,
        dark=_moved(dark_start, (dark_soft, *_DARK_GROUNDS), darker=False),
        dark_soft=dark_soft,
    )


def _moved(colour: str, grounds: tuple[str, ...], *, darker: bool) -> str:
    """`colour`, made darker or lighter in small steps until it can be read on each of `grounds`."""
    lightness, chroma, hue = _oklch(colour)
    found, step = colour.lower(), -0.005 if darker else 0.005
    while min(contrast(found, ground) for ground in grounds) < READABLE and 0 < lightness < 1:
        lightness = min(max(lightness + step, 0.0), 1.0)
        found = _hex(lightness, chroma, hue)
    return found


def _channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue in linear light, 0 to 1."""
    raw = [int(colour[start:end], 16) / 255 for start, end in pairwise((1, 3, 5, 7))]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in raw)
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklch(colour: str) -> tuple[float, float, float]:
    """Lightness 0 to 1, chroma, and hue in radians (B. Ottosson’s OKLab matrices, 2020)."""
    red, green, blue = _channels(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _hex(lightness: float, chroma: float, hue: float) -> str:
    """The sRGB colour nearest in chroma that a screen can show."""
    tried = (_linear(lightness, chroma * part / 20, hue) for part in range(20, 0, -1))
    fitting = (channels for channels in tried if all(-0.0005 <= channel <= 1.0005 for channel in channels))
    channels = next(fitting, None) or _linear(lightness, 0.0, hue)
    return "#" + "".join(f"{round(255 * _encoded(min(max(channel, 0.0), 1.0))):02x}" for channel in channels)


def _linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _encoded(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else float(1.055 * channel ** (1 / 2.4) - 0.055)
