"""Shared time of each team, against the half hour and the hour."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import pytest

from playbookgen.composing.charts.shared_time import WIDTH, draw
from playbookgen.composing.speech import Speech
from playbookgen.composing.words import Words
from playbookgen.judging.routines import judge_routines
from playbookgen.model.daily_judgement import TeamSharedTime
from playbookgen.model.organisation import Team
from playbookgen.model.text import LocalisedText
from support.organisations import sample

SPEECH = Speech("en", "en", Words("en", None))


def _team(minutes: Fraction | int, word: Literal["enough", "little", "too_little"] = "enough") -> TeamSharedTime:
    return TeamSharedTime(Team(id="night", name=LocalisedText.of("Night"), agents=8), Fraction(minutes), (), word)


def test_without_teams_there_is_no_picture() -> None:
    assert draw(SPEECH, ()) is None


@pytest.mark.parametrize(("minutes", "pixels"), [(0, 0), (45, WIDTH / 2), (90, WIDTH)])
def test_the_scale_ends_at_ninety_minutes(minutes: int, pixels: float) -> None:
    drawn = draw(SPEECH, (_team(minutes),))
    assert drawn is not None
    assert float(drawn["rows"][0]["width"]) == pytest.approx(pixels)
    assert [float(limit["x"]) for limit in drawn["limits"]] == pytest.approx([WIDTH / 3, WIDTH * 2 / 3], abs=0.01)


def test_a_longer_bar_stretches_the_scale_and_moves_the_limits() -> None:
    drawn = draw(SPEECH, (_team(120), _team(60)))
    assert drawn is not None
    assert [float(row["width"]) for row in drawn["rows"]] == pytest.approx([WIDTH, WIDTH / 2])
    assert [float(limit["x"]) for limit in drawn["limits"]] == pytest.approx([WIDTH / 4, WIDTH / 2])


def test_the_sample_has_its_tones() -> None:
    drawn = draw(SPEECH, judge_routines(sample("lumivakka")).shared_time)
    assert drawn is not None
    assert [(row["name"], row["tone"]) for row in drawn["rows"]] == [
        ("Claims first line", "good"),
        ("Policies and sales", "watch"),
        ("General service", "watch"),
        ("Digital channels", "bad"),
    ]
