"""Coordinates: rounded the same everywhere, never in a form SVG does not read."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.composing.charts.drawing import FRAMES, kept, px, scaled


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (Fraction(1, 3), "0.33"), (Fraction(5, 2), "2.5"), (640, "640"), (Fraction(-1, 2), "-0.5"), (100, "100")]
)
def test_a_coordinate_has_two_decimals_at_most(value: Fraction | int, text: str) -> None:
    assert px(value) == text


@given(st.fractions(-(10**9), 10**9))
def test_a_coordinate_is_a_plain_number_near_its_value(value: Fraction) -> None:
    text = str(px(value))
    assert "e" not in text.lower()
    assert abs(Fraction(text) - value) <= Fraction(1, 200)


@given(st.fractions(-1000, 1000), st.fractions(-1000, 1000), st.fractions(0, 1))
def test_what_lies_between_is_drawn_between(low: Fraction, high: Fraction, share: Fraction) -> None:
    value = low + (high - low) * share
    assert 10 <= scaled(value, low, high, 10, 90) <= 90


def test_a_scale_without_length_starts_at_its_start() -> None:
    assert scaled(5, 5, 5, 10, 90) == 10


def test_values_are_kept_inside() -> None:
    assert (kept(-1, 0, 10), kept(5, 0, 10), kept(11, 0, 10)) == (0, 5, 10)


def test_on_a_phone_of_320_px_no_text_is_smaller_than_11_px() -> None:
    for frame in FRAMES:
        # The page leaves 16 px at each side of a phone; the wide drawing is shown from 600 px on.
        shown = 288 if frame.is_narrow else 568
        assert frame.small * shown / frame.width >= 11
        assert frame.text >= frame.small
