"""Typed values of the organisation's YAML: numbers, dates, periods, ids and references.

Each type reads what stands in the file (`Plain` when unquoted) and refuses what could be read in
two ways, with the right spelling as suggestion. Numbers are exact: a decimal is read as a decimal.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from playbookgen.model.problem import refusal
from playbookgen.model.scalars import Plain
from playbookgen.model.text import check_characters, on_one_line

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?\Z")
#: A number longer than this is a slip of the finger; Python refuses to print numbers of thousands of digits.
_MOST_DIGITS = 18
_ID = re.compile(r"[a-z][a-z0-9_]{1,39}\Z")
_LETTERS = str.maketrans({"ä": "a", "å": "a", "ö": "o", "ø": "o", "æ": "ae", "é": "e", "ü": "u", "š": "s", "ž": "z"})


class _FieldType:
    """A pydantic field type made of one checking function and the JSON Schema an editor sees."""

    def check(self, value: Any) -> Any:
        """The value that was meant.

        Raises:
            PydanticCustomError: what stands there is no such value; made by `refusal`.
        """
        raise NotImplementedError

    def json_schema(self) -> JsonSchemaValue:
        """What an editor may know of the value, as JSON Schema."""
        raise NotImplementedError

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return self.json_schema()


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f"“{value[:60]}”"
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else str(value)


def _plainly(text: str) -> str | None:
    """The number somebody meant, spelt as YAML wants it; ``None`` if it cannot be guessed."""
    if len(text) > _MOST_DIGITS * 2:
        return None
    cleaned = re.sub(r"(?<=\d)[\s\u00a0\u202f_'](?=\d)", "", text.strip())
    cleaned = re.sub(r"\s*(%|€|EUR|NOK|SEK|USD|s|sec|min|kpl|st|stk)\.?\Z", "", cleaned, flags=re.IGNORECASE)
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", cleaned) and cleaned.count(",") > 1:
        cleaned = cleaned.replace(",", "")
    cleaned = cleaned.replace(",", ".").replace("−", "-")
    cleaned = re.sub(r"\A([-+]?)0+(?=\d)", r"\1", cleaned).removeprefix("+")
    return cleaned if _DECIMAL.match(cleaned) else None


@dataclass(frozen=True)
class NumberType(_FieldType):
    """A number of the file; units are said by the field that uses it."""

    minimum: float | None = None
    maximum: float | None = None
    integer: bool = False
    above: float | None = None

    def check(self, value: Any) -> Decimal | int:
        number = self._read(value)
        if self.integer and number != number.to_integral_value():
            raise refusal("E204", f"must be a whole number, got {_shown(value).strip('“”')}", help="write it without decimals")
        low, high = self.minimum, self.maximum
        if (
            (low is not None and number < Decimal(str(low)))
            or (high is not None and number > Decimal(str(high)))
            or (self.above is not None and number <= Decimal(str(self.above)))
        ):
            raise refusal("E203", f"must be {self._range()}, got {number}")
        return int(number) if self.integer else number

    def _read(self, value: Any) -> Decimal:
        if isinstance(value, bool) or value is None or isinstance(value, (dict, list)):
            raise refusal("E204", f"a number is expected here, got {_shown(value)}")
        if isinstance(value, (int, Decimal)):
            return Decimal(value)
        if isinstance(value, float):
            return Decimal(repr(value))
        text = str(value)
        if _DECIMAL.match(text) and len(text) > _MOST_DIGITS:
            raise refusal("E203", f"a number has at most {_MOST_DIGITS} digits, got {len(text)}", help="check the number")
        if isinstance(value, Plain) and _DECIMAL.match(text):
            return Decimal(text)
        if clock := re.fullmatch(r"([0-9]{1,3}):([0-5][0-9])", text):
            seconds = str(int(clock.group(1)) * 60 + int(clock.group(2)))
            help = f"times are seconds: did you mean {seconds}?"
            raise refusal("E210", f"{_shown(value)} is a clock time, a number is expected here", help=help, suggestion=seconds)
        meant = _plainly(text)
        if meant is None:
            raise refusal("E204", f"a number is expected here, got {_shown(value)}")
        what = "a number in quotes" if _DECIMAL.match(text) else f"{_shown(value)} is not a number that can be read in one way only"
        raise refusal("E210", what, help=f"did you mean {meant}?", suggestion=meant)

    def _range(self) -> str:
        if self.above is not None:
            return f"more than {_trim(self.above)}" + (f" and at most {_trim(self.maximum)}" if self.maximum is not None else "")
        if self.minimum is not None and self.maximum is not None:
            return f"{_trim(self.minimum)}–{_trim(self.maximum)}"
        return f"at least {_trim(self.minimum)}" if self.minimum is not None else f"at most {_trim(self.maximum)}"

    def json_schema(self) -> JsonSchemaValue:
        schema: JsonSchemaValue = {"type": "integer" if self.integer else "number"}
        if self.minimum is not None:
            schema["minimum"] = self.minimum
        if self.maximum is not None:
            schema["maximum"] = self.maximum
        if self.above is not None:
            schema["exclusiveMinimum"] = self.above
        return schema


def _trim(bound: float | None) -> str:
    return f"{bound:g}".replace("-", "−")


@dataclass(frozen=True)
class BooleanType(_FieldType):
    """``true`` or ``false``; ``yes`` and ``no`` are understood too."""

    _words: ClassVar[dict[str, bool]] = {"true": True, "yes": True, "false": False, "no": False}

    def check(self, value: Any) -> bool:
        if isinstance(value, bool):
            return value
        if isinstance(value, Plain) and value.lower() in self._words:
            return self._words[value.lower()]
        meant = self._words.get(str(value).lower()) if isinstance(value, str) else None
        suggestion = None if meant is None else str(meant).lower()
        raise refusal(
            "E204",
            f"true or false is expected here, got {_shown(value)}",
            help=f"write {suggestion} without quotes" if suggestion else "write true or false, without quotes",
            suggestion=suggestion,
        )

    def json_schema(self) -> JsonSchemaValue:
        return {"type": "boolean"}


@dataclass(frozen=True)
class DateType(_FieldType):
    """A calendar day, ``YYYY-MM-DD``. `happened` marks days that cannot lie after the as-of date."""

    happened: bool = False

    def check(self, value: Any) -> date:
        if isinstance(value, date):
            return value
        text = str(value) if isinstance(value, str) else ""
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                raise refusal("E206", f"there is no day {text} in the calendar", help="check day and month: YYYY-MM-DD") from None
        meant = _meant_date(text)
        raise refusal(
            "E206",
            f"a date is written YYYY-MM-DD, got {_shown(value)}",
            help=f"did you mean {meant}?" if meant else "write year, month and day: 2026-10-31",
            suggestion=meant,
        )

    def json_schema(self) -> JsonSchemaValue:
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


def _meant_date(text: str) -> str | None:
    for pattern, order in (
        (r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", (3, 2, 1)),
        (r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", (1, 2, 3)),
        (r"(\d{4})(\d{2})(\d{2})", (1, 2, 3)),
        (r"(\d{4})-(\d{2})-(\d{2})[T ].*", (1, 2, 3)),
    ):
        if found := re.fullmatch(pattern, text.strip()):
            year, month, day = (int(found.group(part)) for part in order)
            try:
                return date(year, month, day).isoformat()
            except ValueError:
                return None
    return None


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of time a figure is about: a year, quarter, month or ISO week.

    `first` and `last` are its first and last day; `text` is how it stands in the file.
    """

    first: date
    last: date
    text: str

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, text: str) -> Period:
        """From ``YYYY``, ``YYYY-Qn``, ``YYYY-MM`` or ``YYYY-Wnn``.

        Raises:
            ValueError: when it is none of these or does not exist in the calendar.
        """
        if found := re.fullmatch(r"(\d{4})", text):
            year = int(found.group(1))
            return cls(date(year, 1, 1), date(year, 12, 31), text)
        if found := re.fullmatch(r"(\d{4})-Q([1-4])", text):
            year, last_month = int(found.group(1)), int(found.group(2)) * 3
            return cls(date(year, last_month - 2, 1), _month_end(year, last_month), text)
        if found := re.fullmatch(r"(\d{4})-(\d{2})", text):
            year, month = int(found.group(1)), int(found.group(2))
            return cls(date(year, month, 1), _month_end(year, month), text)
        if found := re.fullmatch(r"(\d{4})-W(\d{2})", text):
            monday = date.fromisocalendar(int(found.group(1)), int(found.group(2)), 1)
            return cls(monday, monday + timedelta(days=6), text)
        raise ValueError(text)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


