"""PB025, PB026 and PB028–PB030 just below, at and above each limit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from support.findings import ago, said
from support.organisations import AS_OF

ROLES = [
    {"id": "executive", "name": "Executive", "level": "executive"},
    {"id": "agent", "name": "Agent", "level": "frontline"},
    {"id": "coach", "name": "Coach", "level": "support"},
]


def messages(*days: int, kind: str = "progress", audience: tuple[str, ...] = ("agent",), as_of: date = AS_OF) -> list[dict[str, Any]]:
    return [
        {"id": f"note_{index}", "date": ago(day, as_of), "channel": "email", "audience": list(audience), "kind": kind}
        for index, day in enumerate(days)
    ]


def silence_of(events: list[dict[str, Any]], weeks: dict[str, float] | None = None, **overrides: Any) -> str:
    limits = {"agent": 2} if weeks is None else weeks
    return said("PB025", roles=ROLES, communication={"events": events, "max_gap_weeks": limits}, **overrides)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((), "agent warning never"),
        ((14, 28, 42, 56, 70, 84), ""),  # gaps of 14 days, and 7 at the window's start
        ((0, 15, 28, 42, 56, 70, 84), "agent warning silent"),  # 15 days between two of them
        ((15, 28, 42, 56, 70, 84), "agent warning silent"),
        ((14, 28, 42, 56, 70, 76), "agent warning silent"),  # 15 from the window's start
        ((14, 28, 42, 56, 70, 77), ""),
        ((-1, -5), "agent warning never"),  # planned ones shorten no gap
        ((92,), "agent warning never"),  # before the window
    ],
)
def test_silence(days: tuple[int, ...], expected: str) -> None:
    assert silence_of(messages(*days)) == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [(ago(14), ""), (ago(15), "agent warning never"), (ago(0), ""), (ago(-1), ""), (ago(-90), "")],
)
def test_silence_counts_from_the_start(start: str, expected: str) -> None:
    assert silence_of([], change={"start": start, "end": "2028-12-31"}) == expected


def test_silence_by_level_where_the_file_sets_no_limit() -> None:
    """Executives 28 days, the front line 14, coaches 42."""
    told = messages(0, 14, 28, 42, 56, 70, 84) + [{**one, "id": f"e_{one['id']}"} for one in messages(29, 57, 85, audience=("executive",))]
    coaches = [{**one, "id": f"c_{one['id']}"} for one in messages(42, 84, audience=("coach",))]
    assert silence_of(told + coaches, {}) == "executive warning silent"
    assert silence_of(told + coaches, {}, rules={"PB025": {"thresholds": {"executive": 5}}}) == ""
    assert silence_of(told + coaches, {}, rules={"PB025": {"thresholds": {"others": 5.9}}}) == "coach warning silent, executive warning silent"
    assert silence_of(told, {"agent": 2}) == ""  # roles the file leaves out are not judged


def test_silence_when_nothing_is_described() -> None:
    assert said("PB025") == "communication warning none"
    assert said("PB025", change={"start": ago(-1), "end": "2028-12-31"}) == ""
    assert said("PB025", change={"start": ago(400), "end": ago(100)}) == "communication warning none"


def test_silence_over_a_leap_day() -> None:
    day = date(2028, 3, 1)
    change = {"start": "2028-02-16", "end": "2028-12-31"}
    assert said("PB025", day, roles=ROLES, communication={"max_gap_weeks": {"agent": 2}}, change=change) == ""
    assert said("PB025", date(2028, 3, 2), roles=ROLES, communication={"max_gap_weeks": {"agent": 2}}, change=change) == "agent warning never"


def trouble(days_late: int) -> dict[str, Any]:
    return {"actions": [{"id": "act", "text": "Act", "status": "blocked", "due": ago(days_late)}]}


BEHIND = {
    "id": "figure", "name": "Figure", "kind": "outcome", "unit": "percent", "direction": "up", "frequency": "monthly",
    "baseline": {"value": 50, "date": "2026-02-28"}, "target": {"value": 80, "due": "2026-11-30"}, "actuals": [{"period": "2026-09", "value": 51}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("events", "overrides", "expected"),
    [
        ([], {}, ""),
        ([], {"plan": trouble(29)}, ""),
        ([], {"plan": trouble(30)}, "communication warning late"),
        ([], {"metrics": [BEHIND]}, "communication warning off_track"),
        ([], {"metrics": [BEHIND], "plan": trouble(30)}, "communication warning off_track+late"),
        (messages(92, kind="challenge"), {"metrics": [BEHIND]}, ""),
        (messages(93, kind="challenge"), {"metrics": [BEHIND]}, "communication warning off_track"),
        (messages(-1, kind="challenge"), {"metrics": [BEHIND]}, "communication warning off_track"),
        (messages(1, kind="success"), {"metrics": [BEHIND]}, "communication warning off_track"),
        ([], {"metrics": [BEHIND], "change": {"start": ago(-1), "end": "2028-12-31"}}, ""),
    ],
)
def test_only_good_news(events: list[dict[str, Any]], overrides: dict[str, Any], expected: str) -> None:
    assert said("PB026", communication={"events": events}, **overrides) == expected


def test_only_good_news_with_other_limits() -> None:
    assert said("PB026", thresholds={"late": 10}, plan=trouble(10)) == "communication warning late"
    told: dict[str, Any] = {"communication": {"events": messages(93, kind="challenge")}, "metrics": [BEHIND]}
    assert said("PB026", thresholds={"days": 93}, **told) == ""


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ((), ""),
        (((29.9, "qualitative"), (70.1, "quantitative")), "incentives warning quantity"),
        (((30, "qualitative"), (70, "quantitative")), ""),
        (((100, "quantitative"),), "incentives warning quantity"),
        (((100, "qualitative"),), ""),
        (((15, "qualitative"), (15, "qualitative"), (70, "quantitative")), ""),
    ],
)
def test_rewards_only_for_quantity(weights: tuple[tuple[float, str], ...], expected: str) -> None:
    incentives = [{"metric": "figure", "weight_pct": weight, "nature": nature} for weight, nature in weights]
    assert said("PB028", metrics=[BEHIND], recognition={"incentives": incentives}) == expected


def test_rewards_with_another_limit() -> None:
    incentives = [{"metric": "figure", "weight_pct": weight, "nature": nature} for weight, nature in ((20, "qualitative"), (80, "quantitative"))]
    assert said("PB028", thresholds={"qualitative": 20}, metrics=[BEHIND], recognition={"incentives": incentives}) == ""


TEAMS = [{"id": "day", "name": "Day", "agents": 5}, {"id": "nobody", "name": "Nobody", "agents": 0}]


def log(*entries: tuple[int, bool, str | None]) -> dict[str, Any]:
    told = [{"date": ago(days), "external": external, **({"team": team} if team else {})} for days, external, team in entries]
    return {"practices": [{"id": "week", "name": "Week", "source": "peer"}], "log": told}


@pytest.mark.parametrize(
    ("recognition", "expected"),
    [
        (log((0, False, "day"), (0, True, None)), ""),
        (log((14, False, "day"), (60, True, None)), ""),
        (log((15, False, "day"), (60, True, None)), "internal warning internal"),
        (log((14, False, "day"), (61, True, None)), "external hint external"),
        (log((14, False, None), (60, True, "day")), ""),  # a mention outside is a mention
        (log((14, False, None), (59, True, None), (61, True, "day")), "day hint team"),
        (log((14, False, None), (60, True, None)), "day hint team_never"),
        (log((1, True, "day")), "internal warning internal_never"),
        (log(), "external hint external_never, internal warning internal_never, day hint team_never"),
        ({}, "recognition warning none"),
    ],
)
def test_successes_not_raised(recognition: dict[str, Any], expected: str) -> None:
    assert said("PB029", teams=TEAMS, recognition=recognition) == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (ago(-1), ""),
        (ago(0), ""),
        (ago(14), ""),
        (ago(15), "internal warning internal_never"),
        (ago(60), "internal warning internal_never"),
        (ago(61), "external hint external_never, internal warning internal_never, day hint team_never"),
    ],
)
def test_successes_count_from_the_start(start: str, expected: str) -> None:
    assert said("PB029", teams=TEAMS, recognition=log(), change={"start": start, "end": "2028-12-31"}) == expected


def test_successes_with_other_limits_and_before_the_start() -> None:
    told: dict[str, Any] = {"teams": TEAMS, "recognition": log((20, False, "day"), (70, True, None))}
    assert said("PB029", thresholds={"internal": 20, "external": 70}, **told) == ""
    assert said("PB029", thresholds={"internal": 20, "external": 70, "team": 19}, **told) == "day hint team"
    assert said("PB029", change={"start": ago(-1), "end": "2028-12-31"}) == ""


def entry(**told: Any) -> dict[str, Any]:
    return {"log": [{"date": ago(1)}, {"date": ago(2), **told}]}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, ""),
        ({"named": True}, ""),
        ({"external": True}, ""),
        ({"named": True, "external": True}, "log_2 error no_consent"),
        ({"named": True, "external": True, "consent": False}, "log_2 error no_consent"),
        ({"named": True, "external": True, "consent": True}, ""),
        ({"named": False, "external": True, "consent": False}, ""),
    ],
)
def test_named_without_consent(told: dict[str, Any], expected: str) -> None:
    assert said("PB030", recognition=entry(**told)) == expected
