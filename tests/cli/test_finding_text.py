"""How findings look on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.cli.baseline import Baseline
from playbookgen.cli.finding_text import describe_finding, print_verdict
from playbookgen.cli.session import Session
from playbookgen.cli.terminal import Terminal
from playbookgen.cli.verdict import Verdict
from playbookgen.model.problem import Place, Problem
from support.checks import found, verdict

FOUND = found("no_figures", place=Place("playbook/alfa.yml", 172, 10, 10), snippet="  - {id: no_figures, severity: 4}")
GOLDEN = """\
error[PB013]: No_figures: Nothing answers it.
   --> playbook/alfa.yml:172:10
    |
172 |   - {id: no_figures, severity: 4}
    |          ^^^^^^^^^^
    = why: Because.
    = help: Talk.
    = yaml: Write `actions`."""


def printed(verdict: Verdict, capsys: pytest.CaptureFixture[str], verbosity: int = 0, folder: str = ".") -> str:
    capsys.readouterr()
    print_verdict(Session(Terminal(verbosity=verbosity), folder), verdict)
    out, err = capsys.readouterr()
    assert out == ""
    return err


def test_a_finding_looks_as_the_house_says() -> None:
    assert describe_finding(FOUND, Terminal()) == GOLDEN


def test_by_severity_with_a_count_and_what_to_do_once_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    findings = [found("a", "hint"), found("b", "warning"), found("c"), found("d", "warning")]
    assert printed(verdict(findings), capsys) == (
        "alfa: 1 error, 2 warnings, 1 hint, as of 2026-10-31\n\n"
        "error[PB013]: C: Nothing answers it.\n --> playbook/alfa.yml:3:5\n  = why: Because.\n  = help: Talk.\n  = yaml: Write `actions`.\n\n"
        "warning[PB013]: B: Nothing answers it.\n --> playbook/alfa.yml:3:5\n\n"
        "warning[PB013]: D: Nothing answers it.\n --> playbook/alfa.yml:3:5\n\n"
        "hint[PB013]: A: Nothing answers it. --> playbook/alfa.yml:3:5\n\n"
        "4 findings (1 error, 2 warnings, 1 hint) in 1 organisation\n"
        "no problems in 1 organisation\n"
        "findings do not stop a build; with --strict those of severity error do\n"
        "more about a code: playbookgen explain PB013\n"
        "next: playbookgen build\n"
    )


def test_all_of_it_when_asked_for_more(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(verdict([found("a", "hint"), found("b", "hint")]), capsys, 1).count("= why: Because.") == 2


def test_quiet_says_only_what_fails(capsys: pytest.CaptureFixture[str]) -> None:
    findings = [found("a"), found("b", "warning")]
    assert printed(verdict(findings), capsys, -1) == ""
    assert printed(verdict(findings, strict=True), capsys, -1).startswith("error[PB013]: A: Nothing answers it.\n")
    assert "B: Nothing" not in printed(verdict(findings, strict=True), capsys, -1)


def test_problems_come_first_and_count_last(capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(verdict([found()], [Problem("E402", "3 agents", Place("playbook/alfa.yml", 9), "warning")]), capsys, folder="demo")
    assert said.startswith("warning[E402]: 3 agents\n")
    assert said.index("PB013") > said.index("E402")
    assert "1 problem (0 errors, 1 warning) in 1 of 1 organisation\nwarnings do not stop a build\n" in said


def test_with_a_baseline_only_what_is_new_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    before = Baseline("before\x1b.json", frozenset({("alfa", "PB013", "", "old"), ("alfa", "PB013", "", "gone")}))
    said = printed(verdict([found("old"), found("new")], baseline=before), capsys)
    assert "New: Nothing" in said
    assert "Old: Nothing" not in said
    assert "compared with before\\x1b.json: 1 new, 1 solved, 1 as before\n" in said


@given(st.text(), st.text())
def test_no_text_breaks_the_form(message: str, subject: str) -> None:
    lines = describe_finding(found(subject, message=message, snippet=subject), Terminal()).split("\n")
    assert lines[0].startswith("error[PB013]: ".rstrip())
    assert all(line.startswith((" --> ", "  |", "3 |", "  = ")) for line in lines[1:])
    assert all(character.isprintable() or character in "\u200c\u200d" or character.isspace() for line in lines for character in line)
    assert not any(character in "\x1b\r\x9b\u202e\u2028" for line in lines for character in line)
