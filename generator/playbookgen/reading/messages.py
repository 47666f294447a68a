"""Refusals of pydantic in the words of a playbook, with code, place and way out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from playbookgen.model.problem import CODES
from playbookgen.model.text import LANGUAGES, meant_language
from playbookgen.reading.guesses import enumerated, meant_choice
from playbookgen.reading.nodes import Found, Node, find
from playbookgen.reading.report import Report, safe, shown_value
from playbookgen.reading.shape import Shape, shape_at
from playbookgen.reading.syntax import quoted

_WORD: Final = re.compile(r"[\w-]+")
_WAYS_OUT: Final[dict[str, str]] = {
    "E203": "check the figure and its unit",
    "E204": "check what stands here and above",
    "E206": "write year, month and day: 2026-10-31",
    "E207": "for example 2026-10, 2026-Q3 or 2026-W41",
    "E208": "for example first_contact",
    "E210": "write digits only, a point before the decimals",
}


def report_refusal(model: type[BaseModel], error: ErrorDetails, root: Node, report: Report) -> None:
    """Report one error of a validation, except missing keys (`missing`) and unknown ones (`keys`)."""
    steps = error["loc"]
    found = find(root, steps)
    if found.node.content is None or not found.node.whole:
        return
    kind = error["type"]
    if kind in CODES:
        _report_own(model, error, found, report)
    elif kind == "literal_error":
        _report_choice(model, steps, found, report)
    elif kind in ("list_type", "dict_type", "model_type", "model_attributes_type"):
        _report_form(shape_at(model, steps), steps, found, report)
    elif kind == "too_short":
        help = f"write at least one entry below {_name(steps)}, beginning with “- ”"
        report.add("E201", f"{_name(steps)} has no entries, at least one is needed", found.place, help=help)
    elif kind == "string_pattern_mismatch":
        report.add("E204", f"{_name(steps)} {shown_value(error['input'])} does not have the right form", found.place, help=_pattern_help(error))
    else:
        report.add("E204", f"{_name(steps)}: {error['msg']}, got {shown_value(error['input'])}", found.place, help=_WAYS_OUT["E204"])


def _name(steps: tuple[str | int, ...]) -> str:
    named = [str(step) for step in steps if isinstance(step, str) and step != "[key]"]
    return named[-1] if named else "the file"


def _pattern_help(error: ErrorDetails) -> str:
    pattern = error.get("ctx", {}).get("pattern", "")
    return "write it as # and six digits of 0–9 and a–f: '#0b5fa5', in quotes" if pattern.startswith("^#") else "check the spelling"


def _report_own(model: type[BaseModel], error: ErrorDetails, found: Found, report: Report) -> None:
    """A refusal of one of our own field types: `problem.refusal` wrote its words."""
    code, context = error["type"], error.get("ctx", {})
    message, help, suggestion = str(context.get("text", error["msg"])), context.get("help"), context.get("suggestion")
    at_key = code == "E212" or error["loc"][-1:] == ("[key]",)
    place = found.key if at_key and found.key is not None else found.place
    if message.startswith("must "):
        message = f"{_name(error['loc'])} {message}"
    if help is None:
        help = _help_by_field(model, error["loc"]) if code in ("E203", "E204", "E208") else None
    if code == "E210" and message == "a number in quotes":
        message, help = f"the number {suggestion} stands in quotes", f"write {suggestion} without quotes"
    if code == "E208" and len(found.node.items) == 1 and (alone := found.node.items[0].text) is not None:
        help, suggestion = f"write it without brackets: {safe(alone, 60)}", alone
    report.add(code, message, place, help=help or _WAYS_OUT.get(code), suggestion=suggestion)


def _help_by_field(model: type[BaseModel], steps: tuple[str | int, ...]) -> str | None:
    """What the field's description says about it."""
    for cut in range(len(steps) - 1, -1, -1):
        owner = shape_at(model, steps[:cut])
        if owner is None or owner.entity is None:
            continue
        info = owner.entity.model_fields.get(str(steps[cut]))
        return info.description if info is not None and cut == len(steps) - 1 else None
    return None


