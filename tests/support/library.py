"""A small, valid library for tests that must not depend on the texts of the real one."""

from __future__ import annotations

from typing import Any, Final

from playbookgen.model.assessment import AREAS
from playbookgen.model.leadership import COMMITMENT_AREAS
from playbookgen.model.library import Library
from playbookgen.model.text import LANGUAGES

_CHALLENGES: Final = (
    "resources_time",
    "competence_missing",
    "leadership_missing",
    "unclear_goals",
    "culture_unsupportive",
    "metrics_missing",
)
_METRICS: Final = ("aht", "acw", "csat", "fcr", "nps", "enps", "occupancy", "turnover_90d", "service_level")
#: The ten core acts of settled F1, by area.
_ACTS: Final = {
    "vision_goals": ("vision_goal_defined", "goals_tied_to_strategy"),
    "participation": ("floor_visit", "joins_training"),
    "resources_tools": ("tools_funded", "training_time_granted"),
    "openness": ("status_review_held", "setbacks_told_openly"),
    "evaluate_adapt": ("metrics_reviewed", "plan_adjusted"),
}


def in_all_languages(text: str) -> dict[str, str]:
    """The same text in every language, the language's code behind it."""
    return {language: f"{text} ({language})" for language in LANGUAGES}


def small_library(**parts: Any) -> Library:
    """A library with the ids of the brief and placeholder texts.

    Args:
        parts: lists or maps that replace whole fields of `Library`.
    """
    said = in_all_languages
    whole: dict[str, Any] = {
        "sections": [{"id": "plan", "title": said("Plan")}],
        "pages": [{"id": "home", "code": "P00", "title": said("Home"), "purpose": said("Where to begin"), "keywords": said("start")}],
        "guides": [{"page": "home", "blocks": [{"id": "first", "title": said("First")}]}],
        "doors": [{"id": "lead", "title": said("I lead"), "about": said("For leaders"), "levels": ["executive"]}],
        "assessment": {
            "areas": [{"id": area, "name": said(area), "about": said("About"), "questions": [said("Question")]} for area in AREAS],
            "levels": [
                {"level": level, "low": 20 * level, "high": 20 * level + 20, "name": said("Level"), "enablers": said("E"), "results": said("R")}
                for level in range(5)
            ],
        },
        "challenges": [
            {
                "id": name,
                "name": said(name),
                "voice": said("Voice"),
                "description": said("Description"),
                "self_checks": [said("Check")],
                "remedies": [said("Remedy")],
                "leadership_items": ["floor_visit"],
            }
            for name in _CHALLENGES
        ],
        "metrics": [{"id": name, "name": said(name), "formula": said("a ÷ b"), "unit": "percent", "direction": "up"} for name in _METRICS],
        "leadership": {
            "areas": [{"id": area, "name": said(area), "about": said("About")} for area in COMMITMENT_AREAS],
            "acts": [
                {"id": name, "area": area, "act": said(name), "how": said("How"), "trace": said("Trace"), "cadence": "monthly", "core": True}
                for area, names in _ACTS.items()
                for name in names
            ],
        },
        "phases": [{"id": "goals", "name": said("Goals"), "content": [said("Content")]}],
        "roles": [
            {
                "id": "frontline",
                "name": said("Front line"),
                "why": said("Why"),
                "daily": [said("Daily")],
                "success": said("Success"),
                "helpers": said("Helpers"),
                "developing": said("Developing"),
            }
        ],
        "glossary": [{"id": "fcr", "term": said("First contact resolution"), "definition": said("Definition")}],
    }
    empty: dict[str, Any] = {name: [] for name in Library.model_fields}
    return Library.model_validate(empty | whole | parts)
