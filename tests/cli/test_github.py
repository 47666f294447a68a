"""Annotations and the step's summary."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.cli import github
from playbookgen.cli.paths import in_repository
from playbookgen.cli.terminal import Terminal
from playbookgen.model.problem import Place, Problem
from support.checks import found, verdict

ERRORS = [found(f"e{number}") for number in range(14)]
WARNINGS = [found(f"w{number}", "warning") for number in range(11)]
HINTS = [found(f"h{number}", "hint") for number in range(12)]


@pytest.fixture(autouse=True)
def _nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


def test_an_annotation() -> None:
    (line,) = github.commands(verdict([found(message="50 % late:\nnow, or never.")]))
    assert line == (
        "::error file=playbook/alfa.yml,line=3,endLine=3,col=5,endColumn=9,title=PB013 Rule"
        "::Thing: 50 %25 late:\\nnow, or never.%0ATalk.%0AWrite `actions`."
    )


def test_a_problem_without_a_place() -> None:
    (line,) = github.commands(verdict([], [Problem("E101", "cannot be read", severity="warning", help="look")]))
    assert line == "::warning title=E101::cannot be read%0Alook"


def test_signs_of_a_property_are_escaped() -> None:
    (line,) = github.commands(verdict([found(place=Place("playbook/a,b:c%d.yml"))]))
    assert "file=playbook/a%2Cb%3Ac%25d.yml,line=1," in line


def test_no_more_than_github_shows_and_errors_first() -> None:
    lines = list(github.commands(verdict([*HINTS, *WARNINGS, *ERRORS])))
    kinds = [line.split(" ")[0] for line in lines]
    assert kinds == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] * 10
    assert lines[-1] == "::notice title=playbookgen::and 8 more: playbookgen check lists them all"


def test_ten_notices_need_no_closing_one() -> None:
    lines = list(github.commands(verdict(HINTS[:10])))
    assert len(lines) == 10
    assert not any("more" in line for line in lines)


def test_the_closing_notice_leads_to_the_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "somewhere")
    assert list(github.commands(verdict(ERRORS)))[-1].endswith("and 4 more: the summary of this step lists them all")


def test_a_workspace_below_the_repository(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "demo" / "deep").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "demo")
    assert in_repository("playbook/a.yml", "deep", {}) == "deep/playbook/a.yml"
    assert in_repository("playbook/a.yml", "deep", {"GITHUB_WORKSPACE": str(tmp_path)}) == "demo/deep/playbook/a.yml"
    assert in_repository("playbook/a.yml", str(tmp_path / "demo" / "deep"), {"GITHUB_WORKSPACE": str(tmp_path)}) == "demo/deep/playbook/a.yml"


@given(st.text(), st.text(), st.text(min_size=1).filter(lambda path: "\0" not in path))
def test_no_text_forges_a_command(message: str, subject: str, path: str) -> None:
    for line in github.commands(verdict([found(subject, message=message, place=Place(path))], [Problem("E203", message, Place(path))])):
        assert re.fullmatch(r"::error file=[^,:]*,line=1,endLine=1,col=1,endColumn=2,title=[^,:]*::[^\r\n\x00-\x1f\x7f-\x9f]*", line)


SUMMARY = """\
## Playbook

1 problem of the files; 1 error in 1 organisation.

| | Code | Where | What is so | What to do |
|---|---|---|---|---|
| error | PB013 | playbook/alfa.yml line 3 | Thing&#58; &#60;b&#62;A&#124;B&#60;/b&#62; | Talk. Write &#96;actions&#96;. |
| warning | E402 | playbook/alfa.yml line 9 | &#91;x&#93;(y) &#64;everybody a&#95;b |  |
"""


def test_the_summary_is_a_table_of_plain_texts() -> None:
    problem = Problem("E402", "[x](y) @everybody a_b", Place("playbook/alfa.yml", 9), "warning")
    assert github.summary(verdict([found(message="<b>A|B</b>")], [problem])) == SUMMARY


@pytest.mark.parametrize("room", [0, 40, 200, 500, 900, 5000])
def test_the_summary_keeps_within_its_room(room: int) -> None:
    text = github.summary(verdict(ERRORS), room)
    assert len(text.encode()) <= room
    shown = text.count("| PB013 |")
    if 300 < room < 5000:
        assert f"… and {14 - shown} more" in text
    if room == 5000:
        assert shown == 14
        assert "more;" not in text


def test_the_summary_is_added_to_what_the_step_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "summary.md"
    path.write_text("before\n", encoding="utf-8")
    github.write_summary(verdict([found()]), Terminal(), {"GITHUB_STEP_SUMMARY": str(path)})
    assert path.read_text(encoding="utf-8").startswith("before\n## Playbook\n")
    path.write_bytes(b"x" * 1024 * 1024)
    github.write_summary(verdict([found()]), Terminal(), {"GITHUB_STEP_SUMMARY": str(path)})
    assert path.stat().st_size == 1024 * 1024
    github.write_summary(verdict(), Terminal(), {})
    assert capsys.readouterr().err == ""
    github.write_summary(verdict(), Terminal(), {"GITHUB_STEP_SUMMARY": str(tmp_path)})
    assert "cannot be written" in capsys.readouterr().err
