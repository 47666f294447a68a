"""The goals of the change: what they lack, how far they are, which one leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal

from playbookgen.judging.calendar import elapsed_share
from playbookgen.judging.status import meets, progress_share
from playbookgen.model.change import Change, Goal
from playbookgen.model.judgement import GoalJudgement, MetricJudgement

GoalPart = Literal["value", "due", "metric", "owner", "strategy"]


def missing_parts(goal: Goal) -> Iterator[GoalPart]:
    """Parts a goal needs to be judged and does not have (rules PB010 and PB012)."""
    if goal.value is None:
        yield "value"
    if goal.due is None:
        yield "due"
    if goal.metric is None:
        yield "metric"
    if goal.owner is None:
        yield "owner"
    if not goal.strategy:
        yield "strategy"


def goal_progress(goal: Goal, metric: MetricJudgement | None) -> Fraction | None:
    """(latest − baseline) / (goal value − baseline), 1 = reached (settled F4); ``None`` for ranges and missing figures."""
    if metric is None or metric.latest is None or metric.metric.baseline is None or metric.metric.direction == "range":
        return None
    return progress_share(metric.metric.baseline.value, goal.value, metric.latest.value)


def is_reached(goal: Goal, metric: MetricJudgement | None) -> bool:
    """Whether the newest figure meets the goal's value; without metric or figure it is not reached (settled PB010)."""
    if metric is None or metric.latest is None:
        return False
    return bool(meets(metric.metric, metric.latest.value, goal.value))


def judge_goal(goal: Goal, change: Change, metrics: Mapping[str, MetricJudgement], as_of: date) -> GoalJudgement:
    """One goal. Its time runs from the metric's baseline, else from the start of the change, to its due day.

    `days_to_due` is negative once the day is past; on the day itself a goal is not expired.
    """
    metric = metrics.get(goal.metric) if goal.metric else None
    baseline = metric.metric.baseline if metric else None
    reached = is_reached(goal, metric)
    return GoalJudgement(
        goal=goal,
        metric=metric,
        missing=tuple(missing_parts(goal)),
        progress=goal_progress(goal, metric),
        elapsed=elapsed_share(baseline.date if baseline and baseline.date else change.start, goal.due, as_of),
        reached=reached,
        days_to_due=None if goal.due is None else (goal.due - as_of).days,
        expired=goal.due is not None and as_of > goal.due and not reached,
    )


def judge_goals(change: Change, metrics: Mapping[str, MetricJudgement], as_of: date) -> tuple[GoalJudgement, ...]:
    """Every goal, in the order of the file."""
    return tuple(judge_goal(goal, change, metrics, as_of) for goal in change.goals)


def main_goal(goals: Sequence[GoalJudgement]) -> GoalJudgement | None:
    """The first goal with a value whose metric has a baseline to measure from (settled F4); ``None`` without one."""
    return next((goal for goal in goals if _can_be_measured(goal)), None)


def _can_be_measured(goal: GoalJudgement) -> bool:
    if goal.goal.value is None or goal.metric is None or goal.metric.metric.direction == "range":
        return False
    baseline = goal.metric.metric.baseline
    return baseline is not None and baseline.value is not None and baseline.value != goal.goal.value
