"""Contrast and shades: what WCAG measures, and that a shade is found for every colour there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbookgen.model.colour import PAPER, READABLE, contrast, is_readable, nearest_readable, shades

SHEET = (Path(__file__).parents[2] / "templates/theme/styles/colours.css").read_text(encoding="utf-8")
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def _grounds(scheme: str) -> dict[str, str]:
    start = SHEET.index(f'[data-md-color-scheme="{scheme}"] {{')
    block = SHEET[start : SHEET.index("}", start)]
    found = dict(re.findall(r"--pb-([\w-]+):\s*(#[0-9a-f]{6})", block))
    names = ("paper", "surface", "good-soft", "watch-soft", "bad-soft", "none-soft")
    return {name: found[name] for name in names}


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def test_the_page_is_the_paper_of_the_sheet() -> None:
    assert _grounds("default")["paper"] == PAPER


@pytest.mark.parametrize(
    ("colour", "readable"), [("#0b5fa5", True), ("#000000", True), ("#ffcc00", False), ("#ffffff", False), ("#ff6600", False), ("#00a0e0", False)]
)
def test_light_colours_are_not_readable(colour: str, readable: bool) -> None:
    assert is_readable(colour) is readable
    assert (nearest_readable(colour) == colour) is readable


@given(COLOURS)
@settings(max_examples=150, deadline=None)
def test_the_nearest_shade_passes_and_is_no_darker_than_it_must_be(colour: str) -> None:
    found = nearest_readable(colour)
    assert re.fullmatch(r"#[0-9a-f]{6}", found)
    assert contrast(found, PAPER) >= READABLE
    if not is_readable(colour):
        assert contrast(found, PAPER) < READABLE + 0.35


@given(COLOURS)
@settings(max_examples=150, deadline=None)
def test_shades_are_readable_on_every_ground_of_their_page(colour: str) -> None:
    found = shades(colour)
    for ground in (*_grounds("default").values(), found.light_soft, "#ffffff"):
        assert contrast(found.light, ground) >= READABLE, (colour, found, ground)
    for ground in (*_grounds("slate").values(), found.dark_soft):
        assert contrast(found.dark, ground) >= READABLE, (colour, found, ground)
