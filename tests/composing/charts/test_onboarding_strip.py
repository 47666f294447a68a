"""The strip of the first 90 days: everything at its day, empty stretches named."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from playbookgen.composing.charts.onboarding_strip import LEFT, WIDTH, draw
from playbookgen.composing.speech import Speech
from playbookgen.composing.words import Words
from playbookgen.judging.onboarding import judge_onboarding
from playbookgen.model.daily_judgement import DayRange
from playbookgen.model.text import LocalisedText
from playbookgen.model.training import OnboardingModule
from support.organisations import AS_OF, minimal, sample

SPEECH = Speech("en", "en", Words("en", None))
DAY = (WIDTH - 2 * LEFT) / 90


def _module(first: int, last: int, kind: Any = "practice", name: str = "Something") -> OnboardingModule:
    return OnboardingModule.model_construct(
        id=f"m{first}", name=LocalisedText.of(name), start_day=first, end_day=last, kind=kind, channels=[], skills=[], gamified=False, owner=None
    )


def _drawn(*modules: OnboardingModule) -> dict[str, Any]:
    organisation = minimal()
    training = organisation.training.model_copy(update={"onboarding": list(modules)})
    drawn = draw(SPEECH, judge_onboarding(organisation.model_copy(update={"training": training}), date(2026, 10, 31)))
    assert drawn is not None
    return drawn


def test_nothing_planned_is_no_picture() -> None:
    assert draw(SPEECH, judge_onboarding(minimal(), AS_OF)) is None


def test_only_what_comes_after_the_path_is_no_picture() -> None:
    organisation = minimal()
    training = organisation.training.model_copy(update={"onboarding": [_module(91, 120)]})
    assert draw(SPEECH, judge_onboarding(organisation.model_copy(update={"training": training}), AS_OF)) is None


@pytest.mark.parametrize(("first", "last"), [(1, 90), (1, 1), (31, 60), (90, 90)])
def test_a_bar_covers_its_days_and_no_more(first: int, last: int) -> None:
    (row,) = _drawn(_module(first, last))["rows"]
    assert float(row["x"]) == pytest.approx(LEFT + (first - 1) * DAY, abs=0.01)
    assert float(row["width"]) == pytest.approx((last - first + 1) * DAY, abs=0.01)


def test_a_bar_ends_at_the_edge_when_the_module_goes_on() -> None:
    (row,) = _drawn(_module(80, 200))["rows"]
    assert float(row["x"]) + float(row["width"]) == pytest.approx(WIDTH - LEFT, abs=0.01)


def test_talks_and_checks_are_marks_in_the_middle_of_their_day_unless_they_last() -> None:
    talk, check, long = _drawn(_module(30, 30, "check_in"), _module(60, 62, "mastery_check"), _module(70, 79, "mastery_check"))["rows"]
    assert (talk["is_mark"], check["is_mark"], long["is_mark"]) == (True, True, False)
    assert float(talk["x_mark"]) == pytest.approx(LEFT + 29.5 * DAY, abs=0.01)


def test_rows_run_in_the_order_of_the_days() -> None:
    rows = _drawn(_module(40, 50), _module(1, 5), _module(1, 3))["rows"]
    assert [(row["module"].start_day, row["module"].end_day) for row in rows] == [(1, 3), (1, 5), (40, 50)]


def test_labels_stay_inside_the_picture() -> None:
    early, late = _drawn(_module(1, 5, name="Word " * 30), _module(85, 90, name="Word " * 30))["rows"]
    assert (early["anchor"], late["anchor"]) == ("start", "end")
    assert len(early["name"]) <= 30
    assert float(late["x_text"]) == pytest.approx(WIDTH - LEFT, abs=0.01)


def test_the_sample_shows_its_three_empty_stretches() -> None:
    drawn = draw(SPEECH, judge_onboarding(sample("lumivakka"), AS_OF))
    assert drawn is not None
    assert [entry["gap"] for entry in drawn["gaps"]] == [DayRange(46, 59), DayRange(61, 65), DayRange(86, 90)]
    assert all(entry["is_named"] for entry in drawn["gaps"])
    # The last one ends at the edge of the picture, and so do its days.
    assert [entry["anchor"] for entry in drawn["gaps"]] == ["start", "start", "end"]
    assert float(drawn["gaps"][2]["x_text"]) == WIDTH - LEFT


def test_without_empty_days_there_is_no_row_for_them() -> None:
    full, holed = _drawn(_module(1, 90)), _drawn(_module(1, 89))
    assert full["gaps"] == []
    assert full["height"] < holed["height"]
    assert not holed["gaps"][0]["is_named"]
