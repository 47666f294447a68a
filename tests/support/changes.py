"""An organisation with one value changed: every value of its file, one after the other, whatever its type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, Final, Literal, get_args, get_origin

from playbookgen.model.entity import Entity
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.text import LocalisedText, TextKind
from playbookgen.model.values import BooleanType, DateType, NumberType, Reference, TextLine
from support.canaries import hints, plainly

_DAY: Final = date(2026, 9, 30)
#: No other value of this type could be thought of.
_NONE_OTHER: Final = object()


@dataclass(frozen=True)
class Change:
    """Where something is changed (``risks[].impact``, or ``risks[]`` when its last entry goes), and how."""

    path: str
    number: int
    make: Callable[[], Organisation] = field(repr=False)


def changes(told: Organisation) -> list[Change]:
    """Every value of `told` changed, and every list without its last entry; nothing that is referred to goes."""
    named = set(_references(told, Organisation))
    found = _in_entity(told, "", lambda whole: whole)
    return [
        Change(path, number, partial(rebuilt, new))
        for number, (path, old, hint, rebuilt) in enumerate(found)
        if (new := _other(old, hint, told, named)) is not _NONE_OTHER
    ]


Found = Iterator[tuple[str, Any, Any, Callable[[Any], Organisation]]]


def _in_entity(entity: Entity, path: str, rebuilt: Callable[[Any], Organisation]) -> Found:
    for name, hint in hints(type(entity)):

        def with_it(new: Any, name: str = name) -> Organisation:
            return rebuilt(entity.model_copy(update={name: new}))

        yield from _below(getattr(entity, name), hint, f"{path}.{name}".lstrip("."), with_it)


def _below(value: Any, hint: Any, path: str, rebuilt: Callable[[Any], Organisation]) -> Found:
    inner, _ = plainly(hint)
    if isinstance(value, Entity):
        yield from _in_entity(value, path, rebuilt)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _below(item, get_args(inner)[0], f"{path}[]", partial(_with_item, rebuilt, value, index))
        yield f"{path}[]", value, hint, rebuilt
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _below(item, get_args(inner)[1], f"{path}{{}}", partial(_with_key, rebuilt, value, key))
        yield f"{path}{{}}", value, hint, rebuilt
    else:
        yield path, value, hint, rebuilt


def _with_item(rebuilt: Callable[[Any], Organisation], items: list[Any], index: int, new: Any) -> Organisation:
    return rebuilt([*items[:index], new, *items[index + 1 :]])


def _with_key(rebuilt: Callable[[Any], Organisation], told: dict[Any, Any], key: Any, new: Any) -> Organisation:
    return rebuilt({**told, key: new})


def _other(value: Any, hint: Any, told: Organisation, named: set[str]) -> Any:
    """Another value of the same type."""
    inner, marks = plainly(hint)
    if isinstance(value, list):
        return value[:-1] if len(value) > 1 and getattr(value[-1], "id", None) not in named else _NONE_OTHER
    if isinstance(value, dict):
        return dict(list(value.items())[:-1]) if value else _NONE_OTHER
    for mark in marks:
        if isinstance(mark, NumberType):
            return _another_number(value, mark)
        if isinstance(mark, DateType):
            return (value or _DAY) - timedelta(days=3)
        if isinstance(mark, BooleanType):
            return not value
        if isinstance(mark, TextKind):
            return LocalisedText.of("Something else")
        if isinstance(mark, TextLine):
            return "Something else"
        if isinstance(mark, Reference):
            return _another_reference(value, mark, told)
    if get_origin(inner) is Literal:
        return next((other for other in get_args(inner) if other != value), _NONE_OTHER)
    return _NONE_OTHER


def _another_number(value: Any, kind: NumberType) -> Any:
    if value is None:
        first = max(1, int(kind.minimum or 0))
        return first if kind.integer else Decimal(first)
    return value - 1 if kind.maximum is not None and value + 1 > kind.maximum else value + 1


def _another_reference(value: Any, mark: Reference, told: Organisation) -> Any:
    if not mark.to or "|" in mark.to:
        return _NONE_OTHER
    found: Any = told
    for name in mark.to.split("."):
        found = getattr(found, name)
    return next((one.id for one in found if one.id != value), _NONE_OTHER)


def _references(value: Any, hint: Any) -> Iterator[str]:
    """Every id that something refers to."""
    inner, marks = plainly(hint)
    if isinstance(value, Entity):
        for name, kind in hints(type(value)):
            yield from _references(getattr(value, name), kind)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item, get_args(inner)[0])
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _references(key, get_args(inner)[0])
            yield from _references(item, get_args(inner)[1])
    elif any(isinstance(mark, Reference) for mark in marks) and value is not None:
        yield str(value)
