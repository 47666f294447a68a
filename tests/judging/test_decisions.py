"""What agents may decide: shares, order, what a decision lacks."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.judging.decisions import judge_decision, judge_decisions
from playbookgen.model.channels import Decision, DecisionLevel
from support.organisations import judged, minimal, sample

LEVELS = get_args(DecisionLevel)


def decision(level: str = "agent_decides", **told: Any) -> dict[str, Any]:
    return {"id": "decision", "text": "Decide", "level": level, **told}


def test_lumivakka() -> None:
    told = judged(sample("lumivakka")).decisions
    assert (told.at_agent, told.authority_share, told.with_volume, told.weighted_share) == (3, Fraction(3, 5), 0, None)
    assert [one.decision.id for one in told.decisions] == ["d_fee", "d_callback", "d_goodwill", "d_claim", "d_cancel"]
    assert not any(one.limit_missing or one.escalation_missing for one in told.decisions)
    assert [one.costs_money for one in told.decisions] == [True, False, True, True, False]
    assert [one.decision.id for one in told.of_level("agent_decides")] == ["d_fee", "d_callback"]


def test_multelia_has_half() -> None:
    assert judged(sample("multelia")).decisions.authority_share == Fraction(1, 2)


def test_none() -> None:
    told = judge_decisions(minimal())
    assert (told.decisions, told.authority_share, told.weighted_share) == ((), None, None)


LIMIT = {"amount": 40, "currency": "EUR"}


@pytest.mark.parametrize(
    ("told", "costs", "limit_missing", "escalation_missing"),
    [
        ({}, False, False, False),
        ({"limit": LIMIT}, True, False, False),
        ({"money": True}, True, True, False),
        ({"money": True, "level": "agent_informs"}, True, True, False),
        ({"money": True, "limit": LIMIT}, True, False, False),
        ({"money": False, "limit": LIMIT}, False, False, False),
        ({"level": "agent_proposes", "money": True}, True, False, True),
        ({"level": "supervisor_decides"}, False, False, True),
        ({"level": "not_here"}, False, False, True),
        ({"level": "not_here", "escalate_to": "executive"}, False, False, False),
    ],
)
def test_what_is_missing(told: dict[str, Any], costs: bool, limit_missing: bool, escalation_missing: bool) -> None:
    judged_decision = judge_decision(Decision.model_validate(decision(**told)))
    assert (judged_decision.costs_money, judged_decision.limit_missing, judged_decision.escalation_missing) == (
        costs,
        limit_missing,
        escalation_missing,
    )


def test_weight_of_those_that_tell_their_volume() -> None:
    volumes = [("agent_decides", 30), ("agent_informs", 10), ("not_here", 60), ("agent_proposes", None)]
    listed = [decision(level, volume_month=volume) | {"id": f"decision_{index}"} for index, (level, volume) in enumerate(volumes)]
    told = judge_decisions(minimal(decisions=listed))
    assert (told.authority_share, told.with_volume, told.weighted_share) == (Fraction(1, 2), 3, Fraction(40, 100))


def test_volumes_of_zero_have_no_weight() -> None:
    told = judge_decisions(minimal(decisions=[decision(volume_month=0)]))
    assert (told.with_volume, told.weighted_share) == (1, None)


@given(st.lists(st.tuples(st.sampled_from(LEVELS), st.integers(0, 500)), min_size=1, max_size=12))
def test_shares_are_shares_and_freedom_falls(told: list[tuple[str, int]]) -> None:
    listed = [decision(level, volume_month=volume) | {"id": f"decision_{index}"} for index, (level, volume) in enumerate(told)]
    judged_decisions = judge_decisions(minimal(decisions=listed))
    assert judged_decisions.authority_share is not None
    assert 0 <= judged_decisions.authority_share <= 1
    assert judged_decisions.weighted_share is None or 0 <= judged_decisions.weighted_share <= 1
    freedom = [LEVELS.index(one.decision.level) for one in judged_decisions.decisions]
    assert freedom == sorted(freedom)
