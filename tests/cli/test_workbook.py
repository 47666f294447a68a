"""`workbook export` and `workbook import` as they are typed: shown first, written when asked, refused with the cell."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from support.workspaces import Invoke, told, tree, workspace

EXTRA = """\
teams:
  - {id: first, name: First line, agents: 8}   # the larger one
  - {id: second, name: Second line, agents: 2}
"""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return workspace(tmp_path / "here", pikkula=told("pikkula") + EXTRA)


def changed(path: Path, sheet: str, cell: str, value: object) -> None:
    book = load_workbook(path)
    book[sheet][cell].value = value
    book.save(path)


def exported(invoke: Invoke, here: Path) -> Path:
    file = here.parent / "pikkula.xlsx"
    ran = invoke("-C", str(here), "workbook", "export", "pikkula", str(file))
    assert ran.status == 0, ran.err
    assert str(file) in ran.err + ran.out
    return file


def test_an_unchanged_workbook_writes_nothing(invoke: Invoke, here: Path) -> None:
    before = tree(here)
    file = exported(invoke, here)
    ran = invoke("-C", str(here), "workbook", "import", str(file), "--write")
    assert ran.status == 0
    assert "nothing to write" in ran.err + ran.out
    assert tree(here) == before


def test_a_change_is_shown_first_and_written_when_asked(invoke: Invoke, here: Path) -> None:
    file = exported(invoke, here)
    changed(file, "Teams", "D4", 9)
    before = tree(here)
    shown = invoke("-C", str(here), "workbook", "import", str(file))
    assert shown.status == 0
    assert "Teams: 1 changed" in shown.err
    assert "warning[E402]: Organisation!" in shown.err  # a warning stops nothing
    assert "+  - {id: first, name: First line, agents: 9}   # the larger one" in shown.out
    assert tree(here) == before
    written = invoke("-C", str(here), "workbook", "import", str(file), "--write")
    assert written.status == 0
    text = (here / "playbook" / "pikkula.yml").read_text(encoding="utf-8")
    assert text == told("pikkula") + EXTRA.replace("agents: 8", "agents: 9")
    again = invoke("-C", str(here), "workbook", "import", str(file), "--write")
    assert "nothing to write" in again.err + again.out


def test_what_the_yaml_would_be_refused_for_names_the_cell(invoke: Invoke, here: Path) -> None:
    file = exported(invoke, here)
    changed(file, "Teams", "D4", "many")
    changed(file, "Roles", "D5", "nobody")
    before = tree(here)
    ran = invoke("-C", str(here), "workbook", "import", str(file), "--write")
    assert ran.status == 1
    assert "Teams!D4: a number is expected here" in ran.err
    assert "Roles!D5: " in ran.err
    assert "nothing was written" in ran.err
    assert tree(here) == before


def test_what_is_no_workbook_is_refused(invoke: Invoke, here: Path) -> None:
    for name, content in (("a.xlsx", b"id;name"), ("b.xlsx", b"")):
        (here.parent / name).write_bytes(content)
        ran = invoke("-C", str(here), "workbook", "import", str(here.parent / name))
        assert ran.status == 1
        assert "E601" in ran.err
    missing = invoke("-C", str(here), "workbook", "import", str(here.parent / "missing.xlsx"))
    assert missing.status == 1
    assert "E101" in missing.err


def test_an_organisation_with_errors_is_not_exported(invoke: Invoke, here: Path) -> None:
    path = here / "playbook" / "pikkula.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("agents: 8", "agents: eight"), encoding="utf-8")
    ran = invoke("-C", str(here), "workbook", "export", "pikkula", str(here.parent / "x.xlsx"))
    assert ran.status == 1
    assert "E204" in ran.err
    assert not (here.parent / "x.xlsx").exists()


def test_without_the_extra_the_command_says_how_to_get_it(here: Path) -> None:
    code = "import sys; sys.modules['openpyxl'] = None; from playbookgen.cli import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", code, "-C", str(here), "workbook", "export", "pikkula", "x.xlsx"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 2
    assert "playbookgen[workbook]" in ran.stderr
