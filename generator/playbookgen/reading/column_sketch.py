"""What the columns of an export look like, for whoever writes down which is what."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from playbookgen.model.imported import ColumnSketch
from playbookgen.reading.cells import Unclear, Unreadable, day, day_form, decimal_sign, is_percent, number, seconds
from playbookgen.reading.csv_table import read_table
from playbookgen.reading.report import Report, shown_value


def sketch_columns(path: str, report: Report) -> tuple[ColumnSketch, ...]:
    """Name and kind of every column: days, numbers, percentages, times or text. Says what the cells say, never what they mean.

    Args:
        path: the file, as it was typed.
        report: takes every problem.
    """
    table = read_table(path, (), report)
    if table is None:
        return ()
    columns = zip(*(row.cells[: len(table.header.cells)] for row in table.rows), strict=True)
    return tuple(ColumnSketch(name, _looks([cell for cell in cells if cell])) for name, cells in zip(table.header.cells, columns, strict=True))


def _looks(cells: Sequence[str]) -> str:
    if not cells:
        return "empty"
    return _days(cells) or _times(cells) or _numbers(cells) or f"text, first {shown_value(cells[0])}"


def _days(cells: Sequence[str]) -> str | None:
    forms = day_form(cells)
    try:
        days = sorted(day(cell, next(iter(forms), None)) for cell in cells)
    except Unclear:
        return f"days, day/month or month/day: {cells[0]}"
    except Unreadable:
        return None
    return f"days {days[0]} – {days[-1]}"


def _times(cells: Sequence[str]) -> str | None:
    if not all(":" in cell for cell in cells):
        return None
    try:
        values = [seconds(cell, ".", None) for cell in cells]
    except Unclear:
        return f"times, minutes or hours: {cells[0]}"
    except Unreadable:
        return None
    return f"times {min(values)} – {max(values)} seconds"


def _numbers(cells: Sequence[str]) -> str | None:
    signs, _ = decimal_sign(cells)
    try:
        values = [number(cell, "," if signs == {","} else ".") for cell in cells]
    except Unreadable:
        return None
    kind = "percentages" if all(map(is_percent, cells)) else "numbers" if any(value % 1 for value in values) else "whole numbers"
    return f"{kind} {_short(min(values))} – {_short(max(values))}"


def _short(value: Decimal) -> str:
    return format(value, "f")