@dataclass(frozen=True)
class PeriodType(_FieldType):
    """A period of an actual value; its first day cannot lie after the as-of date."""

    def check(self, value: Any) -> Period:
        if isinstance(value, Period):
            return value
        text = str(value) if isinstance(value, str) else ""
        try:
            return Period.parse(text)
        except (ValueError, OverflowError):
            meant = _meant_period(text)
            raise refusal(
                "E207",
                f"a period is written YYYY, YYYY-Qn, YYYY-MM or YYYY-Wnn, got {_shown(value)}",
                help=f"did you mean {meant}?" if meant else "for example 2026-10, 2026-Q3 or 2026-W41",
                suggestion=meant,
            ) from None

    def json_schema(self) -> JsonSchemaValue:
        return {"type": ["string", "integer"], "pattern": r"^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-W\d{2})?$"}


def _meant_period(text: str) -> str | None:
    for pattern, write in _PERIOD_GUESSES:
        if found := re.fullmatch(pattern, text.strip(), flags=re.IGNORECASE):
            try:
                return Period.parse(write(found)).text
            except ValueError:
                return None
    return None


_PERIOD_GUESSES: Final[tuple[tuple[str, Callable[[re.Match[str]], str]], ...]] = (
    (r"(\d{4})[-/.](\d{1,2})", lambda m: f"{m[1]}-{int(m[2]):02}"),
    (r"(\d{1,2})[./](\d{4})", lambda m: f"{m[2]}-{int(m[1]):02}"),
    (r"(\d{4})-(\d{2})-\d{2}", lambda m: f"{m[1]}-{m[2]}"),
    (r"(\d{4})[-/ ]?q([1-4])", lambda m: f"{m[1]}-Q{m[2]}"),
    (r"q([1-4])[-/ ]?(\d{4})", lambda m: f"{m[2]}-Q{m[1]}"),
    (r"(\d{4})[-/ ]?w(\d{1,2})", lambda m: f"{m[1]}-W{int(m[2]):02}"),
)


