"""Days of the change, safe arithmetic, the next dates."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.judging.calendar import change_days, days_later, elapsed_share, interval_days, months_earlier, next_steering_meeting
from playbookgen.model.change import SteeringMeeting
from playbookgen.model.judgement import ChangeDays
from support.organisations import judged, minimal

START, END = date(2026, 3, 1), date(2027, 2, 28)
DAYS = st.dates()


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2026, 2, 19), ChangeDays("not_started", 0, 365, 10, 0)),
        (date(2026, 2, 28), ChangeDays("not_started", 0, 365, 1, 0)),
        (START, ChangeDays("running", 1, 365, 0, 0)),
        (END, ChangeDays("running", 365, 365, 0, 0)),
        (date(2027, 3, 1), ChangeDays("ended", 365, 365, 0, 1)),
        (date(2028, 2, 29), ChangeDays("ended", 365, 365, 0, 366)),
    ],
)
def test_change_days(as_of: date, expected: ChangeDays) -> None:
    assert change_days(minimal().change, as_of) == expected


def test_a_leap_day_counts() -> None:
    change = minimal(change={"start": "2028-02-28", "end": "2028-03-01"}).change
    assert change_days(change, date(2028, 2, 29)) == ChangeDays("running", 2, 3, 0, 0)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 10, 31), 24, date(2024, 10, 31)),
        (date(2028, 2, 29), 24, date(2026, 2, 28)),
        (date(2028, 2, 29), 48, date(2024, 2, 29)),
        (date(2026, 12, 31), 1, date(2026, 11, 30)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2, 1, 1), 24, date.min),
    ],
)
def test_months_earlier(day: date, months: int, expected: date) -> None:
    assert months_earlier(day, months) == expected


@given(DAYS, st.integers(-4_000_000, 4_000_000))
def test_days_later_never_leaves_the_calendar(day: date, days: int) -> None:
    moved = days_later(day, days)
    try:
        assert moved == day + timedelta(days)
    except OverflowError:
        assert moved == (date.max if days > 0 else date.min)


@pytest.mark.parametrize(
    ("start", "end", "as_of", "expected"),
    [
        (date(2026, 2, 28), date(2026, 12, 31), date(2026, 10, 31), Fraction(245, 306)),
        (date(2026, 2, 28), date(2026, 12, 31), date(2026, 1, 1), Fraction(0)),
        (date(2026, 2, 28), date(2026, 12, 31), date(2027, 1, 1), Fraction(1)),
        (date(2026, 2, 28), date(2026, 2, 28), date(2026, 2, 27), Fraction(0)),
        (date(2026, 2, 28), date(2026, 2, 28), date(2026, 2, 28), Fraction(1)),
        (None, date(2026, 2, 28), date(2026, 2, 28), None),
        (date(2026, 2, 28), None, date(2026, 2, 28), None),
    ],
)
def test_elapsed_share(start: date | None, end: date | None, as_of: date, expected: Fraction | None) -> None:
    assert elapsed_share(start, end, as_of) == expected


@given(DAYS, DAYS, DAYS, DAYS)
def test_elapsed_share_lies_between_0_and_1_and_never_falls(start: date, end: date, one: date, other: date) -> None:
    earlier, later = (elapsed_share(start, end, day) for day in sorted((one, other)))
    assert earlier is not None
    assert later is not None
    assert 0 <= earlier <= later <= 1


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        (SteeringMeeting(last_held=date(2026, 10, 14)), date(2026, 11, 14)),
        (SteeringMeeting(cadence="biweekly", last_held=date(2026, 10, 14)), date(2026, 10, 28)),
        (SteeringMeeting(cadence="weekly"), date(2026, 3, 8)),
        (SteeringMeeting(cadence="once"), date(2026, 4, 1)),
        (SteeringMeeting(cadence="once", last_held=date(2026, 3, 20)), None),
    ],
)
def test_next_steering_meeting(meeting: SteeringMeeting, expected: date | None) -> None:
    assert next_steering_meeting(meeting, START) == expected


def test_intervals_are_those_of_the_brief() -> None:
    cadences = ("weekly", "biweekly", "monthly", "quarterly", "half_yearly", "yearly", "once")
    assert [interval_days(cadence) for cadence in cadences] == [7, 14, 31, 92, 183, 366, 31]  # type: ignore[arg-type]


def test_next_dates_hold_every_kind_and_nothing_past() -> None:
    organisation = minimal(
        change={
            "goals": [{"id": "g_past", "text": "x", "due": "2026-10-30"}, {"id": "g_today", "text": "x", "due": "2026-10-31"}],
            "steering_meeting": {"cadence": "monthly", "last_held": "2026-10-14"},
        },
        plan={
            "phases": [{"id": "p_one", "kind": "goals", "name": "x", "start": "2026-03-01", "end": "2026-11-02"}],
            "actions": [
                {"id": "a_open", "text": "x", "status": "blocked", "due": "2026-11-01"},
                {"id": "a_done", "text": "x", "status": "done", "due": "2026-11-01", "done_on": "2026-10-01"},
                {"id": "a_gone", "text": "x", "status": "cancelled", "due": "2026-11-01"},
                {"id": "a_late", "text": "x", "status": "in_progress", "due": "2026-10-01"},
            ],
        },
        communication={
            "events": [
                {"id": "c_told", "date": "2026-10-01", "channel": "chat", "kind": "progress"},
                {"id": "c_plan", "date": "2026-11-03", "channel": "chat", "kind": "progress"},
                {"id": "c_often", "cadence": "weekly", "channel": "chat", "kind": "progress"},
            ]
        },
        assessment_targets={"date": "2026-11-04", "scores": {}},
        award_applications=[{"name": "Award", "deadline": "2026-11-05"}],
        leadership_checklist=[
            {"item": "floor_visit", "last_done": "2026-10-20"},
            {"item": "tools_funded", "cadence": "once", "last_done": "2026-10-20"},
            {"item": "status_review_held", "not_applicable": "told elsewhere", "last_done": "2026-10-20"},
        ],
    )
    events = judged(organisation).next_dates
    named = [(event.day, event.kind, getattr(event.subject, "id", None)) for event in events]
    assert named[:5] == [
        (date(2026, 10, 31), "goal", "g_today"),
        (date(2026, 11, 1), "action", "a_open"),
        (date(2026, 11, 2), "phase_end", "p_one"),
        (date(2026, 11, 3), "communication", "c_plan"),
        (date(2026, 11, 4), "assessment", None),
    ]
    assert [(day, kind) for day, kind, _ in named[5:7]] == [(date(2026, 11, 5), "award"), (date(2026, 11, 14), "steering")]
    promises = [name for _, kind, name in named if kind == "promise"]
    assert "floor_visit" in promises
    assert "tools_funded" not in promises
    assert "status_review_held" not in promises
    assert named[-1][1] in {"change_end", "promise"}


def test_equal_days_stand_in_the_order_of_their_kinds() -> None:
    organisation = minimal(
        change={"goals": [{"id": "goal_one", "text": "x", "due": "2027-02-28"}]},
        award_applications=[{"name": "Award", "deadline": "2027-02-28"}],
    )
    kinds = [event.kind for event in judged(organisation).next_dates if event.day == END]
    assert kinds == ["goal", "award", "change_end"]
