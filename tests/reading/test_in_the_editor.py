"""What a writer sees in an editor: the language server that editors run, with the schema and the line that `init` writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from playbookgen import pipeline
from playbookgen.cli.schema import schema_text
from playbookgen.cli.starter import SCHEMA_PATH
from playbookgen.model.playbook_file import Organisation
from support.house import REPOSITORY
from support.language_server import LanguageServer
from support.mistakes import base

PROGRAM = REPOSITORY / "build" / "editor" / "node_modules" / ".bin" / "yaml-language-server"
LINE = "# yaml-language-server: $schema=../.playbookgen/schema.json\n"
START = LINE + "schema_version: 1\n"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PROGRAM.exists(), reason="npm has not installed yaml-language-server: run make test-slow where there is Node"),
]


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    folder = tmp_path_factory.mktemp("workspace")
    (folder / "playbook").mkdir()
    (folder / SCHEMA_PATH).parent.mkdir()
    (folder / SCHEMA_PATH).write_text(schema_text(), encoding="utf-8")
    with LanguageServer(PROGRAM, folder) as server:
        yield server


def test_every_key_of_the_top_is_offered(editor: LanguageServer) -> None:
    assert set(Organisation.model_fields) - {"schema_version"} <= set(editor.completions(START + "▶\n"))


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        pytest.param("organisation:\n  ▶\n", {"id", "name", "main_task", "agents_headcount", "purpose"}, id="keys of a map"),
        pytest.param("organisation: {id: demo, main▶}\n", {"main_task"}, id="keys in braces"),
        pytest.param("metrics:\n  - ▶\n", {"id", "name", "kind", "unit", "target"}, id="keys of an entry"),
        pytest.param("metrics:\n  - id: fcr\n    target:\n      ▶\n", {"value", "min", "max", "due"}, id="keys two levels down"),
        pytest.param("plan:\n  actions:\n    - id: one\n      ▶\n", {"text", "status", "owner", "due"}, id="keys of an entry in a map"),
        pytest.param("change:\n  steering_meeting:\n    ▶\n", {"cadence", "chair", "last_held"}, id="keys of a map that may be empty"),
        pytest.param("assessments:\n  - id: one\n    scores:\n      ▶\n", {"people", "results"}, id="areas as keys"),
        pytest.param("rules:\n  ▶\n", {"PB001", "PB013"}, id="rules"),
        pytest.param("organisation:\n  main_task: ▶\n", {"service", "sales", "service_and_sales", "service_desk"}, id="choices"),
        pytest.param("site: {languages: [en, ▶]}\n", {"fi", "nb", "sv"}, id="choices in a list"),
        pytest.param("metrics:\n  - id: fcr\n    direction: ▶\n", {"up", "down", "range"}, id="choices of an entry"),
        pytest.param("plan:\n  actions:\n    - status: ▶\n", {"not_started", "in_progress", "done"}, id="choices of an action"),
        pytest.param("roles:\n  - {id: adviser, level: ▶}\n", {"frontline", "executive"}, id="choices in braces"),
    ],
)
def test_what_is_offered(editor: LanguageServer, written: str, offered: set[str]) -> None:
    assert offered <= set(editor.completions(START + written))


def test_what_stands_there_already_is_not_offered_again(editor: LanguageServer) -> None:
    offered = editor.completions(START + "organisation:\n  id: demo\n  ▶\n")
    assert "name" in offered
    assert "id" not in offered


def test_an_offer_explains_itself(editor: LanguageServer) -> None:
    assert "phases of the change" in str(editor.completions(START + "▶\n")["plan"]["documentation"])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        pytest.param("chan▶ge:\n  id: one\n", ["Change", "why now"], id="a key of the top"),
        pytest.param("organisation:\n  main_t▶ask: service\n", ["Main task", "`service_desk`", "Example"], id="a key with choices"),
        pytest.param("metrics:\n  - id: fcr\n    direc▶tion: up\n", ["Which way is better"], id="a key of an entry"),
        pytest.param("risks:\n  - {id: late, probab▶ility: 3}\n", ["How likely", "from 1"], id="a key in braces"),
        pytest.param("change:\n  goals:\n    - id: one\n      te▶xt: Better\n", ["Four matters in five"], id="an example"),
    ],
)
def test_what_the_mouse_explains(editor: LanguageServer, written: str, shown: list[str]) -> None:
    text = editor.hover(START + written)
    assert [part for part in shown if part not in text] == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        pytest.param("  agents_headcount: 20", "  agents_headcont: 20", "agents_headcont is not allowed", id="a key mistyped"),
        pytest.param("  main_task: service", "  main_task: servic", "Value is not accepted", id="a choice mistyped"),
        pytest.param("  agents_headcount: 20", "  agents_headcount: twenty", "Incorrect type", id="a word for a number"),
        pytest.param("  start: 2026-01-01", "  start: 1.1.2026", "not match the pattern", id="a day written otherwise"),
        pytest.param("  sponsor: ceo", "  sponsr: ceo", "sponsr is not allowed", id="a key of the change mistyped"),
    ],
)
def test_a_slip_is_marked_in_its_line(editor: LanguageServer, before: str, after: str, said: str) -> None:
    lines = (LINE + base()).split("\n")
    number = lines.index(before)
    lines[number] = after
    marks = editor.marks("\n".join(lines))
    assert [mark for mark in marks if mark[0] == number + 1 and said in mark[1]], marks


@pytest.mark.parametrize("path", sorted((REPOSITORY / "playbook").glob("*.yml")), ids=lambda path: path.stem)
def test_nothing_is_marked_in_what_is_right(editor: LanguageServer, path: Path) -> None:
    assert editor.marks(LINE + path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", sorted(name for name in pipeline.starter_files() if re.match(r"(organisation|minimal)\.", name)))
def test_every_starter_file_names_the_schema(name: str) -> None:
    assert pipeline.starter_files()[name].decode("utf-8").startswith(LINE)
