"""The calendar: everything with a day, under keys that last."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbookgen.model.playbook_file import Organisation
from playbookgen.model.reach_judgement import CalendarEntry, CohortCheckIn
from support.organisations import AS_OF, judged, minimal, sample, sample_data

Entries = dict[str, CalendarEntry]


def entries(organisation: Organisation, as_of: date = AS_OF) -> Entries:
    return {one.key: one for one in judged(organisation, as_of).calendar}


def test_lumivakka() -> None:
    told = judged(sample("lumivakka")).calendar
    days = [one.day for one in told]
    assert days == sorted(days)
    by_key = {one.key: one for one in told}
    assert len(by_key) == len(told)
    assert (by_key["goal-g_csat"].day, by_key["goal-g_csat"].days_away) == (date(2026, 12, 31), 61)
    assert {one.key for one in told if one.is_late} == {"action-act_shared_time", "promise-floor_visit", "promise-setbacks_told_openly"}
    assert (by_key["steering-held-2026-10-14"].days_away, by_key["steering-next"].day) == (-17, date(2026, 11, 14))
    # the running cohort began on 7 September, so day 30 was 6 October; the closed ones have no talks left
    assert [(one.key, one.day) for one in told if one.kind == "check_in"] == [
        ("check-in-2026-09-07-o_check30", date(2026, 10, 6)),
        ("check-in-2026-09-07-o_check60", date(2026, 11, 5)),
    ]
    assert [one.key for one in told if one.kind in ("assessment", "assessment_target")] == [
        "assessment-a2026_self",
        "assessment-a2026_ext",
        "assessment-target",
    ]
    assert {one.kind for one in told} >= {"communication", "phase_start", "phase_end", "change_start", "change_end", "promise", "action"}
    assert next(one for one in told if one.days_away >= 0).key == "phase-end-p2"


def test_everything_to_come_is_also_a_next_date() -> None:
    """The short list of Home and the long one say the same days."""
    judgement = judged(sample("lumivakka"))
    said = {(one.day, one.kind) for one in judgement.calendar if one.days_away >= 0}
    renamed = {"assessment": "assessment_target"}
    assert {(one.day, renamed.get(one.kind, one.kind)) for one in judgement.next_dates} <= said


def action(status: str, **told: Any) -> Organisation:
    return minimal(plan={"actions": [{"id": "act_one", "text": "A", "status": status, **told}]})


@pytest.mark.parametrize(
    ("organisation", "day", "late"),
    [
        (action("in_progress", due="2026-10-30"), date(2026, 10, 30), True),
        (action("in_progress", due="2026-10-31"), date(2026, 10, 31), False),
        (action("done", due="2026-10-01", done_on="2026-10-20"), date(2026, 10, 1), False),
        (action("done", done_on="2026-10-20"), date(2026, 10, 20), False),
        (action("cancelled", due="2026-10-01"), None, None),
        (action("not_started"), None, None),
    ],
)
def test_actions(organisation: Organisation, day: date | None, late: bool | None) -> None:
    told = entries(organisation).get("action-act_one")
    assert (told.day if told else None, told.is_late if told else None) == (day, late)


def cohort(*starts: date, first: int = 88, last: int = 90) -> Organisation:
    module = {"id": "talk", "name": "T", "start_day": first, "end_day": last, "kind": "check_in"}
    cohorts = [{"start": start.isoformat(), "starters": 1, "left_within_90": 0} for start in starts]
    return minimal(training={"onboarding": [module], "cohorts": cohorts})


@pytest.mark.parametrize(
    ("age", "first", "last", "shown"), [(89, 88, 90, True), (90, 88, 90, False), (90, 91, 91, True), (90, 100, 120, True), (-20, 7, 7, True)]
)
def test_check_ins_of_running_cohorts(age: int, first: int, last: int, shown: bool) -> None:
    start = AS_OF - timedelta(days=age)
    told = entries(cohort(start, first=first, last=last)).get(f"check-in-{start}-talk")
    assert (told is not None) is shown
    if told is not None:
        assert (told.day, told.last_day) == (start + timedelta(days=first - 1), start + timedelta(days=last - 1))
        assert isinstance(told.subject, CohortCheckIn)


def test_cohorts_of_one_day_have_keys_of_their_own() -> None:
    keys = [key for key in entries(cohort(AS_OF, AS_OF)) if key.startswith("check-in")]
    assert keys == [f"check-in-{AS_OF}-talk", f"check-in-{AS_OF}-talk-2"]


def test_a_first_day_in_a_leap_year() -> None:
    assert entries(cohort(date(2028, 2, 28), first=2, last=3), date(2028, 2, 29))["check-in-2028-02-28-talk"].last_day == date(2028, 3, 1)


def test_awards() -> None:
    organisation = minimal(
        award_applications=[
            {"name": "Vuoden asiakaspalvelu", "deadline": "2026-12-01", "decided": "2027-02-01"},
            {"name": "Vuoden asiakaspalvelu", "deadline": "2027-12-01"},
            {"name": "賞", "deadline": "2026-11-05"},
        ]
    )
    told = {key: one.day for key, one in entries(organisation).items() if one.kind in ("award", "award_decided")}
    assert told == {
        "award-award": date(2026, 11, 5),
        "award-vuoden_asiakaspalvelu": date(2026, 12, 1),
        "award-decided-vuoden_asiakaspalvelu": date(2027, 2, 1),
        "award-vuoden_asiakaspalvelu-2": date(2027, 12, 1),
    }


def test_the_next_meeting_keeps_its_key_when_it_moves() -> None:
    def meeting(held: str) -> Entries:
        return entries(minimal(change={"steering_meeting": {"last_held": held}}))

    before, after = meeting("2026-09-01"), meeting("2026-10-30")
    assert (before["steering-next"].day, before["steering-next"].is_late) == (date(2026, 10, 2), True)
    assert (after["steering-next"].day, after["steering-next"].is_late) == (date(2026, 11, 30), False)


def test_a_goal_reached_is_not_late() -> None:
    figures = {"id": "figure", "name": "F", "kind": "outcome", "unit": "percent", "direction": "up", "frequency": "monthly"}
    goal = {"id": "goal_one", "text": "G", "metric": "figure", "value": 80, "due": "2026-10-01"}
    late = {
        value: entries(minimal(change={"goals": [goal]}, metrics=[figures | {"actuals": [{"period": "2026-09", "value": value}]}]))[
            "goal-goal_one"
        ].is_late
        for value in (79, 80)
    }
    assert late == {79: True, 80: False}


@settings(max_examples=20)
@given(st.integers(-400, 400))
def test_keys_do_not_depend_on_the_day(days: int) -> None:
    told, moved = (entries(sample("multelia"), day) for day in (AS_OF, AS_OF + timedelta(days=days)))
    assert {key: one.day for key, one in moved.items()} == {key: one.day for key, one in told.items()}


@settings(max_examples=10)
@given(st.data())
def test_keys_do_not_depend_on_the_order_of_the_file(data: st.DataObject) -> None:
    told = sample_data("lumivakka")
    told["plan"]["actions"] = data.draw(st.permutations(told["plan"]["actions"]))
    told["leadership_checklist"] = data.draw(st.permutations(told["leadership_checklist"]))
    told["assessments"] = data.draw(st.permutations(told["assessments"]))
    shuffled = entries(Organisation.model_validate(told))
    assert {key: one.day for key, one in shuffled.items()} == {key: one.day for key, one in entries(sample("lumivakka")).items()}


def test_keys_fit_into_a_uid() -> None:
    assert all(re.fullmatch(r"[a-z0-9_-]+", key) for key in entries(sample("lumivakka")))
