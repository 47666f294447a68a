"""Entities by their ids, as templates look them up."""

from __future__ import annotations

from typing import Any

from playbookgen.model.library import Library
from playbookgen.model.playbook_file import Organisation


def by_id(organisation: Organisation) -> dict[str, dict[str, Any]]:
    """What the organisation tells, by kind and id."""
    return {
        "people": {person.id: person for person in organisation.people},
        "teams": {team.id: team for team in organisation.teams},
        "roles": {role.id: role for role in organisation.roles},
        "strategy": {aim.id: aim for aim in organisation.strategy},
        "metrics": {metric.id: metric for metric in organisation.metrics},
        "actions": {action.id: action for action in organisation.plan.actions},
        "phases": {phase.id: phase for phase in organisation.plan.phases},
        "statements": {statement.id: statement for statement in organisation.target_state.statements},
        "challenges": {challenge.id: challenge for challenge in organisation.challenges},
        "channels": {channel.id: channel for channel in organisation.channels},
        "skills": {skill.id: skill for skill in organisation.training.skills},
    }


def library_by_id(library: Library) -> dict[str, dict[Any, Any]]:
    """What the product knows, by kind and id."""
    return {
        "areas": {area.id: area for area in library.assessment.areas},
        "levels": {level.level: level for level in library.assessment.levels},
        "challenges": {card.id: card for card in library.challenges},
        "metrics": {metric.id: metric for metric in library.metrics},
        "acts": {act.id: act for act in library.leadership.acts},
        "commitment_areas": {area.id: area for area in library.leadership.areas},
        "phases": {phase.id: phase for phase in library.phases},
        "roles": {level.id: level for level in library.roles},
        "decision_levels": {card.id: card for card in library.decision_levels},
        "capabilities": {card.id: card for card in library.capabilities},
        "quadrants": {card.id: card for card in library.quadrants},
        "message_types": {card.id: card for card in library.message_types},
        "recognition_sources": {card.id: card for card in library.recognition_sources},
        "rules": {text.id: text for text in library.rules},
        "severities": {card.id: card for card in library.severities},
        "barriers": {card.id: card for card in library.barriers},
        "factors": {factor.id: factor for factor in library.factors},
    }
