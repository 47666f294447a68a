"""What agents may decide: how much of everyday service is in their hands (brief P14b)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, get_args

from playbookgen.model.channels import Decision, DecisionLevel
from playbookgen.model.daily_judgement import DecisionJudgement, DecisionsJudgement
from playbookgen.model.playbook_file import Organisation

#: From most freedom for the agent to least.
LEVELS: Final[tuple[DecisionLevel, ...]] = get_args(DecisionLevel)
#: Levels at which the agent takes the decision (brief P14b).
AGENT_LEVELS: Final[frozenset[DecisionLevel]] = frozenset({"agent_decides", "agent_informs"})


def judge_decision(decision: Decision) -> DecisionJudgement:
    """One decision; it costs money when the file says so or, if it says nothing, when it has a limit (settled PB040)."""
    costs = decision.limit is not None if decision.money is None else decision.money
    at_agent = decision.level in AGENT_LEVELS
    return DecisionJudgement(
        decision=decision,
        costs_money=costs,
        limit_missing=at_agent and costs and decision.limit is None,
        escalation_missing=not at_agent and decision.escalate_to is None,
    )


def share_at_agent(decisions: Sequence[Decision]) -> Fraction | None:
    """Decisions the agent takes of all, 0–1; ``None`` without decisions."""
    return Fraction(sum(one.level in AGENT_LEVELS for one in decisions), len(decisions)) if decisions else None


def weighted_share(decisions: Sequence[Decision]) -> Fraction | None:
    """Cases a month the agent decides of all cases, 0–1, over decisions that tell their volume; ``None`` without cases."""
    told = [(one.level, one.volume_month) for one in decisions if one.volume_month is not None]
    cases = sum(volume for _, volume in told)
    return Fraction(sum(volume for level, volume in told if level in AGENT_LEVELS), cases) if cases else None


def judge_decisions(organisation: Organisation) -> DecisionsJudgement:
    """The whole of P14b, decisions with most freedom first."""
    decisions = organisation.decisions
    return DecisionsJudgement(
        decisions=tuple(judge_decision(one) for one in sorted(decisions, key=lambda one: LEVELS.index(one.level))),
        at_agent=sum(one.level in AGENT_LEVELS for one in decisions),
        authority_share=share_at_agent(decisions),
        with_volume=sum(one.volume_month is not None for one in decisions),
        weighted_share=weighted_share(decisions),
    )
