"""PB006–PB008, PB039, PB044 and PB046 just below, at and above each limit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from support.findings import ago, said


def metric(**told: Any) -> dict[str, Any]:
    """A metric with everything that rules ask for."""
    whole = {
        "id": "figure", "name": "Figure", "definition": "What it is", "kind": "outcome", "unit": "percent", "direction": "up",
        "frequency": "monthly", "owner": "boss", "baseline": {"value": 50, "date": "2026-02-28"}, "target": {"value": 80, "due": "2027-02-28"},
        "actuals": [{"period": "2026-09", "value": 70}], "business_link": {"outcome": "cost", "evidence": "hypothesis"},
        "audience_scope": "organisation",
    }  # fmt: skip
    return {key: value for key, value in (whole | told).items() if value is not None}


def act(**told: Any) -> dict[str, Any]:
    return {"id": "act", "text": "Act", "status": "in_progress", "metrics": ["figure"], **told}


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        ({}, "figure hint unused"),
        ({"plan": {"actions": [act()]}}, ""),
        ({"plan": {"actions": [act(status="done", done_on=ago(1))]}}, ""),
        ({"plan": {"actions": [act(status="cancelled")]}}, "figure hint unused"),
        ({"routines": [{"id": "board", "kind": "visual_board", "metrics": ["figure"]}]}, ""),
        ({"routines": [{"id": "meeting", "kind": "team_meeting", "metrics": ["figure"]}]}, "figure hint unused"),
        ({"target_state": {"behaviours": [{"id": "sums_up", "text": "Sums up", "metric": "figure"}]}}, ""),
        ({"target_state": {"statements": [{"id": "state", "text": "State", "metrics": ["figure"]}]}}, "figure hint unused"),
        ({"change": {"goals": [{"id": "goal_one", "text": "Goal", "metric": "figure"}]}}, "figure hint unused"),
    ],
)
def test_metric_without_act(overrides: dict[str, Any], expected: str) -> None:
    assert said("PB006", metrics=[metric()], **overrides) == expected


def test_no_metric_no_finding() -> None:
    assert [said(rule) for rule in ("PB006", "PB007", "PB008", "PB039", "PB044", "PB046")] == [""] * 6


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, ""),
        ({"business_link": None}, "figure warning unlinked_result"),
        ({"business_link": {"outcome": "cost"}}, "figure warning unlinked_result"),
        ({"business_link": {"outcome": "cost", "evidence": "none"}, "kind": "people"}, "figure warning unlinked_result"),
        ({"business_link": None, "kind": "efficiency"}, "figure hint unlinked"),
        ({"business_link": None, "kind": "behaviour"}, "figure hint unlinked"),
        ({"business_link": None, "kind": "compliance"}, "figure hint unlinked"),
    ],
)
def test_metric_without_business_link(told: dict[str, Any], expected: str) -> None:
    assert said("PB007.a", metrics=[metric(**told)]) == expected


@pytest.mark.parametrize(
    ("scopes", "expected"),
    [
        ((), ""),
        (("organisation",), ""),
        (("team", "organisation"), ""),
        (("centre",), "metrics hint no_organisation"),
        (("team", "centre"), "metrics hint no_organisation"),
        ((None,), "metrics hint no_organisation"),
    ],
)
def test_no_metric_of_the_organisation(scopes: tuple[str | None, ...], expected: str) -> None:
    metrics = [metric(id=f"figure_{index}", audience_scope=scope) for index, scope in enumerate(scopes)]
    assert said("PB007.b", metrics=metrics) == expected


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((), ""),
        (("outcome", "people"), ""),
        (("outcome", "efficiency"), "metrics warning no_people"),
        (("people", "efficiency"), "metrics warning no_outcome"),
        (("efficiency",), "metrics warning no_outcome+no_people"),
        (("compliance", "behaviour"), "metrics warning no_outcome+no_people"),
    ],
)
def test_only_one_side_is_measured(kinds: tuple[str, ...], expected: str) -> None:
    assert said("PB007.c", metrics=[metric(id=f"figure_{index}", kind=kind) for index, kind in enumerate(kinds)]) == expected


def incentives(weight: float) -> dict[str, Any]:
    rest = [{"metric": "other", "weight_pct": 100 - weight, "nature": "qualitative"}]
    return {"incentives": [{"metric": "figure", "weight_pct": weight, "nature": "quantitative"}, *rest]}


OTHER = metric(id="other")
PEOPLE = {"measured": 20, "attained": 15}


@pytest.mark.parametrize(
    ("told", "weight", "expected"),
    [
        ({"catalogue": "aht"}, 0, ""),
        ({"catalogue": "aht", "individual": PEOPLE}, 0, "figure warning individual"),
        ({"catalogue": "aht"}, 0.1, "figure warning paid"),
        ({"catalogue": "aht", "individual": PEOPLE}, 80, "figure warning individual+paid"),
        ({"catalogue": "aht", "use": "steering", "individual": PEOPLE}, 25, ""),
        ({"catalogue": "aht", "use": "steering"}, 25.1, "figure warning heavy"),
        ({"unit": "seconds", "kind": "efficiency", "individual": PEOPLE}, 25, ""),
        ({"unit": "seconds", "kind": "efficiency"}, 26, "figure warning heavy"),
        ({"unit": "seconds", "kind": "efficiency", "use": "resourcing", "individual": PEOPLE}, 0, "figure warning individual"),
        ({"unit": "seconds", "kind": "efficiency", "catalogue": "service_level"}, 80, ""),
        ({"unit": "seconds", "kind": "behaviour"}, 80, ""),
        ({"unit": "percent", "kind": "efficiency"}, 80, ""),
    ],
)
def test_handling_time_misused(told: dict[str, Any], weight: float, expected: str) -> None:
    if told.get("unit") == "seconds":
        told = {"actuals": [{"period": "2026-09", "value": 70}], **told}
    assert said("PB008", metrics=[metric(**told), OTHER], recognition=incentives(weight) if weight else {}) == expected


def test_handling_time_by_its_own_id_and_with_another_limit() -> None:
    assert said("PB008", metrics=[metric(id="aht", individual=PEOPLE)]) == "aht warning individual"
    told: dict[str, Any] = {"metrics": [metric(catalogue="aht", use="steering"), OTHER], "recognition": incentives(30)}
    assert said("PB008", thresholds={"weight": 30}, **told) == ""
    assert said("PB008", thresholds={"weight": 29.9}, **told) == "figure warning heavy"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, ""),
        ({"actuals": []}, "figure warning no_data"),
        ({"actuals": [{"period": "2026-Q4", "value": 70}]}, "figure warning no_data"),  # it has begun and not ended
        ({"actuals": [{"period": "2026-08", "value": 70}]}, ""),  # 61 days
        ({"actuals": [{"period": "2026-07", "value": 70}]}, "figure warning stale"),  # 92 days against 62
        ({"actuals": [{"period": "2026-07", "value": 70}], "owner": None}, "figure warning stale"),
        ({"actuals": [{"period": "2026-W42", "value": 70}], "frequency": "weekly"}, ""),  # 13 days against 14
        ({"actuals": [{"period": "2026-W41", "value": 70}], "frequency": "weekly"}, "figure warning stale"),  # 20 days
        ({"baseline": None}, "figure hint baseline"),
        ({"baseline": {"date": "2026-02-28"}}, "figure hint baseline"),
        ({"baseline": None, "direction": "range", "target": {"min": 60, "max": 80}}, ""),
        ({"owner": None}, "figure hint owner"),
        ({"definition": None}, "figure hint definition"),
        ({"definition": None, "catalogue": "csat"}, ""),
        ({"definition": None, "owner": None, "baseline": None}, "figure hint baseline+owner+definition"),
    ],
)
def test_figures_old_or_missing(told: dict[str, Any], expected: str) -> None:
    assert said("PB039", metrics=[metric(**told)]) == expected


def test_figures_at_the_limit_over_a_leap_day_and_with_another_limit() -> None:
    told: dict[str, Any] = {"metrics": [metric(actuals=[{"period": "2027-12", "value": 70}])]}
    assert said("PB039", date(2028, 3, 2), **told) == ""  # 31 + 29 + 2 = 62 days after 31 December
    assert said("PB039", date(2028, 3, 3), **told) == "figure warning stale"
    assert said("PB039", date(2028, 3, 3), {"times": 3}, **told) == ""
    assert said("PB039", date(2028, 2, 1), {"times": 1}, **told) == "figure warning stale"  # 32 days against 31


def test_suppressed_figures_are_not_missing_ones() -> None:
    assert said("PB039", metrics=[metric(kind="people", actuals=[{"period": "2026-09", "value": 70, "n": 4}])]) == ""


def survey(value: float, n: int | None, **told: Any) -> list[dict[str, Any]]:
    counted = {} if n is None else {"n": n}
    return [metric(actuals=[{"period": "2026-09", "value": value, **counted}], **told)]


@pytest.mark.parametrize(
    ("metrics", "expected"),
    [
        (survey(70, None), ""),
        (survey(100, 29), "figure hint few"),  # no spread, so no margin
        (survey(100, 30), ""),
        (survey(70, 1), "figure hint few+wide"),
        (survey(70, 80), "figure hint wide"),  # ±10.04 points, 10 to the target
        (survey(70, 81), ""),  # ±9.98
        (survey(82, 1000), "figure hint wide"),  # attained by 2 points, ±2.4
        (survey(79, 40, target=None), ""),
        (survey(85, 60, direction="range", target={"min": 60, "max": 80}), "figure hint wide"),  # 5 from the nearer bound, ±9.0
        (survey(70, 30, unit="score", target={"value": 71}), ""),  # no margin is known for scores
    ],
)
def test_too_few_answers(metrics: list[dict[str, Any]], expected: str) -> None:
    assert said("PB044", metrics=metrics) == expected


def test_too_few_answers_of_a_small_staff_and_with_another_limit() -> None:
    staff = survey(70, 50, kind="people")
    staff[0]["actuals"][0]["population"] = 60
    assert said("PB044", metrics=staff) == ""  # ±12.7, of 60 people ±5.2
    assert said("PB044", thresholds={"answers": 51}, metrics=staff) == "figure hint few"
    assert said("PB044", metrics=survey(70, 4, kind="people")) == ""  # too small to show, so too small to judge


def way(value: float, **told: Any) -> list[dict[str, Any]]:
    """From 0 on 2026-01-01 to 100 on 2026-11-02; 303 of 305 days are gone on the as-of date."""
    line = {"baseline": {"value": 0, "date": "2026-01-01"}, "target": {"value": 100, "due": "2026-11-02"}}
    return [metric(**{**line, "actuals": [{"period": "2026-09", "value": value}], **told})]


@pytest.mark.parametrize(
    ("metrics", "expected"),
    [
        (way(100), ""),
        (way(69.4), ""),  # 99.34 % − 30 % is 69.34 %: at risk
        (way(69.3), "figure warning off_track"),
        (way(99, target={"value": 100, "due": "2026-10-31"}), ""),  # due today
        (way(99, target={"value": 100, "due": "2026-10-30"}), "figure warning missed"),
        (way(100, target={"value": 100, "due": "2026-10-30"}), ""),
        (way(10, actuals=[{"period": "2026-09", "value": 10, "n": 29}]), ""),
        (way(10, actuals=[{"period": "2026-09", "value": 10, "n": 30}]), "figure warning off_track"),
        (way(10, target=None), ""),
        (way(85.1, direction="range", target={"min": 60, "max": 80}), "figure warning off_track"),  # a quarter of 20 is 5
        (way(85, direction="range", target={"min": 60, "max": 80}), ""),
    ],
)
def test_metric_off_track(metrics: list[dict[str, Any]], expected: str) -> None:
    assert said("PB046", metrics=metrics) == expected


def test_off_track_asks_the_limit_of_too_few_answers() -> None:
    metrics = way(10, actuals=[{"period": "2026-09", "value": 10, "n": 30}])
    assert said("PB046", metrics=metrics, rules={"PB044": {"thresholds": {"answers": 31}}}) == ""
