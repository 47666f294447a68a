"""Commitment by area: a bar each, three words, the weakest said."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.composing.charts.commitment_by_area import draw
from playbookgen.model.judgement import AreaCoverage, CommitmentJudgement
from playbookgen.model.text import LocalisedText
from support.charts import NAMES, SPEECH, assert_sound, picture

_AREAS = ("vision_goals", "participation", "resources_tools", "openness", "evaluate_adapt")


class _Area:
    def __init__(self, name: str) -> None:
        self.name = LocalisedText.of(name)


def _judged(*shares: tuple[int, int]) -> CommitmentJudgement:
    areas = tuple(
        AreaCoverage(name, fresh, all_of_them, Fraction(fresh, all_of_them) if all_of_them else None)  # type: ignore[arg-type]
        for name, (fresh, all_of_them) in zip(_AREAS, shares, strict=False)
    )
    return CommitmentJudgement((), areas, None, None)


def _texts(*names: str) -> Any:
    return {area: _Area(name) for area, name in zip(_AREAS, names or _AREAS, strict=False)}


def test_areas_in_which_nothing_applies_have_no_bar() -> None:
    assert draw(SPEECH, _judged((0, 0)), _texts()) is None
    drawn = draw(SPEECH, _judged((1, 2), (0, 0)), _texts())
    assert len(picture(drawn, "wide")["rows"]) == 1


@pytest.mark.parametrize(("fresh", "tone"), [(0, "bad"), (49, "bad"), (50, "watch"), (79, "watch"), (80, "good"), (100, "good")])
def test_the_tone_changes_at_50_and_at_80_percent(fresh: int, tone: str) -> None:
    (row,) = picture(draw(SPEECH, _judged((fresh, 100)), _texts()), "narrow")["rows"]
    assert row["tone"] == tone


def test_the_weakest_area_is_the_finding_unless_all_are_strong() -> None:
    weak, strong = draw(SPEECH, _judged((9, 10), (1, 10)), _texts()), draw(SPEECH, _judged((8, 10), (10, 10)), _texts())
    assert weak is not None
    assert strong is not None
    assert (weak["weakest"]["share"], weak["is_strong"], strong["is_strong"]) == (Fraction(1, 10), False, True)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=5), st.lists(NAMES, min_size=5, max_size=5))
def test_any_coverage_stays_inside(told: list[tuple[int, int]], names: list[str]) -> None:
    judged = _judged((1, 2), *((min(fresh, most), most) for fresh, most in told[:4]))
    assert_sound(lambda: draw(SPEECH, judged, _texts(*names)))
