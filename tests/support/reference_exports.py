"""docs/exports.md: the files beside the pages of an edition, column by column and key by key."""

from __future__ import annotations

import csv
import io
import re
from types import SimpleNamespace
from typing import Any, Final, cast, get_args

from playbookgen.composing.exports import ExportedEdition, export_names
from playbookgen.composing.exports.actions import actions_file
from playbookgen.composing.exports.schema import figures_schema
from playbookgen.composing.exports.told import CHAPTERS
from playbookgen.composing.speech import Speech
from playbookgen.composing.words import Words
from playbookgen.model.organisation import Audience
from playbookgen.model.reach_judgement import CalendarKind

_BEGINNING: Final = """\
# Files beside the pages, key by key

Every edition has files for other programs beside its pages. [playbook.json](playbook-json.md) tells what they are for and what holds of their
values; this page names every column and key. For machines, [playbook.schema.json](playbook.schema.json) says the same as a JSON Schema.

This page is written by `make docs` from the code.
"""
_FIGURES: Final = """\
Numbers are rounded to six decimals; `null` means not known or not shown. What belongs to a higher audience than that of the edition is left out.
Entries of the YAML are named by their `id`; `names` gives the name of each.
"""


def exports_page() -> str:
    """The whole page."""
    schema = figures_schema()
    audiences: tuple[Audience, ...] = get_args(Audience)
    files = {name: [audience for audience in audiences if name in export_names(audience)] for name in export_names("leadership")}
    figures = schema["properties"]["figures"]["properties"]
    parts = [
        _BEGINNING,
        _table(("file", "in editions for"), ((f"[`{name}`](#{_anchor(name)})", ", ".join(readers)) for name, readers in files.items())),
        "## actions.csv",
        f"A row for each action of the plan, in the order of the file. Its {len(columns())} columns, in the language of the edition:",
        "\n".join(f"{number}. {name}" for number, name in enumerate(columns(), 1)),
        "## calendar.ics",
        "Whole days, each with a title, a description and, where the workspace has a `site_url`, the address of its page. There are entries for:",
        ", ".join(sorted(f"`{kind}`" for kind in get_args(CalendarKind))) + ".",
        "## playbook.json",
        _FIGURES,
        _table(("key", "value", "what it is"), ((f"`{key}`", _value(part), part.get("description", "")) for key, part in _top(schema).items())),
        "### figures",
        _table(("chapter", "from", "value"), ((f"`{key}`", CHAPTERS[key], _value(figures[key])) for key in CHAPTERS)),
        "### findings",
        _keys(schema["properties"]["findings"]["items"]),
        "## Values in the figures",
    ]
    for name, described in schema["$defs"].items():
        parts += [f"### {name}", _clean(described.get("description", "")), _keys(described)]
    return "\n\n".join(part.rstrip() for part in parts if part) + "\n"


def columns() -> list[str]:
    """The columns of actions.csv in English."""
    empty = SimpleNamespace(speech=Speech("en", "en", Words("en", None)), judgement=SimpleNamespace(plan=SimpleNamespace(actions=())))
    written = actions_file(cast("ExportedEdition", empty)).decode("utf-8-sig")
    return next(csv.reader(io.StringIO(written), delimiter=";"))


def _top(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: part | ({"description": "By chapter, below."} if key == "figures" else {}) for key, part in schema["properties"].items()}


def _keys(described: dict[str, Any]) -> str:
    always = set(described.get("required", ()))
    told = any("description" in part for part in described["properties"].values())
    head = ("key", "value", "what it is") if told else ("key", "value")
    return _table(head, (_key(name, part, name in always, told) for name, part in described["properties"].items()))


def _key(name: str, part: dict[str, Any], always: bool, told: bool) -> tuple[str, ...]:
    sometimes = "" if always else " (not for every audience)"
    return (f"`{name}`", _value(part) + sometimes, *((_clean(part.get("description", "")),) if told else ()))


def _value(part: dict[str, Any]) -> str:
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in part:
        return " or ".join(dict.fromkeys(_value(form) for form in part["anyOf"]))
    if "enum" in part:
        return " \\| ".join(f"`{value}`" for value in part["enum"])
    if "const" in part:
        return f"`{part['const']}`"
    if isinstance(part.get("type"), list):
        return " or ".join(_value({**part, "type": kind}) for kind in part["type"])
    if part.get("type") == "array":
        return f"list of {_value(part['items'])}"
    if part.get("type") == "object" and isinstance(part.get("additionalProperties"), dict):
        return f"object: id → {_value(part['additionalProperties'])}"
    words = {"integer": "whole number", "number": "number", "boolean": "`true` \\| `false`", "null": "`null`", "object": "object"}
    if part.get("type") == "string":
        return "day" if part.get("format") == "date" else "period" if "pattern" in part and "W" in part["pattern"] else "text"
    return words[part["type"]]


def _table(head: tuple[str, ...], rows: Any) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(cells)} |" for cells in rows)])


def _clean(text: str) -> str:
    return re.sub(r"\s*\((?:brief|settled)[^)]*\)", "", text).replace("``", "`").replace("|", "\\|")


def _anchor(heading: str) -> str:
    return heading.replace(".", "")
