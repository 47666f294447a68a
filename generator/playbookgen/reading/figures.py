"""An export of another system, read as its source in the YAML says: every row a day with exact figures, or problems with line and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from playbookgen.model.metric_source import DayForm, FigureRow, FigureTable, MetricColumn, MetricSource
from playbookgen.model.metrics import Unit
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.problem import Place
from playbookgen.reading.cells import Sign, Unclear, Unreadable, day, day_form, decimal_sign, is_percent, number, seconds
from playbookgen.reading.csv_table import Row, Table, read_table
from playbookgen.reading.report import Report, shown_value

_NOTHING: Final = frozenset({"", "-", "–", "—", "n/a", "N/A", "NA", "#N/A", "null", "NULL"})


def read_figures(path: str, source: MetricSource, told: Organisation, as_of: date, report: Report) -> FigureTable | None:
    """The rows of an export.

    Args:
        path: the file, as it was typed.
        source: which column is what.
        told: the organisation whose metrics they are.
        as_of: no row lies after it.
        report: takes every problem.
    """
    names = [source.day, *(name for column in source.metrics for name in column.columns)]
    names += [name for check in source.sums for name in (check.total, *check.parts)]
    table = read_table(path, list(dict.fromkeys(names)), report)
    if table is None:
        return None
    reader = _Reader(table, source, {metric.id: metric.unit for metric in told.metrics}, report)
    rows = tuple(row for row in reader.rows(as_of) if row is not None)
    return FigureTable(table.shown, rows, len(table.rows) - len(rows)) if not report.has_errors else None


@dataclass(frozen=True, slots=True)
class _Form:
    """How the figure of one metric is written: its factor to percent or seconds is settled for the whole column."""

    column: MetricColumn
    unit: Unit
    factor: int


class _Reader:
    """Reads rows once it is settled how columns are written."""

    def __init__(self, table: Table, source: MetricSource, units: dict[str, Unit], report: Report) -> None:
        self._table, self._source, self._report = table, source, report
        self._at: dict[str, int] = {}
        self._asked: set[int] = set()
        self._find_columns()
        if report.has_errors:
            return
        self._sign = self._settle_sign()
        self._day_form = self._settle_days()
        self._forms = [self._settle(column, units[column.metric]) for column in source.metrics]

    def rows(self, as_of: date) -> Iterator[FigureRow | None]:
        """Every row; ``None`` for one that says nothing or cannot be read. None at all where it is not settled how columns are written."""
        if self._report.has_errors:
            return
        seen: dict[date, Row] = {}
        for row in self._table.rows:
            if self._report.is_full:
                return
            yield self._row(row, seen, as_of)

    def _find_columns(self) -> None:
        wanted = [self._source.day, *(name for column in self._source.metrics for name in column.columns)]
        wanted += [name for check in self._source.sums for name in (check.total, *check.parts)]
        for name in dict.fromkeys(wanted):
            positions = self._table.positions(name)
            if len(positions) > 1:
                message = f"two columns are called {shown_value(name)}"
                self._report.add(
                    "E602", message, self._place(self._table.header, positions[1]), help="give one of the two another name in the export"
                )
            else:
                self._at[name] = positions[0]

    def _cells(self, names: Iterator[str] | list[str]) -> list[str]:
        places = [self._at[name] for name in names]
        return [row.cells[place] for row in self._table.rows for place in places if row.cells[place] not in _NOTHING]

    def _settle_sign(self) -> Sign:
        if self._source.decimal:
            return "," if self._source.decimal == "comma" else "."
        signs, unclear = decimal_sign(self._cells([name for name in self._at if name != self._source.day]))
        if unclear and not signs:  # the other columns come from the same system
            signs, _ = decimal_sign(cell for row in self._table.rows for cell in row.cells)
        if len(signs) > 1:
            message = "some numbers have a decimal comma, others a decimal point"
            self._ask(message, "say which one holds in the source: decimal: comma, or decimal: point")
        elif not signs and unclear:
            help = "say it in the source: decimal: comma, or decimal: point"
            self._ask(f"“{unclear}” can be a thousand and more, or one and a fraction", help)
        return "," if signs == {","} else "."

    def _settle_days(self) -> DayForm | None:
        if self._source.day_form:
            return self._source.day_form
        forms = day_form(self._cells([self._source.day]))
        if len(forms) > 1:
            self._ask("some days are written day/month, others month/day", "export days as 2026-10-31")
        return next(iter(forms), None)

    def _settle(self, column: MetricColumn, unit: Unit) -> _Form:
        """The factor of a metric's figure; asks where the cells leave two readings."""
        figure = column.columns[0]
        cells = self._cells([figure])
        if unit == "percent" and column.mean:
            marked = sum(map(is_percent, cells))
            if marked and marked < len(cells):
                self._ask(f"some values of {shown_value(figure)} have a percent sign, others have none", "export the column in one form")
            if marked or column.scale == "percent":
                return _Form(column, unit, 1)
            if column.scale == "share":
                return _Form(column, unit, 100)
            if not self._has_above_one(cells):
                message = f"all values of {shown_value(figure)} lie between 0 and 1: shares, or percentages below one"
                self._ask(message, f"write scale: share, or scale: percent, for {column.metric}")
        elif unit == "seconds" and column.scale is None and any(_has_fraction(cell, self._sign) for cell in cells):
            self._ask(f"{shown_value(figure)} has fractions: seconds, or minutes", f"write scale: seconds, or scale: minutes, for {column.metric}")
        return _Form(column, unit, 1)

    def _has_above_one(self, cells: list[str]) -> bool:
        for cell in cells:
            try:
                if number(cell, self._sign) > 1:
                    return True
            except Unreadable:
                continue
        return False

    def _ask(self, message: str, help: str) -> None:
        self._report.add("E606", message, Place(self._table.shown, self._table.header.line), help=help)

    def _ask_about(self, unclear: Unclear, at: int, place: Place) -> None:
        """Asks at the first cell that leaves two readings: one answer holds for its whole column."""
        if at not in self._asked:
            self._asked.add(at)
            self._report.add("E606", unclear.message, place, help=unclear.help)

    def _row(self, row: Row, seen: dict[date, Row], as_of: date) -> FigureRow | None:
        used = {name for form in self._forms for name in form.column.columns}
        if all(row.cells[self._at[name]] in _NOTHING for name in used):
            return None
        on = self._day(row, as_of)
        if on is None:
            return None
        first = seen.setdefault(on, row)
        if first is not row and not self._source.several_rows_a_day:
            same = "with the same figures" if first.cells == row.cells else "with other figures"
            help = "keep one of the two; if a day has a row for each queue, write several_rows_a_day: true in the source"
            place, other = self._place(row, self._at[self._source.day]), self._place(first, self._at[self._source.day])
            self._report.add("E604", f"{on} stands here again, {same}; first on line {first.line}", place, help=help, related=other)
            return None
        self._check_sums(row)
        figures: dict[str, tuple[Decimal, Decimal]] = {}
        for form in self._forms:
            pair = self._pair(form, row)
            if pair is not None:
                figures[form.column.metric] = pair
        return FigureRow(row.line, on, figures)

    def _day(self, row: Row, as_of: date) -> date | None:
        at = self._at[self._source.day]
        cell, place = row.cells[at], self._place(row, at)
        try:
            on = day(cell, self._day_form)
        except Unclear as unclear:
            self._ask_about(unclear, at, place)
        except Unreadable:
            help = "days are written 2026-10-31 or 31.10.2026; a line of totals is to be deleted"
            self._report.add("E603", f"{shown_value(cell)} is no day", place, help=help)
        else:
            if on <= as_of:
                return on
            self._report.add("E304", f"{on} lies after the as-of date {as_of}", place, help="check the year, or the as-of date")
        return None

    def _check_sums(self, row: Row) -> None:
        for check in self._source.sums:
            values = [self._number(row, name) for name in (check.total, *check.parts)]
            given = [value for value in values if value is not None]
            if len(given) == len(values) and given[0] != sum(given[1:], Decimal(0)):
                message = f"{shown_value(check.total)} is {given[0]}, its parts add up to {sum(given[1:], Decimal(0))}"
                self._report.add("E605", message, self._place(row, self._at[check.total]), help="check the row in the system it comes from")

    def _pair(self, form: _Form, row: Row) -> tuple[Decimal, Decimal] | None:
        """The figure, and what it is divided or weighted by; nothing where that is 0 or a cell cannot be read."""
        column = form.column
        below = self._number(row, column.whole or column.weight or "") if column.sum is None else Decimal(1)
        if below is None:
            return None
        name = column.columns[0]
        if below == 0 and row.cells[self._at[name]] in _NOTHING:
            return Decimal(0), below
        figure = self._figure(form, row, name)
        if figure is None:
            return None
        wrong = None
        if column.part and form.unit == "percent" and figure > below:
            wrong = f"{shown_value(column.part)} is {figure}, more than {shown_value(column.whole)} {below}"
        elif column.mean and form.unit == "percent" and figure > 100:
            wrong = f"{shown_value(name)} is {figure} %, more than 100"
        if wrong:
            self._report.add("E605", wrong, self._place(row, self._at[name]), help="check the row, and which column is named in the source")
            return None
        return figure, below

    def _figure(self, form: _Form, row: Row, name: str) -> Decimal | None:
        if form.unit != "seconds":
            value = self._number(row, name, signed=form.unit in ("points", "eur", "score"))
            return None if value is None else value * form.factor
        at = self._at[name]
        try:
            return seconds(row.cells[at], self._sign, form.column.scale)
        except Unclear as unclear:
            self._ask_about(unclear, at, self._place(row, at))
        except Unreadable:
            self._unreadable(row, at, "a time")
        return None

    def _number(self, row: Row, name: str, *, signed: bool = False) -> Decimal | None:
        at = self._at[name]
        try:
            value = number(row.cells[at], self._sign)
        except Unreadable:
            self._unreadable(row, at, "a number")
            return None
        if value < 0 and not signed:
            self._report.add("E605", f"{shown_value(name)} is {value}, less than 0", self._place(row, at), help="check the row")
            return None
        return value

    def _unreadable(self, row: Row, at: int, wanted: str) -> None:
        cell, name = row.cells[at], self._table.header.cells[at]
        what = "is empty" if cell in _NOTHING else f"is {shown_value(cell)}"
        help = "correct the cell, or delete the row; a row without any figure is passed over"
        self._report.add("E603", f"{shown_value(name)} {what}, {wanted} is expected", self._place(row, at), help=help)

    def _place(self, row: Row, at: int) -> Place:
        """The place of a cell in its line; the line's beginning where quotes hide it."""
        line = self._report.line(Place(self._table.shown, row.line))
        if line is None or '"' in line:
            return Place(self._table.shown, row.line)
        before = line.split(self._table.separator)[: at + 1]
        return Place(self._table.shown, row.line, sum(len(cell) + 1 for cell in before[:-1]) + 1, max(1, len(before[-1])))


def _has_fraction(cell: str, sign: Sign) -> bool:
    try:
        value = number(cell, sign)
    except Unreadable:
        return False
    return value != value.to_integral_value() and not cell.strip().lower().endswith(("s", "sec", "sek", "min", "s.", "min."))
