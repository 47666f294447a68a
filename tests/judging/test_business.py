"""What it could be worth: golden figures, missing inputs, and what nobody may make of them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.judging.business import extra_revenue, judge_business, margin_of
from playbookgen.model.course_judgement import BusinessJudgement, MoneyRange
from support.organisations import judged, minimal, sample


def business(contacts: int | None = 1000, task: str = "service", **figures: Any) -> BusinessJudgement:
    told = judge_business(minimal(organisation={"contacts_per_month": contacts, "main_task": task}, business=figures))
    assert told is not None
    return told


def test_lumivakka() -> None:
    told = judged(sample("lumivakka")).business
    assert told is not None
    # 38,000 × 12 × 0.3 … 1; of it 22 %
    assert told.extra_revenue == MoneyRange(Fraction(136_800), Fraction(456_000))
    assert told.extra_margin == MoneyRange(Fraction(30_096), Fraction(100_320))
    # 41,000 × 24 % × 6.40 × 12, and the same for 5 points
    assert (told.repeat_cost, told.saving_points, told.repeat_saving) == (Fraction(755_712), Fraction(5), Fraction(157_440))
    # leavers are not told, so replacing them cannot be counted
    assert told.turnover_cost is None
    assert not told.selling_is_secondary


def test_nothing_told() -> None:
    assert judge_business(minimal()) is None
    told = business(contacts=None)
    assert (told.extra_revenue, told.extra_margin, told.repeat_cost, told.repeat_saving, told.saving_points, told.turnover_cost) == (None,) * 6


@pytest.mark.parametrize("missing", ["contacts", "repeat_contact_pct", "cost_per_contact"])
def test_repeat_cost_needs_all_three(missing: str) -> None:
    inputs: dict[str, Any] = {"contacts": 1000, "repeat_contact_pct": 10, "cost_per_contact": 2}
    assert business(**inputs).repeat_cost == 2400
    told = business(**{**inputs, missing: None})
    assert told.repeat_cost is None
    # the saving of 5 points does not need to know how many repeats there are
    assert told.repeat_saving == (1200 if missing == "repeat_contact_pct" else None)


@pytest.mark.parametrize(("repeat", "points"), [("0", None), ("4.9", Fraction("4.9")), ("5", 5), ("5.1", 5)])
def test_no_more_repeats_can_be_saved_than_there_are(repeat: str, points: Fraction | None) -> None:
    told = business(repeat_contact_pct=Decimal(repeat), cost_per_contact=1)
    assert told.saving_points == points
    assert (told.repeat_saving is None) == (points is None)
    assert told.repeat_saving is None or told.repeat_cost is None or told.repeat_saving <= told.repeat_cost


def test_costs_of_nothing_are_nothing_but_known() -> None:
    told = business(repeat_contact_pct=0, cost_per_contact=1, leavers_12m=0, replacement_cost_per_agent=9500)
    assert (told.repeat_cost, told.turnover_cost) == (Fraction(0), Fraction(0))


def test_turnover_cost() -> None:
    assert business(leavers_12m=7, replacement_cost_per_agent=Decimal("9500.5")).turnover_cost == Fraction("66503.5")
    assert business(leavers_12m=7).turnover_cost is None


@pytest.mark.parametrize(("task", "folded"), [("service", True), ("sales", False), ("service_and_sales", False), ("service_desk", False)])
def test_selling_is_folded_away_where_service_is_the_task(task: str, folded: bool) -> None:
    assert business(task=task).selling_is_secondary is folded


def test_a_scenario_of_nothing_is_none() -> None:
    assert extra_revenue(Decimal(0)) is None
    assert margin_of(extra_revenue(Decimal(10)), Decimal(0)) is None
    assert margin_of(None, Decimal(20)) is None


@given(st.decimals(min_value="0.01", max_value="1e9", places=2), st.decimals(min_value="0.1", max_value=100, places=1))
def test_a_scenario_is_always_a_range(revenue: Decimal, margin: Decimal) -> None:
    sales = extra_revenue(revenue)
    assert sales is not None
    earned = margin_of(sales, margin)
    assert earned is not None
    assert sales.low < sales.high == Fraction(revenue) * 12
    assert sales.low * 10 == sales.high * 3
    assert earned.low < earned.high <= sales.high
