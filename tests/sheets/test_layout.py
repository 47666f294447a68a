"""The sheets are made of the model: every key has a column, in words of every language."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

import pytest
from openpyxl import load_workbook

from playbookgen import reading
from playbookgen.model.entity import Entity
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.shape import entities_below
from playbookgen.model.text import LANGUAGES, Language
from playbookgen.model.values import Id, Line
from playbookgen.model.workbook import Words
from playbookgen.reading import read_workbook_words
from playbookgen.sheets.layout import Table, layout
from playbookgen.sheets.words import heading_of, help_of, titles_of
from support.workbooks import NAMES, workbook

TABLES = layout(LANGUAGES)


class Extra(Entity):
    """Something a later version may know."""

    id: Id
    more: list[Line] = []


class Grown(Organisation):
    """The organisation of such a version."""

    extras: list[Extra] = []
    settings: Extra | None = None


@cache
def words(language: Language) -> Words:
    return read_workbook_words(reading.load_templates(reading.packaged_templates(), None), language)


def test_every_key_of_the_model_stands_in_a_column() -> None:
    shown = {step for table in TABLES for column in table.columns for step in (*table.key.split("."), *column.path)}
    keys = {name for entity in entities_below(Organisation) for name in entity.model_fields}
    assert keys - shown == {"schema_version"}


def test_a_new_key_is_a_column_by_itself() -> None:
    tables = {table.key: table for table in layout(("en",), Grown)}
    assert [column.key for column in tables["extras"].columns] == ["id", "more"]
    assert tables["settings"].kind == "single"


@pytest.mark.parametrize("table", TABLES, ids=[table.key for table in TABLES])
def test_ids_come_first(table: Table) -> None:
    kinds = [column.kind in ("parent", "key") or column is table.identity for column in table.columns]
    assert kinds == sorted(kinds, reverse=True)
    assert len({column.key for column in table.columns}) == len(table.columns)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_words_in_every_language(language: Language) -> None:
    told = words(language)
    titles = titles_of(TABLES, told)
    assert len({title.lower() for title in titles.values()}) == len(TABLES)
    assert all(0 < len(title) <= 31 and not re.search(r"[\\[\\]:*?/']", title) for title in titles.values())
    assert not [title for title in titles.values() if re.search(r" [0-9]$", title)]
    for table in TABLES:
        headings = [heading_of(column, table, titles, told) for column in table.columns]
        assert len(set(headings)) == len(headings), table.key
        assert all(help_of(column, told) for column in table.columns)
    keys = {step for table in TABLES for column in table.columns for step in column.steps}
    assert keys - set(told.names) - {"text"} == set()
    assert {key.split(".")[-1] for key in told.names} - {step for table in TABLES for column in table.columns for step in column.path} - {
        step for table in TABLES for step in table.key.split(".")
    } == set()


def test_help_speaks_the_language_of_the_organisation() -> None:
    severity = next(column for table in TABLES if table.key == "challenges" for column in table.columns if column.key == "severity")
    assert help_of(severity, words("fi")) == "Kuinka paljon haaste jarruttaa muutosta. Kokonaisluku 1–5. Pakollinen."
    assert help_of(severity, words("en")).endswith("Whole number 1–5. Required.")


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_has_no_macros_no_formulas_and_leads_nowhere(name: str) -> None:
    content = workbook(name)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        everything = b"".join(archive.read(part) for part in archive.namelist())
    assert b"vbaProject" not in everything
    assert b'TargetMode="External"' not in everything
    assert b"<f>" not in everything


def test_rows_are_frozen_ids_offered_and_the_hidden_row_hidden() -> None:
    book = load_workbook(io.BytesIO(workbook("lumivakka")))
    actions = book["Plan – Actions"]
    assert actions.freeze_panes == "C4"
    assert actions.row_dimensions[1].hidden
    assert actions.column_dimensions["A"].hidden
    rules = {str(rule.sqref): rule.formula1 for rule in actions.data_validations.dataValidation}
    owner = next(cell.column_letter for cell in actions[1] if cell.value == "owner")
    assert [formula for cells, formula in rules.items() if cells.startswith(f"{owner}4") and formula.startswith("'People'!$B$4")]
    assert '"not_started,in_progress,blocked,done,cancelled"' in rules.values()
    assert book["playbookgen"].sheet_state == "veryHidden"
    day = next(cell.column for cell in actions[1] if cell.value == "due")
    assert actions.cell(4, day).number_format == "yyyy-mm-dd"
