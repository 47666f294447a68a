"""YAML text to a tree of nodes.

The tree is built of the parser's events: PyYAML's own constructor knows YAML 1.1, where NO is false
and 12:30 is 750. Here every value stays the text that was typed, and the field decides what it means.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import yaml

from playbookgen.model.problem import Place
from playbookgen.model.scalars import Plain
from playbookgen.model.text import character_name, is_invisible
from playbookgen.reading.guard import LOADER, passes_guard
from playbookgen.reading.nodes import Entry, Node
from playbookgen.reading.report import Report, safe

_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})


def read_tree(text: str, shown: str, report: Report) -> Node | None:
    """The tree of one YAML text.

    Args:
        text: what `encoding.decode` returned.
        shown: path of the file as messages name it.
        report: takes every problem.

    Returns:
        The root, or ``None`` when nothing can be made of the text.
    """
    seen: list[yaml.Event] = []
    if not passes_guard(text, shown, report, seen):
        return None
    builder = _Builder(shown, report)
    for event in seen or yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.DocumentEndEvent):
            break
        builder.take(event)
    if builder.root is None or builder.root.content is None:
        help = "write the organisation, or delete the file; “playbookgen new” writes a beginning"
        report.add("E113", "the file is empty", Place(shown), help=help)
        return None
    return builder.root


@dataclass(slots=True)
class _Frame:
    """A map or list that is being read; `key` waits for its value, ``False`` is a key that cannot be used."""

    node: Node
    key: tuple[str, Place] | bool | None = None


class _Builder:
    """Builds the tree from events that have passed the guard."""

    def __init__(self, shown: str, report: Report) -> None:
        self.root: Node | None = None
        self._shown = shown
        self._report = report
        self._frames: list[_Frame] = []

    def take(self, event: yaml.Event) -> None:
        """Take one event."""
        if isinstance(event, yaml.ScalarEvent):
            self._attach(self._scalar(event), event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            node = Node(self._at(event), [] if isinstance(event, yaml.SequenceStartEvent) else {})
            self._attach(node, None)
            self._frames.append(_Frame(node))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._frames.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._attach(Node(self._at(event), None, whole=False), None)

    def _scalar(self, event: yaml.ScalarEvent) -> Node:
        place = self._at(event)
        if event.style:
            if event.style == '"' and not event.value.isascii():
                self._look_for_hidden(event.value, place)
            return Node(place, event.value)
        return Node(place, None if event.value in _NULLS else Plain(event.value))

    def _look_for_hidden(self, value: str, place: Place) -> None:
        """Hidden characters that were written as an escape; the others were seen by `encoding`."""
        hidden = next((character for character in value if is_invisible(character)), None)
        line = self._report.line(place)
        if hidden is not None and line is not None and hidden not in line:
            message = f"nobody can see the {character_name(hidden)} here"
            self._report.add("E404", message, place, help="delete its escape", severity="warning")

    def _attach(self, node: Node, text: str | None) -> None:
        """Put `node` where it belongs; as a key it is only its `text`."""
        if not self._frames:
            self.root = node
            return
        frame = self._frames[-1]
        if isinstance(frame.node.content, list):
            frame.node.content.append(node)
        elif frame.key is None:
            frame.key = self._as_key(frame, node, text)
        else:
            self._enter(frame, node)
            frame.key = None

    def _as_key(self, frame: _Frame, node: Node, text: str | None) -> tuple[str, Place] | bool:
        if text is None:
            if node.whole and frame.node.whole:
                help = "a key is one word; a text with { or [ stands in quotes"
                self._report.add("E103", "a list or map stands where a key belongs", node.place, help=help)
            frame.node.whole = node.whole = False
            return False
        if text == "<<" and isinstance(node.content, Plain):
            frame.node.whole = False
            self._report.add("E105", "the merge key << stands here; it is not read", node.place, help="write the keys out")
            return False
        return text, node.place

    def _enter(self, frame: _Frame, node: Node) -> None:
        if not isinstance(frame.key, tuple):
            return
        name, place = frame.key
        first = frame.node.entries.setdefault(name, Entry(place, node))
        if first.node is not node:
            message = f"the key “{safe(name, 60)}” stands here for the second time, first on line {first.key.line}"
            self._report.add("E107", message, place, help="keep one of the two", related=first.key)

    def _at(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        width = end.column - start.column if end.line == start.line else self._report.length(self._shown, start.line) - start.column
        return Place(self._shown, start.line + 1, start.column + 1, width if width > 0 else 1)
