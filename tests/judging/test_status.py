"""Progress, expectation and the order of the status tests."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.judging.status import distance_to_target, expected_of, is_attained, metric_status, progress_of, progress_share
from playbookgen.model.metrics import Metric
from support.organisations import metric

START, DUE = date(2026, 1, 1), date(2026, 4, 11)  # 100 days
UP: dict[str, Any] = {"baseline": {"value": 0, "date": START}, "target": {"value": 100, "due": DUE}}
NUMBERS = st.decimals(-200, 200, places=1)


def on_day(day: int) -> date:
    """The day on which `day` of the 100 days are used."""
    return START + timedelta(day)


def status(told: Metric, value: str | int | None, as_of: date) -> str:
    return metric_status(told, None if value is None else Decimal(value), as_of)


@pytest.mark.parametrize(
    ("value", "day", "expected"),
    [
        (None, 50, "no_data"),
        (100, 50, "attained"),
        (101, 99, "attained"),
        (99, 100, "on_track"),
        ("40", 50, "on_track"),
        ("39.9", 50, "at_risk"),
        ("20", 50, "at_risk"),
        ("19.9", 50, "off_track"),
        ("0", 10, "on_track"),
        ("-1", 19, "at_risk"),
        ("-1", 20, "off_track"),
        ("-1", 0, "at_risk"),
        ("0", -30, "on_track"),
        ("99", 101, "missed"),
        ("100", 101, "attained"),
    ],
)
def test_upwards(value: str | int | None, day: int, expected: str) -> None:
    assert status(metric(**UP), value, on_day(day)) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(60, "on_track"), (81, "off_track"), (110, "off_track"), (0, "attained"), (61, "at_risk"), (80, "at_risk")]
)
def test_downwards_to_zero(value: int, expected: str) -> None:
    told = metric(direction="down", baseline={"value": 100, "date": START}, target={"value": 0, "due": DUE})
    assert status(told, value, on_day(50)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(-20, "attained"), (-30, "on_track"), (-44, "on_track"), (-45, "at_risk"), (-52, "at_risk"), (-53, "off_track"), (-61, "off_track")],
)
def test_target_below_zero(value: int, expected: str) -> None:
    told = metric(unit="points", baseline={"value": -60, "date": START}, target={"value": -20, "due": DUE})
    assert status(told, value, on_day(50)) == expected


@pytest.mark.parametrize(
    ("value", "day", "expected"),
    [
        (75, 50, "attained"),
        (85, 50, "attained"),
        ("87.5", 50, "at_risk"),
        ("87.6", 50, "off_track"),
        ("72.5", 50, "at_risk"),
        ("72.4", 50, "off_track"),
        (86, 101, "missed"),
        (80, 101, "attained"),
    ],
)
def test_range(value: str | int, day: int, expected: str) -> None:
    told = metric(direction="range", baseline={"value": 90, "date": START}, target={"min": 75, "max": 85, "due": DUE})
    assert status(told, value, on_day(day)) == expected
    assert progress_of(told, Decimal(value)) is None
    assert expected_of(told, on_day(day)) is None


@pytest.mark.parametrize("target", [{"min": 75, "max": 85}, {"min": 75, "max": 85, "due": DUE}])
def test_range_needs_neither_baseline_nor_due_day(target: dict[str, Any]) -> None:
    assert status(metric(direction="range", target=target), 86, on_day(50)) == "at_risk"


@pytest.mark.parametrize(
    ("told", "value", "day", "expected"),
    [
        ({}, 50, 50, "no_target"),
        ({"target": {"due": DUE}}, 50, 50, "no_target"),
        ({"target": {"min": 1, "max": 2, "due": DUE}}, 50, 50, "no_target"),
        ({"direction": "range", "target": {"value": 5, "due": DUE}}, 50, 50, "no_target"),
        ({"target": {"value": 60, "due": DUE}}, 60, 50, "attained"),
        ({"target": {"value": 60, "due": DUE}}, 50, 50, "not_attained"),
        ({"target": {"value": 60, "due": DUE}}, 50, 101, "missed"),
        ({"target": {"value": 60}, "baseline": {"value": 10, "date": START}}, 50, 50, "no_expectation"),
        ({"target": {"value": 60}, "baseline": {"value": 10, "date": START}}, 5, 50, "no_expectation"),
        ({"target": {"value": 60, "due": DUE}, "baseline": {"value": 10}}, 50, 50, "no_expectation"),
        ({"target": {"value": 60, "due": DUE}, "baseline": {"value": 10}}, 60, 50, "attained"),
        ({"target": {"value": 60, "due": DUE}, "baseline": {"date": START}}, 50, 50, "not_attained"),
    ],
)
def test_missing_parts(told: dict[str, Any], value: int, day: int, expected: str) -> None:
    assert status(metric(**told), value, on_day(day)) == expected


@pytest.mark.parametrize(("value", "day", "expected"), [(60, 50, "attained"), (61, 50, "attained"), (59, 1, "off_track"), (59, 101, "missed")])
def test_target_equal_to_baseline_is_held_or_not(value: int, day: int, expected: str) -> None:
    told = metric(baseline={"value": 60, "date": START}, target={"value": 60, "due": DUE})
    assert status(told, value, on_day(day)) == expected
    assert progress_of(told, Decimal(value)) is None


def test_progress_goes_both_ways() -> None:
    assert progress_share(Decimal(71), Decimal(78), Decimal(72)) == Fraction(1, 7)
    assert progress_share(Decimal(415), Decimal(390), Decimal(424)) == Fraction(-9, 25)
    assert progress_share(Decimal("0.1"), Decimal("0.3"), Decimal("0.2")) == Fraction(1, 2)


CHECKPOINTS = [{"date": on_day(20), "value": -10}, {"date": on_day(60), "value": 30}]


@pytest.mark.parametrize(
    ("day", "expected"), [(-5, "0"), (0, "0"), (10, "-0.05"), (20, "-0.1"), (40, "0.1"), (60, "0.3"), (80, "0.65"), (100, "1"), (500, "1")]
)
def test_checkpoints_bend_the_line(day: int, expected: str) -> None:
    assert expected_of(metric(**UP, checkpoints=CHECKPOINTS), on_day(day)) == Fraction(expected)


def test_checkpoints_outside_the_time_are_left_out() -> None:
    outside = [{"date": START, "value": 90}, {"date": DUE, "value": 5}, {"date": on_day(150), "value": 5}]
    assert expected_of(metric(**UP, checkpoints=outside), on_day(50)) == Fraction(1, 2)


def test_checkpoints_count_in_the_tests_of_progress_but_not_in_the_early_one() -> None:
    told = metric(**UP, checkpoints=CHECKPOINTS)
    assert status(told, 5, on_day(40)) == "on_track"
    assert status(metric(**UP), 5, on_day(40)) == "off_track"
    assert status(told, -10, on_day(20)) == "off_track"
    assert status(told, -10, on_day(19)) == "at_risk"


@pytest.mark.parametrize(
    ("direction", "target", "value", "expected"),
    [
        ("up", {"value": 40}, 36, 4),
        ("down", {"value": 40}, 36, 4),
        ("range", {"min": 75, "max": 85}, 89, 4),
        ("range", {"min": 75, "max": 85}, 83, 2),
        ("up", {}, 3, None),
    ],
)
def test_distance(direction: str, target: dict[str, int], value: int, expected: int | None) -> None:
    assert distance_to_target(metric(direction=direction, target=target), Decimal(value)) == expected


def test_without_target_there_is_no_distance_and_nothing_to_attain() -> None:
    assert distance_to_target(metric(), Decimal(3)) is None
    assert is_attained(metric(), Decimal(3)) is None
    assert is_attained(metric(**UP), None) is None


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_progress_rises_towards_the_goal(baseline: Decimal, goal: Decimal, one: Decimal, other: Decimal) -> None:
    nearer, farther = sorted((one, other), reverse=goal > baseline)
    first, second = progress_share(baseline, goal, farther), progress_share(baseline, goal, nearer)
    if goal == baseline:
        assert first is second is None
    else:
        assert first is not None
        assert second is not None
        assert first <= second
        assert progress_share(baseline, goal, goal) == 1
        assert progress_share(baseline, goal, baseline) == 0


RANK = ["missed", "off_track", "at_risk", "on_track", "attained"]


@given(NUMBERS, NUMBERS, st.integers(-10, 120), st.sampled_from(["up", "down"]))
def test_a_better_value_never_has_a_worse_status(one: Decimal, other: Decimal, day: int, direction: str) -> None:
    told = metric(**UP) if direction == "up" else metric(direction="down", baseline={"value": 100, "date": START}, target={"value": 0, "due": DUE})
    worse, better = sorted((one, other), reverse=direction == "down")
    ranks = [RANK.index(metric_status(told, value, on_day(day))) for value in (worse, better)]
    assert ranks[0] <= ranks[1]
