"""Which tables an organisation is told in, and which columns they have: made of the model, so that a new key is a new column.

An entity that stands alone is a table of one row; a list is a table with a row an entry; a map whose keys are not known
beforehand is a table with a row a key. What an entry holds once (`baseline`) becomes columns, what it holds several times
(`actuals`) a table of its own, whose rows name the entry they belong to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Literal

from playbookgen.model.entity import Entity
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.shape import Shape, fields_of
from playbookgen.model.text import Language
from playbookgen.model.values import BooleanType, DateType, IdType, NumberType, Reference, TextLine

ColumnKind = Literal["value", "text", "many", "parent", "key"]
#: Marks the column that names the entry a row belongs to, and the one with the key of a map.
PARENT: Final = "^"
KEY: Final = "#"
#: Says how the file is to be read, and nothing about the organisation.
_NOT_TOLD: Final = frozenset({"schema_version"})


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Args:
        key: its name in the hidden row: ``name.fi``, ``baseline.value``.
        steps: from the entity of a row to the value.
        shape: of the value; of one entry where a cell holds several.
        kind: one value, a text in one language, several values, the entry the row belongs to, or the key of a map.
        language: of a text.
        path: names of keys that lead here, for words: the last is the column's own.
        description: from the model.
        required: whether an entry cannot do without it.
    """

    key: str
    steps: tuple[str, ...]
    shape: Shape
    kind: ColumnKind = "value"
    language: Language | None = None
    path: tuple[str, ...] = ()
    description: str | None = None
    required: bool = False

    def is_of(self, kind: type) -> bool:
        """Whether a field type of this kind checks the values."""
        return any(isinstance(each, kind) for each in self.shape.types)

    @property
    def is_number(self) -> bool:
        """Whether numbers stand here."""
        return self.kind == "value" and self.is_of(NumberType)

    @property
    def is_day(self) -> bool:
        """Whether days stand here."""
        return self.kind == "value" and self.is_of(DateType)

    @property
    def is_flag(self) -> bool:
        """Whether true or false stands here."""
        return self.kind == "value" and self.is_of(BooleanType)

    @property
    def reference(self) -> Reference | None:
        """What the ids in it refer to."""
        return next((each for each in self.shape.types if isinstance(each, Reference)), None)

    @property
    def separator(self) -> str:
        """What stands between several values: a comma, or a line break where a value may hold commas."""
        return "\n" if self.is_of(TextLine) else ", "


@dataclass(frozen=True)
class Table:
    """A table: its rows are entries of one kind.

    Args:
        key: keys from the top of the YAML: ``plan.actions``.
        steps: from the entity of the parent's row, or from the top, to what it holds.
        kind: one row; a row an entry of a list; a row a key of a map.
        item: shape of what a row tells.
        parent: the table to whose rows these belong.
        columns: ids first, then in the order of the model.
    """

    key: str
    steps: tuple[str, ...]
    kind: Literal["single", "list", "map"]
    item: Shape
    parent: Table | None = None
    columns: tuple[Column, ...] = ()
    identity: Column | None = field(default=None)

    def column(self, key: str) -> Column | None:
        """The column called `key`."""
        return next((column for column in self.columns if column.key == key), None)


@lru_cache(maxsize=8)
def layout(languages: tuple[Language, ...], entity: type[Entity] = Organisation) -> tuple[Table, ...]:
    """The tables of an organisation whose texts are told in `languages`; parents before what belongs to them."""
    tables: list[Table] = []
    for name, shape in fields_of(entity).items():
        info = _Info((name,), *_told(entity, name))
        if name in _NOT_TOLD:
            continue
        if shape.kind == "entity":
            tables += _Maker(languages).single(shape, info)
        elif shape.kind in ("list", "map"):
            tables += _Maker(languages).several(shape, info, (name,), None)
    return tuple(tables)


@dataclass(frozen=True)
class _Info:
    path: tuple[str, ...]
    description: str | None = None
    required: bool = False

    def below(self, entity: type[Any], name: str) -> _Info:
        return _Info((*self.path, name), *_told(entity, name))


def _told(entity: type[Any], name: str) -> tuple[str | None, bool]:
    info = entity.model_fields[name]
    return info.description, info.is_required()


@dataclass(frozen=True)
class _Maker:
    languages: tuple[Language, ...]

    def single(self, shape: Shape, info: _Info) -> Iterator[Table]:
        """The table of an entity that stands alone, and those below it."""
        columns, below = self._inside(shape, (), info)
        if columns:
            yield Table(info.path[0], info.path, "single", shape, None, tuple(columns))
        for steps, inner, told in below:
            yield from self.several(inner, told, (*info.path, *steps), None)

    def several(self, shape: Shape, info: _Info, steps: tuple[str, ...], parent: Table | None) -> Iterator[Table]:
        """The table of a list or map, and those below it."""
        assert shape.item is not None  # noqa: S101 - a list has entries, a map values
        columns, below = self._inside(shape.item, (), info)
        first: list[Column] = []
        if parent is not None and parent.identity is not None:
            first.append(Column(f"{PARENT}{parent.key}", (), parent.identity.shape, "parent", path=parent.identity.path, required=True))
        if shape.kind == "map" and shape.key is not None:
            first.append(Column(KEY, (), shape.key, "key", path=(*info.path, KEY), required=True))
        identity = first[-1] if shape.kind == "map" else next((column for column in columns if _is_identity(column)), None)
        rest = sorted(columns, key=lambda column: column is not identity)
        key = f"{parent.key}.{'.'.join(steps)}" if parent else ".".join(steps)
        table = Table(key, steps, "map" if shape.kind == "map" else "list", shape.item, parent, (*first, *rest), identity)
        yield table
        for inner_steps, inner, told in below:
            yield from self.several(inner, told, inner_steps, table)

    def _inside(self, shape: Shape, steps: tuple[str, ...], info: _Info) -> tuple[list[Column], list[tuple[tuple[str, ...], Shape, _Info]]]:
        """The columns of one value, and the lists and maps in it that need a table of their own."""
        columns: list[Column] = []
        below: list[tuple[tuple[str, ...], Shape, _Info]] = []
        key = ".".join(steps) or "text"
        if shape.kind == "text":
            columns += [
                Column(f"{key}.{language}", steps, shape, "text", language, info.path, info.description, info.required) for language in self.languages
            ]
        elif shape.kind in ("value", "choice"):
            columns.append(Column(key, steps, shape, "value", None, info.path, info.description, info.required))
        elif shape.kind == "list" and shape.item is not None and shape.item.kind in ("value", "choice"):
            columns.append(Column(key, steps, shape.item, "many", None, info.path, info.description, info.required))
        elif shape.kind == "entity" and shape.entity is not None:
            for name, inner in fields_of(shape.entity).items():
                _extend(columns, below, self._inside(inner, (*steps, name), info.below(shape.entity, name)))
        elif shape.kind == "map" and shape.item is not None and shape.key is not None and shape.key.kind == "choice":
            for choice in shape.key.choices:
                _extend(columns, below, self._inside(shape.item, (*steps, choice), _Info((*info.path, choice), info.description)))
        else:
            below.append((steps, shape, info))
        return columns, below


def _extend(columns: list[Any], below: list[Any], found: tuple[list[Any], list[Any]]) -> None:
    columns += found[0]
    below += found[1]


def _is_identity(column: Column) -> bool:
    """Whether the column tells entries apart: an id, and not of something else."""
    return len(column.steps) == 1 and column.is_of(IdType) and column.reference is None
