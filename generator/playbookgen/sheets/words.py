"""What sheets and columns are called, and what is said about them, in the language of the organisation."""

from __future__ import annotations

import re
from typing import Any, Final

from playbookgen.model.values import IdType, NumberType, PeriodType
from playbookgen.model.workbook import Words
from playbookgen.sheets.layout import Column, Table

#: Longest title of a sheet, and what may not stand in one.
_LONGEST_TITLE: Final = 31
_NOT_IN_TITLES: Final = re.compile(r"[\[\]:*?/\\']")


def name_of(key: str, words: Words) -> str:
    """A key as people call it."""
    return words.names.get(key) or key.replace("_", " ").capitalize()


def titles_of(tables: tuple[Table, ...], words: Words) -> dict[str, str]:
    """A title for each sheet, each another one."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for table in tables:
        own = words.names.get(table.key)
        title = own or " – ".join(name_of(step, words) for step in dict.fromkeys(table.key.split(".")))
        if len(title) > _LONGEST_TITLE:
            title = name_of(table.steps[-1], words)
        title = base = _NOT_IN_TITLES.sub(" ", title)[:_LONGEST_TITLE].strip()
        number = 1
        while title.lower() in taken:
            number += 1
            title = f"{base[: _LONGEST_TITLE - 4]} {number}"
        taken.add(title.lower())
        found[table.key] = title
    return found


def heading_of(column: Column, table: Table, titles: dict[str, str], words: Words) -> str:
    """The heading of a column."""
    if column.kind == "parent" and table.parent is not None:
        text = titles[table.parent.key]
    elif column.kind == "key":
        text = _key_name(column, words)
    else:
        text = ": ".join(name_of(step, words) for step in column.steps) or name_of(column.path[-1], words)
    language = f" ({column.language})" if column.language else ""
    return text + language + (" *" if column.required else "")


def _key_name(column: Column, words: Words) -> str:
    reference = column.reference
    return name_of(reference.to if reference else ".".join(column.path), words)


def help_of(column: Column, words: Words) -> str:
    """What belongs into a column: what it is, how it is written, and whether it may stay empty."""
    path = ".".join(column.path)
    own = words.sentences.get(f"help.{path}") or words.sentences.get(f"help.{column.path[-1]}")
    said = own or (column.description if words.language == "en" else None)
    how = _how(column, words)
    parts = [said, how, words.sentences.get("required") if column.required else None]
    return " ".join(part for part in parts if part)


def _how(column: Column, words: Words) -> str:
    """How the value is written."""
    say = words.sentences
    if column.kind == "parent":
        return say["parent"]
    if column.kind == "text":
        return say["text"]
    if column.kind == "many":
        if column.separator == "\n":
            return say["lines"]
        return say["choices"] if column.shape.kind == "choice" else say["ids"]
    if column.shape.kind == "choice":
        return say["choice"]
    number: Any = next((each for each in column.shape.types if isinstance(each, NumberType)), None)
    if number is not None:
        return _range(number, words)
    for kind, key in ((PeriodType, "period"), (IdType, "reference" if column.reference else "id")):
        if column.is_of(kind):
            return say[key]
    return say["day"] if column.is_day else say["flag"] if column.is_flag else say["line"]


def _range(number: NumberType, words: Words) -> str:
    low = number.minimum if number.minimum is not None else number.above
    text = words.sentences["whole_number" if number.integer else "number"]
    if low is not None and number.maximum is not None:
        return f"{text} {low:g}–{number.maximum:g}."
    if low is not None:
        return f"{text} {'>' if number.above is not None else '≥'} {low:g}."
    return f"{text} ≤ {number.maximum:g}." if number.maximum is not None else f"{text}."
