"""A workbook that was treated as spreadsheets are: what is moved or renamed is recognised, what is unclear is named with its cell."""

from __future__ import annotations

from typing import Any

import pytest

from playbookgen.sheets import read_workbook
from support.workbooks import Book, came_back, difference, problems_of

NAME = "ternfield"


def remarks(book: Book) -> list[tuple[str, str]]:
    """What is said about a workbook that can be read."""
    found, problems = read_workbook(book.saved(), "book.xlsx")
    assert found is not None, problems
    return [(remark.severity, remark.message) for remark in found.remarks]


def test_moved_columns_and_renamed_sheets_are_recognised() -> None:
    book = Book.of(NAME)
    people = book.sheet("people")
    for number in range(1, people.max_row + 1):  # the second column changes places with the last one
        last = people.max_column
        left, right = people.cell(number, 2).value, people.cell(number, last).value
        people.cell(number, 2).value, people.cell(number, last).value = right, left
    people.title = "Our people"
    people.insert_rows(1)
    book.file.move_sheet("Our people", -5)
    assert came_back(NAME, book.saved()).edits == ()


def test_the_contents_are_recognised_wherever_they_stand_and_notes_are_passed_over_aloud() -> None:
    book = Book.of(NAME)
    book.file.move_sheet(book.file.sheetnames[0], 5)
    book.file.worksheets[5].title = "What there is"
    assert remarks(book) == []
    book.file.create_sheet("Notes", 0)["A1"].value = "hello"
    assert remarks(book) == [("warning", "Notes: the sheet is not one of ours, it was passed over")]


def test_sorted_rows_change_nothing_and_a_copied_row_is_a_new_one() -> None:
    book = Book.of(NAME)
    people = book.sheet("people")
    rows = [[cell.value for cell in row] for row in people.iter_rows(min_row=4)]
    assert len(rows) > 1
    rows.reverse()
    copy = list(rows[0])
    copy[1] = "somebody_else"
    for number, row in enumerate([*rows, copy], 4):
        for place, value in enumerate(row, 1):
            people.cell(number, place).value = value
    comparison = came_back(NAME, book.saved())
    assert not comparison.problems
    assert len(comparison.edits) == 1
    assert [line for line in difference(NAME, comparison) if "somebody_else" in line]


def test_an_emptied_row_is_a_deleted_one() -> None:
    deleted, emptied = Book.of(NAME), Book.of(NAME)
    number = deleted.sheet("people").max_row
    deleted.delete("people", number)
    for cell in emptied.sheet("people")[number][1:]:
        cell.value = None
    assert came_back(NAME, deleted.saved()).edits == came_back(NAME, emptied.saved()).edits != ()


def test_a_deleted_sheet_or_column_leaves_everything_as_it_is() -> None:
    book = Book.of(NAME)
    people = book.sheet("people")
    people.delete_cols(book.column("people", "role"))
    del book.file[book.sheet("roles").title]
    assert came_back(NAME, book.saved()).edits == ()


@pytest.mark.parametrize(
    "value", ["=1+1", "+358 9 123", "-5 %", "@home", "'quoted", '=HYPERLINK("http://x")', "  padded", "_x0041_", "1e5", "TRUE", "2026-10"]
)
def test_a_text_stays_a_text(value: str) -> None:
    book = Book.of(NAME)
    book.set("change", 4, "name.en", value.replace("_x0041_", "_x005F_x0041_"))
    (edit,) = came_back(NAME, book.saved()).edits
    assert getattr(edit, "value", None) in (value.strip(), {"en": value.strip()})


def test_everything_unclear_is_named_at_once_with_its_cell() -> None:
    book = Book.of(NAME)
    people, roles, teams = book.sheet("people"), book.sheet("roles"), book.sheet("teams")
    people.merge_cells("C4:D4")
    roles["C4"].value = "=B4"
    teams["Z2"].value = "My column"
    book.file.create_sheet("Notes")["A1"].value = "hello"
    book.file.copy_worksheet(book.sheet("risks"))
    said = [problem.message for problem in problems_of(NAME, book.saved())]
    for expected in (
        f"{people.title}!C4:D4: merged cells",
        f"{roles.title}!C4: a formula",
        f"{teams.title}!Z: the column is not one of ours",
        f"{book.sheet('risks').title} Copy: the sheet holds the same as",
    ):
        assert [message for message in said if message.startswith(expected)], (expected, said)
    assert not [message for message in said if "Notes" in message]


@pytest.mark.parametrize(
    ("spoil", "code", "message"),
    [
        (lambda book: book.sheet("people").delete_rows(1), "E602", "People: the hidden first row or column is gone"),
        (lambda book: book.sheet("people").delete_cols(1), "E602", "People: the hidden first row or column is gone"),
        (lambda book: book.sheet("people").delete_cols(2), "E602", "People: the column id is gone"),
        (lambda book: book.file.remove(book.file["playbookgen"]), "E609", "the workbook was not made by playbookgen"),
        (lambda book: setattr(book.sheet("people")["D1"], "value", "id"), "E602", "People!D: the column id stands twice"),
        (lambda book: setattr(book.sheet("people")["A1"], "value", "playbookgen persons"), "E609", "People: this version of playbookgen does"),
        (lambda book: book.add("organisation", id="other"), "E604", "Organisation, row 5: this sheet has one row only"),
        (lambda book: book.add("metrics.actuals", period="2026-10", value=3), "E603", "Metrics – Actuals!B5: the row does not say"),
        (lambda book: book.add("metrics.actuals", parent="nothing_such", value=3), "E603", "Metrics – Actuals!B5: there is no “nothing_such”"),
        (lambda book: book.add("rules", off__en="because"), "E603", "Rules!B4: the row has no key"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_refused(spoil: Any, code: str, message: str) -> None:
    book = Book.of(NAME)
    spoil(book)
    said = [(problem.code, problem.message) for problem in problems_of(NAME, book.saved())]
    assert [problem for problem in said if problem[0] == code and problem[1].startswith(message)], said
