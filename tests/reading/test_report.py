"""What a message may show, and the order of problems."""

from __future__ import annotations

import pytest

from playbookgen.model.problem import Place
from playbookgen.reading.report import LONGEST_SNIPPET, MOST_PROBLEMS, Report, safe, shown_value


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Päivä 🎧 – “ok”", "Päivä 🎧 – “ok”"),
        ("a\tb\nc", "a\\u0009b\\u000ac"),
        ("\x1b[31m", "\\u001b[31m"),
        ("\u202eabc", "\\u202eabc"),
        ("a\u200bb", "a\\u200bb"),
        ("\U000e0041", "\\U000e0041"),
        ("41\u00a0000", "41\u00a0000"),
        ("\ud800", "\\ud800"),
    ],
)
def test_safe_shows_what_cannot_be_seen(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_values_are_named_in_at_most_80_characters() -> None:
    assert shown_value("x" * 500) == f"“{'x' * 79}…”"
    assert [shown_value(value) for value in ({}, [], None, 3)] == ["a map", "a list", "nothing", "3"]


def test_problems_stand_in_the_order_of_the_file_and_once() -> None:
    report = Report()
    report.know("b.yml", "one\ntwo\n")
    for place in (Place("b.yml", 2, 1), Place("b.yml", 1, 5), Place("a.yml", 9, 9), Place("b.yml", 2, 1)):
        report.add("E204", "wrong", place)
    assert [(problem.place, problem.snippet) for problem in report.problems()] == [
        (Place("a.yml", 9, 9), None),
        (Place("b.yml", 1, 5), "one"),
        (Place("b.yml", 2, 1), "two"),
    ]


def test_a_reference_to_nothing_says_more_than_an_id_that_is_none() -> None:
    report = Report()
    report.add("E208", "no id", Place("a.yml", 1, 1))
    report.add("E301", "nothing", Place("a.yml", 1, 1))
    report.add("E208", "no id", Place("a.yml", 2, 1))
    assert [problem.code for problem in report.problems()] == ["E301", "E208"]


def test_warnings_are_no_errors() -> None:
    report = Report()
    report.add("E404", "hidden", Place("a.yml"), severity="warning")
    assert not report.has_errors
    report.add("E204", "wrong", Place("a.yml"))
    assert report.has_errors


def test_endless_problems_end() -> None:
    report = Report()
    for line in range(MOST_PROBLEMS + 50):
        report.add("E204", "wrong", Place("a.yml", line + 1))
    problems = report.problems()
    assert report.is_full
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1].code == "E116"


def test_endless_lines_are_not_shown() -> None:
    report = Report()
    report.know("a.yml", "x" * (LONGEST_SNIPPET + 1))
    assert report.line(Place("a.yml")) is None
    assert report.line(Place("a.yml", 7)) is None
