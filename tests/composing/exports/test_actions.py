"""The table of actions, as a spreadsheet program reads it."""

from __future__ import annotations

import csv
import io

import pytest

from playbookgen.composing.exports.actions import actions_file, harmless
from playbookgen.model.text import LANGUAGES, Language
from support.exports import Exporter
from support.organisations import minimal, sample


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_is_a_row_under_a_header_in_the_language(edition: Exporter, language: Language) -> None:
    organisation = sample("lumivakka")
    content = actions_file(edition(organisation, language))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")
    header, *actions = rows(content)
    assert header[1] == {"en": "Action", "fi": "Toimenpide", "nb": "Tiltak", "sv": "Åtgärd"}[language]
    assert [row[0] for row in actions] == [action.id for action in organisation.plan.actions]
    assert {len(row) for row in actions} == {len(header)}


def test_a_row_says_what_the_roadmap_says(edition: Exporter) -> None:
    _, *actions = rows(actions_file(edition(sample("lumivakka"))))
    late = next(row for row in actions if row[0] == "act_shared_time")
    assert late[1:8] == [
        "Ring-fence 60 min of shared time a week", "Coaching skills", "Contact centre director", "2026-09-30", "In progress", "", "31",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "－1", "\u200b=1", '=HYPERLINK("http://x")'])
def test_a_formula_becomes_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "100 % answered", "a=b", "Call back – at once", "ä", "'quoted'"])
def test_other_texts_stay(text: str) -> None:
    assert harmless(text) == text


def test_no_cell_of_the_file_is_a_formula(edition: Exporter) -> None:
    naughty = '=cmd|"/c calc"!A1'
    plan = {
        "phases": [{"id": "phase", "kind": "other", "name": "@phase", "start": "2026-03-01", "end": "2026-06-01"}],
        "actions": [{"id": "act", "text": naughty, "status": "blocked", "phase": "phase", "owner": "boss", "blocked_by": '-x; "y"'}],
    }
    organisation = minimal(plan=plan, people=[{"id": "boss", "title": "+Boss", "role": "executive"}])
    _, row = rows(actions_file(edition(organisation)))
    assert row[1] == f"'{naughty}"
    assert row[2] == "'@phase"
    assert row[3] == "'+Boss"
    assert row[8] == '\'-x; "y"'
    assert not [cell for cell in row if cell[:1] in "=+-@" and cell]


def test_without_actions_the_header_stands_alone(edition: Exporter) -> None:
    assert len(rows(actions_file(edition(minimal())))) == 1
