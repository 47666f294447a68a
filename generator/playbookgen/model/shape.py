"""What the model expects where: its annotations taken apart, for whoever walks beside the tree of a file."""

from __future__ import annotations

import types
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, BeforeValidator

from playbookgen.model.text import LocalisedText


@dataclass(frozen=True)
class Shape:
    """One annotation of the model, taken apart.

    Args:
        kind: what stands here: an entity (a map with known keys), a list, a map with free keys,
            a choice, a text by language, or another single value.
        entity: the model of an entity.
        item: of a list its entries, of a map its values.
        key: of a map its keys.
        choices: what a choice allows.
        types: the field types that check it (`Reference`, `DateType`, …).
        is_lenient: whether another form is accepted too (one map for a list, a text for an entity).
    """

    kind: Literal["entity", "list", "map", "choice", "text", "value"]
    entity: type[BaseModel] | None = None
    item: Shape | None = None
    key: Shape | None = None
    choices: tuple[str, ...] = ()
    types: tuple[Any, ...] = field(default=())
    is_lenient: bool = False

    @property
    def holds_others(self) -> bool:
        """Whether the model knows something about what stands below."""
        return self.entity is not None or self.item is not None


@lru_cache(maxsize=512)
def fields_of(entity: type[BaseModel]) -> dict[str, Shape]:
    """The shapes of the fields of a model, by name."""
    hints = get_type_hints(entity, include_extras=True)
    return {name: shape_of(hints[name]) for name in entity.model_fields}


def shape_of(annotation: Any) -> Shape:
    """The shape of one annotation."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *extras = get_args(annotation)
        return _with_extras(shape_of(inner), extras)
    if origin in (Union, types.UnionType):
        return next(shape_of(arm) for arm in get_args(annotation) if arm is not type(None))
    if origin is list:
        return Shape("list", item=shape_of(get_args(annotation)[0]))
    if origin is dict:
        key, value = get_args(annotation)
        return Shape("map", key=shape_of(key), item=shape_of(value))
    if origin is Literal:
        return Shape("choice", choices=tuple(str(choice) for choice in get_args(annotation)))
    if annotation is LocalisedText:
        return Shape("text")
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Shape("entity", entity=annotation)
    return Shape("value")


def _with_extras(shape: Shape, extras: list[Any]) -> Shape:
    lenient = shape.is_lenient or (shape.kind in ("list", "entity") and any(isinstance(extra, BeforeValidator) for extra in extras))
    types = shape.types + tuple(extra for extra in extras if hasattr(extra, "check") or hasattr(extra, "validate"))
    return Shape(shape.kind, shape.entity, shape.item, shape.key, shape.choices, types, lenient)


def shape_at(entity: type[BaseModel], steps: tuple[str | int, ...]) -> Shape | None:
    """The shape the model expects at the end of `steps`; ``None`` where it expects nothing."""
    shape: Shape | None = Shape("entity", entity=entity)
    for step in steps:
        if shape is None:
            return None
        if shape.kind == "entity" and shape.entity is not None:
            shape = fields_of(shape.entity).get(str(step))
        elif step == "[key]":
            continue
        elif shape.kind in ("list", "map"):
            shape = shape.item
        else:
            return None
    return shape


@lru_cache(maxsize=512)
def fields_leading_to(kind: str, entity: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model that hold something of a kind of `Shape`, or lead to it; whoever looks for that need not look at the others."""

    def leads(shape: Shape | None, around: frozenset[type[BaseModel]]) -> bool:
        if shape is None or shape.entity in around:
            return False
        below = fields_of(shape.entity).values() if shape.entity else ()
        inside = around | {shape.entity} if shape.entity else around
        return shape.kind == kind or leads(shape.item, around) or any(leads(field, inside) for field in below)

    return tuple(name for name, shape in fields_of(entity).items() if leads(shape, frozenset()))


def entities_below(entity: type[BaseModel]) -> list[type[BaseModel]]:
    """A model and every model its fields lead to, each once."""
    found: list[type[BaseModel]] = []

    def collect(shape: Shape | None) -> None:
        if shape is None or shape.entity in found:
            return
        if shape.entity is not None:
            found.append(shape.entity)
            for inner in fields_of(shape.entity).values():
                collect(inner)
        collect(shape.item)

    collect(Shape("entity", entity=entity))
    return found


@lru_cache(maxsize=8)
def homes_of_keys(entity: type[BaseModel]) -> dict[str, tuple[str, ...]]:
    """For every key the model knows, the paths (``organisation.agents_headcount``) at which it stands."""
    homes: dict[str, list[str]] = {}

    def collect(shape: Shape, path: str) -> None:
        if shape.kind in ("list", "map") and shape.item is not None:
            collect(shape.item, f"{path}[]" if shape.kind == "list" else f"{path}.…")
        elif shape.kind == "entity" and shape.entity is not None:
            for name, inner in fields_of(shape.entity).items():
                here = f"{path}.{name}".lstrip(".")
                homes.setdefault(name, []).append(here)
                collect(inner, here)

    collect(Shape("entity", entity=entity), "")
    return {name: tuple(paths) for name, paths in homes.items()}
