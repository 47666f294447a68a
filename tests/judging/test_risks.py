"""Risks: score, level, and those nobody holds."""

from __future__ import annotations

from typing import Any

import pytest

from playbookgen.judging.risks import judge_risk, judge_risks, risk_level
from playbookgen.model.plan import Risk
from support.organisations import judged, minimal, sample


def risk(probability: int, impact: int, **told: Any) -> dict[str, Any]:
    return {"id": "risk", "text": "R", "probability": probability, "impact": impact, **told}


def test_lumivakka() -> None:
    told = judged(sample("lumivakka")).risks
    assert [(one.risk.id, one.score, one.level, one.missing, one.is_unattended) for one in told] == [
        ("r_peak", 16, "high", (), False),
        ("r_crm", 15, "high", ("mitigation", "owner"), True),
    ]


@pytest.mark.parametrize(("score", "level"), [(1, "low"), (7, "low"), (8, "medium"), (14, "medium"), (15, "high"), (25, "high")])
def test_level(score: int, level: str) -> None:
    assert risk_level(score) == level


@pytest.mark.parametrize(
    ("told", "missing", "unattended"),
    [
        (risk(5, 5), ("mitigation", "owner"), True),
        (risk(5, 5, owner="boss"), ("mitigation",), True),
        (risk(3, 5, mitigation="M"), ("owner",), True),
        (risk(5, 5, owner="boss", mitigation="M"), (), False),
        (risk(3, 4), ("mitigation", "owner"), False),
    ],
)
def test_unattended(told: dict[str, Any], missing: tuple[str, ...], unattended: bool) -> None:
    judged_risk = judge_risk(Risk.model_validate(told))
    assert (judged_risk.missing, judged_risk.is_unattended) == (missing, unattended)


def test_order() -> None:
    listed = [risk(*scores) | {"id": f"risk_{index}"} for index, scores in enumerate([(1, 2), (5, 3), (3, 5), (5, 5)])]
    assert [one.risk.id[-1] for one in judge_risks(minimal(risks=listed))] == ["3", "1", "2", "0"]
