"""Partners whose help the change needs: how to work with each, and who is informed but not involved (brief P14)."""

from __future__ import annotations

from typing import Final, Literal, get_args

from playbookgen.model.daily_judgement import StakeholderJudgement
from playbookgen.model.daily_life import Stakeholder
from playbookgen.model.playbook_file import Organisation

Quadrant = Literal["work_together", "keep_satisfied", "keep_informed", "follow"]
QUADRANTS: Final[tuple[Quadrant, ...]] = get_args(Quadrant)
#: Influence and interest 1–5 from which they are high (brief P14).
HIGH: Final = 4
#: Points of support that are missing from which the gap is wide (rule PB031).
WIDE_GAP: Final = 2


def quadrant(influence: int, interest: int) -> Quadrant:
    """How to work with a partner of this influence and interest (1–5 each)."""
    if influence >= HIGH:
        return "work_together" if interest >= HIGH else "keep_satisfied"
    return "keep_informed" if interest >= HIGH else "follow"


def support_gap(stakeholder: Stakeholder) -> int | None:
    """Desired minus present support, −4 … 4; ``None`` when one is not told."""
    if stakeholder.support is None or stakeholder.desired_support is None:
        return None
    return stakeholder.desired_support - stakeholder.support


def judge_stakeholder(stakeholder: Stakeholder) -> StakeholderJudgement:
    """One partner. Joint development is missing whether or not there are meetings (settled PB031)."""
    gap = support_gap(stakeholder)
    powerful = stakeholder.influence >= HIGH
    return StakeholderJudgement(
        stakeholder=stakeholder,
        quadrant=quadrant(stakeholder.influence, stakeholder.interest),
        support_gap=gap,
        gap_is_wide=gap is not None and gap >= WIDE_GAP,
        not_involved=powerful and stakeholder.co_development is not True,
        not_met=powerful and stakeholder.meeting_cadence is None,
    )


def judge_stakeholders(organisation: Organisation) -> tuple[StakeholderJudgement, ...]:
    """All partners by quadrant, in each the most influential and interested first, equal ones as in the file."""
    judged = [judge_stakeholder(one) for one in organisation.stakeholders]
    return tuple(sorted(judged, key=lambda one: (QUADRANTS.index(one.quadrant), -one.stakeholder.influence - one.stakeholder.interest)))
