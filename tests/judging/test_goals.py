"""Goals: parts, progress, reached, expired, the main one."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from playbookgen.model.judgement import GoalJudgement
from support.organisations import AS_OF, judged, minimal

PLAIN: dict[str, Any] = {"name": "x", "kind": "outcome", "unit": "percent", "direction": "up", "frequency": "monthly"}
METRIC: dict[str, Any] = {
    "id": "figure",
    **PLAIN,
    "baseline": {"value": 40, "date": "2026-01-01"},
    "target": {"value": 80, "due": "2026-12-31"},
    "actuals": [{"period": "2026-10", "value": 50}],
}
GOAL: dict[str, Any] = {"id": "goal_one", "text": "x", "metric": "figure", "value": 60, "due": "2026-12-31", "owner": "boss", "strategy": ["aim_one"]}


def goal(changes: dict[str, Any] | None = None, as_of: date = AS_OF, **metric: Any) -> GoalJudgement:
    told = {key: value for key, value in {**GOAL, **(changes or {})}.items() if value is not None}
    return judged(minimal(change={"goals": [told]}, metrics=[{**METRIC, **metric}]), as_of).goals[0]


def test_goal_is_measured_by_its_own_value() -> None:
    one = goal()
    assert (one.progress, one.missing, one.reached) == (Fraction(1, 2), (), False)
    assert one.metric is not None
    assert one.metric.progress == Fraction(1, 4)


@pytest.mark.parametrize("part", ["value", "due", "metric", "owner", "strategy"])
def test_missing_part_is_named(part: str) -> None:
    assert goal({part: None}).missing == (part,)


@pytest.mark.parametrize(("as_of", "days", "expired"), [(date(2026, 12, 30), 1, False), (date(2026, 12, 31), 0, False), (date(2027, 1, 1), -1, True)])
def test_goal_expires_the_day_after_it_is_due(as_of: date, days: int, expired: bool) -> None:
    one = goal(as_of=as_of)
    assert (one.days_to_due, one.expired) == (days, expired)


@pytest.mark.parametrize(("value", "reached"), [(49, True), (50, True), (51, False)])
def test_reached_goal_does_not_expire(value: int, reached: bool) -> None:
    one = goal({"value": value, "due": "2026-06-30"})
    assert (one.reached, one.expired) == (reached, not reached)


def test_lower_is_better() -> None:
    one = goal({"value": 0}, direction="down", actuals=[{"period": "2026-10", "value": 0}])
    assert (one.reached, one.progress) == (True, Fraction(1))


@pytest.mark.parametrize(("value", "reached"), [(74, False), (75, True), (86, False)])
def test_range_goal_is_reached_inside_the_target(value: int, reached: bool) -> None:
    one = goal(direction="range", target={"min": 75, "max": 85}, actuals=[{"period": "2026-10", "value": value}])
    assert (one.reached, one.progress) == (reached, None)


@pytest.mark.parametrize("changes", [{"metric": None}, {"value": None}])
def test_goal_without_metric_or_value_is_not_reached(changes: dict[str, Any]) -> None:
    one = goal(changes)
    assert (one.reached, one.progress) == (False, None)


def test_goal_without_figures_or_of_too_few_people_is_not_reached() -> None:
    assert not goal({"value": 40}, actuals=[]).reached
    hidden = goal({"value": 40}, kind="people", actuals=[{"period": "2026-10", "value": 50, "n": 2}])
    assert (hidden.reached, hidden.progress) == (False, None)


def test_goal_equal_to_the_baseline_has_no_progress() -> None:
    assert goal({"value": 40}).progress is None


def test_time_runs_from_the_baseline_else_from_the_start_of_the_change() -> None:
    assert goal().elapsed == Fraction(303, 364)
    assert goal({"metric": None}).elapsed == Fraction(244, 305)
    assert goal({"due": None}).elapsed is None


@pytest.mark.parametrize(
    ("first", "main"),
    [({}, "goal_one"), ({"value": None}, "goal_two"), ({"metric": None}, "goal_two"), ({"metric": "bare"}, "goal_two"), ({"value": 40}, "goal_two")],
)
def test_main_goal_is_the_first_that_can_be_measured(first: dict[str, Any], main: str) -> None:
    told = {key: value for key, value in {**GOAL, **first}.items() if value is not None}
    organisation = minimal(change={"goals": [told, {**GOAL, "id": "goal_two"}]}, metrics=[METRIC, {"id": "bare", **PLAIN}])
    found = judged(organisation).main_goal
    assert found is not None
    assert found.goal.id == main


def test_main_goal_may_wait_for_its_first_figure() -> None:
    found = judged(minimal(change={"goals": [GOAL]}, metrics=[{**METRIC, "actuals": []}])).main_goal
    assert found is not None
    assert found.progress is None


def test_a_range_is_no_main_goal() -> None:
    organisation = minimal(change={"goals": [GOAL]}, metrics=[{**METRIC, "direction": "range", "target": {"min": 75, "max": 85}}])
    assert judged(organisation).main_goal is None
