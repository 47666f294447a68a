"""Attainment: all and teams against the half line; small groups keep their figures to themselves."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.composing.charts.realism_bar import draw
from playbookgen.model.judgement import RealismJudgement, TeamRealism
from playbookgen.model.organisation import Team
from playbookgen.model.text import LocalisedText
from support.charts import NAMES, SPEECH, assert_sound, picture
from support.organisations import metric


def _judged(measured: int | None, attained: int | None, *teams: tuple[int | None, int | None]) -> RealismJudgement:
    share = Fraction(attained or 0, measured) if measured else None
    of_teams = tuple(TeamRealism(f"team_{index}", team[0], team[1], "realistic") for index, team in enumerate(teams))
    return RealismJudgement(metric(), measured, attained, share, "realistic", of_teams)


def _teams(*names: str) -> dict[str, Team]:
    return {f"team_{index}": Team.model_construct(id=f"team_{index}", name=LocalisedText.of(name), agents=5) for index, name in enumerate(names)}


def test_what_may_not_be_shown_is_not_drawn() -> None:
    assert draw(SPEECH, _judged(None, None), {}) is None


@pytest.mark.parametrize(("attained", "part"), [(0, 0.0), (26, 0.5), (52, 1.0)])
def test_the_bar_is_the_share_and_the_half_line_is_in_the_middle(attained: int, part: float) -> None:
    drawn = picture(draw(SPEECH, _judged(52, attained), {}), "wide")
    (row,) = drawn["rows"]
    assert float(row["filled"]) == pytest.approx(float(row["length"]) * part, abs=0.02)
    assert float(drawn["half"]) == pytest.approx(float(row["left"]) + float(row["length"]) / 2, abs=0.02)


def test_a_team_too_small_to_show_has_a_row_and_no_bar() -> None:
    rows = picture(draw(SPEECH, _judged(20, 10, (12, 6), (None, None)), _teams("Day", "Night")), "narrow")["rows"]
    assert [row["filled"] is None for row in rows] == [False, False, True]


def test_one_team_is_not_said_twice() -> None:
    assert len(picture(draw(SPEECH, _judged(20, 10, (20, 10)), _teams("Day")), "wide")["rows"]) == 1


def test_half_of_an_odd_number_is_not_rounded() -> None:
    drawn = draw(SPEECH, _judged(51, 20), {})
    assert drawn is not None
    assert drawn["half_of_all"] == Fraction(51, 2)


@given(st.integers(1, 5000), st.lists(st.none() | st.integers(0, 500), max_size=40), NAMES)
def test_any_teams_stay_inside(measured: int, attained: list[int | None], name: str) -> None:
    teams = [(None, None) if value is None else (500, value) for value in attained]
    assert_sound(lambda: draw(SPEECH, _judged(measured, measured // 3, *teams), _teams(*[name] * len(teams))))
