"""Margins of error."""

from __future__ import annotations

from math import isclose
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.judging.margins import finite_factor, margin_of, recommendation_margin, share_margin
from playbookgen.model.judgement import Margin
from playbookgen.model.metrics import Actual
from support.organisations import metric


def margin(unit: str, kind: str = "outcome", headcount: int = 60, **actual: Any) -> Margin | None:
    told = Actual.model_validate({"period": "2026-10", "value": 50, **actual})
    return margin_of(metric(unit=unit, kind=kind), told, headcount)


def test_share_of_a_half_among_100() -> None:
    assert isclose(share_margin(50, 100), 9.8)


def test_recommendation_of_the_sample() -> None:
    assert round(recommendation_margin(11, 3, 22), 1) == 29.7
    assert round(recommendation_margin(19, 13, 51) * finite_factor(60, 51), 1) == 8.4


@pytest.mark.parametrize("actual", [{}, {"n": 0}])
def test_no_answers_no_margin(actual: dict[str, Any]) -> None:
    assert margin("percent", **actual) is None


@pytest.mark.parametrize("unit", ["seconds", "count", "eur", "score"])
def test_other_units_have_none(unit: str) -> None:
    assert margin(unit, n=50, promoters=20, detractors=10) is None


@pytest.mark.parametrize("actual", [{"n": 50}, {"n": 50, "promoters": 20}, {"promoters": 20, "detractors": 3}])
def test_points_need_all_three_counts(actual: dict[str, Any]) -> None:
    assert margin("points", **actual) is None


def test_everybody_satisfied_has_no_spread() -> None:
    assert margin("percent", value=100, n=12) == Margin(n=12, plain=0.0, finite=None, population=None)


@pytest.mark.parametrize(
    ("kind", "headcount", "actual", "population"),
    [
        ("people", 60, {"n": 50}, 60),
        ("people", 60, {"n": 50, "population": 55}, 55),
        ("people", 60, {"n": 60}, 60),
        ("people", 60, {"n": 61}, None),
        ("people", 1, {"n": 1}, None),
        ("outcome", 60, {"n": 50}, None),
        ("outcome", 60, {"n": 50, "population": 500}, 500),
    ],
)
def test_population(kind: str, headcount: int, actual: dict[str, int], population: int | None) -> None:
    told = margin("percent", kind, headcount, **actual)
    assert told is not None
    assert told.population == population
    assert (told.finite is None) is (population is None)
    assert told.used == (told.plain if told.finite is None else told.finite)


def test_asking_everybody_leaves_no_doubt() -> None:
    told = margin("percent", "people", 60, n=60)
    assert told is not None
    assert told.used == 0


@given(st.integers(1, 500), st.data())
def test_margins_are_never_negative_and_the_finite_one_is_never_larger(n: int, data: st.DataObject) -> None:
    promoters = data.draw(st.integers(0, n))
    told = margin("points", n=n, promoters=promoters, detractors=data.draw(st.integers(0, n - promoters)), population=data.draw(st.integers(n, 1000)))
    assert told is not None
    assert 0 <= told.used <= told.plain <= 196
