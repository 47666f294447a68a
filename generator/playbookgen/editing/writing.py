"""How a value is written as YAML that can be read in one way only."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from playbookgen.model.edit import Value
from playbookgen.model.scalars import Plain

#: A text that needs no quotes anywhere: letters first, nothing that YAML gives a meaning to.
_HARMLESS: Final = re.compile(r"[^\W\d_](?:[\w./+%()’–-]|(?<!\s) (?=\S))*\Z")
#: What YAML readers of other programs take for something else than text.
_WORDS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null", "none"})
#: What is asked to stand without quotes, as a period does, and can.
_BARE: Final = re.compile(r"[0-9][0-9A-Za-z-]*\Z")


def scalar(value: str | int | Decimal | date, style: str = "") -> str:
    """One value; a text in the quotes `style`, else without quotes where that is safe, else in double ones."""
    if isinstance(value, Plain) and not style and _BARE.match(value):
        return str(value)
    if isinstance(value, str):
        return _text(value, style)
    if isinstance(value, date):
        return _text(value.isoformat(), style) if style in ("'", '"') else value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _text(text: str, style: str) -> str:
    if style == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if style != '"' and _HARMLESS.match(text) and text.lower() not in _WORDS:
        return text
    # Not by JSON's escapes alone: it writes an emoji as two halves, which YAML refuses.
    return "".join(character if character.isprintable() else f"\\U{ord(character):08x}" for character in json.dumps(text, ensure_ascii=False))


def flow(value: Value) -> str:
    """A value on one line: ``{item: floor_visit, last_done: 2026-10-30}``."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow(each) for each in value) + "]"
    return scalar(value)


def block(value: Mapping[str, Value]) -> list[str]:
    """A map with a line for each key, what is below it on the same line."""
    return [f"{scalar(key)}: {flow(each)}" for key, each in value.items()]
