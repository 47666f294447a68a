"""Nothing hostile is opened: refused within a second, by a code, with a way out, and without the memory it asks for."""

from __future__ import annotations

import resource
import sys
import time
from contextlib import suppress
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbookgen.sheets import read_workbook
from playbookgen.sheets.guard import Refused, column_number, inspect
from support.armed_workbooks import armed, bombs, no_workbooks
from support.workbooks import workbook


@cache
def hostile() -> dict[str, tuple[bytes, set[str]]]:
    """Each file by its name, with the codes it may be refused with."""
    content = workbook("ternfield")
    return {
        **{name: (file, {"E104", "E609"} if "entit" not in name else {"E609"}) for name, file in bombs(content).items()},
        **{name: (file, {"E609"}) for name, file in armed(content).items()},
        **{name: (file, {"E601"}) for name, file in no_workbooks(content).items()},
    }


NAMES = sorted(hostile())


@pytest.mark.parametrize("name", NAMES)
def test_it_is_refused(name: str) -> None:
    content, codes = hostile()[name]
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    found, problems = read_workbook(content, "book.xlsx")
    seconds, grown = time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert found is None
    assert [problem.code for problem in problems if problem.code in codes]
    assert all(problem.help and problem.place for problem in problems)
    assert seconds < 3  # a second on an idle machine
    assert grown < 100 * 1024 * (1024 if sys.platform == "darwin" else 1)


def test_a_web_address_in_a_cell_is_no_link_to_a_file() -> None:
    from support.workbooks import Book

    book = Book.of("ternfield")
    book.sheet("people").cell(4, 3).hyperlink = "https://example.org/"
    found, problems = read_workbook(book.saved(), "book.xlsx")
    assert found is not None, problems


def test_columns_are_counted_as_spreadsheets_do() -> None:
    assert [column_number(letters) for letters in ("A", "Z", "AA", "XFD")] == [1, 26, 27, 16384]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_damaged_is_refused_or_read_and_nothing_else(data: st.DataObject) -> None:
    content = bytearray(workbook("ternfield"))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(0, len(content))) :]
    with suppress(Refused):
        inspect(bytes(content))
