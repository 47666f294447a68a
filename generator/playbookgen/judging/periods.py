"""Daily figures as figures of a period: sums and ratios of sums, means by their weight; never a mean of means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from playbookgen.model.edit import AddItems, Edit, SetValue, Value
from playbookgen.model.formats import decimal_of
from playbookgen.model.imported import FigureChange, MetricsMerge
from playbookgen.model.metric_source import FigureTable, MetricColumn, MetricSource
from playbookgen.model.metrics import Frequency, Metric, Unit
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.problem import Place, Problem
from playbookgen.model.scalars import Plain
from playbookgen.model.values import Period

_DECIMALS: Final[dict[Unit, int]] = {"percent": 1, "points": 1, "seconds": 0, "count": 0, "eur": 2, "score": 2}
#: Periods named in one remark; the others are counted.
_NAMED: Final = 6


def merge_figures(told: Organisation, source: MetricSource, table: FigureTable) -> MetricsMerge:
    """The figures of every period the rows are about, and the edits that write them.

    A sum adds its column up. A ratio divides the sum of its parts by the sum of its wholes. A mean is weighted:
    Σ (mean × weight) / Σ weight, so that a service level counts every contact offered alike. Rounded half up once, at the end: percentages to
    one decimal, times to whole seconds.
    """
    changes: list[FigureChange] = []
    edits: list[Edit] = []
    problems: list[Problem] = []
    rhythms: dict[Frequency, None] = {}
    for column in source.metrics:
        position = next(index for index, metric in enumerate(told.metrics) if metric.id == column.metric)
        metric = told.metrics[position]
        rhythms[metric.frequency] = None
        values = figures_by_period(table, column, metric)
        those = [change for period, value in values.items() if (change := _change(metric, period, value)) is not None]
        edits += _edits(position, metric, those)
        changes += those
        empty = [period.text for period, value in values.items() if value is None]
        if empty:
            problems.append(_remark(table, f"{metric.id} has no value in {_named(empty)}: nothing was offered or handled"))
    for frequency in rhythms:
        problems += _gaps(table, frequency)
    return MetricsMerge(tuple(edits), tuple(changes), tuple(problems), table.skipped)


def figures_by_period(table: FigureTable, column: MetricColumn, metric: Metric) -> dict[Period, Decimal | None]:
    """The metric's value of each period in order; ``None`` where all weights of a period are 0."""
    above: dict[Period, Fraction] = {}
    below: dict[Period, Fraction] = {}
    for row in table.rows:
        if metric.id not in row.figures:
            continue
        figure, weight = (Fraction(part) for part in row.figures[metric.id])
        period = period_of(row.day, metric.frequency)
        above[period] = above.get(period, Fraction(0)) + (figure * weight if column.mean else figure)
        below[period] = below.get(period, Fraction(0)) + weight
    return {period: _value(above[period], below[period], column, metric.unit) for period in sorted(above)}


def _value(above: Fraction, below: Fraction, column: MetricColumn, unit: Unit) -> Decimal | None:
    if column.sum:
        return decimal_of(above, _DECIMALS[unit])
    if not below:
        return None
    ratio = above / below
    return decimal_of(ratio * 100 if column.part and unit == "percent" else ratio, _DECIMALS[unit])


def period_of(day: date, frequency: Frequency) -> Period:
    """The period of a metric's rhythm that holds `day`; a metric read in real time is kept by month."""
    if frequency == "weekly":
        year, week, _ = day.isocalendar()
        return Period.parse(f"{year:04}-W{week:02}")
    if frequency == "quarterly":
        return Period.parse(f"{day.year:04}-Q{(day.month + 2) // 3}")
    return Period.parse(f"{day.year:04}" if frequency == "yearly" else f"{day.year:04}-{day.month:02}")


def _change(metric: Metric, period: Period, value: Decimal | None) -> FigureChange | None:
    if value is None:
        return None
    before = next((actual.value for actual in metric.actuals if actual.period == period), None)
    return FigureChange(metric.id, period.text, before, value)


def _edits(position: int, metric: Metric, changes: Sequence[FigureChange]) -> list[Edit]:
    """Changed values first; then new periods, the last gap first, so that positions hold."""
    at = {actual.period.text: index for index, actual in enumerate(metric.actuals)}
    path = ("metrics", position, "actuals")
    edits: list[Edit] = [SetValue((*path, at[each.period], "value"), each.value) for each in changes if each.before not in (None, each.value)]
    gaps: dict[int, list[Value]] = {}
    for each in changes:
        if each.before is None:
            first = Period.parse(each.period).first
            where = sum(actual.period.first < first for actual in metric.actuals)
            gaps.setdefault(where, []).append({"period": Plain(each.period), "value": each.value})
    return edits + [AddItems(path, tuple(gaps[where]), at=where if metric.actuals else None) for where in sorted(gaps, reverse=True)]


def _gaps(table: FigureTable, frequency: Frequency) -> Iterable[Problem]:
    """What the days leave out: whole periods, the ends of the first and last, single days."""
    days = sorted({row.day for row in table.rows})
    if not days:
        return
    there = {period_of(day, frequency) for day in days}
    missing: dict[Period, int] = {}
    day = period_of(days[0], frequency).first
    last = period_of(days[-1], frequency).last
    known = set(days)
    while day <= last:
        if day not in known:
            period = period_of(day, frequency)
            missing[period] = missing.get(period, 0) + 1
        day += timedelta(days=1)
    absent = [period.text for period in sorted(missing) if period not in there]
    if absent:
        yield _remark(table, f"no row is about {_named(absent)}; nothing is written for {'it' if len(absent) == 1 else 'them'}")
    for period in sorted({min(there), max(there)}):
        begins, ends = max(period.first, days[0]), min(period.last, days[-1])
        if (begins, ends) != (period.first, period.last):
            given = sum(begins <= day <= ends for day in days)
            length = (period.last - period.first).days + 1
            yield _remark(table, f"{period.text} is incomplete: {given} of {length} days, from {begins} to {ends}")
    whole = [period for period in sorted(missing) if period in there and days[0] < period.first and period.last < days[-1]]
    if whole:
        inside = [f"{period.text} ({missing[period]})" for period in whole]
        yield _remark(table, f"days without a row: {_named(inside)}; fine where the centre was closed")


def _named(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")


def _remark(table: FigureTable, message: str) -> Problem:
    return Problem("E607", message, Place(table.shown), "warning", help="compare with the system the figures come from")
