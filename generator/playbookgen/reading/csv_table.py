"""Text tables as other systems export them: whatever encoding and separator, every cell with its line."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from playbookgen.model.problem import Place, Problem
from playbookgen.reading.disk import read_regular
from playbookgen.reading.guesses import enumerated, nearest
from playbookgen.reading.report import Report, safe, shown_value

#: Largest export that is read, in bytes: thirty years of days fit.
LARGEST_TABLE: Final = 8 * 1024 * 1024
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 300
#: How far down the line with the column names is looked for; reports begin with a few lines about themselves.
_HEADER_WITHIN: Final = 20
_SEPARATORS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
_SAVE: Final = "save it as CSV UTF-8 in the system it comes from"
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, and the line it begins on."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with named columns; `above` counts lines before the names."""

    shown: str
    header: Row
    rows: tuple[Row, ...]
    separator: str
    above: int = 0

    def positions(self, name: str) -> list[int]:
        """Where columns of this name stand; capitals and blanks do not matter."""
        exact = [index for index, cell in enumerate(self.header.cells) if _named(cell) == _named(name)]
        return exact or [index for index, cell in enumerate(self.header.cells) if _named(cell).casefold() == _named(name).casefold()]

    def place(self, row: Row, column: int) -> Place:
        """The place of a cell: its line, and its number in the row from 1."""
        return Place(self.shown, row.line, column + 1)


def _named(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def read_table(path: str, columns: Sequence[str], report: Report) -> Table | None:
    """The table in a file, or nothing where it cannot be told what it says.

    Args:
        path: as it was typed.
        columns: names it must have; they tell the line of names and the separator. None: the first line holds the names.
        report: takes every problem.
    """
    shown = safe(path)
    file = read_regular(Path(path), shown, LARGEST_TABLE)
    if isinstance(file, Problem):
        help = {"E101": "check its name and permissions", "E104": "export fewer years at once"}
        report.take(replace(file, help=help.get(file.code, file.help)))
        return None
    text = _decoded(file.content, shown, report)
    if text is None:
        return None
    report.know(shown, text)
    tables = list(_tables(text, shown, columns))
    if not tables:
        _say_why_not(text, shown, columns, report)
        return None
    if len(tables) > 1:
        ways = enumerated([_SEPARATORS[table.separator] for table in tables])
        report.add("E601", f"the columns could be parted by {ways}", Place(shown), help="save it with semicolons between the columns")
        return None
    return _checked(tables[0], report)


def _decoded(content: bytes, shown: str, report: Report) -> str | None:
    """The text: UTF-8 or UTF-16 by their marks or their form, else Windows-1252."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        report.add("E601", "this is a spreadsheet, not a text table", Place(shown), help="save the sheet as CSV UTF-8")
        return None
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    if encoding is None and b"\0" in content:
        encoding = "utf-16-le" if content[1::2].count(0) > content[::2].count(0) else "utf-16-be"
    for candidate in [encoding] if encoding else ["utf-8", "cp1252"]:
        try:
            text = content.decode(candidate)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    report.add("E601", "the file is not a text in UTF-8, UTF-16 or Windows-1252", Place(shown), help=_SAVE)
    return None


def _tables(text: str, shown: str, columns: Sequence[str]) -> Iterator[Table]:
    """Every way to part the text so that it has the columns."""
    told = re.match(r"sep=(.)\r?\n", text)
    for separator in [told.group(1)] if told else _SEPARATORS:
        try:
            rows = list(_rows(text, separator))[1 if told else 0 :]
        except csv.Error:
            continue
        for above, row in enumerate(rows[:_HEADER_WITHIN]):
            table = Table(shown, row, tuple(rows[above + 1 :]), separator, above)
            found = all(table.positions(name) for name in columns) if columns else len(row.cells) > 1
            if found:
                yield table
                break
            if not columns and any(cell.strip() for cell in row.cells):
                break


def _rows(text: str, separator: str) -> Iterator[Row]:
    """The rows that say anything."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    before = 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield Row(before + 1, tuple(cell.strip() for cell in cells))
        before = reader.line_num


def _say_why_not(text: str, shown: str, columns: Sequence[str], report: Report) -> None:
    """What the nearest thing to a line of names has, and what it lacks."""
    best: tuple[int, Row] | None = None
    for separator in _SEPARATORS:
        try:
            rows = list(_rows(text, separator))[:_HEADER_WITHIN]
        except csv.Error as error:
            report.add("E601", f"a quote is opened or closed where it cannot be ({error})", Place(shown), help=_SAVE)
            return
        for row in rows:
            table = Table(shown, row, (), separator)
            score = sum(bool(table.positions(name)) for name in columns) * MOST_COLUMNS + len(row.cells)
            if len(row.cells) > 1 and (best is None or score > best[0]):
                best = score, row
    if best is None:
        report.add("E601", "the file holds no table: nothing parts its columns", Place(shown), help=_SAVE)
        return
    row = best[1]
    table = Table(shown, row, (), "")
    for name in columns:
        if not table.positions(name):
            near = nearest(name, list(row.cells), 1)
            named = enumerated([cell for cell in row.cells if cell], 12)
            help = (f"did you mean “{safe(near[0], 60)}”? " if near else "") + f"The file has: {safe(named)}"
            report.add("E602", f"the file has no column {shown_value(name)}", Place(shown, row.line), help=help)


def _checked(table: Table, report: Report) -> Table | None:
    """The table, if every row has as many cells as there are names, and no more rows or columns than anybody has."""
    if len(table.header.cells) > MOST_COLUMNS or len(table.rows) > MOST_ROWS:
        message = f"the table has {len(table.rows)} rows and {len(table.header.cells)} columns, at most {MOST_ROWS} and {MOST_COLUMNS} are read"
        report.add("E104", message, Place(table.shown), help="export fewer years at once")
        return None
    if not table.rows:
        report.add("E601", "the table has names of columns and no rows", Place(table.shown), help="check what was exported")
        return None
    width = len(table.header.cells)
    for row in table.rows:
        if len(row.cells) != width and any(row.cells[width:] or [len(row.cells) < width]):
            message = f"this row has {len(row.cells)} cells, the names of the columns are {width}"
            help = "a separator inside a text needs quotes around the text; a line of remarks below the table is to be deleted"
            report.add("E601", message, Place(table.shown, row.line), help=help)
    return table if not report.has_errors else None
