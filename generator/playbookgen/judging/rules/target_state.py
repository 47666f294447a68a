"""Rules of the target state: PB010–PB012."""

from __future__ import annotations

from collections.abc import Iterator

from playbookgen.judging.calendar import days_later
from playbookgen.judging.rules.inquiry import Inquiry, Observation, RuleFunction
from playbookgen.model.finding import Measure, Term, Value
from playbookgen.model.judgement import GoalJudgement


def goal_not_smart(ask: Inquiry) -> Iterator[Observation]:
    """PB010: a goal lacks number, date, metric or owner, its day is far off, it changes nothing, or it is past and not reached.

    When no goal has both number and date, the change itself gets an error too.
    """
    goals = ask.judgement.goals
    for index, judged in enumerate(goals):
        missing = tuple(part for part in judged.missing if part != "strategy")
        reasons = (*missing, *_other_faults(judged, ask))
        if not reasons:
            continue
        inputs: dict[str, Value] = {"missing": tuple(Term("word", part) for part in missing)} if missing else {}
        if judged.goal.due is not None:
            inputs["due"] = judged.goal.due
        if judged.goal.value is not None:
            inputs["value"] = Measure(judged.goal.value, judged.metric.metric.unit if judged.metric else "number")
        yield Observation(judged.goal.id, ("change", "goals", index), reasons, judged.goal.text, inputs)
    if not any(judged.goal.value is not None and judged.goal.due is not None for judged in goals):
        yield Observation("change", ("change", "goals"), ("none",), ask.organisation.change.name, {"goals": len(goals)})


def _other_faults(judged: GoalJudgement, ask: Inquiry) -> Iterator[str]:
    change, goal = ask.organisation.change, judged.goal
    last = days_later(change.end, int(ask.limit("grace")))
    if goal.due is not None and not change.start <= goal.due <= last:
        yield "outside"
    baseline = judged.metric.metric.baseline if judged.metric else None
    if goal.value is not None and baseline is not None and goal.value == baseline.value:
        yield "same"
    if judged.expired:
        yield "expired"


def role_without_target(ask: Inquiry) -> Iterator[Observation]:
    """PB011: a statement says nothing to a role, or the same words to several, which is no translation."""
    for index, judged in enumerate(ask.judgement.translation.statements):
        roles = {state: tuple(cell.role.name for cell in judged.cells if cell.state == state) for state in ("missing", "identical")}
        reasons = tuple(state for state, named in roles.items() if named)
        if reasons:
            path = ("target_state", "statements", index)
            yield Observation(judged.statement.id, path, reasons, judged.statement.text, {state: roles[state] for state in reasons})


def goal_without_strategy(ask: Inquiry) -> Iterator[Observation]:
    """PB012: a goal or a statement names no strategic aim; an aim no goal names (statements do not help)."""
    told = ask.organisation
    for index, goal in enumerate(told.change.goals):
        if not goal.strategy:
            yield Observation(goal.id, ("change", "goals", index), ("goal",), goal.text)
    for index, statement in enumerate(told.target_state.statements):
        if not statement.strategy:
            yield Observation(statement.id, ("target_state", "statements", index), ("statement",), statement.text)
    named = {name for goal in told.change.goals for name in goal.strategy}
    for index, aim in enumerate(told.strategy):
        if aim.id not in named:
            yield Observation(aim.id, ("strategy", index), ("aim",), aim.name)


RULES: dict[str, RuleFunction] = {
    "PB010": goal_not_smart,
    "PB011": role_without_target,
    "PB012": goal_without_strategy,
}
