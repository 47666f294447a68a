"""Scales: round steps around all values, few of them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.composing.charts.scale import scale_of
from support.charts import VALUES


@pytest.mark.parametrize(
    ("values", "is_time", "ticks"),
    [
        ((82, 90), False, (82, 84, 86, 88, 90)),
        ((0, 100), False, (0, 50, 100)),
        ((-20, 36), False, (-20, 0, 20, 40)),
        ((390, 430), True, (390, 400, 410, 420, 430)),
        ((3000, 9000), True, (1800, 3600, 5400, 7200, 9000)),
        ((0,), False, (0, Fraction(1, 2), 1)),
    ],
)
def test_steps_are_round(values: tuple[int, ...], is_time: bool, ticks: tuple[Fraction | int, ...]) -> None:
    assert scale_of(values, is_time).ticks == ticks


@given(st.lists(VALUES, min_size=1, max_size=60), st.booleans())
def test_every_value_is_on_the_scale_and_the_steps_are_equal(values: list[Decimal], is_time: bool) -> None:
    scale = scale_of(values, is_time)
    assert scale.low <= min(values)
    assert scale.high >= max(values)
    assert 2 <= len(scale.ticks) <= 5
    assert (scale.ticks[0], scale.ticks[-1]) == (scale.low, scale.high)
    assert len({later - earlier for earlier, later in pairwise(scale.ticks)}) == 1


@given(st.lists(st.decimals(0, 1000, places=1), min_size=1, max_size=5))
def test_what_is_never_negative_has_no_axis_below_zero(values: list[Decimal]) -> None:
    assert scale_of(values).low >= 0
