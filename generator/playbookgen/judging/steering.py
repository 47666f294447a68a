"""The steering meeting: when it is next, how late it is, and which decisions wait (brief P11, settled PB019)."""

from __future__ import annotations

from datetime import date

from playbookgen.judging.calendar import interval_days, next_steering_meeting
from playbookgen.model.change import Change, SteeringDecision, SteeringMeeting
from playbookgen.model.course_judgement import SteeringDecisionJudgement, SteeringJudgement
from playbookgen.model.values import CADENCE_DAYS


def is_stopped(meeting: SteeringMeeting, change_start: date, as_of: date) -> bool:
    """Whether more than one and a half intervals went by without a meeting; never before the change begins (settled G5).

    A meeting of rhythm ``once`` that was held has not stopped.
    """
    if as_of < change_start or (meeting.last_held is not None and CADENCE_DAYS[meeting.cadence] is None):
        return False
    return 2 * (as_of - (meeting.last_held or change_start)).days > 3 * interval_days(meeting.cadence)


def judge_decision(decision: SteeringDecision, as_of: date) -> SteeringDecisionJudgement:
    """One decision of the group; its age counts from the day it was taken."""
    return SteeringDecisionJudgement(decision, (as_of - decision.date).days, decision.done is None)


def judge_steering(change: Change, as_of: date) -> SteeringJudgement | None:
    """The whole of P11; ``None`` when no meeting is described. Before the change begins nothing is late."""
    meeting = change.steering_meeting
    if meeting is None:
        return None
    following = next_steering_meeting(meeting, change.start)
    decisions = sorted((judge_decision(one, as_of) for one in meeting.decisions), key=lambda judged: judged.age_days)
    waiting = [judged for judged in decisions if judged.is_open]
    return SteeringJudgement(
        meeting=meeting,
        next_date=following,
        days_late=0 if following is None or as_of < change.start else max((as_of - following).days, 0),
        age_days=max((as_of - (meeting.last_held or change.start)).days, 0),
        is_stopped=is_stopped(meeting, change.start, as_of),
        decisions=tuple(decisions),
        open_decisions=tuple(sorted(waiting, key=lambda judged: judged.age_days, reverse=True)),
    )
