"""`schema`: to standard output or a file."""

from __future__ import annotations

import json
from pathlib import Path

from support.workspaces import Invoke


def test_to_standard_output(invoke: Invoke) -> None:
    ran = invoke("schema")
    assert (ran.status, ran.err) == (0, "")
    assert json.loads(ran.out)["properties"]["organisation"]


def test_to_a_file(invoke: Invoke, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "schema.json"
    ran = invoke("schema", "-o", str(path))
    assert (ran.status, ran.out) == (0, "")
    assert json.loads(path.read_text(encoding="utf-8"))
    assert invoke("schema", "-o", str(path)).status == 0
    assert [entry.name for entry in path.parent.iterdir()] == ["schema.json"]


def test_where_it_cannot_be_written(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    ran = invoke("schema", "-o", str(tmp_path / "taken" / "schema.json"))
    assert ran.status == 1
    assert "cannot be written" in ran.err
