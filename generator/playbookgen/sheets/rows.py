"""What an organisation tells, as the rows of its tables; each row knows the part of the tree it came from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from playbookgen.model.playbook_file import Organisation
from playbookgen.model.shape import Shape, fields_of
from playbookgen.model.text import LANGUAGES
from playbookgen.sheets.cells import told
from playbookgen.sheets.layout import Table


@dataclass(eq=False)
class Box:
    """A value of the tree that can be changed.

    Args:
        value: a text as typed, a value to be written, a map of what is below, or a list of boxes.
        origin: position or key it had in the YAML; ``None`` for what is new.
        key: of an entry of a map whose keys are not known beforehand; such a map is a list of boxes with keys.
    """

    value: Any
    origin: int | str | None = None
    key: str | None = None
    is_removed: bool = False


@dataclass(eq=False)
class Row:
    """A row of a table.

    Args:
        box: of what it tells; ``None`` in a sheet that was read.
        cells: texts by the key of their column; empty ones are left out.
        identity: tells it apart from the other rows of its table, also when others come or go.
    """

    table: Table
    cells: dict[str, str]
    box: Box
    parent: Row | None = None
    identity: str = ""
    siblings: list[Box] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the rows of other tables call it."""
        column = self.table.identity
        return self.cells.get(column.key, "") if column else ""

    @property
    def is_removed(self) -> bool:
        """Whether it, or what it belongs to, is taken away."""
        return self.box.is_removed or (self.parent is not None and self.parent.is_removed)


def digest_of(cells: Mapping[str, str]) -> str:
    """A short mark of what a row says; the order of its columns and empty cells make no difference."""
    said = sorted((key, text) for key, text in cells.items() if text)
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def boxed(shape: Shape | None, value: Any) -> Any:
    """The tree as `value` says it, in boxes; other forms that the model takes are made the usual one."""
    if shape is None or value is None:
        return value
    if shape.kind == "list":
        entries = [value] if isinstance(value, dict) else value
        return [Box(boxed(shape.item, each), index) for index, each in enumerate(entries)] if isinstance(entries, list) else value
    if shape.kind == "map" and shape.key is not None and isinstance(value, dict):
        if shape.key.kind == "choice":
            return {name: boxed(shape.item, each) for name, each in value.items()}
        return [Box(boxed(shape.item, each), name, name) for name, each in value.items() if not name.startswith("x_")]
    if shape.kind == "entity" and shape.entity is not None:
        known = fields_of(shape.entity)
        if shape.is_lenient and (isinstance(value, str) or (isinstance(value, dict) and value and all(name in LANGUAGES for name in value))):
            value = {"text": value}
        return {name: boxed(known.get(name), each) for name, each in value.items()} if isinstance(value, dict) else value
    return dict(value) if isinstance(value, dict) else value


def tree_of(told_tree: Mapping[str, Any]) -> dict[str, Any]:
    """The whole tree of an organisation, in boxes."""
    whole: dict[str, Any] = boxed(Shape("entity", entity=Organisation), told_tree)
    return whole


def at(value: Any, steps: Sequence[str]) -> Any:
    """What stands below, or ``None``."""
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def rows_of(tree: dict[str, Any], tables: Sequence[Table], default: str) -> dict[str, list[Row]]:
    """The rows of every table, by its key.

    Args:
        tree: in boxes.
        tables: parents first.
        default: language of texts that name none.
    """
    top = Box(tree)
    found: dict[str, list[Row]] = {}
    for table in tables:
        parents = found[table.parent.key] if table.parent else [None]
        rows = [row for parent in parents for row in _rows(table, top if parent is None else parent.box, parent, default)]
        seen: dict[str, int] = {}
        for row in rows:
            seen[row.identity] = seen.get(row.identity, 0) + 1
            if seen[row.identity] > 1:
                row.identity += f"#{seen[row.identity]}"
        found[table.key] = rows
    return found


def _rows(table: Table, above: Box, parent: Row | None, default: str) -> Iterator[Row]:
    if table.kind == "single":
        cells = _cells(table, above, table.steps, None, default)
        yield Row(table, cells, above)
        return
    siblings = at(above.value, table.steps)
    for box in siblings if isinstance(siblings, list) else ():
        cells = _cells(table, box, (), parent, default)
        row = Row(table, cells, box, parent, siblings=siblings)
        name = row.name or digest_of(cells)
        row.identity = f"{parent.identity}/{name}" if parent else name
        yield row


def _cells(table: Table, box: Box, base: tuple[str, ...], parent: Row | None, default: str) -> dict[str, str]:
    cells: dict[str, str] = {}
    for column in table.columns:
        if column.kind == "parent":
            text = parent.name if parent else ""
        elif column.kind == "key":
            text = box.key or ""
        else:
            text = told(column, at(box.value, (*base, *column.steps)), default)
        if text:
            cells[column.key] = text
    return cells
