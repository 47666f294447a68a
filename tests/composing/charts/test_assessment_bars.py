"""Assessment as bars: own, outside and target of each area."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.composing.charts.assessment_bars import draw
from support.assessments import areas_named, assessed
from support.charts import NAMES, SPEECH, assert_sound, picture

_SCORES = st.none() | st.integers(0, 100).map(Fraction)


def test_without_scores_there_is_no_picture() -> None:
    assert draw(SPEECH, assessed((None, None, None)), areas_named()) is None


@pytest.mark.parametrize("score", [5, 50, 100])
def test_a_bar_is_as_long_as_its_score(score: int) -> None:
    row = picture(draw(SPEECH, assessed((Fraction(score), Fraction(score), Fraction(score))), areas_named()), "wide")["rows"][0]
    length = float(row["length"]) * score / 100
    assert float(row["own"]) == pytest.approx(length, abs=0.02)
    assert float(row["external"]) == pytest.approx(length, abs=0.02)
    assert float(row["x_target"]) - float(row["left"]) == pytest.approx(length, abs=0.02)


def test_a_score_that_is_missing_is_not_a_zero() -> None:
    row = picture(draw(SPEECH, assessed((Fraction(10), None, None)), areas_named()), "narrow")["rows"][0]
    assert (row["external"], row["x_target"]) == (None, None)


def test_the_finding_is_the_way_left_else_that_all_is_reached_else_the_lowest() -> None:
    short = draw(SPEECH, assessed((Fraction(10), Fraction(20), Fraction(50)), (Fraction(10), Fraction(20), Fraction(60))), areas_named())
    reached = draw(SPEECH, assessed((Fraction(10), Fraction(60), Fraction(50))), areas_named())
    untold = draw(SPEECH, assessed((Fraction(10), Fraction(60), None), (Fraction(10), None, None)), areas_named())
    assert short is not None
    assert reached is not None
    assert untold is not None
    assert short["furthest"]["gap"] == 40
    assert (reached["furthest"], reached["all_reached"]) == (None, True)
    assert (untold["furthest"], untold["all_reached"], untold["lowest"]["score"]) == (None, False, 10)


@given(st.lists(st.tuples(_SCORES, _SCORES, _SCORES), min_size=1, max_size=6), NAMES)
def test_any_scores_stay_inside(told: list[tuple[Fraction | None, Fraction | None, Fraction | None]], name: str) -> None:
    judged = assessed((Fraction(1), None, None), *told[:5])
    assert_sound(lambda: draw(SPEECH, judged, areas_named(name)))
