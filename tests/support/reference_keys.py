"""docs/yaml-keys.md: every key of an organisation's YAML and of site_config.yml, from the model and the schema that editors read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from playbookgen.model.metric_source import MetricSource
from playbookgen.model.organisation import CodeType, ColourType, LogoNameType, OrganisationIdType
from playbookgen.model.playbook_file import SCHEMA_VERSION, Organisation, RuleIdType
from playbookgen.model.shape import Shape, entities_below, fields_of
from playbookgen.model.text import TextKind
from playbookgen.model.values import BooleanType, DateType, IdType, NumberType, PeriodType, Reference, TextLine
from playbookgen.model.workspace import SiteConfig
from playbookgen.reading.schema import organisation_schema

_BEGINNING = """\
# Keys of the YAML

Everything that an organisation can tell, chapter by chapter in the order in which people usually write it. Chapters and keys marked **required**
must be there, those of an entry where there is the entry. An [editor](editors.md) says the same while you write; `playbookgen check` says it with
the line.

- *text* is a text for readers: plain, or by language, `{en: Supervisor, fi: Esihenkilö}`. The number is its greatest length.
- *line* is a text that is not translated.
- *day* is `2026-10-31`; *past day* is not after the as-of day.
- *period* is `2026`, `2026-Q3`, `2026-09` or `2026-W40`.
- *id* is 2–40 of a–z, 0–9 and `_`, beginning with a letter. *id of metrics* is the `id` of an entry there.
- Keys that begin with `x_` are yours: nobody reads them.

