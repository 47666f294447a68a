"""Partners: quadrant, support, involvement."""

from __future__ import annotations

from typing import Any

import pytest

from playbookgen.judging.stakeholders import judge_stakeholder, judge_stakeholders, quadrant
from playbookgen.model.daily_life import Stakeholder
from support.organisations import judged, minimal, sample


def partner(**told: Any) -> Stakeholder:
    return Stakeholder.model_validate({"id": "partner", "name": "Partner", "influence": 3, "interest": 3, **told})


def test_lumivakka() -> None:
    told = judged(sample("lumivakka")).stakeholders
    assert [(one.stakeholder.id, one.quadrant, one.support_gap, one.gap_is_wide, one.not_involved, one.not_met) for one in told] == [
        ("st_shop", "work_together", 0, False, False, False),
        ("st_claims", "keep_satisfied", 2, True, True, False),
        ("st_it", "keep_satisfied", 1, False, True, True),
    ]


@pytest.mark.parametrize(
    ("influence", "interest", "expected"),
    [(4, 4, "work_together"), (5, 5, "work_together"), (4, 3, "keep_satisfied"), (3, 4, "keep_informed"), (3, 3, "follow"), (1, 1, "follow")],
)
def test_quadrant(influence: int, interest: int, expected: str) -> None:
    assert quadrant(influence, interest) == expected


@pytest.mark.parametrize(
    ("support", "desired", "gap", "wide"),
    [(-2, 2, 4, True), (0, 2, 2, True), (0, 1, 1, False), (2, -2, -4, False), (None, 2, None, False), (1, None, None, False)],
)
def test_support_gap_at_any_influence(support: int | None, desired: int | None, gap: int | None, wide: bool) -> None:
    told = judge_stakeholder(partner(influence=1, support=support, desired_support=desired))
    assert (told.support_gap, told.gap_is_wide) == (gap, wide)


@pytest.mark.parametrize(
    ("influence", "told", "not_involved", "not_met"),
    [
        (4, {}, True, True),
        (4, {"co_development": True}, False, True),
        (4, {"co_development": False, "meeting_cadence": "monthly"}, True, False),
        (3, {}, False, False),
    ],
)
def test_involvement(influence: int, told: dict[str, Any], not_involved: bool, not_met: bool) -> None:
    judged_partner = judge_stakeholder(partner(influence=influence, **told))
    assert (judged_partner.not_involved, judged_partner.not_met) == (not_involved, not_met)


def test_order() -> None:
    scores = [(1, 1), (3, 5), (5, 1), (4, 4), (4, 2), (5, 5), (5, 1)]
    listed = [{"id": f"partner_{index}", "name": "P", "influence": one, "interest": two} for index, (one, two) in enumerate(scores)]
    told = judge_stakeholders(minimal(stakeholders=listed))
    assert [one.stakeholder.id[-1] for one in told] == ["5", "3", "2", "4", "6", "1", "0"]
