"""Days that cannot lie after the as-of date, and which day that is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from playbookgen.model.values import DateType, Period, PeriodType
from playbookgen.reading.nodes import Node
from playbookgen.reading.report import Report
from playbookgen.reading.shape import Visit


def effective_as_of(root: Node | None, given: date | None, today: date) -> date:
    """The day judgements are made for: the one given, else ``site.as_of`` of the file, else `today`."""
    if given is not None:
        return given
    node = root.below("site", "as_of") if root is not None else None
    written = _day(node.text) if node is not None and node.text is not None else None
    return written or today


def check_dates(visits: Iterable[Visit], as_of: date, report: Report) -> None:
    """Report what is said to have happened after `as_of` (E304); `visits` are those of the tree with its keys mended."""
    for visit in visits:
        text = visit.node.text
        if text is None or report.is_full:
            continue
        for kind in visit.shape.types:
            if isinstance(kind, DateType) and kind.happened and (day := _day(text)) is not None and day > as_of:
                message = f"{visit.steps[-1]} {day} lies after the as-of date {as_of}"
                help = "only what has happened is written here: check the year, or the as-of date"
                report.add("E304", message, visit.node.place, help=help, suggestion=_year_before(day, as_of))
            elif isinstance(kind, PeriodType) and (first := _first_day(text)) is not None and first > as_of:
                message = f"period {text} begins after the as-of date {as_of}"
                help = "figures are written once their period has begun: check the period, or the as-of date"
                report.add("E304", message, visit.node.place, help=help)


def _day(text: str) -> date | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _first_day(text: str) -> date | None:
    try:
        return Period.parse(text).first
    except (ValueError, OverflowError):
        return None


def _year_before(day: date, as_of: date) -> str | None:
    """The same day a year earlier, where that is not after the as-of date: the usual slip in January."""
    try:
        earlier = day.replace(year=day.year - 1)
    except ValueError:
        return None
    return earlier.isoformat() if earlier <= as_of else None
