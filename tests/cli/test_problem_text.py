"""How a problem looks: golden texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.cli.problem_text import describe, print_problems, summary
from playbookgen.cli.terminal import Terminal
from playbookgen.model.problem import Place, Problem

PLAIN = Terminal()

SCORE = Problem(
    "E203",
    "score must be 0–100, got 110",
    Place("playbook/lumivakka.yml", 71, 38, 3),
    help="write a number from 0 to 100",
    snippet="    scores: {leadership_direction: 110, people: 55}",
)
GOLDEN = """\
error[E203]: score must be 0–100, got 110
  --> playbook/lumivakka.yml:71:38
   |
71 |     scores: {leadership_direction: 110, people: 55}
   |                                      ^^^
   = help: write a number from 0 to 100"""


def test_a_problem_looks_as_the_house_says() -> None:
    assert describe(SCORE, PLAIN) == GOLDEN


def test_a_warning_with_a_second_place_and_a_guess() -> None:
    problem = Problem(
        "E107",
        "the key “name” is written twice",
        Place("playbook/a.yml", 5, 1, 4),
        "warning",
        suggestion="title",
        snippet="name: x",
        related=Place("playbook/a.yml", 2, 1),
    )
    assert describe(problem, PLAIN, "demo") == (
        "warning[E107]: the key “name” is written twice\n"
        " --> demo/playbook/a.yml:5:1\n"
        "  |\n"
        "5 | name: x\n"
        "  | ^^^^\n"
        "  = also: demo/playbook/a.yml:2:1\n"
        "  = help: did you mean “title”?"
    )


def test_a_problem_without_place_or_line() -> None:
    assert describe(Problem("E101", "cannot be read"), PLAIN) == "error[E101]: cannot be read"
    assert describe(Problem("E102", "not text", Place("playbook/a.yml")), PLAIN) == "error[E102]: not text\n --> playbook/a.yml:1:1"


@pytest.mark.parametrize(
    ("snippet", "column", "width", "line", "marks"),
    [
        ("\tkey: x", 2, 3, "    key: x", "    ^^^"),
        ("名前: x", 5, 1, "名前: x", "      ^"),
        ("a\u0301b: x", 3, 1, "a\u0301b: x", " ^"),
        ("a\x1b[2Jb: x", 6, 1, "a\\x1b[2Jb: x", "        ^"),
        ("short", 6, 1, "short", "     ^"),
        ("short", 40, 9, "short", "     ^"),
    ],
)
def test_the_carets_stand_below_what_they_mean(snippet: str, column: int, width: int, line: str, marks: str) -> None:
    shown = describe(Problem("E204", "m", Place("p.yml", 1, column, width), snippet=snippet), PLAIN).splitlines()
    assert shown[3:5] == [f"1 | {line}", f"  | {marks}"]


def test_a_very_long_line_is_cut_around_the_place() -> None:
    snippet = "x" * 3000 + "HERE" + "y" * 3000
    shown = describe(Problem("E204", "m", Place("p.yml", 1, 3001, 4), snippet=snippet), PLAIN).splitlines()
    assert len(shown[3]) < 140
    column = shown[4].index("^")
    assert shown[3][column : column + 4] == "HERE"


@given(st.text(), st.text(), st.text(), st.integers(1, 200), st.integers(1, 200))
def test_no_text_breaks_the_form(message: str, path: str, snippet: str, column: int, width: int) -> None:
    problem = Problem("E204", message, Place(path, 3, column, width), help=message, suggestion=path, snippet=snippet)
    lines = describe(problem, PLAIN).split("\n")
    assert lines[0].startswith("error[E204]: ".rstrip())
    assert lines[1].startswith(" --> ")
    assert all(line.isprintable() or "\u200c" in line or "\u200d" in line or "\xa0" in line or not line.isascii() for line in lines)
    assert all(line.startswith((" --> ", "  |", "3 |", "  =")) for line in lines[1:])


def test_all_problems_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    print_problems(PLAIN, [SCORE] * 150)
    assert capsys.readouterr().err.count("error[E203]") == 150


def test_the_summary_counts() -> None:
    warning = Problem("E402", "m", severity="warning")
    assert summary([SCORE, SCORE, SCORE], 3, 1) == "3 problems in 1 of 3 organisations"
    assert summary([SCORE, warning], 1, 1) == "2 problems (1 error, 1 warning) in 1 of 1 organisation"
    assert summary([SCORE], 2, 0) == "1 problem in what all sites share"
