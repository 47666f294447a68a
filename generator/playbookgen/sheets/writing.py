"""An organisation as a workbook: the same organisation gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from openpyxl import Workbook as File
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from playbookgen.model.text import Language
from playbookgen.model.workbook import Words
from playbookgen.sheets.choices import Choices
from playbookgen.sheets.layout import Column, Table, layout
from playbookgen.sheets.rows import Row, digest_of, rows_of, tree_of
from playbookgen.sheets.words import heading_of, help_of, name_of, titles_of

#: The hidden sheet that says what the workbook was made from, and the form it says it in.
MEMORY: Final = "playbookgen"
FORM: Final = "1"
#: Marks of the rows that hold no entry, in the hidden column.
HEADING, HELP = "heading", "help"
FIRST_ROW: Final = 4
_DARK, _PALE = "FF1F3A4D", "FFEEF3F6"
_FIXED: Final = (1980, 1, 1, 0, 0, 0)
_MODIFIED: Final = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
#: What spreadsheets read as a code for a character: the sign that begins it is written as its own code.
_CODE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class Source:
    """What a workbook is made of.

    Args:
        organisation: its id.
        languages: of its texts, in the order of its site.
        default: language of texts that name none.
        tree: what its YAML says, as maps, lists and texts as typed.
        library: ids the product knows, by list: what may be referred to besides one's own.
        as_of: the day the workbook says it was made on.
    """

    organisation: str
    languages: tuple[Language, ...]
    default: Language
    tree: Mapping[str, Any]
    library: Mapping[str, Sequence[str]]
    as_of: date


def write_workbook(source: Source, words: Words) -> bytes:
    """The workbook of an organisation: a sheet a table, in the words of its language."""
    tables = layout(source.languages)
    rows = rows_of(tree_of(source.tree), tables, source.default)
    titles = titles_of(tables, words)
    file = File()
    contents: Worksheet = file.worksheets[0]
    choices = Choices(file, tables, titles, rows, source.library, FIRST_ROW)
    for table in tables:
        _Sheet(file.create_sheet(titles[table.key]), table, titles, words, choices).write(rows[table.key])
    choices.finish()
    _contents(contents, source, tables, titles, rows, words)
    _remember(file.create_sheet(MEMORY), source, tables, titles, rows)
    file.properties.creator = "playbookgen"
    file.properties.title = source.organisation
    stream = io.BytesIO()
    file.save(stream)
    return _settled(stream.getvalue(), source.as_of)


@dataclass(frozen=True)
class _Sheet:
    sheet: Worksheet
    table: Table
    titles: dict[str, str]
    words: Words
    choices: Choices

    def write(self, rows: Sequence[Row]) -> None:
        sheet, table = self.sheet, self.table
        for number, mark in enumerate((f"{MEMORY} {table.key}", HEADING, HELP), 1):
            _write(sheet.cell(number, 1), mark)
        for place, column in enumerate(table.columns, 2):
            _write(sheet.cell(1, place), column.key)
            self._heading(sheet.cell(2, place), heading_of(column, table, self.titles, self.words))
            self._help(sheet.cell(3, place), help_of(column, self.words))
            look = sheet.column_dimensions[get_column_letter(place)]
            look.width = _width(column)
            look.number_format = _format(column)
            self.choices.offer(sheet, place, column, table)
        for number, row in enumerate(rows, FIRST_ROW):
            sheet.cell(number, 1).value = number - FIRST_ROW
            for place, column in enumerate(table.columns, 2):
                _fill(sheet.cell(number, place), column, row.cells.get(column.key, ""))
        sheet.row_dimensions[1].hidden = True
        sheet.row_dimensions[3].height = 60
        sheet.column_dimensions["A"].hidden = True
        sheet.freeze_panes = f"{get_column_letter(2 + _fixed(table))}{FIRST_ROW}"
        sheet.sheet_properties.tabColor = _DARK if table.parent is None else "FF9DB4C0"

    def _heading(self, cell: Any, text: str) -> None:
        _write(cell, text)
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=_DARK)
        cell.alignment = Alignment(wrap_text=True, vertical="top")

    def _help(self, cell: Any, text: str) -> None:
        _write(cell, text)
        cell.font = Font(italic=True, size=9, color="FF33474F")
        cell.fill = PatternFill("solid", fgColor=_PALE)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _fixed(table: Table) -> int:
    """How many columns stay in sight: the ids."""
    return max(1, sum(column.kind in ("parent", "key") or column is table.identity for column in table.columns)) if table.kind != "single" else 0


def _width(column: Column) -> int:
    if column.kind == "text":
        return 60 if any(getattr(each, "limit", 0) > 400 for each in column.shape.types) else 40
    return 12 if column.is_number or column.is_day or column.is_flag else 26 if column.kind == "many" else 20


def _format(column: Column) -> str:
    return "yyyy-mm-dd" if column.is_day else "General" if column.is_number else "@"


def _fill(cell: Any, column: Column, text: str) -> None:
    """Write a value as what it is: numbers and days as such, everything else as text."""
    cell.alignment = Alignment(wrap_text=column.kind in ("text", "many"), vertical="top")
    cell.number_format = _format(column)
    if not text:
        return
    if column.is_number and re.fullmatch(r"-?[0-9.]+", text) and len(text.strip("-").replace(".", "")) <= 15:
        cell.value = Decimal(text)
    elif column.is_day and re.fullmatch(r"(19[1-9]|2[0-9]{2})[0-9]-[0-9]{2}-[0-9]{2}", text):
        cell.value = datetime.combine(date.fromisoformat(text), time())
        cell.number_format = _format(column)
    else:
        _write(cell, text)


def _write(cell: Any, text: str) -> None:
    """Write a text that stays one, whatever it begins with."""
    cell.value = _CODE.sub("_x005F_", text)
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True  # so that it stays one when somebody edits it


def _contents(
    sheet: Worksheet, source: Source, tables: Sequence[Table], titles: Mapping[str, str], rows: Mapping[str, Sequence[Row]], words: Words
) -> None:
    """The first sheet: what there is, and how to work with it."""
    sheet.title = words.sentences["contents"]
    _write(sheet.cell(1, 1), f"{name_of('organisation', words)}: {source.organisation}")
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    for number, key in enumerate(("how_edit", "how_rows", "how_back"), 2):
        _write(sheet.cell(number, 1), words.sentences[key])
        sheet.cell(number, 1).alignment = Alignment(wrap_text=True, vertical="top")
    for number, table in enumerate(tables, 6):
        _write(sheet.cell(number, 1), titles[table.key])
        sheet.cell(number, 1).hyperlink = Hyperlink(f"A{number}", location=f"'{titles[table.key]}'!B2")
        sheet.cell(number, 1).font = Font(color=_DARK, underline="single")
        _write(sheet.cell(number, 2), table.key)
        if table.kind != "single":
            sheet.cell(number, 3).value = len(rows[table.key])
    sheet.column_dimensions["A"].width = 70
    sheet.column_dimensions["B"].width = 40


def _remember(sheet: Worksheet, source: Source, tables: Sequence[Table], titles: Mapping[str, str], rows: Mapping[str, Sequence[Row]]) -> None:
    """The hidden sheet: what every row said when the workbook was made."""
    sheet.sheet_state = "veryHidden"
    lines = [[MEMORY, FORM], ["organisation", source.organisation], ["languages", *source.languages]]
    for table in tables:
        lines.append(["sheet", table.key, titles[table.key]])
        lines += [["row", table.key, row.identity, digest_of(row.cells)] for row in rows[table.key]]
    for number, line in enumerate(lines, 1):
        for place, text in enumerate(line, 1):
            _write(sheet.cell(number, place), text)


def _settled(content: bytes, day: date) -> bytes:
    """The same archive with fixed times in it."""
    stream = io.BytesIO()
    stamp = datetime.combine(day, time()).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(stream, "w") as settled:
        for name in made.namelist():
            part = made.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + stamp, part)
            info = zipfile.ZipInfo(name, _FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3
            settled.writestr(info, part)
    return stream.getvalue()
