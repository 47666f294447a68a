"""The file as a tree in which every key and value knows its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from playbookgen.model.problem import Place

#: A place, or what works it out: a file has thousands, and few are ever asked for.
Spot = Place | Callable[[], Place]


class Node:
    """A value of the file.

    Args:
        place: where it begins; its width is that of the value on its first line.
        content: text (`Plain` when unquoted), ``None`` for null, or the entries below.
        whole: False when part of it could not be read (an alias, a merge key): then nobody
            complains about what it lacks.
    """

    __slots__ = ("content", "spot", "whole")

    def __init__(self, place: Spot, content: str | list[Node] | dict[str, Entry] | None, whole: bool = True) -> None:
        self.spot = place
        self.content = content
        self.whole = whole

    @property
    def place(self) -> Place:
        """Where it begins."""
        if not isinstance(self.spot, Place):
            self.spot = self.spot()
        return self.spot

    @property
    def entries(self) -> dict[str, Entry]:
        """The entries of a map, none of anything else."""
        return self.content if isinstance(self.content, dict) else {}

    @property
    def items(self) -> list[Node]:
        """The items of a list, none of anything else."""
        return self.content if isinstance(self.content, list) else []

    @property
    def text(self) -> str | None:
        """The text of a scalar."""
        return self.content if isinstance(self.content, str) else None

    def child(self, key: str) -> Node | None:
        """The value under `key`, if this is a map that has it."""
        entry = self.entries.get(key)
        return entry.node if entry else None

    def below(self, *keys: str) -> Node | None:
        """The value under several keys, one below the other."""
        node: Node | None = self
        for key in keys:
            node = node.child(key) if node else None
        return node


class Entry:
    """A key, that is its place, with its value."""

    __slots__ = ("node", "spot")

    def __init__(self, key: Spot, node: Node) -> None:
        self.spot = key
        self.node = node

    @property
    def key(self) -> Place:
        """Where the key stands."""
        if not isinstance(self.spot, Place):
            self.spot = self.spot()
        return self.spot


@dataclass(frozen=True, slots=True)
class Found:
    """Where a path of the model leads in the file; `key` is the place of its key, if it has one."""

    node: Node
    key: Place | None

    @property
    def place(self) -> Place:
        """Of a single value its own place, of a map or list that of its key."""
        if self.key is not None and not isinstance(self.node.content, str):
            return self.key
        return self.node.place


def find(root: Node, steps: Sequence[str | int]) -> Found:
    """Follow `steps` as far as the file goes.

    Steps the file does not have are passed over: the model reads ``strategy_pulse`` as a list even
    where one map was written, and a text as an entity with a text.
    """
    node, key = root, None
    for step in steps:
        if isinstance(step, str) and step in node.entries:
            entry = node.entries[step]
            node, key = entry.node, entry.key
        elif isinstance(step, int) and step < len(node.items):
            node, key = node.items[step], None
    return Found(node, key)


def values(node: Node) -> Any:
    """The tree as plain containers; keys whose value is null are left out."""
    if isinstance(node.content, dict):
        return {name: values(entry.node) for name, entry in node.content.items() if entry.node.content is not None}
    if isinstance(node.content, list):
        return [values(item) for item in node.content]
    return node.content


def empty_items(node: Node) -> Iterator[Node]:
    """Items of lists in which nothing stands."""
    for entry in node.entries.values():
        if entry.node.text is None:
            yield from empty_items(entry.node)
    for item in node.items:
        if item.content is None and item.whole:
            yield item
        elif item.text is None:
            yield from empty_items(item)
