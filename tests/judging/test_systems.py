"""Systems: what is provided, planned, missing; rules of recording."""

from __future__ import annotations

from typing import Any

import pytest

from playbookgen.judging.systems import judge_systems
from support.organisations import judged, minimal, sample


def system(**told: Any) -> dict[str, Any]:
    return {"id": "platform", "name": "Platform", "kind": "other", **told}


def test_lumivakka() -> None:
    told = judged(sample("lumivakka")).systems
    assert [one.capability for one in told.missing] == [
        "notes_in_place", "unified_desktop", "pop_ups", "survey", "feedback_app", "wfm", "quality_coaching",
    ]  # fmt: skip
    assert (told.provided, len(told.capabilities)) == (6, 13)
    assert {one.state for one in told.missing} == {"missing"}
    assert [(one.system.id, one.missing) for one in told.recordings] == [("ccp", ())]


def test_planned_is_still_missing() -> None:
    actions = [
        {"id": "act_one", "text": "A", "status": "in_progress", "capabilities": ["survey", "faq"]},
        {"id": "act_two", "text": "B", "status": "cancelled", "capabilities": ["wfm"]},
    ]
    told = judge_systems(minimal(systems=[system(capabilities=["faq"])], plan={"actions": actions}))
    states = {one.capability: one.state for one in told.capabilities}
    assert (states["faq"], states["survey"], states["wfm"]) == ("provided", "planned", "missing")
    assert len(told.missing) == 12
    assert [one.id for one in told.capabilities[6].systems] == ["platform"]


def test_no_system() -> None:
    told = judge_systems(minimal())
    assert (told.provided, len(told.missing), told.recordings) == (0, 13, ())


_RULES: dict[str, Any] = {"purpose": "learning", "retention_days": 90, "legal_basis": "agreed", "staff_consulted": True}


@pytest.mark.parametrize(
    ("recording", "missing"),
    [
        (None, ("purpose", "retention_days", "legal_basis", "staff_consulted")),
        (_RULES, ()),
        (_RULES | {"staff_consulted": False}, ("staff_consulted",)),
        ({"purpose": "learning"}, ("retention_days", "legal_basis", "staff_consulted")),
    ],
)
def test_rules_of_recording(recording: dict[str, Any] | None, missing: tuple[str, ...]) -> None:
    told = judge_systems(minimal(systems=[system(capabilities=["call_recording"], recording=recording)]))
    assert [one.missing for one in told.recordings] == [missing]


def test_a_system_that_does_not_record_needs_no_rules() -> None:
    assert judge_systems(minimal(systems=[system(recording=_RULES)])).recordings == ()
