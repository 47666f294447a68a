"""Keys as such: where a renamed one stands, and where the first one of a file begins."""

from __future__ import annotations

import re
from typing import Final

from playbookgen.editing.result import unwritable
from playbookgen.editing.spans import Entry, Span
from playbookgen.model.edit import RenameKey

#: Lines that stay above everything: directives, the mark of a document, and what editors read.
_HEAD: Final = re.compile(r"(%|---|# *yaml-language-server:|# *vim:|# *-\*-)")


def key_of(parent: Span, edit: RenameKey) -> Entry:
    """The key that is renamed.

    Raises:
        Uneditable: it is not there, or another one has the new name.
    """
    entries = parent.entries or {}
    name = edit.path[-1]
    if not isinstance(name, str) or name not in entries or edit.name in entries:
        raise unwritable(edit.path)
    return entries[name]


def first_place(text: str, root: Span) -> int:
    """The offset of the line before which a new first key of a block map is put.

    Comments that a blank line parts from the first key head the file and stay above; those directly on the key stay with it.
    """
    first = min((entry.start for entry in (root.entries or {}).values()), default=len(text))
    begin = _line_start(text, first)
    if text[begin:first].strip("\ufeff"):
        raise unwritable(())  # behind “--- ” on the same line
    while begin:
        above = _line_start(text, begin - 1)
        line = text[above:begin].strip("\ufeff").strip()
        if not line.startswith("#") or _HEAD.match(line):
            return begin
        begin = above
    return begin


def _line_start(text: str, offset: int) -> int:
    if offset > 0 and text[offset - 1 : offset + 1] == "\r\n":
        offset -= 1
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
