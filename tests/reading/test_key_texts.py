"""What editors say of the keys: every key has a title, a sentence and an example that holds."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from playbookgen.reading import organisation_schema
from support.house import REPOSITORY

SCHEMA = organisation_schema()
ENTITIES: dict[str, dict[str, Any]] = {"Organisation": SCHEMA, **SCHEMA["definitions"]}
KEYS = [(f"{name}.{key}", entity, part) for name, entity in ENTITIES.items() for key, part in entity.get("properties", {}).items()]


def test_there_are_keys() -> None:
    assert len(KEYS) > 400


def test_every_key_has_a_title_in_words() -> None:
    titles = {key: part.get("title", "") for key, _, part in KEYS}
    assert {key: title for key, title in titles.items() if not re.fullmatch(r"[A-Z][A-Za-z0-9 ]*", title)} == {}


def test_every_key_says_in_a_sentence_what_it_is_for() -> None:
    texts = {key: part.get("description", "") for key, _, part in KEYS}
    assert {key: text for key, text in texts.items() if not re.fullmatch(r"[A-Z'].{8,248}\.", text)} == {}
    # More than the key over again.
    assert {key: text for key, text in texts.items() if text.rstrip(".").lower() == key.partition(".")[2].replace("_", " ")} == {}


def test_every_key_has_an_example_that_holds() -> None:
    wrong = {}
    for key, _, part in KEYS:
        assert part["examples"], key
        validator = Draft7Validator({"definitions": SCHEMA["definitions"], **part})
        for example in part["examples"]:
            if errors := [error.message for error in validator.iter_errors(example)]:
                wrong[key] = errors[:1]
            assert example not in (None, "", {}, []), key
    assert wrong == {}


def test_every_key_that_may_be_left_out_says_what_holds_then() -> None:
    assert [key for key, entity, part in KEYS if key.partition(".")[2] not in entity.get("required", []) and "default" not in part] == []


def test_every_entity_says_what_it_is() -> None:
    assert [name for name, entity in ENTITIES.items() if not re.fullmatch(r"[A-Z].+\.", entity.get("description", ""), re.DOTALL)] == []


@pytest.mark.parametrize("entity", yaml.safe_load((REPOSITORY / "templates" / "library" / "examples.yml").read_text(encoding="utf-8")).items())
def test_examples_are_of_keys_that_there_are(entity: tuple[str, dict[str, Any]]) -> None:
    name, examples = entity
    assert set(examples) <= set(ENTITIES[name]["properties"])
