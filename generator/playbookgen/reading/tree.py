"""YAML text to a tree of nodes, event by event: limits are kept before anything is built.

PyYAML's composer is never used: its C version dies on deep nesting, and its constructor knows
YAML 1.1, where NO is false and 12:30 is 750.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import yaml

from playbookgen.model.problem import Place
from playbookgen.model.scalars import Plain
from playbookgen.reading.nodes import Entry, Node
from playbookgen.reading.report import Report, safe
from playbookgen.reading.syntax import explain

DEEPEST: Final = 50
MOST_NODES: Final = 200_000
LONGEST_SCALAR: Final = 256 * 1024

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_QUOTES = "if it is meant as text, put it in quotes"


class _Limit(Exception):
    """The text is beyond a limit; the problem is reported already."""


@dataclass(slots=True)
class _Frame:
    """A map or list that is being read; `key` waits for its value, ``False`` is a key that cannot be used."""

    node: Node
    key: tuple[str, Place] | bool | None = None


def read_tree(text: str, shown: str, report: Report) -> Node | None:
    """The tree of one YAML text.

    Args:
        text: what `encoding.decode` returned.
        shown: path of the file as messages name it.
        report: takes every problem.

    Returns:
        The root, or ``None`` when nothing can be made of the text.
    """
    builder = _Builder(shown, text, report)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if not builder.take(event):
                break
    except _Limit:
        return None
    except yaml.MarkedYAMLError as error:
        explained = explain(error, text, shown)
        report.add("E103", explained.message, explained.place, help=explained.help, suggestion=explained.suggestion)
        return None
    except yaml.YAMLError:
        report.add("E103", "the file holds characters that cannot stand in YAML", Place(shown), help="save it again as plain UTF-8 text")
        return None
    if builder.root is None or builder.root.content is None:
        report.add("E113", "the file is empty", Place(shown), help="write the organisation, or delete the file; “playbookgen new” writes a beginning")
        return None
    return builder.root


class _Builder:
    """Takes YAML events one by one and keeps the limits."""

    def __init__(self, shown: str, text: str, report: Report) -> None:
        self.root: Node | None = None
        self._shown = shown
        self._report = report
        self._frames: list[_Frame] = []
        self._documents = 0
        self._nodes = 0

    def take(self, event: yaml.Event) -> bool:
        """Take one event; False when the rest of the text is not read."""
        if isinstance(event, yaml.DocumentStartEvent):
            return self._start_document(event)
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._frames.pop()
        elif isinstance(event, yaml.NodeEvent):
            self._count(event)
            self._take_node(event)
        return True

    def _start_document(self, event: yaml.Event) -> bool:
        self._documents += 1
        if self._documents == 1:
            return True
        self._report.add("E114", "a second document begins here", self._at(event, 3), help="keep one organisation in a file: delete the line ---")
        return False

    def _count(self, event: yaml.NodeEvent) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self._report.add("E104", f"the file holds more than {MOST_NODES} values", self._at(event), help="split it into a folder of files")
            raise _Limit
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)) and len(self._frames) >= DEEPEST:
            message = f"lists and maps stand more than {DEEPEST} deep in each other"
            self._report.add("E104", message, self._at(event), help="check the brackets; nothing in a playbook is that deep")
            raise _Limit

    def _take_node(self, event: yaml.NodeEvent) -> None:
        self._refuse_sharing(event)
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._report.add("E106", f"the tag {shown_tag(tag)} stands here; tags are not read", self._at(event), help=f"delete it, or {_QUOTES}")
        if isinstance(event, yaml.ScalarEvent):
            self._attach(*self._scalar(event))
        elif isinstance(event, yaml.AliasEvent):
            self._attach(Node(self._at(event), None, whole=False), None)
        else:
            node = Node(self._at(event), [] if isinstance(event, yaml.SequenceStartEvent) else {})
            self._attach(node, None)
            self._frames.append(_Frame(node))

    def _refuse_sharing(self, event: yaml.NodeEvent) -> None:
        if isinstance(event, yaml.AliasEvent):
            message = f"the alias *{safe(str(event.anchor), 40)} stands here; aliases are not read"
            self._report.add("E105", message, self._at(event), help=f"write out what it stands for; {_QUOTES}")
        elif event.anchor is not None:
            message = f"the anchor &{safe(event.anchor, 40)} stands here; anchors are not read"
            self._report.add("E105", message, self._at(event), help=f"delete it and write the value out where it is needed; {_QUOTES}")

    def _scalar(self, event: yaml.ScalarEvent) -> tuple[Node, str]:
        place = self._at(event)
        if len(event.value) > LONGEST_SCALAR:
            message = f"a text of {len(event.value)} characters stands here, at most {LONGEST_SCALAR} are read"
            self._report.add("E104", message, place, help="check the quotes: one may be missing")
            return Node(place, None, whole=False), ""
        if event.style:
            return Node(place, event.value), event.value
        if event.value in _NULLS:
            return Node(place, None), event.value
        return Node(place, Plain(event.value)), event.value

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
            frame.node.whole = False
            if node.whole:
                self._report.add("E103", "a list or map stands where a key belongs", node.place, help="a key is one word; check the brackets")
            return False
        if text == "<<" and isinstance(node.content, Plain):
            frame.node.whole = False
            self._report.add("E105", "the merge key << stands here; it is not read", node.place, help="write the keys out")
            return False
        return str(text), node.place

    def _enter(self, frame: _Frame, node: Node) -> None:
        entries = frame.node.entries
        if not isinstance(frame.key, tuple):
            return
        name, place = frame.key
        if name in entries:
            first = entries[name].key
            message = f"the key “{safe(name, 60)}” stands here for the second time, first on line {first.line}"
            self._report.add("E107", message, place, help="keep one of the two", related=first)
            return
        entries[name] = Entry(place, node)

    def _at(self, event: yaml.Event, width: int | None = None) -> Place:
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return Place(self._shown)
        if width is None:
            width = end.column - start.column if end.line == start.line else self._to_line_end(start)
        return Place(self._shown, start.line + 1, start.column + 1, max(width, 1))

    def _to_line_end(self, start: Any) -> int:
        line = self._report.line(Place(self._shown, start.line + 1))
        return len(line.rstrip()) - start.column if line else 1


def shown_tag(tag: str) -> str:
    """A tag as it was typed: ``!!str``."""
    return safe(tag.replace("tag:yaml.org,2002:", "!!"), 60)
