"""What a check comes to, with and without a baseline."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from playbookgen.cli.as_json import checked, text
from playbookgen.cli.baseline import Baseline
from playbookgen.cli.verdict import Verdict, key_of
from playbookgen.model.failure import Usage
from playbookgen.model.problem import Place, Problem
from playbookgen.model.result import CheckResult
from support.checks import found, verdict

WARNING = Problem("E402", "the teams have 3 agents", Place("playbook/alfa.yml", 9), "warning")
ERROR = Problem("E203", "score must be 0–100", Place("playbook/alfa.yml", 9))


def baseline(tmp_path: Path, *before: Verdict) -> Baseline:
    (told,) = before
    path = tmp_path / "baseline.json"
    path.write_text(text(checked(told)), encoding="utf-8")
    return Baseline.read(str(path))


@pytest.mark.parametrize(
    ("findings", "problems", "strict", "status"),
    [
        ([found()], [], False, 0),
        ([found()], [], True, 1),
        ([found(severity="warning"), found(severity="hint")], [], True, 0),
        ([], [WARNING], False, 0),
        ([], [WARNING], True, 1),
        ([], [ERROR], False, 1),
        ([], [], True, 0),
    ],
)
def test_what_fails(findings: list[object], problems: list[Problem], strict: bool, status: int) -> None:
    assert verdict(findings, problems, strict=strict).exit_status == status  # type: ignore[arg-type]


def test_only_what_is_new_fails(tmp_path: Path) -> None:
    before = baseline(tmp_path, verdict([found("old"), found("gone")], [WARNING]))
    same = verdict([found("old")], [WARNING], strict=True, baseline=before)
    assert same.exit_status == 0
    assert [entry.is_new for entry in same.entries] == [False, False]
    assert same.solved == (("alfa", "PB013", "", "gone"),)
    more = verdict([found("old"), found("new")], strict=True, baseline=before)
    assert more.exit_status == 1
    assert [entry.key[3] for entry in more.by_urgency] == ["new"]


def test_a_finding_is_the_same_whatever_its_numbers_place_and_severity(tmp_path: Path) -> None:
    before = baseline(tmp_path, verdict([found("old", "warning")]))
    worse = found("old", "error", message="99 days late.", place=Place("playbook/alfa.yml", 77))
    assert verdict([worse], strict=True, baseline=before).exit_status == 0


@pytest.mark.parametrize("changed", [found("old", case="aim"), found("other"), found("old", rule="PB014")])
def test_another_case_subject_or_rule_is_another_finding(tmp_path: Path, changed: object) -> None:
    before = baseline(tmp_path, verdict([found("old")]))
    assert verdict([changed], strict=True, baseline=before).exit_status == 1  # type: ignore[list-item]


def test_another_organisation_is_another_finding() -> None:
    assert key_of("alfa", found("old")) != key_of("beta", found("old"))


def test_errors_of_a_file_fail_although_they_were_there_before(tmp_path: Path) -> None:
    before = baseline(tmp_path, verdict([], [ERROR]))
    again = verdict([], [ERROR], baseline=before)
    assert again.exit_status == 1
    assert [entry.code for entry in again.by_urgency] == ["E203"]


def test_what_could_not_be_judged_is_not_solved(tmp_path: Path) -> None:
    before = baseline(tmp_path, verdict([found("old")]))
    assert verdict([], [ERROR], baseline=before).solved == ()
    assert Verdict(CheckResult(()), baseline=before).solved == ()
    assert verdict([], [WARNING], baseline=before).solved == (("alfa", "PB013", "", "old"),)


def test_errors_come_first_and_keep_their_order() -> None:
    entries = verdict([found("a", "hint"), found("b", "error"), found("c", "warning"), found("d", "error")], [WARNING]).by_urgency
    assert [entry.key[3] for entry in entries] == ["b", "d", WARNING.message, "c", "a"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "no output of playbookgen"),
        ("{}", "no output of playbookgen"),
        ('{"version": 2}', "version 2"),
        ('{"version": 1, "problems": [], "organisations": [{"id": "a"}]}', "no output of playbookgen"),
        ('{"version": 1, "problems": [], "organisations": [7]}', "no output of playbookgen"),
        ("\udcff", "is not JSON"),
    ],
)
def test_a_file_that_is_no_baseline(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(Usage) as caught:
        Baseline.read(str(path))
    assert said in caught.value.message
    assert "--format json" in str(caught.value.help)


def test_a_baseline_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Usage):
        Baseline.read(str(tmp_path / "none.json"))
    with pytest.raises(Usage):
        Baseline.read(str(tmp_path))


def test_json_counts_what_is_new_and_solved(tmp_path: Path) -> None:
    before = baseline(tmp_path, verdict([found("old"), found("gone", case="aim")]))
    told = json.loads(text(checked(replace(verdict([found("old"), found("new")]), baseline=before))))
    assert told["baseline"] == {"new": 1, "known": 1, "solved": [{"organisation": "alfa", "code": "PB013", "case": "aim", "subject": "gone"}]}
    assert [each["is_new"] for each in told["organisations"][0]["findings"]] == [False, True]
