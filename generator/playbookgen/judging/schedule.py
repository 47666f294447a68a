"""Everything with a day, past and coming, for the calendar page and its export (brief P24)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from playbookgen.judging.calendar import days_later
from playbookgen.judging.onboarding import PATH_DAYS
from playbookgen.model.change import Change
from playbookgen.model.course_judgement import SteeringJudgement
from playbookgen.model.daily_life import AwardApplication
from playbookgen.model.judgement import ActionJudgement, CommitmentJudgement, GoalJudgement, PlanJudgement
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.reach_judgement import CalendarEntry, CalendarKind, CohortCheckIn
from playbookgen.model.text import Language
from playbookgen.model.training import Cohort, OnboardingModule
from playbookgen.model.values import slugify_id


def entry(
    key: str, day: date, kind: CalendarKind, subject: object, as_of: date, *, is_late: bool = False, last_day: date | None = None
) -> CalendarEntry:
    """One thing on one day, or until `last_day`."""
    return CalendarEntry(key, day, last_day or day, kind, subject, (day - as_of).days, is_late)


def of_goals(goals: Iterable[GoalJudgement], as_of: date) -> Iterator[CalendarEntry]:
    """Due days of goals; late when over and not reached."""
    for judged in goals:
        if judged.goal.due is not None:
            yield entry(f"goal-{judged.goal.id}", judged.goal.due, "goal", judged.goal, as_of, is_late=judged.expired)


def of_actions(actions: Iterable[ActionJudgement], as_of: date) -> Iterator[CalendarEntry]:
    """Due days of live actions; one that is done without a due day stands on the day it was done."""
    for judged in actions:
        action = judged.action
        day = action.due or action.done_on
        if day is not None and action.status != "cancelled":
            yield entry(f"action-{action.id}", day, "action", action, as_of, is_late=judged.overdue_days > 0)


def of_steering(steering: SteeringJudgement | None, as_of: date) -> Iterator[CalendarEntry]:
    """The last meeting, and the next one: a single entry that moves on when the meeting was held."""
    if steering is None:
        return
    if steering.meeting.last_held is not None:
        held = steering.meeting.last_held
        yield entry(f"steering-held-{held.isoformat()}", held, "steering_held", steering.meeting, as_of)
    if steering.next_date is not None:
        yield entry("steering-next", steering.next_date, "steering", steering.meeting, as_of, is_late=steering.days_late > 0)


def of_messages(organisation: Organisation, as_of: date) -> Iterator[CalendarEntry]:
    """Dated messages, sent and planned."""
    for event in organisation.communication.events:
        if event.date is not None:
            yield entry(f"communication-{event.id}", event.date, "communication", event, as_of)


def check_in(cohort: Cohort, module: OnboardingModule, as_of: date) -> CalendarEntry:
    """A talk with those who started together; their first day is day 1."""
    first, last = (days_later(cohort.start, day - 1) for day in (module.start_day, module.end_day))
    key = f"check-in-{cohort.start.isoformat()}-{module.id}"
    return entry(key, first, "check_in", CohortCheckIn(cohort.start, module), as_of, last_day=last)


def of_check_ins(organisation: Organisation, as_of: date) -> Iterator[CalendarEntry]:
    """Talks of cohorts whose 90 days are not over, and talks still to come after them."""
    modules = [module for module in organisation.training.onboarding if module.kind == "check_in"]
    for cohort in organisation.training.cohorts:
        is_over = (as_of - cohort.start).days >= PATH_DAYS
        talks = [check_in(cohort, module, as_of) for module in modules]
        yield from (talk for talk in talks if not is_over or talk.last_day >= as_of)


def of_assessments(organisation: Organisation, as_of: date) -> Iterator[CalendarEntry]:
    """Rounds of scoring, and the day of the target scores."""
    for assessment in organisation.assessments:
        yield entry(f"assessment-{assessment.id}", assessment.date, "assessment", assessment, as_of)
    targets = organisation.assessment_targets
    if targets is not None:
        yield entry("assessment-target", targets.date, "assessment_target", targets, as_of)


def of_promises(commitment: CommitmentJudgement, as_of: date) -> Iterator[CalendarEntry]:
    """Days by which the leadership's promises are to be kept again."""
    for promise in sorted(commitment.promises, key=lambda one: one.id):
        if promise.due_on is not None:
            yield entry(f"promise-{promise.id}", promise.due_on, "promise", promise, as_of, is_late=promise.is_late)


def of_phases(plan: PlanJudgement, as_of: date) -> Iterator[CalendarEntry]:
    """First and last days of the phases."""
    for judged in plan.phases:
        phase = judged.phase
        yield entry(f"phase-start-{phase.id}", phase.start, "phase_start", phase, as_of)
        yield entry(f"phase-end-{phase.id}", phase.end, "phase_end", phase, as_of, is_late=judged.is_late)


def of_awards(awards: Sequence[AwardApplication], default: Language, as_of: date) -> Iterator[CalendarEntry]:
    """Deadlines of award applications and the days of their decision; an award has no id, so its name makes the key."""
    for award in awards:
        name = slugify_id(award.name.speak(default, default).text) or "award"
        yield entry(f"award-{name}", award.deadline, "award", award, as_of)
        if award.decided is not None:
            yield entry(f"award-decided-{name}", award.decided, "award_decided", award, as_of)


def of_change(change: Change, as_of: date) -> Iterator[CalendarEntry]:
    """First and last day of the change."""
    yield entry("change-start", change.start, "change_start", change, as_of)
    yield entry("change-end", change.end, "change_end", change, as_of)


def with_own_keys(entries: Iterable[CalendarEntry]) -> Iterator[CalendarEntry]:
    """The entries, those after the first of a key numbered: cohorts of one day, awards of one name."""
    seen: Counter[str] = Counter()
    for one in entries:
        seen[one.key] += 1
        yield one if seen[one.key] == 1 else replace(one, key=f"{one.key}-{seen[one.key]}")


def judge_calendar(
    organisation: Organisation,
    goals: Sequence[GoalJudgement],
    plan: PlanJudgement,
    commitment: CommitmentJudgement,
    steering: SteeringJudgement | None,
    as_of: date,
) -> tuple[CalendarEntry, ...]:
    """Everything with a day, earliest first; equal days keep the order of the kinds, then that of the file."""
    entries = [
        *of_goals(goals, as_of),
        *of_actions(plan.actions, as_of),
        *of_steering(steering, as_of),
        *of_messages(organisation, as_of),
        *of_check_ins(organisation, as_of),
        *of_assessments(organisation, as_of),
        *of_promises(commitment, as_of),
        *of_phases(plan, as_of),
        *of_awards(organisation.award_applications, organisation.site.main_language, as_of),
        *of_change(organisation.change, as_of),
    ]
    return tuple(sorted(with_own_keys(entries), key=lambda one: one.day))
