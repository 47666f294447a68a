"""Workbooks of the samples for tests: made, changed as a person would in a spreadsheet program, and compared."""

from __future__ import annotations

import difflib
import io
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from openpyxl import Workbook as File
from openpyxl import load_workbook

from playbookgen import reading
from playbookgen.editing import edit_files
from playbookgen.model.library import Library
from playbookgen.model.problem import Problem
from playbookgen.model.workbook import SheetRow, Workbook
from playbookgen.model.workspace import Source as YamlSource
from playbookgen.model.workspace import SourceFile as YamlFile
from playbookgen.reading import Reading, read_organisation, read_workbook_words
from playbookgen.sheets import Comparison, Source, compare, read_workbook, write_workbook
from support.house import REPOSITORY

TODAY = date(2026, 11, 1)
NAMES = ("kolmasen", "lumivakka", "multelia", "ternfield", "tuohikoski")


@cache
def library() -> Library:
    """What the product knows."""
    return reading.load_library(reading.load_templates(reading.packaged_templates(), None))


@cache
def source(name: str) -> YamlSource:
    """The files of a sample."""
    return next(each for each in reading.discover(REPOSITORY).sources if each.id == name)


@cache
def read(name: str) -> Reading:
    """A sample, read."""
    return read_organisation(source(name), library=library(), as_of=None, today=TODAY)


def exported(found: Reading) -> bytes:
    """The workbook of an organisation."""
    assert found.organisation is not None
    site = found.organisation.site
    pack = reading.load_templates(reading.packaged_templates(), None)
    known = {"challenges": [each.id for each in library().challenges], "metrics": [each.id for each in library().metrics]}
    made = Source(found.source.id, tuple(site.languages), site.main_language, found.tree, known, found.as_of)
    return write_workbook(made, read_workbook_words(pack, site.main_language))


@cache
def workbook(name: str) -> bytes:
    """The workbook of a sample."""
    return exported(read(name))


@dataclass
class Book:
    """A workbook in a spreadsheet program."""

    file: File

    @classmethod
    def of(cls, name: str) -> Book:
        return cls(load_workbook(io.BytesIO(workbook(name))))

    def sheet(self, table: str) -> Any:
        return next(each for each in self.file.worksheets if each["A1"].value == f"playbookgen {table}")

    def column(self, table: str, key: str) -> int:
        return next(cell.column for cell in self.sheet(table)[1] if cell.value == key)

    def row(self, table: str, **cells: Any) -> int:
        """The first row that says this; keys with `__` for dots, `parent` for the first column."""
        sheet = self.sheet(table)
        wanted = {self.column(table, key): value for key, value in keys(sheet, cells).items()}
        return next(
            number for number in range(4, sheet.max_row + 1) if all(sheet.cell(number, place).value == value for place, value in wanted.items())
        )

    def set(self, table: str, number: int, key: str, value: Any) -> None:
        cell = self.sheet(table).cell(number, self.column(table, key))
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"

    def add(self, table: str, number: int | None = None, **cells: Any) -> None:
        """A new row: at the end, or before row `number`."""
        sheet = self.sheet(table)
        if number is None:
            number = sheet.max_row + 1
        else:
            sheet.insert_rows(number)
        for key, value in keys(sheet, cells).items():
            self.set(table, number, key, value)

    def delete(self, table: str, number: int) -> None:
        self.sheet(table).delete_rows(number)

    def saved(self) -> bytes:
        stream = io.BytesIO()
        self.file.save(stream)
        return stream.getvalue()


def keys(sheet: Any, cells: dict[str, Any]) -> dict[str, Any]:
    """Cells by the keys of their columns."""
    return {(sheet["B1"].value if key == "parent" else key.replace("__", ".")): value for key, value in cells.items()}


def came_back(name: str, content: bytes) -> Comparison:
    """What a workbook of a sample comes to."""
    found, problems = read_workbook(content, "book.xlsx")
    assert found is not None, problems
    told = read(name).organisation
    assert told is not None
    return compare(found, "book.xlsx", read(name).tree, told.site.main_language)


def problems_of(name: str, content: bytes) -> list[Problem]:
    """Everything that stands against a workbook of a sample."""
    found, problems = read_workbook(content, "book.xlsx")
    return list(problems) if found is None else list(came_back(name, content).problems)


def difference(name: str, comparison: Comparison) -> list[str]:
    """The lines that go and come, with their sign, in all files of a sample."""
    texts = {file.shown: file.content.decode("utf-8") for file in source(name).files}
    lines: list[str] = []
    for file in edit_files(texts, comparison.edits):
        found = difflib.unified_diff(file.before.splitlines(), file.after.splitlines(), n=0, lineterm="")
        lines += [line for line in found if line[0] in "+-" and line[:3] not in ("+++", "---")]
    return lines


@cache
def opened(name: str) -> Workbook:
    """The workbook of a sample as it is read."""
    found, problems = read_workbook(workbook(name), "book.xlsx")
    assert found is not None, problems
    return found


class Rows:
    """The rows of a workbook that was read, changed without the detour over a file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sheets = {sheet.table: [(row.mark, dict(row.cells)) for row in sheet.rows] for sheet in opened(name).sheets}

    def at(self, table: str, **cells: str) -> int:
        """The first row that says this; keys with `__` for dots, `parent` for the first column."""
        wanted = self.keys(table, cells).items()
        return next(index for index, (_, said) in enumerate(self.sheets[table]) if wanted <= said.items())

    def set(self, table: str, index: int, **cells: str) -> None:
        """Change cells of a row; an empty text empties a cell."""
        if not self.sheets[table]:  # an empty row of a sheet with one
            self.sheets[table].append((0, {}))
        said = self.sheets[table][index][1] | self.keys(table, cells)
        self.sheets[table][index] = (self.sheets[table][index][0], {key: text for key, text in said.items() if text})

    def add(self, table: str, index: int | None = None, **cells: str) -> None:
        """A new row: at the end, or before another one."""
        rows = self.sheets[table]
        rows.insert(len(rows) if index is None else index, (None, self.keys(table, cells)))

    def delete(self, table: str, index: int) -> None:
        del self.sheets[table][index]

    def keys(self, table: str, cells: dict[str, str]) -> dict[str, str]:
        parent = next((key for sheet in opened(self.name).sheets if sheet.table == table for key in sheet.columns if key[0] == "^"), "")
        return {{"parent": parent, "key": "#"}.get(key, key.replace("__", ".")): text for key, text in cells.items()}

    @property
    def workbook(self) -> Workbook:
        """As it would be read."""
        sheets = tuple(
            replace(sheet, rows=tuple(SheetRow(number, mark, cells) for number, (mark, cells) in enumerate(self.sheets[sheet.table], 4) if cells))
            for sheet in opened(self.name).sheets
        )
        return replace(opened(self.name), sheets=sheets)

    def compared(self) -> Comparison:
        """What it comes to."""
        told = read(self.name).organisation
        assert told is not None
        return compare(self.workbook, "book.xlsx", read(self.name).tree, told.site.main_language)


def read_after(name: str, comparison: Comparison) -> Reading:
    """The sample with edits, read again."""
    texts = {file.shown: file.content.decode("utf-8") for file in source(name).files}
    now = {file.shown: file.after.encode("utf-8") for file in edit_files(texts, comparison.edits)}
    files = tuple(YamlFile(file.shown, now.get(file.shown, file.content)) for file in source(name).files)
    return read_organisation(replace(source(name), files=files), library=library(), as_of=None, today=TODAY)
