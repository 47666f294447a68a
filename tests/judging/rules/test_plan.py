"""PB013–PB015, PB018 and PB042 just below, at and above each limit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from support.findings import ago, findings_of, only, said
from support.organisations import minimal


def act(**told: Any) -> dict[str, Any]:
    return {"id": "act", "text": "Act", "status": "in_progress", **told}


def challenge(severity: int, *actions: dict[str, Any], **told: Any) -> dict[str, Any]:
    challenges = [{"id": "own_one", "name": "Own", "severity": severity, **told}]
    return {"challenges": challenges, "plan": {"actions": list(actions)}}


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        ({}, ""),
        (challenge(1), "own_one warning unanswered"),
        (challenge(3), "own_one warning unanswered"),
        (challenge(4), "own_one error severe"),
        (challenge(5), "own_one error severe"),
        (challenge(5, act(), actions=["act"]), ""),
        (challenge(5, act(challenges=["own_one"])), ""),
        (challenge(5, act(status="done", done_on=ago(3)), actions=["act"]), ""),
        (challenge(5, act(status="cancelled"), actions=["act"]), "own_one error severe"),
        (challenge(5, act()), "own_one error severe"),
    ],
)
def test_challenge_without_action(overrides: dict[str, Any], expected: str) -> None:
    assert said("PB013", **overrides) == expected


def test_challenge_with_another_limit() -> None:
    assert said("PB013", thresholds={"severity": 5}, **challenge(4)) == "own_one warning unanswered"
    assert said("PB013", thresholds={"severity": 1}, **challenge(1)) == "own_one error severe"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"owner": "boss", "due": ago(0)}, ""),
        ({"owner": "boss"}, "act warning due"),
        ({"due": ago(0)}, "act error owner"),
        ({}, "act error owner"),
        ({"status": "blocked"}, "act error owner"),
        ({"status": "done", "done_on": ago(1)}, ""),
        ({"status": "cancelled"}, ""),
    ],
)
def test_action_without_owner(told: dict[str, Any], expected: str) -> None:
    assert said("PB014", plan={"actions": [act(**told)]}) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, ""),
        ({"due": ago(-1)}, ""),
        ({"due": ago(0)}, ""),
        ({"due": ago(1)}, "act warning late"),
        ({"due": ago(29)}, "act warning late"),
        ({"due": ago(30)}, "act error long_late"),
        ({"due": ago(30), "status": "blocked"}, "act error long_late"),
        ({"due": ago(300), "status": "done", "done_on": ago(1)}, ""),
        ({"due": ago(300), "status": "cancelled"}, ""),
    ],
)
def test_action_overdue(told: dict[str, Any], expected: str) -> None:
    assert said("PB015", plan={"actions": [act(**told)]}) == expected


def test_action_overdue_over_a_leap_day_and_with_other_limits() -> None:
    late: dict[str, Any] = {"plan": {"actions": [act(due="2028-02-28")]}}
    assert said("PB015", date(2028, 3, 1), **late) == "act warning late"
    assert only("PB015", findings_of(minimal(**late), date(2028, 3, 1)))[0].inputs["days"] == 2
    assert said("PB015", date(2028, 3, 1), {"days": 3}, **late) == ""
    assert said("PB015", date(2028, 3, 1), {"long": 2}, **late) == "act error long_late"


def test_who_can_unblock_an_action() -> None:
    blocked = act(due=ago(5), status="blocked", blocked_by="The budget")
    change = {"steering_meeting": {"chair": "chair"}}
    people = [{"id": "boss", "title": "Managing director", "role": "executive"}, {"id": "chair", "title": "Chair", "role": "executive"}]
    for told, title in (({}, "Managing director"), ({"change": change}, "Chair")):
        (finding,) = only("PB015", findings_of(minimal(plan={"actions": [blocked]}, people=people, **told)))
        assert str(finding.inputs["unblocker"]) == str(next(one.title for one in minimal(people=people).people if title in str(one.title)))
        assert "blocked_by" in finding.inputs


def phases(*kinds: str) -> list[dict[str, Any]]:
    return [{"id": f"p_{kind}", "kind": kind, "name": kind, "start": ago(5), "end": ago(-5)} for kind in kinds]


ALL_KINDS = ("goals", "training", "tools", "evaluation")


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((), "evaluation warning kind, goals warning kind, tools warning kind, training warning kind"),
        (("other",), "evaluation warning kind, goals warning kind, tools warning kind, training warning kind"),
        (("goals",), "evaluation warning kind, tools warning kind, training warning kind"),
        (ALL_KINDS[:3], "evaluation warning kind"),
        (ALL_KINDS, ""),
        ((*ALL_KINDS, "other"), ""),
    ],
)
def test_plan_lacks_a_kind_of_phase(kinds: tuple[str, ...], expected: str) -> None:
    assert said("PB018.kind", plan={"phases": phases(*kinds)}) == expected


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        ([], "p_goals hint empty"),
        ([act()], "p_goals hint empty"),
        ([act(phase="p_goals")], ""),
        ([act(phase="p_goals", status="done", done_on=ago(1))], ""),
        ([act(phase="p_goals", status="cancelled")], "p_goals hint empty"),
    ],
)
def test_phase_without_action(actions: list[dict[str, Any]], expected: str) -> None:
    assert said("PB018.empty", plan={"phases": phases("goals"), "actions": actions}) == expected


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("2026-08-26", "change hint short"),  # 179 days from 2026-03-01, both days counted
        ("2026-08-27", ""),  # 180
        ("2026-08-28", ""),
        ("2026-03-02", "change hint short"),
    ],
)
def test_short_change(end: str, expected: str) -> None:
    assert said("PB018.short", change={"end": end}) == expected
    assert said("PB018.short", thresholds={"days": 1}, change={"end": end}) == ""


def risk(probability: int, impact: int, **told: Any) -> list[dict[str, Any]]:
    return [{"id": "peak", "text": "Peak", "probability": probability, "impact": impact, **told}]


@pytest.mark.parametrize(
    ("risks", "expected"),
    [
        ([], ""),
        (risk(3, 4), ""),
        (risk(3, 5), "peak warning mitigation+owner"),
        (risk(4, 4), "peak warning mitigation+owner"),
        (risk(5, 5, owner="boss"), "peak warning mitigation"),
        (risk(5, 5, mitigation="Plan B"), "peak warning owner"),
        (risk(5, 5, mitigation="Plan B", owner="boss"), ""),
    ],
)
def test_high_risk_open(risks: list[dict[str, Any]], expected: str) -> None:
    assert said("PB042", risks=risks) == expected


def test_high_risk_with_another_limit() -> None:
    assert said("PB042", thresholds={"score": 16}, risks=risk(3, 5)) == ""
    assert said("PB042", thresholds={"score": 1}, risks=risk(1, 1)) == "peak warning mitigation+owner"
