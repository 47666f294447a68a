"""PB001, PB009 and PB041 just below, at and above each limit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from support.findings import ago, findings_of, only, said
from support.organisations import minimal


def counted(measured: int, attained: int, **told: Any) -> list[dict[str, Any]]:
    individual = {"measured": measured, "attained": attained, **told.pop("individual", {})}
    shape = {"id": "figure", "name": "Figure", "kind": "efficiency", "unit": "percent", "direction": "up", "frequency": "monthly"}
    return [{**shape, "individual": individual, **told}]


@pytest.mark.parametrize(
    ("measured", "attained", "expected"),
    [
        (0, 0, ""),
        (1, 0, ""),
        (4, 0, ""),  # too few to show
        (9, 0, ""),  # small basis
        (10, 0, "figure warning too_demanding"),
        (12, 4, "figure warning too_demanding"),  # exactly one in three
        (12, 5, "figure hint borderline"),
        (50, 24, "figure hint borderline"),
        (50, 25, ""),  # exactly half
        (50, 44, ""),
        (50, 45, "figure hint loose"),  # exactly nine in ten
        (50, 47, "figure hint loose"),
        (50, 50, "figure hint loose"),
    ],
)
def test_target_realism(measured: int, attained: int, expected: str) -> None:
    assert said("PB001", metrics=counted(measured, attained)) == expected


@pytest.mark.parametrize(
    ("thresholds", "expected"),
    [
        ({"one_in": 2}, "figure warning too_demanding"),
        ({"realistic": 40}, ""),
        ({"realistic": 40.1}, "figure hint borderline"),
        ({"loose": 40}, "figure hint loose"),
        ({"small_basis": 21}, ""),
        ({"small_basis": 20}, "figure hint borderline"),
    ],
)
def test_target_realism_with_other_limits(thresholds: dict[str, Any], expected: str) -> None:
    assert said("PB001", thresholds=thresholds, metrics=counted(20, 8)) == expected


def test_target_realism_is_not_asked_of_compliance_and_never_of_a_hidden_group() -> None:
    assert said("PB001", metrics=counted(50, 5, kind="compliance")) == ""
    assert said("PB001", metrics=counted(19, 1), privacy={"min_group": 20}) == ""
    assert said("PB001", metrics=counted(20, 1), privacy={"min_group": 20}) == "figure warning too_demanding"


def pulse(asked: int, clear: int, unclear: int, day: str = ago(10)) -> dict[str, Any]:
    return {"date": day, "asked": asked, "clear": clear, "partly": asked - clear - unclear, "unclear": unclear}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([], "strategy_pulse hint missing"),
        (pulse(0, 0, 0), "strategy_pulse hint missing"),
        (pulse(4, 0, 4), ""),  # too few to show
        (pulse(5, 0, 0), "strategy_pulse warning few_clear"),
        (pulse(40, 20, 9), ""),
        (pulse(40, 19, 9), "strategy_pulse warning few_clear"),
        (pulse(40, 20, 10), "strategy_pulse warning many_unclear"),
        (pulse(40, 19, 10), "strategy_pulse warning few_clear+many_unclear"),
        (pulse(40, 0, 40, ago(365)), "strategy_pulse warning few_clear+many_unclear"),
        (pulse(40, 0, 40, ago(366)), "strategy_pulse warning old"),
        ([pulse(40, 0, 40, ago(30)), pulse(40, 40, 0, ago(29))], ""),  # the newest only
        ([pulse(4, 0, 4, ago(400))], ""),
    ],
)
def test_strategy_unclear(told: object, expected: str) -> None:
    assert said("PB009", strategy_pulse=told) == expected


def test_strategy_unclear_with_other_limits_and_over_a_leap_day() -> None:
    assert said("PB009", thresholds={"clear": 47}, strategy_pulse=pulse(40, 19, 9)) == ""
    assert said("PB009", thresholds={"unclear": 22.5}, strategy_pulse=pulse(40, 20, 9)) == "strategy_pulse warning many_unclear"
    old = pulse(40, 40, 0, "2027-02-28")
    assert said("PB009", date(2028, 2, 28), strategy_pulse=old) == ""
    assert said("PB009", date(2028, 2, 29), strategy_pulse=old) == "strategy_pulse warning old"
    assert said("PB009", date(2028, 2, 29), {"days": 366}, strategy_pulse=old) == ""
    (finding,) = only("PB009", findings_of(minimal(strategy_pulse=old), date(2028, 2, 29)))
    assert finding.case == "old"


def by_team(**measured: int) -> dict[str, Any]:
    return {"individual": {"by_team": {team: {"measured": size, "attained": 0} for team, size in measured.items()}}}


def survey(n: int, kind: str = "people") -> list[dict[str, Any]]:
    shape = {"id": "figure", "name": "Figure", "unit": "percent", "direction": "up", "frequency": "monthly"}
    return [{**shape, "kind": kind, "actuals": [{"period": "2026-08", "value": 50, "n": n}, {"period": "2026-09", "value": 50, "n": 50}]}]


TEAMS = [{"id": "day", "name": "Day", "agents": 5}, {"id": "night", "name": "Night", "agents": 5}]


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        ({}, ""),
        ({"metrics": counted(0, 0)}, ""),
        ({"metrics": counted(1, 0)}, "figure error individual"),
        ({"metrics": counted(4, 0)}, "figure error individual"),
        ({"metrics": counted(5, 0)}, ""),
        ({"metrics": counted(4, 0, kind="compliance")}, ""),
        ({"metrics": counted(9, 0, **by_team(day=5, night=4)), "teams": TEAMS}, "figure error by_team"),
        ({"metrics": counted(10, 0, **by_team(day=5, night=5)), "teams": TEAMS}, ""),
        ({"metrics": counted(4, 0, **by_team(day=4)), "teams": TEAMS}, "figure error individual+by_team"),
        ({"metrics": survey(4)}, "figure error actuals"),
        ({"metrics": survey(5)}, ""),
        ({"metrics": survey(4, "outcome")}, ""),
        ({"strategy_pulse": pulse(4, 0, 0)}, "strategy_pulse error asked"),
        ({"strategy_pulse": [pulse(20, 0, 0), pulse(4, 0, 0, ago(400))]}, "strategy_pulse error asked"),
        ({"strategy_pulse": pulse(5, 0, 0)}, ""),
        ({"readiness": [{"group": "Night", "n": 4}, {"group": "Day", "n": 1}]}, "readiness error readiness"),
        ({"readiness": [{"group": "Night", "n": 5}, {"group": "Nobody", "n": 0}]}, ""),
    ],
)
def test_person_visible(overrides: dict[str, Any], expected: str) -> None:
    assert said("PB041", **overrides) == expected


def test_person_visible_asks_the_organisations_own_smallest_group() -> None:
    assert said("PB041", metrics=counted(9, 0), privacy={"min_group": 10}) == "figure error individual"
    assert said("PB041", metrics=counted(3, 0), privacy={"min_group": 3}) == ""


def test_person_visible_tells_no_size() -> None:
    (finding,) = only("PB041", findings_of(minimal(metrics=counted(4, 1))))
    assert dict(finding.inputs) == {"smallest": 5}
    assert finding.leadership_only
