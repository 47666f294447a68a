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
    if isinstance(value, Plain) and not style and (_BARE.match(value) or value in ("true", "false")):
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


def written_key(name: str) -> str:
    """A key: ``n`` needs no quotes there, whatever it would mean as a value to a reader of old YAML."""
    return name if name in ("n", "y") else scalar(name)


def flow(value: Value) -> str:
    """A value on one line: ``{item: floor_visit, last_done: 2026-10-30}``."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{written_key(key)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow(each) for each in value) + "]"
    return scalar(value)


def block(value: Mapping[str, Value]) -> list[str]:
    """A map with a line for each key, what is below it on the same line."""
    return [f"{written_key(key)}: {flow(each)}" for key, each in value.items()]


def block_text(text: str, before: str, line_break: str) -> str:
    """A text as lines below a key, in place of another one: lines of `before` whose words stay are not wrapped anew.

    Args:
        text: the new text.
        before: what stands there, from its sign ``|`` or ``>`` on.
        line_break: of the file.
    """
    header, *lines = re.split(r"\r\n|\n|\r", before)
    margin = next((line[: len(line) - len(line.lstrip(" "))] for line in lines if line.strip()), "  ")
    new = text.rstrip("\n").split("\n")
    if header.startswith(">"):
        old = [part.split("\n") for part in re.split(r"\n(?:[ ]*\n)+", "\n".join(line.strip() for line in lines).strip("\n"))]
        folded = [_folded(part, old[index] if len(old) == len(new) else []) for index, part in enumerate(new)]
        new = [line for part in folded for line in (*part, "")][:-1]
    tail = "".join(re.findall(r"(?:\r\n|\n|\r)\Z", before))
    return line_break.join([header, *(margin + line if line else "" for line in new)]) + tail


def _folded(text: str, before: Sequence[str]) -> list[str]:
    """A paragraph on one line, but with the first and last lines of `before` as they were where their words are the same."""
    words = text.split(" ")
    first, last = list[str](), list[str]()
    lines = list(before)
    while lines and words[: len(lines[0].split(" "))] == lines[0].split(" "):
        first.append(lines.pop(0))
        words = words[len(first[-1].split(" ")) :]
    while lines and words and words[-len(lines[-1].split(" ")) :] == lines[-1].split(" "):
        last.insert(0, lines.pop())
        words = words[: -len(last[0].split(" "))]
    return [*first, *([" ".join(words)] if words else []), *last]
