"""What stands in a cell of an export: numbers, shares, times and days as the Nordic countries and their systems write them.

What a column means is decided by all of its cells together. Where they leave two readings, nothing is chosen: `Unclear` asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from playbookgen.model.metric_source import DayForm, Scale

Sign = Literal[".", ","]
_BLANKS: Final = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_NUMBER: Final = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)*\Z")
_CLOCK: Final = re.compile(r"([0-9]{1,4}):([0-5]?[0-9]):([0-5]?[0-9](?:[.,][0-9]+)?)\Z")
_TWO_PARTS: Final = re.compile(r"([0-9]{1,5}):([0-5][0-9])\Z")
_DAY_FORMS: Final = (
    (re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})\Z"), (1, 2, 3)),
    (re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})\Z"), (1, 2, 3)),
    (re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})\Z"), (3, 2, 1)),
)
_SLASHED: Final = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})\Z")
_HOUR: Final = re.compile(r"[T ]+[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?\Z")


class Unreadable(Exception):
    """A cell is not what its column is."""


class Unclear(Exception):
    """Cells can be read in two ways; the message says which, and what key answers it."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.message, self.help = message, help


def decimal_sign(cells: Iterable[str]) -> tuple[set[Sign], str | None]:
    """Which signs the numbers use before their decimals, and a cell that could be meant either way (``1.234``)."""
    signs: set[Sign] = set()
    open_case: str | None = None
    for cell in cells:
        body = _bare(cell)
        if not _NUMBER.match(body):
            continue
        points, commas = body.count("."), body.count(",")
        if points and commas:
            signs.add("." if body.rindex(".") > body.rindex(",") else ",")
        elif points > 1 or commas > 1:
            signs.add("," if points else ".")
        elif points or commas:
            whole, decimals = re.split("[.,]", body.lstrip("+-"))
            if len(decimals) == 3 and whole.strip("0") and len(whole) <= 3:
                open_case = open_case or cell
            else:
                signs.add("." if points else ",")
    return signs, open_case


def _bare(cell: str) -> str:
    """A number without blanks, unit and typographic minus."""
    body = _BLANKS.sub("", cell).replace("−", "-")
    return re.sub(r"(%|s|sec|sek|min)\.?\Z", "", body, flags=re.IGNORECASE)


def number(cell: str, sign: Sign) -> Decimal:
    """The number in a cell.

    Raises:
        Unreadable: there is none.
    """
    body = _bare(cell)
    grouping = "," if sign == "." else "."
    whole, _, decimals = body.partition(sign)
    if not _NUMBER.match(body) or grouping in decimals or sign in decimals:
        raise Unreadable
    groups = whole.lstrip("+-").split(grouping)
    if len(groups) > 1 and not (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])):
        raise Unreadable
    return Decimal(whole.replace(grouping, "") + (f".{decimals}" if decimals else ""))


def is_percent(cell: str) -> bool:
    """Whether a cell says that it is a percentage."""
    return cell.rstrip().endswith("%")


def seconds(cell: str, sign: Sign, scale: Scale | None) -> Decimal:
    """A time in seconds: ``0:02:14``, with `scale` ``2:14``, or a number of seconds or minutes.

    Raises:
        Unreadable: no time stands there.
        Unclear: ``2:14`` without a scale.
    """
    body = _BLANKS.sub("", cell)
    if found := _CLOCK.match(body):
        return Decimal(found[1]) * 3600 + Decimal(found[2]) * 60 + Decimal(found[3].replace(",", "."))
    if found := _TWO_PARTS.match(body):
        if scale not in ("m:ss", "h:mm"):
            raise Unclear(f"“{cell}” can be minutes and seconds or hours and minutes", "write scale: m:ss, or scale: h:mm, for this metric")
        step = 60 if scale == "m:ss" else 3600
        return Decimal(found[1]) * step + Decimal(found[2]) * (step // 60)
    value = number(cell, sign)
    return value * 60 if scale == "minutes" or body.lower().rstrip(".").endswith("min") else value


def day_form(cells: Iterable[str]) -> set[DayForm]:
    """How days with slashes are written, as far as they tell: one part above 12 is the day."""
    forms: set[DayForm] = set()
    for cell in cells:
        if found := _SLASHED.match(_HOUR.sub("", cell)):
            if int(found[1]) > 12:
                forms.add("day_first")
            elif int(found[2]) > 12:
                forms.add("month_first")
    return forms


def day(cell: str, form: DayForm | None) -> date:
    """The day in a cell; an hour behind it is left out.

    Raises:
        Unreadable: no day stands there, or none of the calendar.
        Unclear: ``01/02/2026`` without a form.
    """
    body = _HOUR.sub("", cell.strip())
    for pattern, order in _DAY_FORMS:
        if found := pattern.match(body):
            return _calendar(*(int(found[part]) for part in order))
    if found := _SLASHED.match(body):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        if form is None and first == second:
            return _calendar(year, first, second)
        if form is None:
            raise Unclear(f"“{cell}” can be day/month or month/day", "write day_form: day_first, or day_form: month_first, in the source")
        return _calendar(year, second, first) if form == "day_first" else _calendar(year, first, second)
    raise Unreadable


def _calendar(year: int, month: int, day_of_month: int) -> date:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        raise Unreadable from None
