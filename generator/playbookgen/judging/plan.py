"""The plan: what is late, blocked or nobody's, and how far it is (brief P07)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from playbookgen.model.judgement import ActionJudgement, PhaseJudgement, PlanJudgement
from playbookgen.model.plan import Action, Phase, Plan

#: Statuses of actions still to be done (settled G6).
OPEN_STATUSES: Final = frozenset({"not_started", "in_progress", "blocked"})
#: How far “next” looks, in days (brief P07).
NEXT_DAYS: Final = 30


def is_open(action: Action) -> bool:
    """Whether the action is still to be done (settled G6)."""
    return action.status in OPEN_STATUSES


def is_live(action: Action) -> bool:
    """Whether the action counts at all: any status but cancelled (settled G6)."""
    return action.status != "cancelled"


def judge_action(action: Action, as_of: date) -> ActionJudgement:
    """One action. Days are whole; on its due day an action is not late. Only open actions have days to go."""
    still_open = is_open(action)
    days_to_due = (action.due - as_of).days if still_open and action.due is not None else None
    return ActionJudgement(action, still_open, overdue_days=max(-(days_to_due or 0), 0), days_to_due=days_to_due)


def progress(actions: Sequence[Action]) -> Fraction | None:
    """Done of live actions, 0–1, weighted by effort (1 if not given); ``None`` without live ones (brief P07)."""
    live = [action for action in actions if is_live(action)]
    if not live:
        return None
    return effort([action for action in live if action.status == "done"]) / effort(live)


def effort(actions: Sequence[Action]) -> Fraction:
    """Effort of the actions together."""
    return sum((Fraction(1) if action.effort is None else Fraction(action.effort) for action in actions), Fraction(0))


def phase_state(phase: Phase, as_of: date) -> Literal["coming", "running", "over"]:
    """Where `as_of` stands in the phase; its first and last day belong to it."""
    if as_of < phase.start:
        return "coming"
    return "over" if as_of > phase.end else "running"


def judge_phase(phase: Phase, actions: Sequence[ActionJudgement], as_of: date) -> PhaseJudgement:
    """One phase with its own actions; late when it is over and not all done (settled F17)."""
    own = tuple(judged for judged in actions if judged.action.phase == phase.id)
    done = progress([judged.action for judged in own])
    return PhaseJudgement(
        phase=phase,
        actions=own,
        progress=done,
        is_late=phase.end < as_of and done is not None and done < 1,
        has_no_action=done is None,
        state=phase_state(phase, as_of),
    )


def judge_plan(plan: Plan, as_of: date) -> PlanJudgement:
    """The plan as a whole. `overdue` begins with the latest, `next_30_days` with the soonest; the rest as in the file."""
    actions = tuple(judge_action(action, as_of) for action in plan.actions)
    phases = {phase.id for phase in plan.phases}
    live = [action for action in plan.actions if is_live(action)]
    coming = [judged for judged in actions if judged.days_to_due is not None and 0 <= judged.days_to_due <= NEXT_DAYS]
    return PlanJudgement(
        phases=tuple(judge_phase(phase, actions, as_of) for phase in plan.phases),
        actions=actions,
        without_phase=tuple(judged for judged in actions if judged.action.phase not in phases),
        done=sum(action.status == "done" for action in live),
        live=len(live),
        progress=progress(live),
        overdue=tuple(sorted((judged for judged in actions if judged.overdue_days), key=lambda judged: -judged.overdue_days)),
        blocked=tuple(judged for judged in actions if judged.action.status == "blocked"),
        without_owner=tuple(judged for judged in actions if judged.is_open and judged.action.owner is None),
        next_30_days=tuple(sorted(coming, key=lambda judged: judged.days_to_due or 0)),
    )
