"""PB016, PB017, PB019, PB033, PB037 and PB038 just below, at and above each limit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from support.findings import ago, said

ROLES = [
    {"id": "executive", "name": "Executive", "level": "executive"},
    {"id": "supervisor", "name": "Supervisor", "level": "middle"},
    {"id": "agent", "name": "Agent", "level": "frontline"},
]
PEOPLE = [
    {"id": "boss", "title": "Boss", "role": "executive"},
    {"id": "head", "title": "Head", "role": "supervisor"},
    {"id": "rep", "title": "Rep", "role": "agent"},
]


def message(**told: Any) -> dict[str, Any]:
    return {"events": [{"id": "note", "channel": "email", "kind": "progress", "sender": "boss", **told}]}


@pytest.mark.parametrize(
    ("sponsor", "communication", "expected"),
    [
        ("boss", message(date=ago(0)), ""),
        ("boss", message(date=ago(92)), ""),
        ("boss", message(date=ago(93)), "change warning message"),
        ("boss", message(date=ago(-1)), "change warning message"),
        ("boss", message(cadence="weekly"), "change warning message"),
        ("boss", message(date=ago(1), sender="head"), "change warning message"),
        ("boss", {}, "change warning message"),
        ("head", message(date=ago(1), sender="head"), "change error level"),
        ("rep", {}, "change error level, change warning message"),
    ],
)
def test_sponsor_missing(sponsor: str, communication: dict[str, Any], expected: str) -> None:
    assert said("PB016", roles=ROLES, people=PEOPLE, change={"sponsor": sponsor}, communication=communication) == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [(ago(91), ""), (ago(92), ""), (ago(93), "change warning message"), (ago(-1), ""), (ago(-400), "")],
)
def test_sponsor_has_time_for_the_first_message(start: str, expected: str) -> None:
    assert said("PB016", change={"start": start, "end": "2028-12-31"}) == expected


def test_sponsor_with_another_limit_and_over_a_leap_day() -> None:
    told: dict[str, Any] = {"change": {"start": "2028-02-01", "end": "2028-12-31"}, "communication": message(date="2028-02-28")}
    assert said("PB016", date(2028, 5, 30), **told) == ""  # 92 days, over the leap day
    assert said("PB016", date(2028, 5, 31), **told) == "change warning message"
    assert said("PB016", date(2028, 5, 31), {"days": 93}, **told) == ""


@pytest.mark.parametrize(
    ("team", "expected"),
    [
        ([], "change_team warning executive, change_team warning frontline, change_team warning middle"),
        (["boss"], "change_team warning frontline, change_team warning middle"),
        (["boss", "boss"], "change_team warning frontline, change_team warning middle"),
        (["head", "rep"], "change_team warning executive"),
        (["boss", "rep"], "change_team warning middle"),
        (["boss", "head", "rep"], ""),
    ],
)
def test_change_team_lacks_level(team: list[str], expected: str) -> None:
    assert said("PB017", roles=ROLES, people=PEOPLE, change={"team": team}) == expected


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        (None, "steering_meeting warning none"),
        ({}, "steering_meeting warning never"),  # monthly, and 244 days since the start
        ({"last_held": ago(46)}, ""),  # 46.5 is one and a half intervals
        ({"last_held": ago(47)}, "steering_meeting warning stopped"),
        ({"cadence": "weekly", "last_held": ago(10)}, ""),
        ({"cadence": "weekly", "last_held": ago(11)}, "steering_meeting warning stopped"),
        ({"cadence": "half_yearly"}, ""),  # 244 against 274.5
        ({"cadence": "once"}, "steering_meeting warning never"),
        ({"cadence": "once", "last_held": ago(900)}, ""),
    ],
)
def test_steering_stopped(meeting: dict[str, Any] | None, expected: str) -> None:
    assert said("PB019", change={} if meeting is None else {"steering_meeting": meeting}) == expected


def test_steering_before_the_start_with_another_limit_and_over_a_leap_day() -> None:
    soon = {"start": ago(-1), "end": "2028-12-31"}
    assert said("PB019", change=soon) == ""
    assert said("PB019", change={**soon, "start": ago(0)}) == "steering_meeting warning none"
    assert said("PB019", change={**soon, "start": ago(46), "steering_meeting": {}}) == ""
    assert said("PB019", change={**soon, "start": ago(47), "steering_meeting": {}}) == "steering_meeting warning never"
    held = {"steering_meeting": {"last_held": "2028-02-28"}}
    assert said("PB019", date(2028, 3, 30), {"times": 1}, change=held) == ""  # 31 days, over the leap day
    assert said("PB019", date(2028, 3, 31), {"times": 1}, change=held) == "steering_meeting warning stopped"
    assert said("PB019", date(2028, 4, 30), {"times": 2}, change=held) == ""


def teams(*agents: int) -> list[dict[str, Any]]:
    return [{"id": f"team_{index}", "name": f"Team {index}", "agents": count} for index, count in enumerate(agents)]


def ambassadors(*counts: int) -> list[dict[str, Any]]:
    return [{"team": f"team_{index}", "count": count} for index, count in enumerate(counts)]


@pytest.mark.parametrize(
    ("agents", "counts", "expected"),
    [
        ((), (), "ambassadors hint none"),
        ((10,), (), "ambassadors hint none"),
        ((10,), (0,), "team_0 hint team"),
        ((15,), (1,), ""),
        ((16,), (1,), "ambassadors hint ratio"),
        ((10, 5), (1,), "team_1 hint team"),
        ((10, 0), (1,), ""),  # a team without agents needs nobody
        ((1,), (1,), ""),
        ((31, 5), (2, 0), "ambassadors hint ratio, team_1 hint team"),
    ],
)
def test_ambassadors_too_few(agents: tuple[int, ...], counts: tuple[int, ...], expected: str) -> None:
    assert said("PB033", teams=teams(*agents), ambassadors=ambassadors(*counts)) == expected


def test_ambassadors_with_another_limit() -> None:
    assert said("PB033", thresholds={"ratio": 16}, teams=teams(16), ambassadors=ambassadors(1)) == ""


def own(**told: Any) -> list[dict[str, Any]]:
    """An act of one's own; the core acts of the library are not asked for here."""
    return [{"item": "own_act", "text": "Own act", "area": "openness", **told}]


