"""`export`: the plain project, or why not."""

from __future__ import annotations

from pathlib import Path

from support.workspaces import Invoke, told, workspace


def test_it_writes_and_says_what_to_do(invoke: Invoke, tmp_path: Path) -> None:
    root = workspace(tmp_path / "workspace", alfa=told("alfa", languages="en, fi"))
    out = tmp_path / "out"
    ran = invoke("-C", str(root), "export", "alfa", str(out), "--language", "en")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.splitlines() == [f"wrote {out}/en", f"next: {out}/README.md says how to build it without playbookgen"]


def test_problems_and_unknown_names(invoke: Invoke, tmp_path: Path) -> None:
    root = workspace(tmp_path / "workspace", alfa=told("alfa", headcount="none"))
    ran = invoke("-C", str(root), "export", "alfa", str(tmp_path / "out"))
    assert ran.status == 1
    assert ran.err.splitlines()[-1].endswith("in 1 of 1 organisation")
    assert invoke("-C", str(root), "export", "alpha", str(tmp_path / "out")).status == 2
    assert not (tmp_path / "out").exists()


def test_a_folder_of_someone_else(invoke: Invoke, tmp_path: Path) -> None:
    root = workspace(tmp_path / "workspace", "alfa")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    ran = invoke("-C", str(root), "export", "alfa", str(tmp_path / "out"))
    assert ran.status == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]
