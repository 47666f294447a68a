"""Strengths and development areas: all of them, newest first, with what answers each area."""

from __future__ import annotations

from typing import Any

from playbookgen.judging.strengths import judge_strengths
from support.organisations import AS_OF, judged, minimal, sample


def assessment(name: str, day: str, **told: Any) -> dict[str, Any]:
    return {"id": name, "kind": "self", "date": day, "scores": {"people": 50}, **told}


def test_lumivakka() -> None:
    strengths = judged(sample("lumivakka")).strengths
    assert [one.assessment.id for one in strengths.rounds] == ["a2026_ext"]
    assert (strengths.strengths, strengths.development_areas, strengths.unanswered) == (2, 2, 2)
    assert not any(area.is_answered for area in strengths.rounds[0].development_areas)


def test_live_actions_and_challenges_answer_an_area() -> None:
    links = {"both": ["act_one", "unclear_goals"], "cancelled": ["act_two"], "challenge": ["unclear_goals"], "none": []}
    organisation = minimal(
        assessments=[assessment("one", "2026-03-01", development_areas=[{"text": text, "links": ids} for text, ids in links.items()])],
        challenges=[{"id": "unclear_goals", "severity": 2}],
        plan={"actions": [{"id": "act_one", "text": "A", "status": "done"}, {"id": "act_two", "text": "B", "status": "cancelled"}]},
    )
    strengths = judge_strengths(organisation, AS_OF)
    areas = strengths.rounds[0].development_areas
    assert [(len(area.actions), len(area.challenges), area.is_answered) for area in areas] == [
        (1, 1, True),
        (0, 0, False),
        (0, 1, True),
        (0, 0, False),
    ]
    assert strengths.unanswered == 2


def test_rounds_newest_first_and_only_those_that_tell_something() -> None:
    organisation = minimal(
        assessments=[
            assessment("old", "2025-01-01", strengths=["A"]),
            assessment("silent", "2026-01-01"),
            assessment("first_of_day", "2026-02-01", strengths=["B", "C"]),
            assessment("second_of_day", "2026-02-01", kind="external", strengths=["D"]),
            assessment("to_come", "2026-11-01", strengths=["E"]),
        ]
    )
    strengths = judge_strengths(organisation, AS_OF)
    assert [one.assessment.id for one in strengths.rounds] == ["second_of_day", "first_of_day", "old"]
    assert (strengths.strengths, strengths.development_areas) == (4, 0)


def test_none() -> None:
    strengths = judge_strengths(minimal(), AS_OF)
    assert (strengths.rounds, strengths.strengths, strengths.unanswered) == ((), 0, 0)
