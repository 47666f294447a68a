"""Numbers, dates and percentages the way each language writes them (CLDR through Babel)."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_currency, get_decimal_symbol, get_group_symbol

from playbookgen.model.metrics import Metric, Unit
from playbookgen.model.text import Language
from playbookgen.model.values import Period

_LOCALES: Final[dict[Language, str]] = {"en": "en_GB", "fi": "fi", "nb": "nb", "sv": "sv"}
# Day, month and year in figures where the language writes them so; English spells the month.
_DATES: Final[dict[Language, str]] = {"en": "d MMM y", "fi": "d.M.y", "nb": "dd.MM.y", "sv": "y-MM-dd"}
_SHORT_DATES: Final[dict[Language, str]] = {"en": "d MMM", "fi": "d.M.", "nb": "dd.MM.", "sv": "d MMM"}

Numeric = int | float | Decimal | Fraction


def decimal_of(value: Numeric, digits: int) -> Decimal:
    """`value` rounded half up to `digits` decimals; exact until this moment."""
    step = Decimal(1).scaleb(-digits)
    if isinstance(value, Fraction):
        sign = -1 if value < 0 else 1
        scaled = abs(value) * 10**digits
        whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
        return (Decimal(sign * whole) * step).quantize(step)
    return Decimal(str(value)).quantize(step, ROUND_HALF_UP)


class Formats:
    """Formatting for one language. Every method returns plain text."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self.locale = Locale.parse(_LOCALES[language])
        self._percent = self.locale.percent_formats[None].suffix[0]
        self._signs = str.maketrans({",": get_group_symbol(self.locale), ".": get_decimal_symbol(self.locale)})

    def number(self, value: Numeric, digits: int | None = None, signed: bool = False) -> str:
        """A number; `digits` decimals, or as many as were typed. `signed` shows a plus too."""
        exact = decimal_of(value, self._typed_digits(value) if digits is None else digits)
        # As Babel writes the pattern "#,##0.0" with as many decimals, in a tenth of its time: pages have a thousand numbers.
        text = f"{exact:,f}".translate(self._signs)
        if signed and exact > 0:
            text = f"+{text}"
        return _true_minus(text)

    @staticmethod
    def _typed_digits(value: Numeric) -> int:
        if isinstance(value, Decimal):
            return min(max(0, -int(value.as_tuple().exponent)), 2)
        return 0 if isinstance(value, int) else 1

    def share(self, value: Numeric, digits: int = 0) -> str:
        """A share 0–1 as percent: 3/4 → 75 %."""
        return f"{self.number(decimal_of(value, digits + 2).scaleb(2), digits)}{self._percent}"

    def percent(self, value: Numeric, digits: int | None = None) -> str:
        """A percentage 0–100: 87.5 → 87,5 %."""
        digits = self._typed_digits(value) if digits is None else digits
        return self.share(Fraction(str(value)) / 100, digits)

    def money(self, amount: Numeric, currency: str) -> str:
        """An amount of money; whole units when it is whole."""
        exact = Decimal(str(amount)) if not isinstance(amount, Fraction) else decimal_of(amount, 2)
        digits = 0 if exact == exact.to_integral_value() else 2
        pattern = self.locale.currency_formats["standard"].pattern
        if not digits:
            pattern = pattern.replace("0.00", "0")
        return _true_minus(format_currency(decimal_of(exact, digits), currency, pattern, locale=self.locale, currency_digits=False))

    def duration(self, seconds: Numeric) -> str:
        """Seconds as minutes and seconds: 424 → 7:04."""
        whole = int(decimal_of(seconds, 0))
        sign, whole = ("−", -whole) if whole < 0 else ("", whole)
        hours, rest = divmod(whole, 3600)
        minutes, seconds = divmod(rest, 60)
        return f"{sign}{hours}:{minutes:02}:{seconds:02}" if hours else f"{sign}{minutes}:{seconds:02}"

    def value(self, value: Numeric, metric: Metric | Unit) -> str:
        """A value in its metric's unit."""
        unit = metric if isinstance(metric, str) else metric.unit
        if unit == "percent":
            return self.percent(value)
        if unit == "seconds":
            return self.duration(value)
        if unit == "eur":
            return self.money(value, "EUR")
        return self.number(value)

    def target(self, metric: Metric) -> str:
        """What a metric should reach: one value, a range (75–85 %), or a dash where nothing is told."""
        told = metric.target
        if told and told.value is not None:
            return self.value(told.value, metric)
        if told and told.min is not None and told.max is not None:
            low = self.number(told.min) if metric.unit == "percent" else self.value(told.min, metric)
            return f"{low}–{self.value(told.max, metric)}"
        return "–"

    def difference(self, value: Numeric, metric: Metric | Unit) -> str:
        """A change in a metric's unit, with its sign; percentages in percentage points as a number."""
        unit = metric if isinstance(metric, str) else metric.unit
        if unit == "seconds":
            text = self.duration(value)
            return f"+{text}" if value > 0 else text
        return self.number(value, signed=True)

    def date(self, day: dt.date) -> str:
        """A day in full: 31.10.2026, 31 Oct 2026."""
        return format_date(day, _DATES[self.language], locale=self.locale)

    def day(self, day: dt.date) -> str:
        """A day without its year: 31.10., 31 Oct."""
        return format_date(day, _SHORT_DATES[self.language], locale=self.locale)

    def month(self, day: dt.date) -> str:
        """A month with its year: lokakuu 2026, Oct 2026 in full words."""
        return str(format_skeleton("yMMMM", day, locale=self.locale))

    def period(self, period: Period) -> str:
        """A period: a year, quarter, month or week in words."""
        if len(period.text) == 4:
            return period.text
        year, part = period.text.split("-")
        if part.startswith("Q"):
            quarters = {"en": f"{part} {year}", "fi": f"{part}/{year}", "nb": f"{part[1]}. kvartal {year}", "sv": f"kvartal {part[1]} {year}"}
            return quarters[self.language]
        if part.startswith("W"):
            return str(format_date(period.first, self._week_pattern(), locale=self.locale))
        return self.month(period.first)

    def _week_pattern(self) -> str:
        return {"en": "'week' w YYYY", "fi": "'viikko' w/YYYY", "nb": "'uke' w YYYY", "sv": "'vecka' w YYYY"}[self.language]

    def language_name(self, code: str) -> str:
        """What a language is called: Finnish, suomi, finsk."""
        return str(self.locale.languages.get(code, code))

    def list(self, items: list[str]) -> str:
        """Items joined as the language joins them: a, b and c."""
        return format_list(items, locale=self.locale) if items else ""


def _true_minus(text: str) -> str:
    return text.replace("-", "−")
