"""From what the YAML says to what it is to say: the fewest edits, in an order in which each can be carried out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from playbookgen.model.edit import AddItems, Edit, RemoveValue, SetValue, Steps, Value
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.shape import Shape, fields_of
from playbookgen.model.text import LANGUAGES
from playbookgen.sheets.rows import Box


def edits_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Edit, ...]:
    """The edits that make the tree `after`, in boxes, of the tree `before` as it was read."""
    return tuple(_map(Shape("entity", entity=Organisation), dict(before), dict(after), ()))


def plain(value: Any) -> Any:
    """A part of the tree without boxes, and without what is empty in it; ``None`` when nothing is left."""
    if isinstance(value, list):
        boxes = [(box, plain(box.value)) for box in value if not box.is_removed]
        told = [(box, said) for box, said in boxes if said is not None]
        if told and told[0][0].key is not None:
            return {box.key: said for box, said in told}
        return [said for _, said in told] or None
    if isinstance(value, dict):
        return {name: said for name, each in value.items() if (said := plain(each)) is not None} or None
    return value


def _difference(shape: Shape | None, before: Any, after: Any, path: Steps) -> Iterator[Edit]:
    """The edits at `path`, where something stands before and after."""
    if isinstance(after, list) and after and after[0].key is None and isinstance(before, dict):  # one map where a list may stand
        yield from _single(shape, before, after, path)
    elif isinstance(after, list) and isinstance(before, list):
        yield from _list(shape, before, after, path)
    elif (isinstance(before, dict) and isinstance(after, list)) or (isinstance(before, dict) and isinstance(after, dict)):
        yield from _map(shape, before, after, path)
    elif isinstance(before, str) and isinstance(after, dict) and shape is not None and shape.is_lenient:
        yield from _short(shape, before, after, path)
    elif before != after:
        yield SetValue(path, plain(after))


def _single(shape: Shape | None, before: dict[str, Any], after: list[Box], path: Steps) -> Iterator[Edit]:
    there = [box for box in after if not box.is_removed]
    if len(there) == 1 and there[0].origin is not None:
        yield from _difference(shape.item if shape else None, before, there[0].value, path)
    elif len(there) != 1 or there[0].origin is None:
        yield RemoveValue(path)
        yield AddItems(path, tuple(plain(there)))


def _short(shape: Shape, before: str, after: dict[str, Any], path: Steps) -> Iterator[Edit]:
    """A text where an entity with a text may stand: it stays one as long as nothing else is told."""
    said = plain(after)
    if list(said) != ["text"]:
        yield SetValue(path, said)
    elif said["text"] != before:
        yield SetValue(path, said["text"])


def _map(shape: Shape | None, before: dict[str, Any], after: Any, path: Steps) -> Iterator[Edit]:
    """What changes in a map: values first, then new keys, then what goes, so that it is never empty in between."""
    if shape is not None and shape.is_lenient and before and all(name in LANGUAGES for name in before) and isinstance(after, dict):
        said = plain({name: each for name, each in after.items() if name != "text"})
        if said is None and isinstance(after.get("text"), dict):
            yield from _map(Shape("text"), before, after["text"], path)
            return
        raise _Replaced
    entries = {box.origin or box.key: box for box in after if not box.is_removed} if isinstance(after, list) else None
    now = {str(box.key): box.value for box in entries.values()} if entries is not None else dict(after)
    now = {name: each for name, each in now.items() if plain(each) is not None}
    own = {name for name in before if name.startswith("x_")} if entries is not None else set()
    order = _order(shape)
    for name, each in now.items():
        below = _below(shape, name)
        if before.get(name) is not None:
            yield from _difference(below, before[name], each, (*path, name))
            continue
        known = order[: order.index(name)] if name in order else ()
        value = plain(each)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield AddItems((*path, name), tuple(value))
        else:
            yield SetValue((*path, name), value, tuple(known))
    for name, each in before.items():
        if name not in now and name not in own and each not in (None, [], {}):
            yield RemoveValue((*path, name))


class _Replaced(Exception):
    """An entry of a list has another form now: it is taken away, and written anew."""


def _list(shape: Shape | None, before: list[Any], after: list[Box], path: Steps) -> Iterator[Edit]:
    """What changes in a list: entries that stay where they are, then new ones from the end on, then what goes."""
    item = shape.item if shape else None
    kept: dict[int, Box] = {}
    fresh: dict[int, list[Value]] = {}
    place = 0
    for box in after:
        if isinstance(box.origin, int) and not box.is_removed and plain(box.value) is not None:
            try:
                edits = list(_difference(item, before[box.origin], box.value, (*path, box.origin)))
            except _Replaced:
                fresh.setdefault(box.origin + 1, []).append(plain(box.value))
            else:
                yield from edits
                kept[box.origin] = box
        elif not box.is_removed and plain(box.value) is not None:
            fresh.setdefault(place, []).append(plain(box.value))
        if isinstance(box.origin, int):
            place = max(place, box.origin + 1)
    for start in sorted(fresh, reverse=True):
        yield AddItems(path, tuple(fresh[start]), None if start >= len(before) else start)
    for index in range(len(before) - 1, -1, -1):
        if index not in kept:
            yield RemoveValue((*path, index + sum(len(values) for start, values in fresh.items() if start <= index)))


def _order(shape: Shape | None) -> tuple[str, ...]:
    if shape is not None and shape.kind == "text":
        return LANGUAGES
    if shape is not None and shape.entity is not None:
        return tuple(fields_of(shape.entity))
    return shape.key.choices if shape is not None and shape.key is not None else ()


def _below(shape: Shape | None, name: str) -> Shape | None:
    if shape is None or shape.entity is None:
        return shape.item if shape is not None and shape.kind == "map" else None
    return fields_of(shape.entity).get(name)
