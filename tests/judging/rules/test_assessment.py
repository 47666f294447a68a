"""PB002–PB005 just below, at and above each limit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from support.findings import ago, said

LEAP = date(2028, 2, 29)


def rounds(*told: tuple[str, str]) -> list[dict[str, Any]]:
    """Rounds of a kind on a day, without scores."""
    return [{"id": f"{kind}_{index}", "kind": kind, "date": day, "scores": {}} for index, (kind, day) in enumerate(told)]


@pytest.mark.parametrize(
    ("assessments", "expected"),
    [
        ([], ""),
        ([("external", ago(5))], ""),
        ([("self", ago(0))], "self_0 hint not_verified"),
        ([("self", ago(200)), ("external", ago(20))], ""),  # 180 days later
        ([("self", ago(200)), ("external", ago(19))], "self_0 hint not_verified"),  # 181 days later
        ([("self", ago(20)), ("external", ago(200))], ""),
        ([("self", ago(20)), ("external", ago(201))], "self_0 hint not_verified"),
        ([("self", ago(400)), ("external", ago(400)), ("self", ago(1))], "self_2 hint not_verified"),  # the newest own round only
        ([("self", ago(400)), ("self", ago(1)), ("external", ago(2))], ""),
    ],
)
def test_self_view_not_verified(assessments: list[tuple[str, str]], expected: str) -> None:
    assert said("PB002", assessments=rounds(*assessments)) == expected


def test_self_view_over_a_leap_day_and_with_another_limit() -> None:
    told = rounds(("self", "2028-02-28"), ("external", "2028-03-01"))
    assert said("PB002", date(2028, 3, 1), {"days": 2}, assessments=told) == ""
    assert said("PB002", date(2028, 3, 1), {"days": 1}, assessments=told) == "self_0 hint not_verified"


def gap_of(current: object, target: object, area: str = "people", **overrides: Any) -> str:
    assessments = [{"id": "own", "kind": "self", "date": ago(10), "scores": {} if current is None else {area: current}}]
    targets = {"date": ago(-100), "scores": {} if target is None else {area: target}}
    return said("PB003", assessments=assessments, assessment_targets=targets, **overrides)


def action(**told: Any) -> dict[str, Any]:
    return {"actions": [{"id": "act", "text": "Act", "status": "not_started", "areas": ["people"], **told}]}


@pytest.mark.parametrize(
    ("current", "target", "expected"),
    [
        (50, 64.9, ""),
        (50, 65, "people hint gap"),
        (50, 74.9, "people hint gap"),
        (50, 75, "people warning wide"),
        (75, 50, ""),
        (None, 75, ""),
        (50, None, ""),
    ],
)
def test_gap_without_action(current: object, target: object, expected: str) -> None:
    assert gap_of(current, target) == expected


def test_gap_results_follow_and_need_no_action() -> None:
    assert gap_of(10, 90, "results") == ""


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, ""),
        ({"status": "done", "done_on": ago(1)}, ""),
        ({"status": "blocked"}, ""),
        ({"status": "cancelled"}, "people warning wide"),
        ({"areas": ["results"]}, "people warning wide"),
    ],
)
def test_gap_with_an_action(told: dict[str, Any], expected: str) -> None:
    assert gap_of(50, 75, plan=action(**told)) == expected


def test_gap_with_other_limits() -> None:
    assert gap_of(50, 55, thresholds={"gap": 5}) == "people hint gap"
    assert gap_of(50, 75, thresholds={"wide": 26}) == "people hint gap"
    assert gap_of(50, 60, thresholds={"wide": 10}) == "people warning wide"


@pytest.mark.parametrize(
    ("newest", "expected"),
    [(ago(365), ""), (ago(366), "assessments warning old"), (ago(0), "")],
)
def test_old_assessment(newest: str, expected: str) -> None:
    assert said("PB004", assessments=rounds(("external", ago(900)), ("self", newest))) == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [(ago(60), ""), (ago(61), "assessments warning none"), (ago(-10), ""), (ago(0), "")],
)
def test_no_assessment(start: str, expected: str) -> None:
    assert said("PB004", change={"start": start, "end": "2027-12-31"}) == expected


def test_assessment_after_the_end_and_over_a_leap_day() -> None:
    told = rounds(("self", "2027-02-28"))
    assert said("PB004", date(2028, 2, 28), assessments=told) == ""
    assert said("PB004", LEAP, assessments=told) == "assessments warning old"
    assert said("PB004", LEAP, {"days": 366}, assessments=told) == ""
    assert said("PB004", LEAP, {"grace": 3000}) == ""


def divergence_of(own: object, external: object, days_apart: int = 30, **overrides: Any) -> str:
    assessments = [
        {"id": "own", "kind": "self", "date": ago(200), "scores": {"people": own}},
        {"id": "ext", "kind": "external", "date": ago(200 - days_apart), "scores": {"people": external} if external is not None else {}},
    ]
    return said("PB005", assessments=assessments, **overrides)


@pytest.mark.parametrize(
    ("own", "external", "expected"),
    [
        (59.9, 50, ""),
        (60, 50, "people hint blind_spot"),
        (69.9, 50, "people hint blind_spot"),
        (70, 50, "people warning far_blind_spot"),
        (40.1, 50, ""),
        (40, 50, "people hint hidden_strength"),
        (30, 50, "people warning far_hidden_strength"),
        (90, None, ""),
    ],
)
def test_own_and_external_apart(own: object, external: object, expected: str) -> None:
    assert divergence_of(own, external) == expected


def test_apart_only_within_one_round_and_with_other_limits() -> None:
    assert divergence_of(90, 10, days_apart=180) == "people warning far_blind_spot"
    assert divergence_of(90, 10, days_apart=181) == ""
    assert divergence_of(60, 50, thresholds={"apart": 10.5}) == ""
    assert divergence_of(60, 50, thresholds={"far_apart": 10}) == "people warning far_blind_spot"
