"""Where the parts of an organisation stand."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from playbookgen.model.problem import Place
from playbookgen.model.workspace import Source, SourceFile
from playbookgen.reading import Reading, read_organisation
from support.library import small_library

_FILES = {
    "playbook/alfa/a.yml": "schema_version: 1\norganisation: {id: alfa, name: Alfa}\nstrategy_pulse: {asked: 3}\n",
    "playbook/alfa/b.yml": (
        "plan:\n  phases: []\n  actions:\n    - id: one\n      text: First\n    - text: Second, without id\n      due: 2026-01-01\n    - [a, b]\n"
    ),
}


def reading(files: dict[str, str]) -> Reading:
    source = Source("alfa", tuple(SourceFile(path, text.encode()) for path, text in files.items()))
    return read_organisation(source, library=small_library(), as_of=None, today=date(2026, 10, 31))


READ = reading(_FILES)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("plan",), Place("playbook/alfa/b.yml", 1, 1, 4)),
        (("plan", "actions"), Place("playbook/alfa/b.yml", 3, 3, 7)),
        (("plan", "actions", 0), Place("playbook/alfa/b.yml", 4, 11, 3)),
        (("plan", "actions", 0, "text"), Place("playbook/alfa/b.yml", 5, 7, 4)),
        (("plan", "actions", 0, "owner"), Place("playbook/alfa/b.yml", 4, 11, 3)),
        (("plan", "actions", 1), Place("playbook/alfa/b.yml", 6, 13, 18)),
        (("plan", "actions", 2), Place("playbook/alfa/b.yml", 8, 7, 1)),
        (("plan", "actions", 9, "text"), Place("playbook/alfa/b.yml", 3, 3, 7)),
        (("plan", "gone", "actions"), Place("playbook/alfa/b.yml", 1, 1, 4)),
        (("strategy_pulse", 0, "asked"), Place("playbook/alfa/a.yml", 3, 18, 5)),
        (("strategy_pulse", 1, "asked"), Place("playbook/alfa/a.yml", 3, 1, 14)),
        (("routines",), Place("playbook/alfa/a.yml", 2, 1, 12)),
        ((), Place("playbook/alfa/a.yml", 2, 1, 12)),
    ],
)
def test_the_longest_part_of_the_path_that_stands_in_the_file(path: tuple[str | int, ...], place: Place) -> None:
    assert READ.locate(path) == place


def test_without_an_organisation_the_beginning_of_the_file() -> None:
    read = reading({"playbook/alfa.yml": "\n\nplan: {}\n"})
    assert read.locate(("routines",)) == Place("playbook/alfa.yml", 3, 1)


def test_the_line_of_a_place() -> None:
    assert READ.line(READ.locate(("plan", "actions", 0))) == "    - id: one"
    assert READ.line(None) is None


def test_no_place_where_nothing_could_be_read() -> None:
    assert reading({"playbook/alfa.yml": "a: ["}).locate(("plan",)) is None


def test_a_reading_goes_to_another_process_and_still_knows_its_places() -> None:
    assert pickle.loads(pickle.dumps(READ)).locate(("plan",)) == READ.locate(("plan",))  # noqa: S301 - our own bytes
