"""Coordinates for the chart templates: rounded, so that the same input draws the same bytes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup

from playbookgen.model.formats import decimal_of

Exact = Fraction | Decimal | int


def px(value: Exact) -> Markup:
    """A coordinate in user units, two decimals at most: 12.5, 640."""
    text = f"{decimal_of(Fraction(value), 2):f}"
    return Markup(text.rstrip("0").rstrip(".") if "." in text else text)  # noqa: S704 - digits


def scaled(value: Exact, low: Exact, high: Exact, start: Exact, end: Exact) -> Fraction:
    """Where `value` of the range low…high stands between the coordinates start…end."""
    low, high = Fraction(low), Fraction(high)
    if high == low:
        return Fraction(start)
    return Fraction(start) + (Fraction(value) - low) / (high - low) * (Fraction(end) - Fraction(start))


def wrapped(text: str, width: int, lines: int = 2) -> tuple[str, ...]:
    """`text` in at most `lines` lines of about `width` characters; the last ends with … if cut."""
    rows: list[str] = []
    words = text.split()
    while words and len(rows) < lines:
        row = words.pop(0)
        while words and len(row) + 1 + len(words[0]) <= width:
            row += " " + words.pop(0)
        rows.append(row if len(row) <= width else row[: width - 1] + "…")
    if words and rows:
        rows[-1] = rows[-1][: width - 1].rstrip() + "…"
    return tuple(rows)