@dataclass(frozen=True)
class IdType(_FieldType):
    """An id: ``^[a-z][a-z0-9_]{1,39}$``. Unique inside its list."""

    def check(self, value: Any) -> str:
        if not isinstance(value, str):
            raise refusal("E208", f"an id is expected here, got {_shown(value)}")
        text = str(value)
        if _ID.match(text):
            return text
        check_characters(text, what="the id", visible=True)
        meant = slugify_id(text)
        raise refusal(
            "E208",
            f"{_shown(text)} cannot be an id: 2–40 small letters a–z, digits and _, a letter first",
            help=f"did you mean “{meant}”?" if meant else "for example first_contact",
            suggestion=meant,
        )

    def json_schema(self) -> JsonSchemaValue:
        return {"type": "string", "pattern": "^[a-z][a-z0-9_]{1,39}$"}


def slugify_id(text: str) -> str | None:
    """The nearest id to `text`, or ``None`` when nothing usable is left."""
    plain = re.sub(r"[^a-z0-9]+", "_", text.strip().lower().translate(_LETTERS)).strip("_")[:40].strip("_")
    return plain if _ID.match(plain) else None


@dataclass(frozen=True)
class Reference(IdType):
    """The id of something told elsewhere in the same file.

    `to` names the list (``people``, ``metrics``, ``change.goals``…); `or_library` also allows the
    ids of that library list.
    """

    to: str = ""
    or_library: str | None = None


@dataclass(frozen=True)
class TextLine(_FieldType):
    """A short text that is the same in every language (a code, an address, a name)."""

    limit: int = 200

    def check(self, value: Any) -> str:
        if not isinstance(value, str):
            raise refusal("E204", f"a text is expected here, got {_shown(value)}")
        text = on_one_line(str(value))
        check_characters(str(value), what="the text", visible=True)
        if not text:
            raise refusal("E209", "the text is empty", help="write the text, or delete the key")
        if len(text) > self.limit:
            raise refusal("E209", f"the text has {len(text)} characters, at most {self.limit} fit here", help="shorten it")
        return text

    def json_schema(self) -> JsonSchemaValue:
        return {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": self.limit}


Id = Annotated[str, IdType()]
Line = Annotated[str, TextLine()]
Bool = Annotated[bool, BooleanType()]
Day = Annotated[date, DateType()]
PastDay = Annotated[date, DateType(happened=True)]
PeriodField = Annotated[Period, PeriodType()]

Number = Annotated[Decimal, NumberType()]
NotNegative = Annotated[Decimal, NumberType(minimum=0)]
Positive = Annotated[Decimal, NumberType(above=0)]
#: 0–100, never 0–1.
Percent = Annotated[Decimal, NumberType(minimum=0, maximum=100)]
Count = Annotated[int, NumberType(minimum=0, integer=True)]
PositiveCount = Annotated[int, NumberType(minimum=1, integer=True)]
#: Whole seconds.
Seconds = Annotated[int, NumberType(minimum=0, integer=True)]
OneToFive = Annotated[int, NumberType(minimum=1, maximum=5, integer=True)]

Cadence = Literal["weekly", "biweekly", "monthly", "quarterly", "half_yearly", "yearly", "once"]
#: Days of each cadence; ``None`` means once and for ever (brief 2.4).
CADENCE_DAYS: Final[dict[Cadence, int | None]] = {
    "weekly": 7,
    "biweekly": 14,
    "monthly": 31,
    "quarterly": 92,
    "half_yearly": 183,
    "yearly": 366,
    "once": None,
}
