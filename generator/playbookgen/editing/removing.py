"""Which characters go when a key or an entry of a list is taken away."""

from __future__ import annotations

import re

from playbookgen.editing.result import unwritable
from playbookgen.editing.spans import Span
from playbookgen.model.edit import Steps

_REST_OF_LINE = re.compile(r"[^\r\n]*(\r\n|\n|\r)?")


def cut_of(text: str, parent: Span, path: Steps) -> tuple[int, int]:
    """From where to where `text` is cut to take away what the last of `path` names in `parent`.

    A line of its own goes whole, with the comment at its end; comments on lines above stay.

    Raises:
        Uneditable: nothing else stands in the list or map, or it is written in a way that is not edited here.
    """
    places = _places(text, parent, path)
    index = _index(parent, path)
    if len(places) < 2 and parent.column:
        raise unwritable(path)
    start, end = places[index]
    if parent.is_flow:
        return (places[index - 1][1], end) if index else (start, places[1][0])
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    if text[line:start].strip(" \ufeff"):  # the dash of an entry stands before its first key
        if index + 1 == len(places):
            raise unwritable(path)
        return start, places[index + 1][0]
    return line, _end_of_line(text, end)


def _end_of_line(text: str, end: int) -> int:
    if end and text[end - 1] in "\r\n":  # a text in a block ends with its line
        return end
    found = _REST_OF_LINE.match(text, end)
    return found.end() if found else end


def _index(parent: Span, path: Steps) -> int:
    step = path[-1]
    if parent.entries is not None and step in parent.entries:
        return list(parent.entries).index(str(step))
    if parent.items is not None and isinstance(step, int) and step < len(parent.items):
        return step
    raise unwritable(path)


def _places(text: str, parent: Span, path: Steps) -> list[tuple[int, int]]:
    """Where each key or entry begins, dash included, and where its value ends."""
    if parent.entries is not None:
        return [(entry.start, max(entry.end, entry.value.end)) for entry in parent.entries.values()]
    places = []
    for item in parent.items or ():
        start = item.start
        if not parent.is_flow:
            line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
            start = line + parent.column
            if text[start : start + 1] != "-":
                raise unwritable(path)
        places.append((start, item.end))
    return places