def _report_choice(model: type[BaseModel], steps: tuple[str | int, ...], found: Found, report: Report) -> None:
    is_key = steps[-1:] == ("[key]",)
    shape = shape_at(model, steps[:-2] if is_key else steps)
    if is_key:
        shape = shape.key if shape else None
    choices = shape.choices if shape else ()
    place = found.key if is_key and found.key is not None else found.place
    value = str(steps[-2]) if is_key else found.node.content
    if not isinstance(value, str):
        report.add("E204", f"one word is expected for {_name(steps)}, got {shown_value(value)}", place, help=f"choose {_either(choices)}")
        return
    if choices == LANGUAGES:
        meant: str | None = meant_language(value)
        code, message = "E212", f"unknown language code “{safe(value, 40)}”"
    else:
        meant = meant_choice(value, choices)
        code, message = "E205", f"{shown_value(value)} is not a choice for {_name(steps[:-2] if is_key else steps)}"
    offered = f"choose {_either(choices)}"
    report.add(code, message, place, help=f"did you mean “{meant}”? Else {offered}" if meant else offered, suggestion=meant)


def _either(choices: tuple[str, ...]) -> str:
    return enumerated(choices, 15).replace(" and ", " or ")


def _report_form(shape: Shape | None, steps: tuple[str | int, ...], found: Found, report: Report) -> None:
    """A list, map or single value where another of the three is expected."""
    name, content = _name(steps), found.node.content
    kind = shape.kind if shape else "value"
    wanted = "a list" if kind == "list" else "a map"
    message = f"{wanted} is expected for {name}, got {shown_value(content)}"
    help, suggestion = _right_form(shape, content)
    report.add("E204", message, found.place, help=help, suggestion=suggestion)


def _right_form(shape: Shape | None, content: object) -> tuple[str, str | None]:
    example = example_of(shape)
    if shape is not None and shape.kind == "list":
        if isinstance(content, Mapping):
            if shape.item is not None and shape.item.kind == "entity" and _looks_keyed(content):
                return f"write each entry as a line of its own that begins with “- ”: - {{id: {next(iter(content))}, …}}", None
            return "begin the entry with “- ”, its other keys below the first", "- "
        if isinstance(content, str):
            parts = [_meant(part.strip(), shape.item) for part in re.split(r"[,;]", content) if part.strip()]
            plain = f"[{', '.join(part if _WORD.fullmatch(part) else quoted(part) for part in parts)}]"
            if shape.item is None or shape.item.kind != "entity":
                return f"write {safe(plain, 80)}, or one entry a line beginning with “- ”", plain
        return f"write one entry a line: - {example_of(shape.item)}", None
    if isinstance(content, list):
        return "only one stands here: write its keys without “- ”", None
    if isinstance(content, str) and (glued := re.match(r"(\w+):(\S.*)", content)):
        fixed = f"{glued.group(1)}: {glued.group(2)}"
        return f"a space is missing after the colon: {safe(fixed, 80)}", fixed
    return f"write its keys, indented below: {example}", None


def _meant(text: str, shape: Shape | None) -> str:
    """`text`, or the choice that was meant by it."""
    if shape is None or not shape.choices:
        return text
    return (meant_language(text) if shape.choices == LANGUAGES else meant_choice(text, shape.choices)) or text


def _looks_keyed(content: Mapping[Any, Any]) -> bool:
    """Whether a list was written as a map from id to the rest."""
    return bool(content) and all(not isinstance(getattr(entry, "node", entry).content, str) for entry in content.values())


def example_of(shape: Shape | None) -> str:
    """How something of this shape is written, in short."""
    if shape is None or shape.kind in ("value", "text", "choice"):
        return "…"
    if shape.kind == "list":
        return f"[{example_of(shape.item)}]"
    if shape.kind == "map":
        keys = shape.key.choices[:2] if shape.key and shape.key.choices else ("…",)
        return "{" + ", ".join(f"{key}: …" for key in keys) + "}"
    assert shape.entity is not None  # noqa: S101 - entities have a model
    fields = shape.entity.model_fields
    names = [name for name, info in fields.items() if info.is_required()] or list(fields)[:2]
    return "{" + ", ".join(f"{name}: …" for name in names[:5]) + "}"
