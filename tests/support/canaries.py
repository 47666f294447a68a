"""Organisations in which every text is a word of its own, so that a search through an edition shows which texts are in it.

The model is walked as it is: a new field of the YAML gets its word without anybody naming it here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from playbookgen.model.entity import Entity
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.text import DEFAULT, LocalisedText, TextKind
from playbookgen.model.values import DateType, IdType, NumberType, Period, PeriodType, Reference, TextLine
from support.organisations import sample_data

#: Day of everything that has happened in what is made up.
_DAY: Final = date(2026, 9, 30)


#: What a sample does not tell, and where it matters who reads: names with and without consent, groups of all sizes, rules for a few.
_MORE: Final[dict[str, Any]] = {
    "recognition": {
        "practices": [{"id": "thanks", "name": "Thanks", "source": "leader"}],
        "log": [
            {"date": "2026-10-20", "practice": "thanks", "external": external, "named": named, "consent": consent, "text": "Well done."}
            for external in (False, True)
            for named in (False, True)
            for consent in (False, True)
        ],
    },
    "readiness": [{"group": "Many", "n": 12, "know": 3}, {"group": "Few", "n": 4, "know": 3}],
    "rules": {"PB016": {"off": "Not yet."}, "PB045": {"off": "Not yet."}},
}
#: Lists whose ids mean something to the library or to the address of a page.
_KNOWN_BY_THEIR_ID: Final = frozenset({"metrics", "challenges", "roles"})
#: A text that makes the rest of its entry go away, or excludes another one, is told once, not wherever it could be.
_SILENCING: Final = frozenset(
    {"leadership_checklist[].not_applicable", *(f"metric_sources[].metrics[].{name}" for name in ("sum", "part", "whole", "mean", "weight"))}
)


def told_of_everything(name: str) -> Organisation:
    """A sample with what it does not tell."""
    told = sample_data(name) | _MORE
    told["leadership_checklist"] = [*told.get("leadership_checklist", []), {"item": "own_learning", "not_applicable": "Not yet."}]
    told["metric_sources"] = [_export([metric["id"] for metric in told["metrics"]])]
    return Organisation.model_validate(told)


def _export(metrics: list[str]) -> dict[str, Any]:
    """An export with a column of each form, as far as there are metrics."""
    forms = ({"mean": "Score", "weight": "Replies"}, {"part": "Solved", "whole": "Offered"}, {"sum": "Points"})
    columns = [{"metric": metric} | form for metric, form in zip(metrics, forms, strict=False)]
    return {"id": "export", "day": "Day", "metrics": columns, "sums": [{"total": "Offered", "parts": ["Answered", "Left"]}]}


@dataclass(frozen=True)
class Canary:
    """A word, where it stands (``plan.actions[].text``), and the entity that has it."""

    word: str
    path: str
    owner: Entity | None


@dataclass
class Aviary:
    """The organisation and its canaries. `stem` begins every word: small letters that no text of the product has."""

    stem: str = "kanari"
    told: Organisation = field(default_factory=lambda: told_of_everything("lumivakka"))
    canaries: list[Canary] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self._ids: dict[str, str] = {}
        self._named(self.told, "")
        self.told = self._entity(self._renamed(self.told, Organisation), "")

    def of(self, path: str) -> list[Canary]:
        """The canaries of one field."""
        return [one for one in self.canaries if one.path == path]

    def _named(self, value: Any, path: str) -> None:
        """Give everything with an id a canary for it, but what the library knows by that id."""
        if isinstance(value, Entity):
            for name in type(value).model_fields:
                self._named(getattr(value, name), f"{path}.{name}".lstrip("."))
            if path.endswith("[]") and path[:-2] not in _KNOWN_BY_THEIR_ID and "id" in type(value).model_fields:
                self._ids[f"{path[:-2]}:{value.id}"] = self._word(f"{path}.id", value)  # type: ignore[attr-defined]
        elif isinstance(value, list):
            for item in value:
                self._named(item, f"{path}[]")

    def _renamed(self, value: Any, hint: Any, path: str = "") -> Any:
        """`value` with the new ids, wherever they stand."""
        inner, marks = plainly(hint)
        if isinstance(value, Entity):
            fields = {name: self._renamed(getattr(value, name), kind, f"{path}.{name}".lstrip(".")) for name, kind in hints(type(value))}
            return value.model_copy(update=fields)
        if isinstance(value, list):
            return [self._renamed(item, get_args(inner)[0], f"{path}[]") for item in value]
        if isinstance(value, dict):
            key, item = get_args(inner)
            return {self._renamed(name, key): self._renamed(one, item, f"{path}{{}}") for name, one in value.items()}
        lists = [name for mark in marks if isinstance(mark, Reference) for name in mark.to.split("|")]
        if path.endswith("[].id"):
            lists.append(path.removesuffix("[].id"))
        return next((self._ids[f"{name}:{value}"] for name in lists if f"{name}:{value}" in self._ids), value)

    def _word(self, path: str, owner: Entity | None) -> str:
        word = f"{self.stem}{next(self._numbers):04}q"
        self.canaries.append(Canary(word, path, owner))
        return word

    def _entity(self, entity: Any, path: str) -> Any:
        changed = {}
        for name, hint in hints(type(entity)):
            where, value = f"{path}.{name}".lstrip("."), getattr(entity, name)
            if _has_text(hint) and (value is not None or where not in _SILENCING):
                changed[name] = self._filled(value, hint, where, entity)
        return entity.model_copy(update=changed)

    def _filled(self, value: Any, hint: Any, path: str, owner: Entity) -> Any:
        """`value` with a canary for each of its texts; made up where nothing is told."""
        inner, marks = plainly(hint)
        if any(isinstance(mark, TextKind) for mark in marks):
            return LocalisedText.of(self._word(path, owner))
        if any(isinstance(mark, TextLine) for mark in marks):
            return self._word(path, owner)
        origin = get_origin(inner) or inner
        if origin is list:
            return [self._filled(item, get_args(inner)[0], f"{path}[]", owner) for item in value or [None]]
        if origin is dict:
            key, item = get_args(inner)
            return {name: self._filled(one, item, f"{path}{{}}", owner) for name, one in (value or {self._made(key): None}).items()}
        return self._entity(value if value is not None else self._new(inner), path)

    def _new(self, kind: Any) -> Any:
        """An entity with what it must have; its texts are filled in afterwards."""
        usual = {name: told.get_default(call_default_factory=True) for name, told in kind.model_fields.items()}
        return kind.model_construct(**usual | {name: self._made(hint) for name, hint in hints(kind) if kind.model_fields[name].is_required()})

    def _made(self, hint: Any) -> Any:
        inner, marks = plainly(hint)
        for mark in marks:
            if isinstance(mark, Reference):
                return self._existing(mark.to.split("|")[0])
            if isinstance(mark, (IdType, TextKind, TextLine, NumberType, DateType, PeriodType)):
                return self._simple(mark)
        origin = get_origin(inner)
        if origin is Literal:
            return get_args(inner)[0]
        if origin in (list, dict):
            return origin()
        return self._new(inner)

    def _simple(self, mark: Any) -> Any:
        if isinstance(mark, NumberType):
            return int(mark.minimum or 0) + 1
        if isinstance(mark, DateType):
            return _DAY
        if isinstance(mark, PeriodType):
            return Period.parse("2026-09")
        return f"made_{next(self._numbers)}" if isinstance(mark, IdType) else LocalisedText.of("…") if isinstance(mark, TextKind) else "…"

    def _existing(self, where: str) -> str:
        found: Any = self.told
        for name in where.split("."):
            found = getattr(found, name)
        return str(found[0].id)


def text_fields(kind: type[Entity] = Organisation, path: str = "") -> Iterator[str]:
    """Where texts stand in the YAML: ``plan.actions[].text``, read off the model."""
    for name, hint in hints(kind):
        yield from _texts_below(hint, f"{path}.{name}".lstrip("."))


def _texts_below(hint: Any, path: str) -> Iterator[str]:
    inner, marks = plainly(hint)
    if any(isinstance(mark, (TextKind, TextLine)) for mark in marks):
        yield path
        return
    origin = get_origin(inner) or inner
    if origin is list:
        yield from _texts_below(get_args(inner)[0], f"{path}[]")
    elif origin is dict:
        yield from _texts_below(get_args(inner)[1], f"{path}{{}}")
    elif isinstance(origin, type) and issubclass(origin, Entity):
        yield from text_fields(origin, path)


def hints(kind: type[Entity]) -> Iterator[tuple[str, Any]]:
    """The fields of an entity with their types, and what is noted about them."""
    for name, told in kind.model_fields.items():
        yield name, Annotated[told.annotation, *told.metadata] if told.metadata else told.annotation


def _has_text(hint: Any) -> bool:
    return next(_texts_below(hint, ""), None) is not None


def plainly(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """A type without “or nothing”, and everything that was noted about it."""
    marks: tuple[Any, ...] = ()
    while True:
        origin = get_origin(hint)
        if origin is Annotated:
            hint, *noted = get_args(hint)
            marks += tuple(noted)
        elif origin in (Union, UnionType):
            hint = next(part for part in get_args(hint) if part is not NoneType)
        else:
            return hint, marks


def as_file(value: Any) -> Any:
    """What a file holds that tells an organisation: maps, lists, texts and numbers."""
    if isinstance(value, Entity):
        told = {name: getattr(value, name) for name in type(value).model_fields}
        return {name: as_file(item) for name, item in told.items() if item is not None and item not in ([], {})}
    if isinstance(value, LocalisedText):
        return value.entries[0][1] if value.entries[0][0] == DEFAULT else dict(value.entries)
    if isinstance(value, dict):
        return {key: as_file(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_file(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Period):
        return value.text
    return value.isoformat() if isinstance(value, date) else value
