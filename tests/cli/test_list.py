"""`list`: organisations, editions, inputs and digests."""

from __future__ import annotations

import json
from pathlib import Path

from support.workspaces import Invoke, told, workspace


def test_for_people(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, alfa=told("alfa", languages="en, fi"), beta=told("beta", headcount="none"))
    ran = invoke("-C", str(tmp_path), "list")
    assert ran.status == 0
    assert [line.split() for line in ran.out.splitlines()] == [
        ["alfa", "en", "fi", "playbook/alfa.yml"],
        ["beta", "cannot", "be", "read", "playbook/beta.yml"],
    ]
    assert "1 of 2 have errors" in ran.err


def test_for_machines(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, alfa=told("alfa", languages="en, fi"))
    first = json.loads(invoke("-C", str(tmp_path), "list", "--json").out)["organisations"]
    assert [edition["folder"] for edition in first[0]["editions"]] == ["alfa/", "alfa/fi/"]
    assert first[0]["inputs"] == ["playbook/alfa.yml"]
    workspace(tmp_path, alfa=told("alfa", name="Renamed"))
    second = json.loads(invoke("-C", str(tmp_path), "list", "--json").out)["organisations"]
    assert first[0]["digest"] != second[0]["digest"]
