"""What an editor tells about each key of the YAML: a title, what it is for, what somebody could write there, and what holds without it."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import yaml

from playbookgen.reading.packaged import packaged_templates

_EXAMPLES: Final = "library/examples.yml"
_TOP: Final = "Organisation"
_DAY: Final = "2026-10-31"
_RULES: Final = "Limits and severities of single rules, where yours differ from the usual ones."
#: Words that a title writes in their own way.
_WORDS: Final = {
    "id": "ID",
    "cx": "CX",
    "4w": "in four weeks",
    "30d": "in 30 days",
    "12m": "in 12 months",
    "pct": "in percent",
    "fte": "FTE",
    "n": "Number",
}


def explain_keys(schema: dict[str, Any]) -> None:
    """Give every key of a JSON Schema of the organisation's YAML a title, a description and examples.

    Descriptions come with the model, examples from ``library/examples.yml``; where that says nothing, the example is the first
    choice, a day, or an entry made of the examples of its own required keys.
    """
    definitions: dict[str, dict[str, Any]] = schema["definitions"]
    schema["properties"]["rules"] |= {"description": _RULES, "default": {}}
    written = _written()
    for name, entity in {_TOP: schema, **definitions}.items():
        for key, part in entity.get("properties", {}).items():
            part["title"] = _title(key)
            example = written.get(name, {}).get(key)
            part["examples"] = [_made(part, definitions, written) if example is None else example]


def _title(key: str) -> str:
    """``agents_coached_30d`` → ``Agents coached in 30 days``."""
    words = " ".join(_WORDS.get(word, word) for word in key.split("_"))
    return words[0].upper() + words[1:]


def _made(part: dict[str, Any], definitions: dict[str, Any], written: dict[str, Any]) -> Any:
    """An example that the part itself implies."""
    if "$ref" in part:
        return _entry(part["$ref"].rpartition("/")[2], definitions, written)
    if "anyOf" in part:
        return _made(next(form for form in part["anyOf"] if form != {"type": "null"}), definitions, written)
    if "enum" in part:
        return part["enum"][0]
    if "const" in part:
        return part["const"]
    if part.get("format") == "date":
        return _DAY
    match part.get("type"):
        case "array":
            return [_made(part["items"], definitions, written)] * max(1, part.get("minItems", 1))
        case "object":
            return _map(part, definitions, written)
        case "boolean":
            return True
        case "integer" | "number":
            return part.get("minimum", 1)
    raise LookupError(f"no example for {part}")


def _map(part: dict[str, Any], definitions: dict[str, Any], written: dict[str, Any]) -> dict[str, Any]:
    """A map with the first of the keys that it names or lists."""
    forms = part.get("properties", {})
    if forms:
        key = next(iter(forms))
        return {key: _made(forms[key], definitions, written)}
    keys = next((form["enum"] for form in part.get("propertyNames", {}).get("anyOf", []) if "enum" in form), None)
    return {keys[0]: _made(part["additionalProperties"], definitions, written)} if keys else {}


def _entry(name: str, definitions: dict[str, Any], written: dict[str, Any]) -> dict[str, Any]:
    """An entry of an entity: its required keys, or its first where none is."""
    entity = definitions[name]
    keys = entity.get("required") or list(entity["properties"])[:1]
    own = written.get(name, {})
    return {key: own[key] if key in own else _made(entity["properties"][key], definitions, written) for key in keys}


@cache
def _written() -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = yaml.safe_load((packaged_templates() / _EXAMPLES).read_text(encoding="utf-8"))
    return content
