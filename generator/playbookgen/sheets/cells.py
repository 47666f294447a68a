"""What stands in a cell, as a text that compares: the same for what the YAML says and for what a spreadsheet makes of it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any, Final

from playbookgen.model.edit import Value
from playbookgen.model.scalars import Plain
from playbookgen.model.values import TextLine
from playbookgen.sheets.layout import Column

_NUMBER: Final = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?\Z")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
#: What no spreadsheet file can hold; a text with one shows the sign for it.
_UNSHOWABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END: Final = re.compile(r"\r\n?")


def normal(column: Column, text: str) -> str:
    """The text of a cell without what makes no difference: blanks around it, zeros behind a decimal, kinds of line ends."""
    text = _UNSHOWABLE.sub("\ufffd", _LINE_END.sub("\n", text)).strip()
    if column.kind == "many":
        return column.separator.join(parts(column, text))
    if column.is_number and _NUMBER.match(text):
        return short(Decimal(text))
    return text


def short(number: Decimal) -> str:
    """A number without needless zeros: ``86`` for 86.0."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def parts(column: Column, text: str) -> list[str]:
    """The values of a cell that holds several; between ids blanks and semicolons are understood too."""
    found = text.split("\n") if column.separator == "\n" else re.split(r"[,;\n]", text)
    return [part.strip() for part in found if part.strip()]


def typed(column: Column, text: str) -> Value:
    """The value to write for what was typed: a number or day without quotes; what is none stays a text, for reading to refuse."""
    if column.is_of(TextLine) or column.kind == "text" or column.shape.kind == "text":
        return text
    if column.is_number and _NUMBER.match(text):
        return Decimal(text)
    if column.is_day and _DAY.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return Plain(text)


def told(column: Column, value: Any, default: str) -> str:
    """The cell of a value as the YAML tells it; empty when nothing is told. Texts without a language speak `default`."""
    if column.kind == "text" and isinstance(value, dict):
        value = value.get(column.language)
    elif column.kind == "text" and column.language != default:
        return ""
    if column.kind == "many":
        given = [each.value for each in value] if isinstance(value, list) else [value]
        return normal(column, column.separator.join(each for each in given if isinstance(each, str)))
    return normal(column, value) if isinstance(value, str) else ""
