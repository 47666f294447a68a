"""Actions and phases on a day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.judging.plan import judge_action, judge_plan, phase_state
from playbookgen.model.judgement import PlanJudgement
from playbookgen.model.plan import Action, Phase, Plan
from support.organisations import AS_OF

STATUSES = ["not_started", "in_progress", "blocked", "done", "cancelled"]


def action(name: str = "a_one", status: str = "in_progress", **more: Any) -> dict[str, Any]:
    return {"id": name, "text": "x", "status": status, **more}


def phase(end: str = "2026-12-31", start: str = "2026-03-01", name: str = "p_one") -> dict[str, Any]:
    return {"id": name, "kind": "goals", "name": "x", "start": start, "end": end}


def plan(*actions: dict[str, Any], phases: tuple[dict[str, Any], ...] = (), as_of: date = AS_OF) -> PlanJudgement:
    return judge_plan(Plan.model_validate({"phases": phases, "actions": actions}), as_of)


@pytest.mark.parametrize(("due", "overdue", "to_go"), [("2026-10-31", 0, 0), ("2026-10-30", 1, -1), ("2026-11-01", 0, 1), ("2024-02-29", 975, -975)])
def test_action_is_late_from_the_day_after_it_is_due(due: str, overdue: int, to_go: int) -> None:
    one = judge_action(Action.model_validate(action(due=due)), AS_OF)
    assert (one.overdue_days, one.days_to_due) == (overdue, to_go)


@pytest.mark.parametrize("status", ["done", "cancelled"])
def test_closed_action_is_never_late(status: str) -> None:
    one = judge_action(Action.model_validate(action(status=status, due="2026-01-01")), AS_OF)
    assert (one.is_open, one.overdue_days, one.days_to_due) == (False, 0, None)


@pytest.mark.parametrize("status", ["not_started", "in_progress", "blocked"])
def test_open_action_without_due_day(status: str) -> None:
    one = judge_action(Action.model_validate(action(status=status)), AS_OF)
    assert (one.is_open, one.overdue_days, one.days_to_due) == (True, 0, None)


def test_progress_is_weighted_by_effort_and_counts_are_not() -> None:
    told = plan(
        action("a_big", "done", effort=5), action("a_small"), action("a_half", "blocked", effort=0.5), action("a_gone", "cancelled", effort=100)
    )
    assert (told.done, told.live, told.progress) == (1, 3, Fraction(10, 13))


@pytest.mark.parametrize("actions", [(), (action(status="cancelled"),)])
def test_plan_without_live_actions_has_no_progress(actions: tuple[dict[str, Any], ...]) -> None:
    told = plan(*actions)
    assert (told.done, told.live, told.progress) == (0, 0, None)


@pytest.mark.parametrize(
    ("end", "statuses", "late", "progress"),
    [
        ("2026-10-30", ["done", "blocked"], True, Fraction(1, 2)),
        ("2026-10-31", ["done", "blocked"], False, Fraction(1, 2)),
        ("2026-10-30", ["done", "cancelled"], False, Fraction(1)),
        ("2026-10-30", ["cancelled"], False, None),
        ("2026-10-30", [], False, None),
    ],
)
def test_late_phase(end: str, statuses: list[str], late: bool, progress: Fraction | None) -> None:
    actions = [action(f"a_{status}", status, phase="p_one") for status in statuses]
    (one,) = plan(*actions, phases=(phase(end),)).phases
    assert (one.is_late, one.progress, one.has_no_action) == (late, progress, progress is None)
    assert len(one.actions) == len(statuses)


@pytest.mark.parametrize(
    ("as_of", "state"), [(date(2026, 2, 28), "coming"), (date(2026, 3, 1), "running"), (date(2026, 12, 31), "running"), (date(2027, 1, 1), "over")]
)
def test_state_of_a_phase(as_of: date, state: str) -> None:
    assert phase_state(Phase.model_validate(phase()), as_of) == state


def test_lists_of_the_plan() -> None:
    told = plan(
        action("a_late", due="2026-10-30", owner="boss"),
        action("a_later", "blocked", due="2026-09-30", owner="boss", phase="p_one"),
        action("a_today", due="2026-10-31", owner="boss"),
        action("a_month", due="2026-11-30"),
        action("a_soon", "not_started", due="2026-11-02", owner="boss"),
        action("a_after", due="2026-12-01", owner="boss"),
        action("a_done", "done", due="2026-11-02"),
        action("a_gone", "cancelled", due="2026-11-02"),
        phases=(phase(),),
    )
    assert [one.action.id for one in told.overdue] == ["a_later", "a_late"]
    assert [one.action.id for one in told.blocked] == ["a_later"]
    assert [one.action.id for one in told.without_owner] == ["a_month"]
    assert [one.action.id for one in told.next_30_days] == ["a_today", "a_soon", "a_month"]
    assert "a_later" not in [one.action.id for one in told.without_phase]
    assert len(told.without_phase) == 7


@given(st.lists(st.tuples(st.sampled_from(STATUSES), st.decimals("0.1", 99, places=1))))
def test_progress_lies_between_0_and_1_and_is_1_only_when_all_is_done(told: list[tuple[str, Any]]) -> None:
    judged = plan(*(action(f"a_{index}", status, effort=effort) for index, (status, effort) in enumerate(told)))
    if judged.progress is None:
        assert judged.live == 0
    else:
        assert 0 <= judged.progress <= 1
        assert (judged.progress == 1) is (judged.done == judged.live)
