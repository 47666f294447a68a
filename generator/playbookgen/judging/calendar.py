"""Days: how far the change is, safe date arithmetic, and what comes next."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from playbookgen.model.change import Change, SteeringMeeting
from playbookgen.model.judgement import ActionJudgement, ChangeDays, DatedEvent, PromiseJudgement
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.values import CADENCE_DAYS, Cadence

#: Something done once is expected within this many days of the change's start (settled F3).
ONCE_EXPECTED_WITHIN: Final = 31


def days_later(day: date, days: int) -> date:
    """`day` plus `days` (negative: minus), kept inside the calendar of Python (years 1–9999)."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def months_earlier(day: date, months: int) -> date:
    """`day` minus whole calendar months; a day the month does not have becomes its last."""
    index = day.year * 12 + (day.month - 1) - months
    year, month = divmod(index, 12)
    if year < 1:
        return date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def interval_days(cadence: Cadence) -> int:
    """Days within which something of this rhythm is expected; for ``once`` the first 31 (settled F3)."""
    days = CADENCE_DAYS[cadence]
    return ONCE_EXPECTED_WITHIN if days is None else days


def elapsed_share(start: date | None, end: date | None, as_of: date) -> Fraction | None:
    """Share 0–1 of the time from `start` to `end` that is used on `as_of` (brief P05).

    ``None`` when one of the two is missing; 1 at once when there is no time between them.
    """
    if start is None or end is None:
        return None
    if end <= start:
        return Fraction(int(as_of >= end))
    return min(max(Fraction((as_of - start).days, (end - start).days), Fraction(0)), Fraction(1))


def change_days(change: Change, as_of: date) -> ChangeDays:
    """Where `as_of` stands in the change (brief P00). The first day is day 1, the last is `days`.

    Before the start `day` is 0, after the end it is `days`.
    """
    days = (change.end - change.start).days + 1
    return ChangeDays(
        state="not_started" if as_of < change.start else "ended" if as_of > change.end else "running",
        day=min(max((as_of - change.start).days + 1, 0), days),
        days=days,
        days_to_start=max((change.start - as_of).days, 0),
        days_since_end=max((as_of - change.end).days, 0),
    )


def next_steering_meeting(meeting: SteeringMeeting, change_start: date) -> date | None:
    """The day by which the next steering meeting is expected (brief P11).

    Last held plus the rhythm; never held: the change's start plus the rhythm (settled PB019). A
    meeting of rhythm ``once`` that was held has no next.
    """
    if meeting.last_held is None:
        return days_later(change_start, interval_days(meeting.cadence))
    if CADENCE_DAYS[meeting.cadence] is None:
        return None
    return days_later(meeting.last_held, interval_days(meeting.cadence))


def next_dates(
    organisation: Organisation, as_of: date, actions: Sequence[ActionJudgement], promises: Sequence[PromiseJudgement]
) -> tuple[DatedEvent, ...]:
    """Everything dated on `as_of` or later, soonest first (brief P24).

    Goals' due days, due days of open actions, the next steering meeting, dated communication, the
    assessment's target date, days by which promises are due, ends of phases, award deadlines and
    the end of the change. Equal days keep that order, then the order of the file.
    """
    events = [event for event in _dated(organisation, actions, promises) if event.day >= as_of]
    return tuple(sorted(events, key=lambda event: event.day))


def _dated(organisation: Organisation, actions: Sequence[ActionJudgement], promises: Sequence[PromiseJudgement]) -> Iterator[DatedEvent]:
    """Everything with a day, past or coming, kind by kind; this order decides between equal days."""
    change = organisation.change
    for goal in change.goals:
        if goal.due is not None:
            yield DatedEvent(goal.due, "goal", goal)
    for judged in actions:
        if judged.is_open and judged.action.due is not None:
            yield DatedEvent(judged.action.due, "action", judged.action)
    if change.steering_meeting is not None:
        meeting_day = next_steering_meeting(change.steering_meeting, change.start)
        if meeting_day is not None:
            yield DatedEvent(meeting_day, "steering", change.steering_meeting)
    for message in organisation.communication.events:
        if message.date is not None:
            yield DatedEvent(message.date, "communication", message)
    if organisation.assessment_targets is not None:
        yield DatedEvent(organisation.assessment_targets.date, "assessment", organisation.assessment_targets)
    for promise in promises:
        if promise.due_on is not None:
            yield DatedEvent(promise.due_on, "promise", promise)
    for phase in organisation.plan.phases:
        yield DatedEvent(phase.end, "phase_end", phase)
    for application in organisation.award_applications:
        yield DatedEvent(application.deadline, "award", application)
    yield DatedEvent(change.end, "change_end", change)
