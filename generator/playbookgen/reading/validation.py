"""A tree of the file to an object of the model, or problems with their places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from playbookgen.model.entity import Entity
from playbookgen.model.problem import Contradiction, Place
from playbookgen.reading.guesses import enumerated
from playbookgen.reading.messages import example_of, report_refusal
from playbookgen.reading.nodes import Node, empty_items, find, values
from playbookgen.reading.report import Report
from playbookgen.reading.shape import Shape, fields_leading_to, fields_of, is_single, shape_at

Model = TypeVar("Model", bound=BaseModel)


def validate(model: type[Model], root: Node, report: Report) -> Model | None:
    """Check a tree, its keys mended, against a model; every problem goes to `report`.

    Returns:
        The object, or ``None`` when a field was refused. Contradictions do not make it ``None``.
    """
    for item in empty_items(root):
        report.add("E204", "an entry of this list is empty", item.place, help="write the entry, or delete the “-” or comma")
    try:
        valid = model.model_validate(values(root))
    except ValidationError as refused:
        _report_all(model, refused.errors(include_url=False), root, report)
        _contradictions_of_parts(Shape("entity", entity=model), root, (), root, report)
        return None
    _contradictions(valid, (), root, report)
    return valid


def _report_all(model: type[BaseModel], errors: list[ErrorDetails], root: Node, report: Report) -> None:
    missing: dict[tuple[str | int, ...], list[str]] = {}
    for error in errors:
        if report.is_full:
            break
        if error["type"] == "missing":
            missing.setdefault(error["loc"][:-1], []).append(str(error["loc"][-1]))
        elif error["type"] != "extra_forbidden":
            report_refusal(model, error, root, report)
    for steps, names in missing.items():
        _report_missing(model, steps, names, root, report)


def _report_missing(model: type[BaseModel], steps: tuple[str | int, ...], names: list[str], root: Node, report: Report) -> None:
    parent = find(root, steps)
    lacking = []
    for name in names:
        entry = parent.node.entries.get(name)
        if entry is None:
            lacking.append(name)
        elif entry.node.whole:
            report.add("E201", f"{name} is empty", entry.key, help=_how_to_write(model, (*steps, name)))
    if not lacking or not parent.node.whole or not isinstance(parent.node.content, dict):
        return
    owner = next((f"this entry of {step}" if index < len(steps) - 1 else str(step) for index, step in _named(steps)), "the file")
    what = f"{enumerated(lacking)} {'is' if len(lacking) == 1 else 'are'} missing"
    place = parent.key or _first_key(parent.node)
    help = "; ".join(_how_to_write(model, (*steps, name)) for name in lacking[:4])
    report.add("E201", f"{what} in {owner}", place, help=help)


def _named(steps: tuple[str | int, ...]) -> list[tuple[int, str]]:
    return [(index, step) for index, step in reversed(list(enumerate(steps))) if isinstance(step, str)]


def _first_key(node: Node) -> Place:
    """The map itself where it stands in brackets, else its first key."""
    first = next(iter(node.entries.values()), None)
    starts = first is not None and (first.key.line, first.key.column) == (node.place.line, node.place.column)
    return first.key if first is not None and starts else node.place


def _how_to_write(model: type[BaseModel], steps: tuple[str | int, ...]) -> str:
    """``add level: executive, middle …`` from what the model says about the key."""
    shape = shape_at(model, steps)
    owner = shape_at(model, steps[:-1])
    name = str(steps[-1])
    info = owner.entity.model_fields.get(name) if owner and owner.entity else None
    if shape is not None and shape.choices:
        return f"add {name}: {enumerated(shape.choices, 8).replace(' and ', ' or ')}"
    if info is not None and info.description:
        return f"add {name}: … ({info.description.rstrip('.')})"
    return f"add {name}: {example_of(shape)}"


def _contradictions(entity: BaseModel, steps: tuple[str | int, ...], root: Node, report: Report) -> None:
    """Ask a valid object and all below it what they say against themselves."""
    if isinstance(entity, Entity):
        for contradiction in entity.contradictions():
            _report_contradiction(contradiction, steps, root, report)
    for name in fields_leading_to("entity", type(entity)):
        for path, part in _entities(getattr(entity, name), (name,)):
            _contradictions(part, (*steps, *path), root, report)


def _entities(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], BaseModel]]:
    if isinstance(value, BaseModel):
        yield path, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _entities(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _entities(item, (*path, key))


def _report_contradiction(found: Contradiction, steps: tuple[str | int, ...], root: Node, report: Report) -> None:
    place = find(root, (*steps, *found.path)).place
    help = found.help or "check the figure and its unit"
    report.add(found.code, found.message, place, help=help, suggestion=found.suggestion, severity=found.severity)


def _contradictions_of_parts(shape: Shape, node: Node, steps: tuple[str | int, ...], root: Node, report: Report) -> None:
    """Where a whole is invalid, its valid parts are still asked."""
    if shape.kind == "entity" and shape.entity is not None and node.entries:
        if steps and (valid := _valid(shape.entity, node)) is not None:
            _contradictions(valid, steps, root, report)
            return
        known = fields_of(shape.entity)
        for name, entry in node.entries.items():
            if name in known:
                _contradictions_of_parts(known[name], entry.node, (*steps, name), root, report)
    elif shape.kind == "list" and shape.item is not None:
        if is_single(shape, node):
            _contradictions_of_parts(shape.item, node, steps, root, report)
        for index, item in enumerate(node.items):
            _contradictions_of_parts(shape.item, item, (*steps, index), root, report)
    elif shape.kind == "map" and shape.item is not None:
        for name, entry in node.entries.items():
            _contradictions_of_parts(shape.item, entry.node, (*steps, name), root, report)


def _valid(entity: type[BaseModel], node: Node) -> BaseModel | None:
    try:
        return entity.model_validate(values(node))
    except ValidationError:
        return None
