"""The six factors: rated, touched, covered."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from playbookgen.judging.factors import judge_factors
from support.organisations import judged, minimal, sample


def statement(**told: Any) -> dict[str, Any]:
    return {"statements": [{"id": "statement_one", "text": "Settled.", **told}]}


def test_lumivakka_names_no_factor() -> None:
    factors = judged(sample("lumivakka")).factors
    assert (len(factors.factors), factors.touched, factors.coverage) == (6, 0, Fraction(0))
    assert all(factor.level is None for factor in factors.factors)


def test_statements_and_live_actions_touch() -> None:
    factors = judge_factors(
        minimal(
            target_state=statement(factors=["cross_silo", "cx_strategy"]),
            plan={
                "actions": [
                    {"id": "act_one", "text": "A", "status": "blocked", "factors": ["cx_measuring", "cross_silo"]},
                    {"id": "act_two", "text": "B", "status": "cancelled", "factors": ["cx_leadership"]},
                ]
            },
        )
    )
    touched = {factor.factor: (len(factor.statements), len(factor.actions)) for factor in factors.factors if factor.is_touched}
    assert touched == {"cx_strategy": (1, 0), "cx_measuring": (0, 1), "cross_silo": (1, 1)}
    assert (factors.touched, factors.coverage) == (3, Fraction(1, 2))


def test_not_rated_is_not_zero_and_the_later_rating_counts() -> None:
    ratings = [{"factor": "cx_strategy", "level": 3}, {"factor": "cx_strategy", "level": 0}, {"factor": "cross_silo", "note": "Unknown"}]
    levels = {factor.factor: factor.level for factor in judge_factors(minimal(cx_factors=ratings)).factors}
    assert levels["cx_strategy"] == 0
    assert levels["cross_silo"] is None
    assert levels["customer_culture"] is None