This page is written by `make docs` from the model.
"""

_RULES = """\
| key | value | what it is |
|---|---|---|
| `severity` | `error` \\| `warning` \\| `hint` | How serious its findings are here. |
| `thresholds` | map: limit → number | Limits of your own; [rules](rules.md) names those of each rule and what they usually are. |
| `off` | text (400) | Why the rule does not apply here; printed on the About page. |
"""


def keys_page() -> str:
    """The whole page: the chapters, then a section a chapter, then site_config.yml."""
    schema = organisation_schema()
    named: dict[type[BaseModel], str] = {}
    chapters = fields_of(Organisation)
    parts = [_BEGINNING]
    rows = [f"| [`{name}`](#{name}){_must(name)} | {_told(schema['properties'][name]['description'])} |" for name in chapters]
    parts += ["| chapter | what it tells |\n|---|---|\n" + "\n".join(rows)]
    for name, shape in chapters.items():
        parts += [f"## {name}", f"{schema['properties'][name]['description']} {_form(shape)}"]
        parts += [f"```yaml\n{_example({name: schema['properties'][name]['examples'][0]})}\n```"]
        entity = _entity(shape)
        if name == "rules":
            parts += [_RULES]
        elif entity is not None:
            parts += _tables(entity, name, schema["definitions"], named)
    parts += ["## site_config.yml", "What the sites of a workspace share. Every key is optional.", _config_table()]
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def _must(chapter: str) -> str:
    return " **required**" if Organisation.model_fields[chapter].is_required() else ""


def _tables(entity: type[BaseModel], path: str, definitions: dict[str, Any], named: dict[type[BaseModel], str]) -> Iterator[str]:
    """The keys of an entity and, each under a heading of its own, those of the entities in it that have not been told before."""
    named.setdefault(entity, path)
    shapes = fields_of(entity)
    below = [(name, inner) for name, shape in shapes.items() if (inner := _entity(shape)) is not None]
    yield "\n".join(["| key | value | what it is |", "|---|---|---|", *(_row(entity, name, definitions, named) for name in shapes)])
    for name, inner in below:
        if inner not in named:
            yield f"### {path}.{name}"
            yield _told(definitions[inner.__name__].get("description", ""))
            yield from _tables(inner, f"{path}.{name}", definitions, named)


def _row(entity: type[BaseModel], name: str, definitions: dict[str, Any], named: dict[type[BaseModel], str]) -> str:
    part = definitions[entity.__name__]["properties"][name]
    required = "**required** " if entity.model_fields[name].is_required() else ""
    shape = fields_of(entity)[name]
    inner = _entity(shape)
    value = _value(shape)
    if inner in named:
        home = named[inner]
        value = value.replace("below", f"of [{home}](#{home.replace('.', '')})")
    return f"| `{name}` | {required}{value} | {_told(part['description'])}{_unless(entity, name)} |"


def _config_table() -> str:
    shapes = fields_of(SiteConfig)
    values = {name: _value(shape) for name, shape in shapes.items()}
    values |= {"schema_version": f"`{SCHEMA_VERSION}`", "rules": "as [in an organisation’s file](#rules)"}
    rows = [f"| `{name}` | {value} | {_told(SiteConfig.model_fields[name].description or '')} |" for name, value in values.items()]
    return "\n".join(["| key | value | what it is |", "|---|---|---|", *rows])


def _unless(entity: type[BaseModel], name: str) -> str:
    """What holds without the key, where that is a value and not already said."""
    field = entity.model_fields[name]
    default = field.default
    if default is PydanticUndefined or default is None or isinstance(default, list | dict | BaseModel):
        return ""
    shown = str(default).lower() if isinstance(default, bool) else str(default)
    return f" Usually `{shown}`."


def _entity(shape: Shape) -> type[BaseModel] | None:
    inner: Shape | None = shape
    while inner is not None and inner.entity is None:
        inner = inner.item
    return inner.entity if inner else None


def _form(shape: Shape) -> str:
    if shape.kind == "list":
        return "A list of entries."
    return "A map with these keys." if shape.kind == "entity" else ""


def _value(shape: Shape) -> str:
    if shape.kind == "entity":
        return "keys below" if not shape.is_lenient else "text, or keys below"
    if shape.kind == "choice":
        return " \\| ".join(f"`{choice}`" for choice in shape.choices)
    if shape.kind == "list" and shape.item is not None:
        return f"list of {_value(shape.item)}" if shape.item.kind != "entity" else "list of entries below"
    if shape.kind == "map" and shape.item is not None and shape.key is not None:
        values = "keys below" if shape.item.kind == "entity" else _value(shape.item)
        return f"map: {_value(shape.key)} → {values}"
    return _single(shape.types[-1]) if shape.types else "text"


def _single(kind: object) -> str:
    match kind:
        case NumberType():
            return _number(kind)
        case TextKind():
            markdown = {"none": "", "inline": ", inline Markdown", "paragraphs": ", Markdown"}[kind.markdown]
            return f"text ({kind.limit}{markdown})"
        case Reference():
            homes = " or ".join(([f"id of {kind.to}"] if kind.to else []) + ([f"id of the library’s {kind.or_library}"] if kind.or_library else []))
            return homes or "id"
        case TextLine():
            return f"line ({kind.limit})"
        case DateType():
            return "past day" if kind.happened else "day"
    words: dict[type[object], str] = {
        BooleanType: "`true` \\| `false`",
        PeriodType: "period",
        OrganisationIdType: "id",
        IdType: "id",
        RuleIdType: "id of a rule",
        ColourType: "colour, `'#2f6b3c'`",
        LogoNameType: "name of a picture in the folder",
        CodeType: "code",
    }
    return words[type(kind)]


def _number(kind: NumberType) -> str:
    what = "whole number" if kind.integer else "number"
    low, high = kind.minimum, kind.maximum
    if kind.above is not None:
        return f"{what} above {kind.above:g}"
    if low is not None and high is not None:
        return f"{what} {low:g}–{high:g}"
    return f"{what} from {low:g}" if low is not None else f"{what} up to {high:g}" if high is not None else what


def _told(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("*", "\\*")


class _AsPeopleWrite(yaml.SafeDumper):
    """Lists stand further in than their key, as in the samples."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _example(value: Any) -> str:
    text = yaml.dump(value, Dumper=_AsPeopleWrite, allow_unicode=True, sort_keys=False, width=120).strip()
    return re.sub(r"'(\d{4}-\d{2}(?:-\d{2})?)'", r"\1", text)


def documented_entities() -> set[str]:
    """Names of the entities that an organisation's file can hold."""
    return {entity.__name__ for entity in entities_below(Organisation)} | {MetricSource.__name__}
