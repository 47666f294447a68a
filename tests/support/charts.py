"""What holds for every drawing of a chart, however odd its figures: all of it is inside, finite, and the same twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from hypothesis import strategies as st

from playbookgen.composing.charts.drawing import FRAMES
from playbookgen.composing.charts.lettering import width_of
from playbookgen.composing.speech import Speech
from playbookgen.composing.words import Words

SPEECH: Final = Speech("en", "en", Words("en", None))
#: A plain decimal number: no exponent, no infinity, at most two decimals.
_NUMBER: Final = re.compile(r"-?\d+(\.\d{1,2})?")
_ACROSS: Final = {"left", "right"}
_DOWN: Final = {"top", "bottom", "middle"}

#: Names people write: short, of several words, one Finnish word as long as they come, other scripts.
NAMES: Final = st.one_of(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäöæø MW.-…", min_size=1, max_size=90).filter(str.strip),
    st.sampled_from(["asiakaspalvelukokemuksenkehittämissuunnitelmanseurantajärjestelmä", "صوفيا", "👩🏽‍💻 chat", "i" * 200, "W" * 200]),
)
#: Shares 0–1 as they are computed.
SHARES: Final = st.fractions(0, 1, max_denominator=500)
#: Values of metrics, negative ones too.
VALUES: Final = st.decimals(-100_000, 100_000, places=2).map(Decimal)
DAYS: Final = st.integers(0, 1500).map(lambda days: date(2025, 1, 1) + timedelta(days=days))


def picture(drawn: dict[str, Any] | None, kind: str) -> dict[str, Any]:
    """One of the drawings of a chart that has been drawn."""
    assert drawn is not None
    found: dict[str, Any] = next(one for one in drawn["pictures"] if one["kind"] == kind)
    return found


def assert_sound(draw: Callable[[], dict[str, Any] | None]) -> dict[str, Any]:
    """Draw twice; every drawing has every coordinate and every word inside, and both times the same."""
    drawn, again = draw(), draw()
    assert drawn is not None
    assert again is not None
    assert repr(drawn["pictures"]) == repr(again["pictures"])
    for one in drawn["pictures"]:
        faults = list(_faults(one, float(one["width"]), float(one["height"])))
        assert not faults, faults
    assert {one["kind"] for one in drawn["pictures"]} in ({frame.kind for frame in FRAMES}, {"only"})
    return drawn


def _faults(value: Any, width: float, height: float, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        if "lines" in value and "anchor" in value:
            yield from _words(value, width, path)
        for key, held in value.items():
            yield from _faults(held, width, height, f"{path}.{key}")
        yield from _lengths(value, width, path)
    elif isinstance(value, (list, tuple)):
        for index, held in enumerate(value):
            yield from _faults(held, width, height, f"{path}[{index}]")
    elif hasattr(value, "__html__"):
        yield from _coordinate(str(value), path, width, height)


def _coordinate(text: str, path: str, width: float, height: float) -> Iterator[str]:
    name = path.rsplit(".", 1)[-1]
    if not _NUMBER.fullmatch(text):
        yield f"{path} is no coordinate: {text}"
    elif (name in _ACROSS or name.startswith("x")) and not -1 <= float(text) <= width + 1:
        yield f"{path} = {text} is not inside 0…{width}"
    elif (name in _DOWN or name.startswith("y")) and not -1 <= float(text) <= height + 1:
        yield f"{path} = {text} is not inside 0…{height}"


def _lengths(held: dict[str, Any], width: float, path: str) -> Iterator[str]:
    for start, length in (("x", "width"), ("x", "bar_length"), ("left", "filled"), ("left", "share"), ("left", "own"), ("left", "external")):
        if hasattr(held.get(start), "__html__") and hasattr(held.get(length), "__html__"):
            end = float(held[start]) + float(held[length])
            if not (float(held[length]) >= 0 and end <= width + 1):
                yield f"{path}: {start} + {length} = {end} is not inside 0…{width}"


def _words(written: dict[str, Any], width: float, path: str) -> Iterator[str]:
    for line in written["lines"]:
        wide = float(width_of(line["text"], Fraction(str(written["size"]))))
        x = float(written["x"])
        start = {"start": x, "middle": x - wide / 2, "end": x - wide}[written["anchor"]]
        if start < -1 or start + wide > width + 1:
            yield f"{path}: {line['text']!r} reaches from {start} to {start + wide}, outside 0…{width}"
