"""A workbook that comes back: which sheet and column is which, and what its cells say; or everything that stands against it."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final, get_args

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

from playbookgen.model.problem import Place, Problem
from playbookgen.model.text import Language
from playbookgen.model.workbook import Sheet, SheetRow, Workbook
from playbookgen.sheets.cells import normal, short
from playbookgen.sheets.choices import LISTS
from playbookgen.sheets.guard import Inspected, Refused, inspect
from playbookgen.sheets.layout import Column, Table, layout
from playbookgen.sheets.writing import FORM, HEADING, HELP, MEMORY

#: In which of the first rows of a sheet its marks are looked for.
_HEAD: Final = 8
_AGAIN: Final = "export the workbook again, and copy the changes over"
#: Where days begin to be days in every spreadsheet program.
_DIGITS: Final = ".15g"


def read_workbook(content: bytes, shown: str) -> tuple[Workbook | None, tuple[Problem, ...]]:
    """What the sheets of a workbook say.

    Args:
        content: of the file.
        shown: its path, as messages name it.

    Returns:
        The workbook, and everything that stands against reading it; no workbook where it was not made by us.
    """
    try:
        inspected = inspect(content)
    except Refused as refused:
        return None, (Problem(refused.code, refused.message, Place(shown), help=refused.help),)
    try:
        file = load_workbook(io.BytesIO(content), read_only=True, keep_links=False, rich_text=False)
        grids = {sheet.title: _grid(sheet) for sheet in file.worksheets}
        file.close()
    except Exception:
        return None, (Problem("E601", "the file is damaged", Place(shown), help="open it with a spreadsheet program and save it again as .xlsx"),)
    return _Reader(shown, grids, inspected).read()


def _grid(sheet: Any) -> list[list[Any]]:
    sheet.reset_dimensions()
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@dataclass
class _Memory:
    """What the hidden sheet says."""

    organisation: str = ""
    languages: tuple[Language, ...] = ()
    titles: dict[str, str] = field(default_factory=dict)
    base: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


@dataclass
class _Reader:
    shown: str
    grids: dict[str, list[list[Any]]]
    inspected: Inspected
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)

    def read(self) -> tuple[Workbook | None, tuple[Problem, ...]]:
        memory = self._memory()
        if memory is None:
            return None, tuple(self.problems)
        tables = {table.key: table for table in layout(memory.languages)}
        found: dict[str, Sheet] = {}
        for title, grid in self.grids.items():
            if title in (MEMORY, LISTS):
                continue
            head = next((number for number, row in enumerate(grid[:_HEAD]) if any(_is_mark(value) for value in row)), None)
            if head is None:
                self._stranger(title, grid, memory)
                continue
            place = next(place for place, value in enumerate(grid[head]) if _is_mark(value))
            table = tables.get(str(grid[head][place]).partition(" ")[2])
            if table is None:
                self._say("E609", f"{title}: this version of playbookgen does not know what the sheet holds", _AGAIN)
            elif table.key in found:
                self._say("E604", f"{title}: the sheet holds the same as {found[table.key].title}", "delete the copy")
            else:
                found[table.key] = self._sheet(title, grid, head, place, table, memory)
        for key, title in memory.titles.items():
            if key in tables and key not in found and memory.base.get(key) and title not in self.grids:
                self._pass_over(f"the sheet {title} is gone; what it held stays as it is", "to delete entries, delete their rows")
        if self.problems:
            return None, tuple(self.problems)
        return Workbook(memory.organisation, memory.languages, tuple(found.values()), tuple(self.remarks)), ()

    def _memory(self) -> _Memory | None:
        grid = self.grids.get(MEMORY, [])
        lines = [[str(value) for value in row if value is not None] for row in grid]
        if not lines or lines[0] != [MEMORY, FORM]:
            self._say("E609", "the workbook was not made by playbookgen, or its hidden sheet is gone", "make one: playbookgen workbook export")
            return None
        memory = _Memory()
        for line in lines[1:]:
            if line[:1] == ["organisation"] and len(line) == 2:
                memory.organisation = line[1]
            elif line[:1] == ["languages"]:
                memory.languages = tuple(language for language in get_args(Language) if language in line[1:])
                memory.languages = tuple(sorted(memory.languages, key=line.index))
            elif line[:1] == ["sheet"] and len(line) == 3:
                memory.titles[line[1]] = line[2]
            elif line[:1] == ["row"] and len(line) in (3, 4):
                memory.base.setdefault(line[1], []).append((line[2] if len(line) == 4 else "", line[-1]))
        return memory

    def _stranger(self, title: str, grid: list[list[Any]], memory: _Memory) -> None:
        """A sheet without our marks. The list of contents, which names them all, has nothing to bring back, wherever it stands by now."""
        values = {str(value) for row in grid for value in row if value is not None}
        if title in memory.titles.values():
            self._say("E602", f"{title}: the hidden first row or column is gone, so nothing says which column is what", _AGAIN)
        elif values and not memory.titles.keys() <= values:
            self._pass_over(f"{title}: the sheet is not one of ours, it was passed over", "nothing of it is read")

    def _sheet(self, title: str, grid: list[list[Any]], head: int, place: int, table: Table, memory: _Memory) -> Sheet:
        for address in self.inspected.merged.get(title, ()):
            self._say("E603", f"{title}!{address}: merged cells, which cannot be told apart", "split them, and write the value into each cell")
        for address in self.inspected.errors.get(title, ()):
            self._say("E603", f"{title}!{address}: the cell shows an error", "write the value")
        for address in self.inspected.formulas.get(title, ()):
            self._say("E603", f"{title}!{address}: a formula, its value is expected here", "copy the cell and paste it as a value")
        columns = self._columns(title, grid, head, place, table)
        rows = []
        for number, line in enumerate(grid[head + 1 :], head + 2):
            mark = line[place] if place < len(line) else None
            if mark in (HEADING, HELP):
                continue
            cells = {}
            for index, column in columns.items():
                text = _said(column, line[index]) if index < len(line) else ""
                if text:
                    cells[column.key] = text
            if cells:
                rows.append(SheetRow(number, _number(mark), cells))
        letters = {column.key: get_column_letter(index + 1) for index, column in columns.items()}
        return Sheet(table.key, title, letters, tuple(rows), tuple(memory.base.get(table.key, ())))

    def _columns(self, title: str, grid: list[list[Any]], head: int, place: int, table: Table) -> dict[int, Column]:
        """Which column is what: by its hidden key, wherever it stands."""
        found: dict[int, Column] = {}
        width = max(len(row) for row in grid[head:])
        for index in range(width):
            if index == place:
                continue
            key = grid[head][index] if index < len(grid[head]) else None
            column = table.column(str(key)) if key is not None else None
            letter = get_column_letter(index + 1)
            if column is not None and column in found.values():
                self._say("E602", f"{title}!{letter}: the column {column.key} stands twice", "delete one of the two")
            elif column is not None:
                found[index] = column
            elif any(index < len(row) and row[index] is not None for row in grid[head:]):
                self._say("E602", f"{title}!{letter}: the column is not one of ours", "delete it, or keep notes in a sheet of their own")
        for column in table.columns:
            if column not in found.values():
                if column.kind in ("parent", "key") or column is table.identity:
                    self._say("E602", f"{title}: the column {column.key} is gone, and with it what tells the rows apart", _AGAIN)
                else:
                    self._pass_over(f"{title}: the column {column.key} is gone; what it held stays as it is", "to delete values, empty their cells")
        return found

    def _say(self, code: str, message: str, help: str) -> None:
        self.problems.append(Problem(code, message, Place(self.shown), help=help))

    def _pass_over(self, message: str, help: str) -> None:
        self.remarks.append(Problem("E602", message, Place(self.shown), "warning", help))


def _is_mark(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(f"{MEMORY} ")


def _number(mark: Any) -> int | None:
    """The mark of a row: a number from 0, however the program that saved it wrote numbers."""
    if isinstance(mark, float) and mark.is_integer():
        mark = int(mark)
    text = str(mark)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def _said(column: Column, value: Any) -> str:
    """A cell as a text: a number as it is shown, a day without a time."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        text = value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    elif isinstance(value, date):
        text = value.isoformat()
    elif isinstance(value, float):
        number = Decimal(format(value, _DIGITS))
        text = short(number) if number.is_finite() else str(value)
    else:
        text = unescape(value) if isinstance(value, str) else str(value)
    return normal(column, text)
