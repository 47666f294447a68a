"""`new`: one more organisation."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.workspaces import Invoke, workspace


def test_one_more(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, "alfa")
    ran = invoke("-C", str(tmp_path), "new", "beta", "--language", "sv")
    assert (ran.status, ran.out) == (0, "")
    assert "[brackets]" in ran.err
    assert ran.err.splitlines()[-1] == f"next: playbookgen -C {tmp_path} check beta"
    assert invoke("-C", str(tmp_path), "check", "beta").status == 0


@pytest.mark.parametrize("id", ["../beta", "Beta", "index", "b", "a/b", "-x"])
def test_ids_that_cannot_be(invoke: Invoke, tmp_path: Path, id: str) -> None:
    workspace(tmp_path / "inside", "alfa")
    ran = invoke("-C", str(tmp_path / "inside"), "new", "--", id)
    assert ran.status == 2
    assert ran.err.startswith("error: ")
    assert [path.name for path in tmp_path.rglob("*.yml")] == ["alfa.yml"]


def test_one_that_is_there(invoke: Invoke, tmp_path: Path) -> None:
    root = workspace(tmp_path, "alfa")
    (root / "playbook" / "gamma").mkdir()
    before = (root / "playbook" / "alfa.yml").read_bytes()
    for name in ("alfa", "gamma"):
        ran = invoke("-C", str(root), "new", name)
        assert ran.status == 2
        assert f"organisation {name} already" in ran.err
    assert (root / "playbook" / "alfa.yml").read_bytes() == before


def test_without_a_workspace(invoke: Invoke, tmp_path: Path) -> None:
    ran = invoke("-C", str(tmp_path / "nowhere"), "new", "beta")
    assert ran.status == 2
    assert "playbookgen init" in ran.err
    assert not (tmp_path / "nowhere").exists()
