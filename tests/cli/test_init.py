"""`init`: a workspace, without a question and without touching what is there."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from support.workspaces import Invoke, tree


def test_a_workspace_that_checks(invoke: Invoke, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    ran = invoke("init", str(folder))
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.splitlines()[-1] == f"next: playbookgen -C {folder} build"
    assert invoke("-C", str(folder), "check", "--strict").status == 0


def test_the_folder_one_stands_in(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "My Centre"
    folder.mkdir()
    monkeypatch.chdir(folder)
    ran = invoke("init", "--language", "fi")
    assert ran.status == 0
    assert ran.err.splitlines()[-1] == "next: playbookgen build"
    assert (folder / "playbook" / "my_centre.yml").is_file()
    assert "wrote playbook/my_centre.yml" in ran.err


def test_nothing_is_ever_overwritten(invoke: Invoke, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    (folder / "playbook").mkdir(parents=True)
    (folder / "playbook" / "demo.yml").write_text("mine")
    (folder / "README.md").write_text("mine too")
    (folder / ".gitignore").symlink_to(tmp_path / "nowhere")
    ran = invoke("init", str(folder))
    assert ran.status == 0
    assert (folder / "playbook" / "demo.yml").read_text() == "mine"
    assert (folder / "README.md").read_text() == "mine too"
    assert not (tmp_path / "nowhere").exists()
    assert [line.split()[1].removeprefix(f"{folder}/") for line in ran.err.splitlines() if line.startswith("kept")] == [
        "playbook/demo.yml",
        ".gitignore",
        "README.md",
    ]
    first = tree(folder)
    assert invoke("init", str(folder)).err.count("wrote") == 0
    assert tree(folder) == first


@pytest.mark.parametrize("where", ["taken", "taken/demo"])
def test_a_file_in_the_way(invoke: Invoke, tmp_path: Path, where: str) -> None:
    (tmp_path / "taken").write_text("a file")
    ran = invoke("init", str(tmp_path / where))
    assert ran.status == 1
    assert ran.err.startswith("error: ")
    assert (tmp_path / "taken").read_text() == "a file"


def test_questions_only_when_asked_for(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("../up\npohjola\nPohjolan palvelu\nfi\n"))
    ran = invoke("init", str(tmp_path / "demo"), "--interactive")
    assert ran.status == 0
    assert ran.out == ""
    text = (tmp_path / "demo" / "playbook" / "pohjola.yml").read_text(encoding="utf-8")
    assert "Pohjolan palvelu" in text
    assert "languages: [fi]" in text


def test_an_unanswered_question_ends_it(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert invoke("init", str(tmp_path / "demo"), "--interactive").status == 130
    assert not (tmp_path / "demo").exists()
