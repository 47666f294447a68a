"""Axes: round values that enclose what is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, count
from typing import Final

from playbookgen.composing.charts.drawing import Exact

#: Steps of clock time in seconds up to an hour; beyond, hours are counted as numbers are.
_CLOCK: Final = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800)
#: More lines than this are a fence.
_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale from `low` to `high`, with lines at `ticks`, the two ends included."""

    low: Fraction
    high: Fraction
    ticks: tuple[Fraction, ...]


def scale_of(values: Sequence[Exact], is_time: bool = False) -> Scale:
    """The smallest scale of round steps, at most five ticks, around all of `values`, of which there is at least one.

    Args:
        values: what has to fit, in the metric's unit.
        is_time: seconds, which are rounded as on a clock.
    """
    low, high = Fraction(min(values)), Fraction(max(values))
    if low == high:
        room = abs(low) / 10 or Fraction(1)
        # A single value of a figure that is never negative does not need an axis below zero.
        low, high = (max(low - room, Fraction(0)) if low >= 0 else low - room), high + room
    for step in _steps(high - low, is_time):
        first, last = low // step * step, -(-high // step) * step
        lines = int((last - first) / step)
        if lines < _MOST:
            return Scale(first, last, tuple(first + step * index for index in range(lines + 1)))
    raise AssertionError("steps grow without end")


def _steps(span: Fraction, is_time: bool) -> Iterable[Fraction]:
    """Steps from one that is too small upwards: 1, 2 and 5 of every power of ten, for clock time those of a clock."""
    power = 0
    while Fraction(10) ** power > span / _MOST:
        power -= 1
    decimal = (Fraction(digit) * Fraction(10) ** exponent for exponent in count(power) for digit in (1, 2, 5))
    if not is_time:
        return decimal
    hours = (Fraction(3600) * Fraction(digit) * Fraction(10) ** exponent for exponent in count(0) for digit in (1, 2, 5))
    return chain((Fraction(step) for step in _CLOCK), hours)
