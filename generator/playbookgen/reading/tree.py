"""YAML text to a tree of nodes.

The tree is built of the parser's events: PyYAML's own constructor knows YAML 1.1, where NO is false
and 12:30 is 750. Here every value stays the text that was typed, and the field decides what it means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import yaml

from playbookgen.model.problem import Place
from playbookgen.model.scalars import Plain
from playbookgen.model.text import WORTH_A_LOOK, character_name, is_invisible
from playbookgen.reading.guard import passes_guard
from playbookgen.reading.nodes import Entry, Node, Spot
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
    found = report.aside()
    builder = _Builder(shown, found)
    if not passes_guard(text, shown, report, builder.take):
        return None
    report.join(found)
    if builder.root is None or builder.root.content is None:
        help = "write the organisation, or delete the file; “playbookgen new” writes a beginning"
        report.add("E113", "the file is empty", Place(shown), help=help)
        return None
    return builder.root


@dataclass(slots=True)
class _Frame:
    """A map or list that is being read; in a map `key` waits for its value, ``False`` is a key that cannot be used."""

    node: Node
    is_map: bool
    key: tuple[str, Spot] | bool | None = None


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
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            is_map = isinstance(event, yaml.MappingStartEvent)
            node = Node(self._spot(event), {} if is_map else [])
            self._attach(node)
            self._frames.append(_Frame(node, is_map))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._frames.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._attach(Node(self._spot(event), None, whole=False))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        spot, text, style = self._spot(event), event.value, event.style
        if style == '"' and not text.isascii():
            self._look_for_hidden(text, spot())
        frame = self._frames[-1] if self._frames else None
        if frame is None or not frame.is_map or frame.key is not None:
            self._attach(Node(spot, text if style else None if text in _NULLS else Plain(text)))
        elif text == "<<" and not style:
            self._report.add("E105", "the merge key << stands here; it is not read", spot(), help="write the keys out")
            frame.node.whole = frame.key = False
        else:
            frame.key = (text, spot)

    def _look_for_hidden(self, value: str, place: Place) -> None:
        """Hidden characters that were written as an escape; the others were seen by `encoding`."""
        hidden = next((character for character in WORTH_A_LOOK.findall(value) if is_invisible(character)), None)
        line = self._report.line(place)
        if hidden is not None and line is not None and hidden not in line:
            message = f"nobody can see the {character_name(hidden)} here"
            self._report.add("E404", message, place, help="delete its escape", severity="warning")

    def _attach(self, node: Node) -> None:
        """Put `node` where it belongs; no node belongs where a key is to stand."""
        if not self._frames:
            self.root = node
            return
        frame = self._frames[-1]
        if not frame.is_map:
            frame.node.items.append(node)
        elif frame.key is None:
            self._refuse_key(frame, node)
        else:
            if isinstance(frame.key, tuple):
                self._enter(frame.node, *frame.key, node)
            frame.key = None

    def _refuse_key(self, frame: _Frame, node: Node) -> None:
        if node.whole and frame.node.whole:
            help = "a key is one word; a text with { or [ stands in quotes"
            self._report.add("E103", "a list or map stands where a key belongs", node.place, help=help)
        frame.node.whole = node.whole = frame.key = False

    def _enter(self, parent: Node, name: str, key: Spot, node: Node) -> None:
        entry = Entry(key, node)
        first = parent.entries.setdefault(name, entry)
        if first is not entry:
            message = f"the key “{safe(name, 60)}” stands here for the second time, first on line {first.key.line}"
            self._report.add("E107", message, entry.key, help="keep one of the two", related=first.key)

    def _spot(self, event: Any) -> Callable[[], Place]:
        return partial(_place, self._shown, self._report, event.start_mark, event.end_mark)


def _place(shown: str, report: Report, start: Any, end: Any) -> Place:
    width = end.column - start.column if end.line == start.line else report.length(shown, start.line) - start.column
    return Place(shown, start.line + 1, start.column + 1, width if width > 0 else 1)
