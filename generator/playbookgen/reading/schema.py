"""The JSON Schema of the organisation's YAML, for editors: it accepts what `read_organisation` accepts."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from playbookgen.model.playbook_file import Organisation
from playbookgen.reading.key_texts import explain_keys
from playbookgen.reading.rule_settings import rule_settings_schema
from playbookgen.reading.shape import entities_below, fields_of

_DRAFT = "http://json-schema.org/draft-07/schema#"


def organisation_schema() -> dict[str, Any]:
    """JSON Schema (draft-07) of an organisation's file.

    References and contradictions are beyond a schema; `read_organisation` checks those too.
    """
    schema: dict[str, Any] = Organisation.model_json_schema(ref_template="#/definitions/{model}")
    definitions = schema.pop("$defs")
    for entity in entities_below(Organisation):
        _take_other_forms(entity, schema if entity is Organisation else definitions[entity.__name__], definitions)
    schema["properties"]["rules"] = rule_settings_schema(definitions.pop("RuleSetting"))
    adjusted = _adjusted(schema)
    result: dict[str, Any] = {"$schema": _DRAFT, **adjusted}
    result["title"] = "Organisation of a change playbook"
    result["definitions"] = {name: _adjusted(definition) for name, definition in sorted(definitions.items())}
    explain_keys(result)
    return result


def _take_other_forms(entity: type[BaseModel], schema: dict[str, Any], definitions: dict[str, Any]) -> None:
    """One map where the model takes a list of one, a text where it takes an entity with a text."""
    for name, shape in fields_of(entity).items():
        if shape.kind != "list" or shape.item is None:
            continue
        field = schema["properties"][name]
        if shape.item.is_lenient and shape.item.entity is not None:
            text = definitions[shape.item.entity.__name__]["properties"]["text"]
            field["items"] = {"anyOf": [field["items"], *text["anyOf"]]}
        if shape.is_lenient:
            kept = {key: field.pop(key) for key in ("title", "description", "default") if key in field}
            schema["properties"][name] = {**kept, "anyOf": [field, field["items"]]}


def _adjusted(schema: Any) -> Any:
    """What the reader accepts beyond the model: empty optional keys, and keys of one's own."""
    if isinstance(schema, list):
        return [_adjusted(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    adjusted = {key: _adjusted(part) for key, part in schema.items()}
    if isinstance(adjusted.get("properties"), dict):
        required = adjusted.get("required", [])
        adjusted["properties"] = {name: part if name in required else _or_nothing(part) for name, part in adjusted["properties"].items()}
    if "properties" not in adjusted and isinstance(adjusted.get("patternProperties"), dict):
        # A map from ids: keys of one's own would look like ids too.
        patterns = {f"^(?!x_){pattern.removeprefix('^')}": part for pattern, part in adjusted["patternProperties"].items()}
        adjusted |= {"patternProperties": {"^x_": {}} | patterns, "additionalProperties": False}
    if isinstance(adjusted.get("additionalProperties"), dict):
        adjusted["patternProperties"] = {"^x_": {}} | adjusted.get("patternProperties", {})
    if isinstance(adjusted.get("propertyNames"), dict):
        adjusted["propertyNames"] = {"anyOf": [adjusted["propertyNames"], {"pattern": "^x_"}]}
    return adjusted


def _or_nothing(part: Any) -> Any:
    if not isinstance(part, dict) or {"type": "null"} in part.get("anyOf", []):
        return part
    kept = {key: part[key] for key in ("title", "description", "default") if key in part}
    rest = {key: value for key, value in part.items() if key not in kept}
    return {**kept, "anyOf": [rest, {"type": "null"}]}
