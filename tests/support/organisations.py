"""Organisations for tests: the golden samples, and small ones made to measure."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from playbookgen.model.judgement import Judgement
from playbookgen.model.leadership import CommitmentArea
from playbookgen.model.library import AssessmentGuide, LeadershipAct, LeadershipGuide, Library
from playbookgen.model.metrics import Metric
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.text import LANGUAGES
from playbookgen.model.values import Cadence

#: The day the samples are judged for.
AS_OF: Final = date(2026, 10, 31)
_SAMPLES: Final = Path(__file__).parents[1] / "golden" / "samples"

_MINIMAL: Final[dict[str, Any]] = {
    "schema_version": 1,
    "organisation": {"id": "pikkula", "name": "Pikkula", "main_task": "service", "agents_headcount": 10},
    "roles": [{"id": "executive", "name": "Executive", "level": "executive"}, {"id": "agent", "name": "Agent", "level": "frontline"}],
    "people": [{"id": "boss", "title": "Managing director", "role": "executive"}],
    "strategy": [{"id": "aim_one", "name": "Loyal customers"}],
    "change": {
        "id": "change_one",
        "name": "One contact",
        "vision": "Settled at once.",
        "why_now": "Repeats grow.",
        "sponsor": "boss",
        "lead": "boss",
        "start": "2026-03-01",
        "end": "2027-02-28",
        "goals": [{"id": "goal_one", "text": "Better"}],
    },
    "target_state": {"statements": [{"id": "statement_one", "text": "The matter is settled."}]},
}

#: All acts of brief 2.4: id, area, rhythm, whether it is one of the ten core acts (settled F1).
_ACTS: Final[tuple[tuple[str, CommitmentArea, Cadence, bool], ...]] = (
    ("vision_goal_defined", "vision_goals", "yearly", True),
    ("goals_tied_to_strategy", "vision_goals", "yearly", True),
    ("role_targets_approved", "vision_goals", "half_yearly", False),
    ("targets_recalibrated", "vision_goals", "quarterly", False),
    ("floor_visit", "participation", "monthly", True),
    ("joins_training", "participation", "half_yearly", True),
    ("sponsor_visible", "participation", "quarterly", False),
    ("names_people_importance", "participation", "monthly", False),
    ("tools_funded", "resources_tools", "yearly", True),
    ("training_time_granted", "resources_tools", "quarterly", True),
    ("supervisors_supported", "resources_tools", "quarterly", False),
    ("authority_extended", "resources_tools", "half_yearly", False),
    ("status_review_held", "openness", "monthly", True),
    ("setbacks_told_openly", "openness", "quarterly", True),
    ("feedback_answered", "openness", "monthly", False),
    ("successes_raised", "openness", "monthly", False),
    ("customer_first_on_agenda", "openness", "monthly", False),
    ("metrics_reviewed", "evaluate_adapt", "monthly", True),
    ("plan_adjusted", "evaluate_adapt", "quarterly", True),
    ("own_learning", "evaluate_adapt", "half_yearly", False),
    ("authority_used_not_overruled", "evaluate_adapt", "quarterly", False),
)


def sample_data(name: str) -> dict[str, Any]:
    """The YAML of a golden sample, as plain values, to be changed at will."""
    return deepcopy(_loaded(name))


@cache
def _loaded(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((_SAMPLES / f"{name}.yml").read_text(encoding="utf-8"))
    return loaded


@cache
def sample(name: str) -> Organisation:
    """A golden sample: ``lumivakka``, ``tuohikoski`` or ``multelia``."""
    return Organisation.model_validate(sample_data(name))


def minimal(**overrides: Any) -> Organisation:
    """The smallest organisation that builds; top-level keys are replaced, maps are merged one level deep.

    It has 10 agents, two roles, no teams, and a change from 2026-03-01 to 2027-02-28.
    """
    told = dict(_MINIMAL)
    for key, value in overrides.items():
        known = told.get(key)
        told[key] = {**known, **value} if isinstance(known, dict) and isinstance(value, dict) else value
    return Organisation.model_validate(told)


def metric(**overrides: Any) -> Metric:
    """A monthly outcome in percent that should rise, without figures unless given."""
    return Metric.model_validate(
        {"id": "figure", "name": "Figure", "kind": "outcome", "unit": "percent", "direction": "up", "frequency": "monthly", **overrides}
    )


@cache
def leadership_acts() -> tuple[LeadershipAct, ...]:
    """The acts of brief 2.4 with their areas, rhythms and core marks; their texts are place names."""
    return tuple(
        LeadershipAct.model_validate(
            {"id": name, "area": area, "cadence": cadence, "core": core, **{key: _everywhere(f"{name} {key}") for key in ("act", "how", "trace")}}
        )
        for name, area, cadence, core in _ACTS
    )


@cache
def leadership_library() -> Library:
    """A library that knows the leadership acts and nothing else: all that judging asks of it."""
    empty: dict[str, Any] = {name: [] for name in Library.model_fields}
    told = {"assessment": AssessmentGuide(areas=[], levels=[]), "leadership": LeadershipGuide(areas=[], acts=list(leadership_acts()))}
    return Library.model_validate(empty | told)


def judged(organisation: Organisation, as_of: date = AS_OF) -> Judgement:
    """The judgement of `organisation`, with the leadership acts of the brief."""
    from playbookgen.judging import judge

    return judge(organisation, as_of, leadership_library())


def _everywhere(text: str) -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, text)
