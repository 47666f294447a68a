"""Line of sight: from the strategy to what a team does each day, goal by goal (brief P20, settled F19)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from playbookgen.judging.plan import is_live
from playbookgen.model.change import Goal
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.reach_judgement import LineOfSightJudgement, SightLine

Link = Literal["strategy", "statement", "metric", "action", "routine"]


def missing_links(line: SightLine) -> Iterator[Link]:
    """Links that do not exist; a visual board or a behaviour is enough for the last one."""
    if not line.aims:
        yield "strategy"
    if not line.statements:
        yield "statement"
    if line.metric is None:
        yield "metric"
    if not line.actions:
        yield "action"
    if not line.boards and not line.behaviours:
        yield "routine"


def judge_line(goal: Goal, organisation: Organisation) -> SightLine:
    """One goal. Statement, action, board and behaviour hang on its metric; without one they are missing too."""
    metric = next((one for one in organisation.metrics if one.id == goal.metric), None)
    name = "" if metric is None else metric.id
    line = SightLine(
        goal=goal,
        aims=tuple(aim for aim in organisation.strategy if aim.id in goal.strategy),
        statements=tuple(one for one in organisation.target_state.statements if name in one.metrics),
        metric=metric,
        actions=tuple(one for one in organisation.plan.actions if name in one.metrics and is_live(one)),
        boards=tuple(one for one in organisation.routines if one.kind == "visual_board" and name in one.metrics),
        behaviours=tuple(one for one in organisation.target_state.behaviours if name and one.metric == name),
        missing=(),
    )
    return replace(line, missing=tuple(missing_links(line)))


def judge_line_of_sight(organisation: Organisation) -> LineOfSightJudgement:
    """A row per goal, in the order of the file; coverage is complete rows of all."""
    rows = tuple(judge_line(goal, organisation) for goal in organisation.change.goals)
    complete = sum(row.is_complete for row in rows)
    return LineOfSightJudgement(rows, complete, Fraction(complete, len(rows)))