def of_own(told: str) -> str:
    return ", ".join(part for part in told.split(", ") if part.startswith("own_act"))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"last_done": ago(31)}, ""),
        ({"last_done": ago(32)}, "own_act hint due"),
        ({"last_done": ago(46)}, "own_act hint due"),
        ({"last_done": ago(47)}, "own_act warning stale"),
        ({"cadence": "once", "last_done": ago(2000)}, ""),
        ({"cadence": "quarterly", "last_done": ago(138)}, "own_act hint due"),
        ({"cadence": "quarterly", "last_done": ago(139)}, "own_act warning stale"),
        ({}, "own_act warning never"),
        ({"not_applicable": "No floor"}, ""),
        ({"not_applicable": "No floor", "last_done": ago(900)}, ""),
    ],
)
def test_leadership_item_stale(told: dict[str, Any], expected: str) -> None:
    assert of_own(said("PB037", leadership_checklist=own(**told))) == expected


@pytest.mark.parametrize(
    ("start", "cadence", "expected"),
    [
        (ago(31), "monthly", ""),
        (ago(32), "monthly", "own_act warning never"),
        (ago(31), "once", ""),
        (ago(32), "once", "own_act warning never"),
        (ago(183), "half_yearly", ""),
        (ago(184), "half_yearly", "own_act warning never"),
        (ago(-1), "weekly", ""),
    ],
)
def test_never_done_counts_from_the_start(start: str, cadence: str, expected: str) -> None:
    change = {"start": start, "end": "2028-12-31"}
    assert of_own(said("PB037", change=change, leadership_checklist=own(cadence=cadence))) == expected


def test_leadership_item_before_the_start_with_another_limit_and_over_a_leap_day() -> None:
    assert said("PB037", change={"start": ago(-1), "end": "2028-12-31"}, leadership_checklist=own(last_done=ago(500))) == ""
    told = own(last_done="2028-02-28", cadence="weekly")
    assert of_own(said("PB037", date(2028, 3, 6), leadership_checklist=told)) == ""  # seven days, over the leap day
    assert of_own(said("PB037", date(2028, 3, 7), leadership_checklist=told)) == "own_act hint due"
    assert of_own(said("PB037", date(2028, 3, 7), {"times": 1}, leadership_checklist=told)) == "own_act warning stale"
    assert of_own(said("PB037", date(2028, 3, 13), {"times": 2}, leadership_checklist=told)) == "own_act hint due"


CORE = (
    "vision_goal_defined", "goals_tied_to_strategy", "floor_visit", "joins_training", "tools_funded",
    "training_time_granted", "status_review_held", "setbacks_told_openly", "metrics_reviewed", "plan_adjusted",
)  # fmt: skip


def checklist(done: int) -> list[dict[str, Any]]:
    """The ten core acts, two an area; the first `done` of them are fresh."""
    return [{"item": item, "last_done": ago(1)} if index < done else {"item": item} for index, item in enumerate(CORE)]


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (10, ""),
        (8, "evaluate_adapt error empty_area"),  # 80 % over all, but nothing in the last area
        (7, "evaluate_adapt error empty_area, overall hint partial"),
        (5, "evaluate_adapt error empty_area, openness error empty_area, overall hint partial"),  # exactly half
        (4, "evaluate_adapt error empty_area, openness error empty_area, resources_tools error empty_area, overall error weak"),
        (0, "overall error weak"),
    ],
)
def test_commitment_weak(done: int, expected: str) -> None:
    assert said("PB038", leadership_checklist=checklist(done)) == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [(ago(31), ""), (ago(32), "overall error weak"), (ago(-5), ""), (ago(0), "")],
)
def test_commitment_has_a_month_of_grace(start: str, expected: str) -> None:
    assert said("PB038", change={"start": start, "end": "2028-12-31"}) == expected


def test_an_area_without_anything_late_is_not_empty() -> None:
    """After 40 days the yearly acts of the first area are not late; the quarterly one of the last area neither, but the monthly one is."""
    done = [{"item": item, "last_done": ago(1)} for item in CORE[2:8]]
    assert said("PB038", change={"start": ago(40), "end": "2028-12-31"}, leadership_checklist=done) == (
        "evaluate_adapt error empty_area, overall hint partial"
    )


def test_commitment_with_other_limits() -> None:
    assert said("PB038.overall", thresholds={"strong": 70}, leadership_checklist=checklist(7)) == ""
    assert said("PB038.overall", thresholds={"weak": 71}, leadership_checklist=checklist(7)) == "overall error weak"
    assert said("PB038", thresholds={"grace": 244}, leadership_checklist=[]) == ""
    applies_nothing = [{"item": item, "not_applicable": "Not here"} for item in CORE]
    assert said("PB038", leadership_checklist=applies_nothing) == ""
