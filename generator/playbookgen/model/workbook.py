"""A workbook: what stands in its sheets, and what it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from playbookgen.model.imported import Imported
from playbookgen.model.problem import Problem
from playbookgen.model.text import Language


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet that was read.

    Args:
        number: as the program shows it, from 1.
        mark: position in `Sheet.base` of the row it was made from; ``None`` for a new one.
        cells: texts by the key of their column; empty ones are left out.
    """

    number: int
    mark: int | None
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: the table it holds, and the rows that table had when it was made.

    Args:
        table: its key, ``plan.actions``.
        title: what the sheet is called now.
        columns: letter of each column by its key.
        base: for each row there was: what tells it apart, and the digest of what it said.
    """

    table: str
    title: str
    columns: Mapping[str, str]
    rows: tuple[SheetRow, ...]
    base: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that was read: whose it is, in which languages its texts are, its sheets, and what was passed over in it."""

    organisation: str
    languages: tuple[Language, ...]
    sheets: tuple[Sheet, ...] = ()
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a workbook in one language.

    Args:
        names: of keys, by the key, or by the path where a key has several meanings.
        sentences: of the product, by id.
    """

    language: Language
    names: Mapping[str, str] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetChanges:
    """How many rows of a sheet are new, changed and taken away."""

    sheet: str
    added: int = 0
    changed: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class ImportedWorkbook(Imported):
    """As `Imported`, with what changed by sheet, and what was passed over."""

    changes: tuple[SheetChanges, ...] = ()
    remarks: tuple[Problem, ...] = ()
