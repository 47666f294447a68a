"""Assessment as a radar: three lines around a middle, with holes where a score is missing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.composing.charts.assessment_radar import RADIUS, draw
from support.assessments import areas_named, assessed
from support.charts import NAMES, SPEECH, assert_sound, picture

_SCORES = st.none() | st.integers(0, 100).map(Fraction)
_WHOLE = (Fraction(60), Fraction(50), Fraction(70))


def _series(drawn: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in drawn["series"] if one["name"] == name)
    return found


def test_fewer_than_three_areas_have_no_shape() -> None:
    assert draw(SPEECH, assessed(_WHOLE, _WHOLE, (None, None, Fraction(50))), areas_named()) is None
    assert draw(SPEECH, assessed(*[_WHOLE] * 3), areas_named()) is not None


@pytest.mark.parametrize("kind", ["wide", "narrow"])
def test_a_full_score_reaches_the_rim_and_none_stays_in_the_middle(kind: str) -> None:
    drawn = picture(draw(SPEECH, assessed((Fraction(100), Fraction(0), Fraction(100)), *[_WHOLE] * 5), areas_named()), kind)
    full, none = _series(drawn, "own")["marks"][0], _series(drawn, "external")["marks"][0]
    assert float(drawn["y"]) - float(full["y"]) == RADIUS[kind]
    assert (none["x"], none["y"]) == (drawn["x"], drawn["y"])


def test_all_six_areas_close_the_line_and_a_missing_one_opens_it() -> None:
    whole = picture(draw(SPEECH, assessed(*[_WHOLE] * 6), areas_named()), "wide")
    holed = picture(draw(SPEECH, assessed((Fraction(60), None, None), *[_WHOLE] * 5), areas_named()), "wide")
    assert _series(whole, "external")["path"].endswith("Z")
    assert not _series(holed, "external")["is_whole"]
    assert _series(holed, "external")["path"].count("M") == 4
    assert len(_series(holed, "external")["marks"]) == 5


def test_the_strongest_and_the_weakest_area_are_the_finding() -> None:
    drawn = draw(SPEECH, assessed(_WHOLE, (Fraction(1), Fraction(90), None), (Fraction(9), Fraction(10), None)), areas_named())
    assert drawn is not None
    assert (drawn["highest"]["score"], drawn["lowest"]["score"]) == (90, 10)


def test_on_a_phone_areas_are_numbered_and_listed() -> None:
    narrow = picture(draw(SPEECH, assessed(*[_WHOLE] * 6), areas_named("People")), "narrow")
    assert [name["lines"][0]["text"] for name in narrow["names"]] == list("123456")
    assert len(narrow["listed"]) == 6


@given(st.lists(st.tuples(_SCORES, _SCORES, _SCORES), min_size=3, max_size=3), NAMES)
def test_any_scores_stay_inside(told: list[tuple[Fraction | None, Fraction | None, Fraction | None]], name: str) -> None:
    judged = assessed(_WHOLE, *told, _WHOLE, _WHOLE)
    assert_sound(lambda: draw(SPEECH, judged, areas_named(name)))
