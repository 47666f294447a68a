"""The steering meeting: next day, lateness, stopping, decisions that wait."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from playbookgen.judging.steering import judge_steering
from playbookgen.model.course_judgement import SteeringJudgement
from support.organisations import AS_OF, judged, minimal, sample


def steering(as_of: date = AS_OF, **meeting: Any) -> SteeringJudgement:
    told = judge_steering(minimal(change={"steering_meeting": meeting}).change, as_of)
    assert told is not None
    return told


def test_lumivakka() -> None:
    told = judged(sample("lumivakka")).steering
    assert told is not None
    assert (told.next_date, told.days_late, told.age_days, told.is_stopped) == (date(2026, 11, 14), 0, 17, False)
    assert told.decisions == ()


def test_none() -> None:
    assert judge_steering(minimal().change, AS_OF) is None


@pytest.mark.parametrize(("age", "late", "stopped"), [(30, 0, False), (31, 0, False), (32, 1, False), (46, 15, False), (47, 16, True)])
def test_lateness(age: int, late: int, stopped: bool) -> None:
    # monthly is 31 days, one and a half of it 46.5
    told = steering(last_held=(AS_OF - timedelta(days=age)).isoformat())
    assert (told.age_days, told.days_late, told.is_stopped) == (age, late, stopped)


@pytest.mark.parametrize(
    ("as_of", "late", "stopped"),
    [(date(2026, 2, 28), 0, False), (date(2026, 4, 1), 0, False), (date(2026, 4, 2), 1, False), (date(2026, 4, 17), 16, True)],
)
def test_never_held_counts_from_the_start_of_the_change(as_of: date, late: int, stopped: bool) -> None:
    told = steering(as_of)
    assert (told.next_date, told.days_late, told.is_stopped) == (date(2026, 4, 1), late, stopped)
    assert told.age_days >= 0


def test_nothing_is_late_before_the_change_begins() -> None:
    told = steering(date(2026, 2, 28), last_held="2025-01-01")
    assert (told.days_late, told.is_stopped) == (0, False)
    assert steering(date(2026, 3, 1), last_held="2025-01-01").is_stopped


def test_after_the_end_nothing_is_silenced() -> None:
    assert steering(date(2027, 8, 1), last_held="2027-02-20").is_stopped


def test_a_meeting_held_once_and_for_all() -> None:
    told = steering(cadence="once", last_held="2026-03-05")
    assert (told.next_date, told.days_late, told.is_stopped) == (None, 0, False)
    assert steering(cadence="once").is_stopped


def test_decisions_newest_first_and_open_ones_oldest_first() -> None:
    told = steering(
        decisions=[
            {"date": "2026-09-01", "text": "A"},
            {"date": "2026-10-01", "text": "B", "done": "2026-10-20"},
            {"date": "2026-10-14", "text": "C"},
            {"date": "2026-10-14", "text": "D"},
        ]
    )
    assert [one.decision.text.speak("en", "en").text for one in told.decisions] == ["C", "D", "B", "A"]
    assert [(one.decision.text.speak("en", "en").text, one.age_days) for one in told.open_decisions] == [("A", 60), ("C", 17), ("D", 17)]
