"""Risks: how big each is, and whether somebody holds it (brief P23, settled PB042)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from playbookgen.model.plan import Risk
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.reach_judgement import RiskJudgement

#: Score 1–25 from which a risk is high, and medium (brief P23).
HIGH: Final = 15
MEDIUM: Final = 8


def risk_level(score: int) -> Literal["high", "medium", "low"]:
    """Word for a score 1–25."""
    if score >= HIGH:
        return "high"
    return "medium" if score >= MEDIUM else "low"


def missing_parts(risk: Risk) -> Iterator[Literal["mitigation", "owner"]]:
    """What the risk lacks."""
    if risk.mitigation is None:
        yield "mitigation"
    if risk.owner is None:
        yield "owner"


def judge_risk(risk: Risk) -> RiskJudgement:
    """One risk; a high one that lacks mitigation or owner is unattended."""
    score = risk.probability * risk.impact
    level, missing = risk_level(score), tuple(missing_parts(risk))
    return RiskJudgement(risk, score, level, missing, is_unattended=level == "high" and bool(missing))


def judge_risks(organisation: Organisation) -> tuple[RiskJudgement, ...]:
    """All risks, the biggest first, equal ones as in the file."""
    return tuple(sorted((judge_risk(risk) for risk in organisation.risks), key=lambda judged: judged.score, reverse=True))
