"""Coordinates for the chart templates: rounded, so that the same input draws the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from markupsafe import Markup

Exact = Fraction | Decimal | int


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to draw a chart: for a page's full column, or for a phone, where text has to be larger for its width.

    `width` and `text`, the size of letters, are in user units. A phone of 320 px shows 288 of 320 units' pixels:
    14 units of text are then 12.6 px.
    """

    kind: Literal["wide", "narrow"]
    width: int
    text: int

    @property
    def is_narrow(self) -> bool:
        """Whether labels stand above what they name instead of beside it."""
        return self.kind == "narrow"

    @property
    def small(self) -> int:
        """The size of what is beside the point: axes and their days. On a phone nothing can be smaller than the rest."""
        return self.text if self.is_narrow else self.text - 1

    @property
    def line(self) -> int:
        """From one line of text to the next."""
        return self.text + 3


WIDE: Final = Frame("wide", 640, 14)
NARROW: Final = Frame("narrow", 320, 14)
#: Every chart is drawn in both; the style sheet shows the one that fits.
FRAMES: Final = (WIDE, NARROW)


def px(value: Exact) -> Markup:
    """A coordinate in user units, two decimals at most: 12.5, 640."""
    if type(value) is int:
        return Markup(value)  # noqa: S704 - digits
    place = exact(value)
    # Half up, as everywhere; in whole hundredths, since a chart has hundreds of coordinates and a decimal takes ten times as long.
    hundredths = (200 * abs(place.numerator) + place.denominator) // (2 * place.denominator)
    whole, rest = divmod(hundredths, 100)
    sign = "-" if place < 0 and hundredths else ""
    return Markup(f"{sign}{whole}" + (f".{rest:02}".rstrip("0") if rest else ""))  # noqa: S704 - digits


def scaled(value: Exact, low: Exact, high: Exact, start: Exact, end: Exact) -> Fraction:
    """Where `value` of the range low…high stands between the coordinates start…end."""
    low, high, start = exact(low), exact(high), exact(start)
    if high == low:
        return start
    return start + (exact(value) - low) / (high - low) * (exact(end) - start)


def kept(value: Exact, low: Exact, high: Exact) -> Fraction:
    """`value` moved inside low…high."""
    return min(max(exact(value), exact(low)), exact(high))


def exact(value: Exact) -> Fraction:
    """`value` as a fraction; making one of a fraction takes longer than computing with it."""
    return value if type(value) is Fraction else Fraction(value)
