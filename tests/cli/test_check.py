"""`check`: text, JSON, strictness."""

from __future__ import annotations

import json
from pathlib import Path

from support.workspaces import Invoke, told, workspace

WARNED = told("alfa") + "teams: [{id: one, name: One, agents: 3}]\n"


def test_fine(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, "alfa", "beta")
    ran = invoke("-C", str(tmp_path), "check")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err == f"no problems in 2 organisations\nnext: playbookgen -C {tmp_path} build\n"


def test_problems_are_said_in_full_with_the_count_last(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, "alfa", "beta", gamma=told("gamma", headcount="none").replace("main_task", "main_tusk"))
    ran = invoke("-C", str(tmp_path), "check")
    assert ran.status == 1
    assert ran.out == ""
    assert f" --> {tmp_path}/playbook/gamma.yml:3:" in ran.err
    assert ran.err.splitlines()[-1].endswith("in 1 of 3 organisations")
    assert ran.err.count("error[") == int(ran.err.splitlines()[-1].split()[0]) >= 2


def test_only_the_organisations_named(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, "alfa", beta=told("beta", headcount="none"))
    assert invoke("-C", str(tmp_path), "check", "alfa").status == 0
    assert invoke("-C", str(tmp_path), "check", "alfa", "beta").status == 1
    ran = invoke("-C", str(tmp_path), "check", "alpha")
    assert (ran.status, ran.err) == (2, "error: there is no organisation alpha\n  = help: did you mean alfa?\n")


def test_warnings_count_when_strict(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, alfa=WARNED)
    ran = invoke("-C", str(tmp_path), "check")
    assert ran.status == 0
    assert "warning[E402]" in ran.err
    assert "warnings do not stop a build" in ran.err
    assert invoke("-C", str(tmp_path), "check", "--strict").status == 1


def test_json(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, "alfa", beta=told("beta", headcount="none", name="Yö\u2028yö"))
    ran = invoke("-C", str(tmp_path), "check", "--format", "json", "--as-of", "2026-05-01")
    assert (ran.status, ran.err) == (1, "")
    assert ran.out.isascii()
    said = json.loads(ran.out)
    assert [(each["id"], each["sound"], each["as_of"]) for each in said["organisations"]] == [
        ("alfa", True, "2026-05-01"),
        ("beta", False, "2026-05-01"),
    ]
    (problem, *_) = [problem for problem in said["organisations"][1]["problems"] if problem["code"] == "E204"]
    assert problem["place"]["path"] == "playbook/beta.yml"
    assert problem["place"]["line"] == 3
    assert said["errors"] >= 1


def test_quiet_says_only_problems(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, "alfa")
    ran = invoke("-q", "-C", str(tmp_path), "check")
    assert (ran.status, ran.out, ran.err) == (0, "", "")
