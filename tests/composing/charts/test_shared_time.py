"""Shared time of each team, against the half hour and the hour."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.composing.charts.shared_time import draw
from playbookgen.judging.routines import judge_routines
from playbookgen.model.daily_judgement import TeamSharedTime
from playbookgen.model.organisation import Team
from playbookgen.model.text import LocalisedText
from support.charts import NAMES, SPEECH, assert_sound, picture
from support.organisations import sample


def _team(minutes: Fraction | int, word: Literal["enough", "little", "too_little"] = "enough", name: str = "Night") -> TeamSharedTime:
    return TeamSharedTime(Team.model_construct(id="night", name=LocalisedText.of(name), agents=8), Fraction(minutes), (), word)


def test_without_teams_there_is_no_picture() -> None:
    assert draw(SPEECH, ()) is None


@pytest.mark.parametrize(("minutes", "part"), [(0, 0.0), (45, 0.5), (90, 1.0)])
def test_the_scale_ends_at_ninety_minutes(minutes: int, part: float) -> None:
    drawn = picture(draw(SPEECH, (_team(minutes),)), "wide")
    (row,) = drawn["rows"]
    assert float(row["filled"]) == pytest.approx(float(row["length"]) * part, abs=0.02)
    assert [float(limit["x"]) - float(row["left"]) for limit in drawn["limits"]] == pytest.approx(
        [float(row["length"]) / 3, float(row["length"]) * 2 / 3], abs=0.02
    )


def test_a_longer_bar_stretches_the_scale_and_moves_the_limits() -> None:
    drawn = picture(draw(SPEECH, (_team(120), _team(60))), "wide")
    long, short = drawn["rows"]
    assert float(short["filled"]) == pytest.approx(float(long["filled"]) / 2, abs=0.02)
    assert float(drawn["limits"][1]["x"]) - float(long["left"]) == pytest.approx(float(long["length"]) / 2, abs=0.02)


def test_the_sample_has_its_tones() -> None:
    judged = judge_routines(sample("lumivakka")).shared_time
    drawn = draw(SPEECH, judged)
    assert drawn is not None
    assert [row["tone"] for row in picture(drawn, "narrow")["rows"]] == ["good", "watch", "watch", "bad"]
    assert drawn["enough"] == 1


@given(
    st.lists(
        st.tuples(st.fractions(0, 5000, max_denominator=60), st.sampled_from(["enough", "little", "too_little"]), NAMES), min_size=1, max_size=40
    )
)
def test_any_teams_stay_inside(told: list[tuple[Fraction, Literal["enough", "little", "too_little"], str]]) -> None:
    assert_sound(lambda: draw(SPEECH, [_team(*one) for one in told]))
