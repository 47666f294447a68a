"""The JSON Schema of `playbook.json`, derived from the types of the figures it tells."""

from __future__ import annotations

from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from playbookgen.composing.audience import lowest, may_read
from playbookgen.composing.exports.figures import PAIRS, VERSION
from playbookgen.composing.exports.told import CHAPTERS, TOLD
from playbookgen.model.entity import Entity
from playbookgen.model.finding import SEVERITIES
from playbookgen.model.judgement import GoalJudgement, Judgement, MetricJudgement
from playbookgen.model.organisation import Audience
from playbookgen.model.text import LANGUAGES, LocalisedText
from playbookgen.model.values import Period

Schema = dict[str, Any]

_PLAIN: Final[dict[type[Any], Schema]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    Decimal: {"type": "number"},
    Fraction: {"type": "number"},
    str: {"type": "string"},
    date: {"type": "string", "format": "date"},
    LocalisedText: {"type": "string"},
    Period: {"type": "string", "pattern": r"^\d{4}(-Q[1-4]|-\d{2}|-W\d{2})?$"},
    NoneType: {"type": "null"},
}


_TEXT: Final[Schema] = {"type": "string"}
_FINDING: Final[Schema] = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "description": "Rule, case and subject in one; stays the same from build to build."},
        "rule": {"type": "string", "pattern": "^PB[0-9]{3}$"},
        "case": {"type": ["string", "null"]},
        "subject": {"type": "string", "description": "Id of what it is about, or a word such as communication."},
        "severity": {"enum": list(SEVERITIES)},
        "page": {"type": "string", "description": "Id of the page it belongs to."},
        "rule_name": _TEXT,
        "about": {"type": "string", "description": "Name of what it is about; empty where the message says it."},
        "message": {"type": "string", "description": "What is so, with its numbers."},
        "why": {"type": "string", "description": "Why it matters."},
        "in_life": {"type": "string", "description": "What to do next."},
        "in_yaml": {"type": "string", "description": "What to write where."},
        "reasons": {"type": "array", "items": _TEXT},
        "thresholds": {"type": "object", "additionalProperties": {"type": "number"}, "description": "Limits in force of the rule, by name."},
    },
}
_FINDING["required"] = list(_FINDING["properties"])


def figures_schema() -> Schema:
    """The schema, as a value ready for JSON. Keys that are not described may come later; readers pass over them."""
    hints = get_type_hints(Judgement, include_extras=True)
    chapters = {name: _schema(hints[name]) for name in CHAPTERS}
    chapters["main_goal"] = {"type": ["string", "null"]}
    names = {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": {"type": "string"}}}
    properties: Schema = {
        "format": {"const": "playbookgen/playbook"},
        "version": {"const": VERSION},
        "organisation": {"type": "string", "description": "Id of the organisation."},
        "name": {"type": "string"},
        "change": {"type": "string", "description": "Name of the change."},
        "language": {"enum": list(LANGUAGES), "description": "Language of every name and text in the file."},
        "audience": {"enum": list(get_args(Audience)), "description": "Who may read the file; what they may not know is not in it."},
        "as_of": {"type": "string", "format": "date", "description": "The day every figure is judged for."},
        "currency": {"type": "string", "description": "ISO 4217 code of all amounts of money."},
        "smallest_group": {"type": "integer", "description": "Figures of smaller groups are null."},
        "figures": {"type": "object", "properties": chapters, "required": [name for name, readers in CHAPTERS.items() if readers == "public"]},
        "findings": {"type": "array", "items": _FINDING, "description": "What the rules find, by page; only those the readers may see."},
        "names": names | {"description": "Kind of entity, then id, then its name: for every id the figures mention."},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "playbook.json of playbookgen",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "$defs": {type_.__name__: _told(type_) for type_ in sorted(TOLD, key=lambda type_: type_.__name__)},
    }


def _told(type_: type[Any]) -> Schema:
    fields = {name: _field(type_, name) for name in TOLD[type_]}
    always = [name for name in fields if may_read(_first_readers(type_), lowest(type_, name))]
    described: Schema = {"type": "object", "properties": fields, "required": always}
    first = (type_.__doc__ or "").strip().split("\n\n")[0]
    return {"description": " ".join(first.split()), **described} if first else described


def _first_readers(type_: type[Any]) -> Audience:
    """The lowest audience that meets values of this type: what it may not see of them is not in every file."""
    hints = get_type_hints(Judgement)
    return "public" if any(type_ in _named_by(hints[name]) for name, readers in CHAPTERS.items() if readers == "public") else "internal"


def _named_by(hint: Any) -> set[Any]:
    """The types of the judgement that a value of this type holds. Goals name their metric by its id only."""
    if is_dataclass(hint) and isinstance(hint, type) and hint in TOLD:
        inside = {} if hint is GoalJudgement else get_type_hints(hint)
        return {hint}.union(*(_named_by(inside[name]) for name in TOLD[hint] if name in inside))
    return set().union(*map(_named_by, get_args(hint)))


def _field(owner: type[Any], name: str) -> Schema:
    found = getattr(owner, name, None)
    hints = get_type_hints(found.fget if isinstance(found, property) else owner, include_extras=True)
    hint = hints["return" if isinstance(found, property) else name]
    if name in PAIRS:
        _, value = get_args(get_args(hint)[0])
        return {"type": "object", "additionalProperties": _schema(value)}
    if owner is GoalJudgement and MetricJudgement in get_args(hint):
        return {"type": ["string", "null"]}
    return _schema(hint)


def _schema(hint: Any) -> Schema:
    origin = get_origin(hint)
    if origin is Annotated:
        return _schema(get_args(hint)[0])
    if origin is Literal:
        return {"enum": sorted(get_args(hint))}  # equal literals are one object to `typing`: their order depends on who came first
    if origin in (Union, UnionType):
        return {"anyOf": [_schema(option) for option in get_args(hint)]}
    if origin in (tuple, list):
        return {"type": "array", "items": _schema(get_args(hint)[0])}
    if hint in _PLAIN:
        return _PLAIN[hint]
    if hint in TOLD:
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if not is_dataclass(hint) and issubclass(hint, Entity) and "id" in hint.model_fields:
        return {"type": "string", "description": f"Id of a {hint.__name__.lower()}."}
    raise TypeError(f"nobody has decided how a {hint!r} is exported")
