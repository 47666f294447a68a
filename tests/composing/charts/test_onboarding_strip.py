"""The strip of the first 90 days: everything at its day, empty stretches named."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.composing.charts.onboarding_strip import draw
from playbookgen.judging.onboarding import judge_onboarding
from playbookgen.model.daily_judgement import DayRange
from playbookgen.model.text import LocalisedText
from playbookgen.model.training import OnboardingModule
from support.charts import NAMES, SPEECH, assert_sound, picture
from support.organisations import AS_OF, minimal, sample


def _module(first: int, last: int, kind: Any = "practice", name: str = "Something") -> OnboardingModule:
    return OnboardingModule.model_construct(
        id=f"m{first}", name=LocalisedText.of(name), start_day=first, end_day=last, kind=kind, channels=[], skills=[], gamified=False, owner=None
    )


def _judged(*modules: OnboardingModule) -> Any:
    organisation = minimal()
    training = organisation.training.model_copy(update={"onboarding": list(modules)})
    return judge_onboarding(organisation.model_copy(update={"training": training}), date(2026, 10, 31))


def _drawn(*modules: OnboardingModule, kind: str = "wide") -> dict[str, Any]:
    return picture(draw(SPEECH, _judged(*modules)), kind)


def test_nothing_planned_is_no_picture() -> None:
    assert draw(SPEECH, judge_onboarding(minimal(), AS_OF)) is None


def test_only_what_comes_after_the_path_is_no_picture() -> None:
    assert draw(SPEECH, _judged(_module(91, 120))) is None


@pytest.mark.parametrize("kind", ["wide", "narrow"])
@pytest.mark.parametrize(("first", "last"), [(1, 90), (1, 1), (31, 60), (90, 90)])
def test_a_bar_covers_its_days_and_no_more(first: int, last: int, kind: str) -> None:
    (row,) = _drawn(_module(first, last), kind=kind)["rows"]
    day = float(row["length"]) / 90
    assert float(row["x"]) == pytest.approx(float(row["left"]) + (first - 1) * day, abs=0.02)
    assert float(row["width"]) == pytest.approx((last - first + 1) * day, abs=0.02)


def test_a_bar_ends_at_the_edge_when_the_module_goes_on() -> None:
    (row,) = _drawn(_module(80, 200))["rows"]
    assert float(row["x"]) + float(row["width"]) == pytest.approx(float(row["right"]), abs=0.02)


def test_talks_and_checks_are_marks_in_the_middle_of_their_day_unless_they_last() -> None:
    talk, check, long = _drawn(_module(30, 30, "check_in"), _module(60, 62, "mastery_check"), _module(70, 79, "mastery_check"))["rows"]
    assert (talk["is_mark"], check["is_mark"], long["is_mark"]) == (True, True, False)
    assert float(talk["x_mark"]) == pytest.approx(float(talk["left"]) + 29.5 * float(talk["length"]) / 90, abs=0.02)


def test_rows_run_in_the_order_of_the_days() -> None:
    rows = _drawn(_module(40, 50), _module(1, 5), _module(1, 3))["rows"]
    assert [(row["module"].start_day, row["module"].end_day) for row in rows] == [(1, 3), (1, 5), (40, 50)]


def test_the_sample_shows_its_three_empty_stretches() -> None:
    drawn = draw(SPEECH, judge_onboarding(sample("lumivakka"), AS_OF))
    gaps = picture(drawn, "wide")["empty"]["gaps"]
    assert [entry["gap"] for entry in gaps] == [DayRange(46, 59), DayRange(61, 65), DayRange(86, 90)]
    assert all(entry["is_named"] for entry in gaps)
    # On a phone the second has no room for its days beside the first.
    assert [entry["is_named"] for entry in picture(drawn, "narrow")["empty"]["gaps"]] == [True, False, True]


def test_without_empty_days_there_is_no_row_for_them() -> None:
    full, holed = _drawn(_module(1, 90)), _drawn(_module(1, 89))
    assert full["empty"] is None
    assert full["height"] < holed["height"]


_KINDS = st.sampled_from(["theory", "practice", "check_in", "mastery_check", "refresher"])


@given(st.lists(st.tuples(st.integers(1, 120), st.integers(0, 200), _KINDS, NAMES), max_size=40))
def test_any_path_stays_inside(told: list[tuple[int, int, str, str]]) -> None:
    judged = _judged(_module(1, 5), *(_module(first, first + more, kind, name) for first, more, kind, name in told))
    assert_sound(lambda: draw(SPEECH, judged))
