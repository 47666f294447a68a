"""Numbers, times and days of a cell, and what is asked about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from playbookgen.reading.cells import Unclear, Unreadable, day, day_form, decimal_sign, number, seconds


@pytest.mark.parametrize(
    ("cell", "sign", "value"),
    [
        ("1234", ".", "1234"), ("1,234", ".", "1234"), ("1.234", ",", "1234"), ("1 234,5", ",", "1234.5"), ("1\u00a0234\u202f567", ".", "1234567"),
        ("1'234.5", ".", "1234.5"), ("94.01%", ".", "94.01"), ("94,01 %", ",", "94.01"), ("−5", ".", "-5"), ("+5", ".", "5"), ("17 s", ".", "17"),
        ("1,234,567.89", ".", "1234567.89"), ("0,94", ",", "0.94"), ("007", ".", "7"),
    ],
)  # fmt: skip
def test_a_number_is_read_with_the_sign_of_its_file(cell: str, sign: Any, value: str) -> None:
    assert number(cell, sign) == Decimal(value)


@pytest.mark.parametrize("cell", ["", "x", "n/a", "1.2.3", "1,23", "1,2345", "12 apples", "1e5", "#REF!", "1-2", "=1+1", "٣", "1..2", "--1"])
def test_what_is_no_number_is_refused(cell: str) -> None:
    with pytest.raises(Unreadable):
        number(cell, ".")


@pytest.mark.parametrize(
    ("cells", "signs", "unclear"),
    [
        (["1", "20"], set(), None),
        (["0.94", "7"], {"."}, None),
        (["0,94", "7"], {","}, None),
        (["1.234"], set(), "1.234"),
        (["1.234", "0.5"], {"."}, "1.234"),
        (["1.234", "0,5"], {","}, "1.234"),
        (["0.940"], {"."}, None),
        (["1234.567"], {"."}, None),
        (["1.234,5"], {","}, None),
        (["1,234,567"], {"."}, None),
        (["0.5", "0,5"], {".", ","}, None),
        (["text"], set(), None),
    ],
)
def test_the_cells_of_a_file_tell_its_decimal_sign_or_that_they_do_not(cells: list[str], signs: set[str], unclear: str | None) -> None:
    assert decimal_sign(cells) == (signs, unclear)


@pytest.mark.parametrize(
    ("cell", "scale", "value"),
    [
        ("0:02:14", None, "134"), ("00:02:14", None, "134"), ("1:00:00,5", None, "3600.5"), ("134", None, "134"), ("134 s", None, "134"),
        ("2:14", "m:ss", "134"), ("2:14", "h:mm", "8040"), ("2.5", "minutes", "150.0"), ("2 min", None, "120"),
    ],
)  # fmt: skip
def test_a_time_becomes_seconds(cell: str, scale: Any, value: str) -> None:
    assert seconds(cell, ".", scale) == Decimal(value)


def test_two_parts_of_a_time_are_asked_about() -> None:
    with pytest.raises(Unclear, match="minutes and seconds or hours and minutes"):
        seconds("2:14", ".", None)
    with pytest.raises(Unreadable):
        seconds("2:75", ".", "m:ss")


@pytest.mark.parametrize(
    "cell",
    ["2026-02-01", "2026/02/01", "20260201", "1.2.2026", "01.02.2026", "1. 2. 2026", "2026-02-01 00:00", "2026-02-01T23:59:59Z", "1.2.2026 12.30"],
)
def test_a_day_is_read_in_the_forms_of_the_north(cell: str) -> None:
    assert day(cell, None) == date(2026, 2, 1)


def test_a_day_with_slashes_is_asked_about_unless_it_tells() -> None:
    assert day_form(["01/02/2026", "13/02/2026"]) == {"day_first"}
    assert day_form(["01/02/2026", "02/13/2026"]) == {"month_first"}
    assert day_form(["01/02/2026"]) == set()
    assert day("01/02/2026", "day_first") == date(2026, 2, 1)
    assert day("01/02/2026", "month_first") == date(2026, 1, 2)
    assert day("02/02/2026", None) == date(2026, 2, 2)
    with pytest.raises(Unclear):
        day("01/02/2026", None)


@pytest.mark.parametrize("cell", ["", "Total", "2026-02-30", "31.4.2026", "1.2.26", "43831", "2026-13-01", "32/01/2026", "Feb 1"])
def test_what_is_no_day_is_refused(cell: str) -> None:
    with pytest.raises(Unreadable):
        day(cell, "day_first")
