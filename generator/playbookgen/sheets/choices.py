"""Drop-downs: what a cell may hold, offered where it is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from openpyxl import Workbook as File
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from playbookgen.sheets.layout import Column, Table
from playbookgen.sheets.rows import Row

#: The hidden sheet with lists that are too long for a rule, or not a column of any sheet.
LISTS: Final = "playbookgen lists"
#: Longest list a rule can hold.
_LONGEST: Final = 255
#: Rows below the last entry for which cells offer choices too.
_MORE: Final = 200


class Choices:
    """The lists of one workbook."""

    def __init__(
        self,
        file: File,
        tables: Sequence[Table],
        titles: Mapping[str, str],
        rows: Mapping[str, Sequence[Row]],
        library: Mapping[str, Sequence[str]],
        first: int,
    ) -> None:
        self._file, self._titles, self._rows, self._library, self._first = file, titles, rows, library, first
        self._tables = {table.key: table for table in tables}
        self._lists: dict[tuple[str, ...], str] = {}
        self._written: list[tuple[str, ...]] = []

    def offer(self, sheet: Worksheet, place: int, column: Column, table: Table) -> None:
        """Let the cells of a column offer what they may hold; several ids in one cell are typed, with the list at hand."""
        formula = self._formula(column, table)
        if formula is None:
            return
        rule = DataValidation(type="list", formula1=formula, allow_blank=True)
        rule.showErrorMessage = column.kind == "value" and column.reference is None
        letter = get_column_letter(place)
        rule.add(f"{letter}{self._first}:{letter}{self._first + len(self._rows[table.key]) + _MORE}")
        sheet.add_data_validation(rule)

    def finish(self) -> None:
        """Write the hidden sheet with the lists that were needed."""
        if not self._written:
            return
        sheet = self._file.create_sheet(LISTS)
        sheet.sheet_state = "veryHidden"
        for place, values in enumerate(self._written, 1):
            for number, value in enumerate(values, 1):
                sheet.cell(number, place).value = value

    def _formula(self, column: Column, table: Table) -> str | None:
        if column.is_flag:
            return '"true,false"'
        if column.kind == "parent" and table.parent is not None:
            return self._column_of(table.parent)
        if column.shape.kind == "choice":
            return self._listed(column.shape.choices)
        reference = column.reference
        if reference is None:
            return None
        target = self._tables.get(reference.to)
        if target is not None and reference.or_library is None:
            return self._column_of(target)
        own = [row.name for key in reference.to.split("|") if key in self._rows for row in self._rows[key] if row.name]
        known = list(self._library.get(reference.or_library, ())) if reference.or_library else []
        return self._listed(tuple(dict.fromkeys([*own, *known])))

    def _column_of(self, table: Table) -> str | None:
        """The ids of another sheet, with room for new ones."""
        if table.identity is None:
            return None
        letter = get_column_letter(table.columns.index(table.identity) + 2)
        last = self._first + len(self._rows[table.key]) + 20
        return f"'{self._titles[table.key]}'!${letter}${self._first}:${letter}${last}"

    def _listed(self, values: tuple[str, ...]) -> str | None:
        if not values:
            return None
        if len(",".join(values)) <= _LONGEST:
            return f'"{",".join(values)}"'
        if values not in self._lists:
            self._written.append(values)
            letter = get_column_letter(len(self._written))
            self._lists[values] = f"'{LISTS}'!${letter}$1:${letter}${len(values)}"
        return self._lists[values]
