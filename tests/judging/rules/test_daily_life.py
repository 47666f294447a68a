"""PB024, PB027, PB031, PB032, PB040 and PB043 just below, at and above each limit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from support.findings import ago, said


def item(**told: Any) -> dict[str, Any]:
    return {"items": [{"id": "idea", "date": ago(0), "source": "staff", "text": "Idea", **told}]}


@pytest.mark.parametrize(
    ("feedback", "expected"),
    [
        ({}, ""),
        ({"items": []}, ""),
        (item(), ""),
        (item(date=ago(7)), ""),
        (item(date=ago(8)), "idea warning open"),
        (item(date=ago(30)), "idea warning open"),
        (item(date=ago(31)), "idea error long_open"),
        (item(date=ago(30)) | {"reply_within_days": 40}, ""),
        (item(date=ago(31)) | {"reply_within_days": 40}, "idea error long_open"),
        (item(date=ago(60), replied=ago(1)), ""),
        (item(date=ago(61), replied=ago(1)), "idea hint undecided"),
        (item(date=ago(61), replied=ago(1), decision="declined"), ""),
        (item(date=ago(61), decision="planned"), "idea error long_open"),
    ],
)
def test_feedback_unanswered(feedback: dict[str, Any], expected: str) -> None:
    assert said("PB024", feedback=feedback) == expected


def test_feedback_over_a_leap_day_and_with_other_limits() -> None:
    told = item(date="2028-02-28")
    assert said("PB024", date(2028, 3, 6), feedback=told) == ""
    assert said("PB024", date(2028, 3, 7), feedback=told) == "idea warning open"
    assert said("PB024", date(2028, 3, 7), {"long": 7}, feedback=told) == "idea error long_open"
    answered = item(date="2028-02-28", replied="2028-03-01")
    assert said("PB024", date(2028, 3, 7), {"undecided": 7}, feedback=answered) == "idea hint undecided"
    assert said("PB024") == ""


TEAM = [{"id": "day", "name": "Day", "agents": 1}]


def routine(minutes: float | None, **told: Any) -> list[dict[str, Any]]:
    return [{"id": "talk", "kind": "team_meeting", "cadence": "weekly", **({} if minutes is None else {"minutes": minutes}), **told}]


@pytest.mark.parametrize(
    ("routines", "expected"),
    [
        ([], "routines warning none"),
        (routine(29), "day warning too_little"),
        (routine(30), "day hint little"),
        (routine(59), "day hint little"),
        (routine(60), ""),
        (routine(10, cadence=None, days_per_week=6), ""),
        (routine(120, cadence="biweekly"), ""),
        (routine(260, cadence="monthly"), ""),  # 260 × 12 / 52 is exactly 60
        (routine(259, cadence="monthly"), "day hint little"),
        (routine(100, kind="personal_coaching"), "day warning too_little"),
        (routine(None), "day warning too_little"),
        (routine(100, cadence="once"), "day warning too_little"),
    ],
)
def test_no_shared_time(routines: list[dict[str, Any]], expected: str) -> None:
    told = [{key: value for key, value in one.items() if value is not None} for one in routines]
    assert said("PB027", teams=TEAM, routines=told) == expected


def test_shared_time_of_each_team_and_with_other_limits() -> None:
    teams = [*TEAM, {"id": "night", "name": "Night", "agents": 4}, {"id": "nobody", "name": "Nobody", "agents": 0}]
    assert said("PB027", teams=teams, routines=routine(60, teams=["day"])) == "night warning too_little"
    assert said("PB027", routines=routine(10)) == ""  # no team to judge
    assert said("PB027", thresholds={"little": 45}, teams=TEAM, routines=routine(45)) == ""
    assert said("PB027", thresholds={"too_little": 46}, teams=TEAM, routines=routine(45)) == "day warning too_little"


def partner(**told: Any) -> list[dict[str, Any]]:
    return [{"id": "union", "name": "Union", "influence": 4, "interest": 3, "co_development": True, "meeting_cadence": "monthly", **told}]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, ""),
        ({"co_development": False}, "union warning not_involved"),
        ({"co_development": None}, "union warning not_involved"),
        ({"meeting_cadence": None}, "union warning not_met"),
        ({"influence": 3, "co_development": False, "meeting_cadence": None}, ""),
        ({"influence": 5, "co_development": False, "meeting_cadence": None}, "union warning not_involved+not_met"),
        ({"support": 0, "desired_support": 1}, ""),
        ({"support": 0, "desired_support": 2}, "union warning support"),
        ({"support": -2, "desired_support": 2, "influence": 1}, "union warning support"),
        ({"support": 2, "desired_support": -2}, ""),
        ({"desired_support": 2}, ""),
        ({"support": -1, "desired_support": 1, "co_development": False}, "union warning not_involved+support"),
    ],
)
def test_informed_not_involved(told: dict[str, Any], expected: str) -> None:
    stakeholders = [{key: value for key, value in partner(**told)[0].items() if value is not None}]
    assert said("PB031", stakeholders=stakeholders) == expected


def test_involvement_without_partners_and_with_other_limits() -> None:
    assert said("PB031") == ""
    told = partner(influence=3, co_development=False, support=0, desired_support=1)
    assert said("PB031", thresholds={"influence": 3}, stakeholders=told) == "union warning not_involved"
    assert said("PB031", thresholds={"support": 1}, stakeholders=told) == "union warning support"


PAIR = [{"id": "day", "name": "Day", "agents": 5}, {"id": "night", "name": "Night", "agents": 5}]
REGISTER = [{"id": "practice", "text": "Practice"}]


@pytest.mark.parametrize(
    ("register", "kind", "teams", "agents", "expected"),
    [
        ([], "team_meeting", [], (5, 5), "best_practices hint no_register+few_covered"),
        (REGISTER, "team_meeting", [], (5, 5), "best_practices hint few_covered"),
        ([], "peer_learning", [], (5, 5), "best_practices hint no_register"),
        (REGISTER, "peer_learning", ["day"], (5, 5), ""),  # exactly half
        (REGISTER, "small_group", ["day"], (4, 5), "best_practices hint few_covered"),
        (REGISTER, "small_group", [], (4, 5), ""),
        (REGISTER, "small_group", [], (0, 0), ""),  # nobody to reach
    ],
)
def test_sharing_by_chance(register: list[Any], kind: str, teams: list[str], agents: tuple[int, int], expected: str) -> None:
    told = [{**team, "agents": count} for team, count in zip(PAIR, agents, strict=True)]
    assert said("PB032", teams=told, best_practices=register, routines=[{"id": "talk", "kind": kind, "teams": teams}]) == expected


def test_sharing_of_nothing_and_with_another_limit() -> None:
    assert said("PB032") == "best_practices hint no_register"
    routines = [{"id": "talk", "kind": "peer_learning", "teams": ["day"]}]
    assert said("PB032", thresholds={"covered": 50.1}, teams=PAIR, best_practices=REGISTER, routines=routines) == "best_practices hint few_covered"


def decisions(*told: dict[str, Any]) -> list[dict[str, Any]]:
    """These decisions, and enough plain ones to make a useful card."""
    plain = [{"id": f"plain_{index}", "text": "Plain", "level": "agent_decides"} for index in range(5)]
    return [*({"id": f"decision_{index}", "text": "Decision", **one} for index, one in enumerate(told)), *plain]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"level": "agent_decides"}, ""),
        ({"level": "agent_decides", "money": True}, "decision_0 error no_limit"),
        ({"level": "agent_informs", "money": True}, "decision_0 error no_limit"),
        ({"level": "agent_decides", "money": True, "limit": {"amount": 0.01}}, ""),
        ({"level": "agent_decides", "limit": {"amount": 0}}, "decision_0 hint limit_zero"),
        ({"level": "agent_decides", "limit": {"amount": -1}}, "decision_0 hint limit_zero"),
        ({"level": "agent_decides", "limit": {"amount": 10, "currency": "EUR"}}, ""),
        ({"level": "agent_decides", "limit": {"amount": 10, "currency": "NOK"}}, "decision_0 hint currency"),
        ({"level": "agent_proposes"}, "decision_0 error no_escalation"),
        ({"level": "supervisor_decides"}, "decision_0 error no_escalation"),
        ({"level": "not_here"}, "decision_0 error no_escalation"),
        ({"level": "not_here", "escalate_to": "executive", "money": True}, ""),
        ({"level": "not_here", "limit": {"amount": 0, "currency": "NOK"}}, "decision_0 error no_escalation+limit_zero+currency"),
    ],
)
def test_authority_unclear(told: dict[str, Any], expected: str) -> None:
    assert said("PB040", decisions=decisions(told)) == expected


@pytest.mark.parametrize(
    ("count", "level", "expected"),
    [
        (0, "not_here", "decisions hint few"),
        (1, "agent_decides", "decisions hint few"),
        (4, "agent_informs", "decisions hint few"),
        (5, "agent_decides", ""),
        (5, "not_here", "decisions warning none_at_agent"),
        (1, "not_here", "decisions hint few, decisions warning none_at_agent"),
    ],
)
def test_how_many_decisions(count: int, level: str, expected: str) -> None:
    told = [{"id": f"one_{index}", "text": "One", "level": level, "escalate_to": "executive"} for index in range(count)]
    assert said("PB040", decisions=told) == expected


def test_decisions_with_another_limit() -> None:
    assert said("PB040", thresholds={"few": 6}, decisions=decisions()) == "decisions hint few"
    assert said("PB040", thresholds={"few": 1}, decisions=decisions()[:1]) == ""


def held(planned: int | None, count: int | None, **told: Any) -> list[dict[str, Any]]:
    counts = {key: value for key, value in (("planned_4w", planned), ("held_4w", count)) if value is not None}
    return [{"id": "talk", "kind": "morning_start", **counts, **told}]


@pytest.mark.parametrize(
    ("routines", "expected"),
    [
        ([], "routines warning none"),
        (held(None, None), ""),
        (held(0, 0), ""),
        (held(20, None), ""),
        (held(20, 16), ""),  # exactly 80 %
        (held(20, 15), "talk warning held"),
        (held(1, 0), "talk warning held"),
        (held(20, 15, kind="visual_board"), "talk warning held, day warning start"),
    ],
)
def test_routine_fades(routines: list[dict[str, Any]], expected: str) -> None:
    assert said("PB043", teams=TEAM, routines=routines) == expected


@pytest.mark.parametrize(
    ("coached", "kind", "expected"),
    [
        (8, "personal_coaching", ""),
        (7, "personal_coaching", "talk warning coached"),
        (0, "personal_coaching", "talk warning coached"),
        (11, "personal_coaching", ""),
        (None, "personal_coaching", ""),
        (0, "small_group", ""),
    ],
)
def test_thin_coaching(coached: int | None, kind: str, expected: str) -> None:
    told = {} if coached is None else {"agents_coached_30d": coached}
    teams = [{"id": "day", "name": "Day", "agents": 10}, {"id": "night", "name": "Night", "agents": 90}]
    assert said("PB043.coached", teams=teams, routines=[{"id": "talk", "kind": kind, "teams": ["day"], **told}]) == expected


@pytest.mark.parametrize(
    ("teams", "expected"),
    [([], ""), (["day"], "night warning start"), (["night"], "day warning start"), (["day", "night"], "")],
)
def test_team_without_morning_start(teams: list[str], expected: str) -> None:
    told = [*PAIR, {"id": "nobody", "name": "Nobody", "agents": 0}]
    assert said("PB043.start", teams=told, routines=held(None, None, teams=teams)) == expected


def test_routines_with_other_limits() -> None:
    assert said("PB043", thresholds={"held": 75}, teams=TEAM, routines=held(20, 15)) == ""
    assert said("PB043", thresholds={"held": 75.1}, teams=TEAM, routines=held(20, 15)) == "talk warning held"
    coaching = [{"id": "talk", "kind": "personal_coaching", "agents_coached_30d": 1}]
    assert said("PB043.coached", thresholds={"coached": 100}, teams=TEAM, routines=coaching) == ""
