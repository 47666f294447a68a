"""What the model expects where: its annotations, walked beside the tree of the file.

So references, dates and keys can be checked even where other values are wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playbookgen.model.shape import Shape, entities_below, fields_leading_to, fields_of, homes_of_keys, shape_at
from playbookgen.model.text import LANGUAGES
from playbookgen.reading.nodes import Node

__all__ = ["Shape", "Visit", "entities_below", "fields_leading_to", "fields_of", "homes_of_keys", "is_single", "is_text_instead", "shape_at", "walk"]


@dataclass(slots=True)
class Visit:
    """A node of the file beside the shape the model expects there; of a key of a map with free keys, its text and place.

    `steps` lead to it from where the walk began. Nobody changes a visit: it is not frozen because thousands are made.
    """

    shape: Shape
    node: Node
    steps: tuple[str | int, ...]


def walk(shape: Shape, node: Node, steps: tuple[str | int, ...] = ()) -> Iterator[Visit]:
    """Every node the model knows something about, outer ones first."""
    # One list in place of generators inside of generators, which would hand each node up through all that are around it.
    left = [Visit(shape, node, steps)]
    while left:
        visit = left.pop()
        yield visit
        if visit.shape.holds_others:
            left += reversed(_below(visit.shape, visit.node, visit.steps))


def _below(shape: Shape, node: Node, steps: tuple[str | int, ...]) -> list[Visit]:
    """What stands directly below a node."""
    if shape.kind == "entity" and shape.entity is not None and not is_text_instead(shape, node):
        known = fields_of(shape.entity)
        return [Visit(known[name], entry.node, (*steps, name)) for name, entry in node.entries.items() if name in known]
    if shape.kind == "list" and shape.item is not None:
        single = [Visit(shape.item, node, steps)] if is_single(shape, node) else []
        return single + [Visit(shape.item, item, (*steps, index)) for index, item in enumerate(node.items)]
    visits = []
    if shape.kind == "map" and shape.item is not None and shape.key is not None:
        for name, entry in node.entries.items():
            if not name.startswith("x_"):
                visits.append(Visit(shape.key, Node(entry.key, name), (*steps, name)))
                visits.append(Visit(shape.item, entry.node, (*steps, name)))
    return visits


def is_text_instead(shape: Shape, node: Node) -> bool:
    """Whether a text by language stands where the model turns a text into an entity."""
    return shape.is_lenient and bool(node.entries) and all(name in LANGUAGES for name in node.entries)


def is_single(shape: Shape, node: Node) -> bool:
    """Whether one entry stands where a list of entries is expected: allowed here and there, elsewhere a slip."""
    entity = shape.item.entity if shape.item else None
    return entity is not None and any(name in entity.model_fields for name in node.entries)
