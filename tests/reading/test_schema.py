"""The schema for editors and the reader agree."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from playbookgen.model.playbook_file import Organisation
from playbookgen.reading import organisation_schema
from support.mistakes import all_mistakes, base

REPOSITORY = Path(__file__).resolve().parents[2]
SCHEMA = organisation_schema()


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 core schema, as editors read it."""


CoreLoader.yaml_implicit_resolvers = {}
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|True|TRUE|false|False|FALSE$"), list("tTfF"))
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"~$|null$|Null$|NULL$|$"), ["~", "n", "N", ""])
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+$"), list("-+0123456789"))
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:float", _FLOAT, list("-+.0123456789"))


def errors_in(text: str) -> list[str]:
    """What an editor with the schema says about a text."""
    validator = Draft7Validator(SCHEMA)
    errors = validator.iter_errors(yaml.load(text, CoreLoader))  # noqa: S506 - a subclass of the safe one
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}"[:200] for error in errors]


def test_is_a_schema_of_draft_7() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "$defs" not in json.dumps(SCHEMA)
    assert set(SCHEMA["properties"]) == set(Organisation.model_fields)


@pytest.mark.parametrize("name", ["lumivakka", "multelia", "tuohikoski"])
def test_samples_are_valid(name: str) -> None:
    assert errors_in((REPOSITORY / "playbook" / f"{name}.yml").read_text(encoding="utf-8")) == []


def test_what_the_reader_takes_the_schema_takes() -> None:
    added = """
x_own: {a: 1}
business:
glossary: ~
strategy_pulse: {date: 2026-09-01, asked: 3, clear: 1, partly: 1, unclear: 1}
assessments:
  - id: own
    kind: self
    date: 2026-05-05
    scores: {people: 50, x_why: asked twice}
    development_areas: [One text, {en: A text}, {text: A text, links: [role_cards]}]
communication: {max_gap_weeks: {agent: 2, x_note: often}}
"""
    assert errors_in(base() + added) == []
    assert errors_in(base().replace("name: Mail,", "name: 2025,")) == []


#: What only the reader can know: references, contradictions, the day that counts, spelling of YAML itself.
_BEYOND = {"E103", "E105", "E106", "E107", "E109", "E114", "E122", "E211", "E301", "E302", "E303", "E304", "E305", "E401", "E404", "E213"}


@pytest.mark.parametrize("mistake", [mistake for mistake in all_mistakes() if mistake.code not in _BEYOND], ids=lambda mistake: mistake.name)
def test_what_the_reader_refuses_the_schema_refuses(mistake: Any) -> None:
    by_spelling = {"number_leading_zero", "date_not_in_calendar", "key_empty", "text_too_long", "colour_without_quotes"}
    if mistake.name in by_spelling:
        pytest.skip("a schema sees the value, not how it is spelt")
    assert errors_in(mistake.text)
