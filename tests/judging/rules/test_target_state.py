"""PB010–PB012: every missing part, and dates just inside and outside."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from support.findings import ago, said
from support.organisations import AS_OF

FIGURE = {
    "id": "figure", "name": "Figure", "kind": "outcome", "unit": "percent", "direction": "up", "frequency": "monthly",
    "baseline": {"value": 60}, "actuals": [{"period": "2026-09", "value": 80}],
}  # fmt: skip


def goal(**told: Any) -> dict[str, Any]:
    whole = {"id": "goal_one", "text": "Goal", "metric": "figure", "value": 90, "due": "2027-02-28", "owner": "boss", "strategy": ["aim_one"]}
    return {key: value for key, value in (whole | told).items() if value is not None}


def of_goals(*goals: dict[str, Any], as_of: date = AS_OF, **overrides: Any) -> str:
    return said("PB010", as_of, metrics=[FIGURE], change={"goals": list(goals)}, **overrides)


NONE = "change error none"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, ""),
        ({"value": None}, f"{NONE}, goal_one warning value"),
        ({"due": None}, f"{NONE}, goal_one warning due"),
        ({"metric": None}, "goal_one hint metric"),
        ({"owner": None}, "goal_one hint owner"),
        ({"strategy": []}, ""),  # PB012 speaks of that
        ({"metric": None, "owner": None}, "goal_one hint metric+owner"),
        ({"value": None, "due": None, "metric": None, "owner": None}, f"{NONE}, goal_one warning value+due+metric+owner"),
        ({"value": 60}, "goal_one hint same"),
        ({"due": "2026-02-28", "value": 80}, "goal_one hint outside"),  # the day before the change begins; reached
        ({"due": "2026-03-01", "value": 80}, ""),
        ({"due": "2028-02-28"}, ""),  # 365 days after the end
        ({"due": "2028-02-29"}, "goal_one hint outside"),  # 366, a leap day
        ({"due": ago(0)}, ""),
        ({"due": ago(1)}, "goal_one hint expired"),
        ({"due": ago(1), "value": 80}, ""),
        ({"due": ago(1), "metric": None}, "goal_one hint metric+expired"),
    ],
)
def test_goal_not_smart(told: dict[str, Any], expected: str) -> None:
    assert of_goals(goal(**told)) == expected


def test_one_goal_with_number_and_date_is_enough() -> None:
    assert of_goals(goal(), goal(id="goal_two", value=None)) == "goal_two warning value"
    assert of_goals(goal(due=None), goal(id="goal_two", value=None)) == f"{NONE}, goal_one warning due, goal_two warning value"


def test_goal_with_another_limit_and_after_the_end() -> None:
    assert of_goals(goal(due="2027-03-01"), rules={"PB010": {"thresholds": {"grace": 0}}}) == "goal_one hint outside"
    assert of_goals(goal(due="2028-02-29"), rules={"PB010": {"thresholds": {"grace": 366}}}) == ""
    assert of_goals(goal(), as_of=date(2027, 3, 1)) == "goal_one hint expired"
    assert of_goals(goal(value=80), as_of=date(2027, 3, 1)) == ""


def statement(**told: Any) -> dict[str, Any]:
    return {"statements": [{"id": "state", "text": "State", **told}]}


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ({}, "state warning missing"),
        ({"executive": "Clear the way."}, "state warning missing"),
        ({"executive": "Clear the way.", "agent": "Agree on the next step."}, ""),
        ({"executive": "Do better.", "agent": " do  BETTER. "}, "state warning identical"),
        ({"executive": "Do better.", "agent": "Do better!"}, ""),
        ({"executive": "Same", "agent": "Same", "coach": "Same"}, "state warning identical"),
    ],
)
def test_role_without_target(roles: dict[str, str], expected: str) -> None:
    told = [{"id": "executive", "name": "Executive", "level": "executive"}, {"id": "agent", "name": "Agent", "level": "frontline"}]
    if "coach" in roles:
        told.append({"id": "coach", "name": "Coach", "level": "support"})
    assert said("PB011", roles=told, target_state=statement(roles=roles)) == expected


def test_role_that_needs_no_translation() -> None:
    roles = [{"id": "executive", "name": "Executive", "level": "executive"}, {"id": "partner", "name": "Partner", "level": "stakeholder"}]
    told = statement(roles={"executive": "Clear the way."})
    assert said("PB011", roles=roles, target_state=told) == ""
    roles[1]["include_in_translation"] = True  # type: ignore[assignment]
    assert said("PB011", roles=roles, target_state=told) == "state warning missing"
    roles[0]["include_in_translation"] = False  # type: ignore[assignment]
    roles[1]["include_in_translation"] = False  # type: ignore[assignment]
    assert said("PB011", roles=roles, target_state=statement()) == ""


@pytest.mark.parametrize(
    ("goal_aims", "statement_aims", "aims", "expected"),
    [
        (["aim_one"], ["aim_one"], ("aim_one",), ""),
        ([], ["aim_one"], ("aim_one",), "aim_one hint aim, goal_one warning goal"),  # a statement does not help the aim
        (["aim_one"], [], ("aim_one",), "state warning statement"),
        ([], [], ("aim_one",), "aim_one hint aim, goal_one warning goal, state warning statement"),
        (["aim_one"], ["aim_one"], ("aim_one", "aim_two"), "aim_two hint aim"),
        (["aim_one", "aim_two"], ["aim_one"], ("aim_one", "aim_two"), ""),
    ],
)
def test_goal_without_strategy(goal_aims: list[str], statement_aims: list[str], aims: tuple[str, ...], expected: str) -> None:
    strategy = [{"id": aim, "name": aim} for aim in aims]
    change = {"goals": [goal(strategy=goal_aims)]}
    assert said("PB012", metrics=[FIGURE], strategy=strategy, change=change, target_state=statement(strategy=statement_aims)) == expected
