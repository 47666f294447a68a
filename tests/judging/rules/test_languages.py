"""PB036: which texts are counted, and what share of them agents can read."""

from __future__ import annotations

from typing import Any

import pytest

from playbookgen.judging.rules.languages import counted_texts, is_for_agents, texts_of
from playbookgen.model.entity import Entity
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.text import LocalisedText
from support.findings import findings_of, only, said
from support.organisations import minimal, sample

BOTH = {"languages": ["en", "fi"]}


def both(text: str = "Text") -> dict[str, str]:
    return {"en": text, "fi": text}


def in_both(told: Any, key: str = "") -> Any:
    """All texts of a file in English and Finnish."""
    if isinstance(told, dict):
        return {name: in_both(value, name) for name, value in told.items()}
    if isinstance(told, list):
        return [in_both(item, key) for item in told]
    return both(told) if key in {"name", "text", "vision", "why_now", "title", "purpose", "definition"} and isinstance(told, str) else told


def whole(**overrides: Any) -> dict[str, Any]:
    """Changes that give every counted text of the smallest organisation two languages."""
    told = {
        "site": BOTH,
        "roles": [{"id": "executive", "name": "Executive", "level": "executive"}, {"id": "agent", "name": "Agent", "level": "frontline"}],
        "strategy": [{"id": "aim_one", "name": "Loyal customers"}],
        "change": {"name": "One contact", "vision": "Settled at once.", "why_now": "Repeats grow.", "goals": [{"id": "goal_one", "text": "Better"}]},
        "target_state": {"statements": [{"id": "statement_one", "text": "The matter is settled."}]},
    }
    return {**in_both(told), **overrides}


def channels(translated: int, plain: int) -> list[dict[str, Any]]:
    return [{"id": f"channel_{index}", "name": both() if index < translated else "Text"} for index in range(translated + plain)]


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        ({}, ""),
        ({"site": {"languages": ["fi"]}}, ""),  # a plain text speaks the default language
        ({"site": BOTH}, "fi warning agent_texts"),
        (whole(), ""),
        (whole(channels=channels(0, 1)), "fi warning agent_texts"),  # 1 of 2
        (whole(channels=channels(3, 1)), "fi hint missing"),  # with the statement 4 of 5, exactly 80 %
        (whole(channels=channels(2, 1)), "fi warning agent_texts"),  # 3 of 4
        (whole(risks=[{"id": "risk", "text": "Text", "probability": 1, "impact": 1}]), "fi hint missing"),
    ],
)
def test_translation_missing(overrides: dict[str, Any], expected: str) -> None:
    assert said("PB036", **overrides) == expected


def test_translation_with_another_limit_and_in_the_default_language_too() -> None:
    assert said("PB036", thresholds={"agent_texts": 75}, **whole(channels=channels(2, 1))) == "fi hint missing"
    only_finnish = whole(channels=[{"id": "phone", "name": {"fi": "Puhelin"}}])
    assert said("PB036", **only_finnish) == "en warning agent_texts"


def every_text(value: Any) -> list[LocalisedText]:
    """All texts below, by looking at everything."""
    if isinstance(value, LocalisedText):
        return [value]
    parts = [part for _, part in value] if isinstance(value, Entity) else value.values() if isinstance(value, dict) else value
    return [text for part in parts for text in every_text(part)] if isinstance(value, Entity | dict | list) else []


@pytest.mark.parametrize("name", ["lumivakka", "multelia", "tuohikoski"])
def test_no_text_is_passed_over(name: str) -> None:
    organisation = sample(name)
    assert [text for _, text in texts_of(organisation)] == every_text(organisation)


def paths(organisation: Organisation) -> set[str]:
    return {".".join(step for step in steps if isinstance(step, str)) for steps, _ in counted_texts(organisation)}


def test_what_is_not_counted() -> None:
    told = paths(sample("lumivakka"))
    never = {"organisation.name", "people.title", "feedback.items.text", "leadership_checklist.evidence", "metrics.business_link.note"}
    assert not told & never
    assert {"organisation.unit_name", "organisation.purpose", "feedback.channel", "metrics.definition", "assessments.development_areas.text"} <= told


def test_what_agents_read() -> None:
    frontline = frozenset({"agent"})
    organisation = sample("lumivakka")
    read = {".".join(s for s in steps if isinstance(s, str)) for steps, _ in counted_texts(organisation) if is_for_agents(steps, frontline)}
    assert read == {
        "organisation.purpose", "target_state.statements.text", "target_state.statements.roles.agent", "target_state.behaviours.text",
        "decisions.text", "decisions.condition", "training.onboarding.name", "feedback.channel", "channels.name", "metrics.name",
        "metrics.definition", "glossary.term", "glossary.definition",
    }  # fmt: skip


def test_blocks_with_texts_for_agents_come_first() -> None:
    (finding,) = only("PB036", findings_of(minimal(site=BOTH, channels=channels(0, 1))))
    assert finding.inputs["places"] == ("target_state", "channels", "roles", "strategy", "change")
    assert isinstance(minimal().change.name, LocalisedText)
