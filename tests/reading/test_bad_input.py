"""Files nobody should write: a clear problem each, never a traceback, never work without bound."""

from __future__ import annotations

import pytest
import yaml

from playbookgen.model.problem import Problem
from playbookgen.model.workspace import SourceFile
from playbookgen.reading import guard
from playbookgen.reading.encoding import decode
from playbookgen.reading.report import MOST_PROBLEMS, Report
from support.mistakes import base
from support.sources import problems_of, read

BASE = base()


def only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, [(problem.code, problem.message) for problem in problems]
    return problems[0]


def place_of(problem: Problem) -> tuple[int, int]:
    assert problem.place is not None
    return problem.place.line, problem.place.column


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (BASE.encode("utf-16"), "UTF-16"),
        (BASE.encode("utf-16-le"), "UTF-16"),
        (BASE.encode("utf-16-be"), "UTF-16"),
        (BASE.encode("utf-32"), "UTF-32"),
        (b"PK\x03\x04\x14\x00\x06\x00", "spreadsheet"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Office"),
    ],
)
def test_other_encodings_and_other_files_are_named(content: bytes, says: str) -> None:
    problem = only(problems_of(content))
    assert problem.code == "E102"
    assert says in problem.message
    assert problem.help


def test_latin_1_is_recognised_at_its_first_byte() -> None:
    content = BASE.replace("Northlight Energy", "Nordlyset i Tromsø").encode("latin-1")
    problem = only(problems_of(content))
    assert problem.code == "E102"
    assert "Windows-1252" in problem.message
    assert place_of(problem) == (5, 26)
    assert "UTF-8" in (problem.help or "")


def test_nul_bytes_are_located() -> None:
    problem = only(problems_of(b"schema_version: 1\nsite:\0 {}\n"))
    assert (problem.code, place_of(problem)) == ("E102", (2, 6))


def test_byte_order_mark_is_accepted_and_moves_nothing() -> None:
    assert problems_of("\ufeff" + BASE) == ()
    problem = only(problems_of("\ufeff" + BASE.replace("schema_version: 1", "schema_version: 3")))
    assert place_of(problem) == (1, 17)


def test_windows_line_ends_move_nothing() -> None:
    assert problems_of(BASE.replace("\n", "\r\n")) == ()
    problem = only(problems_of(BASE.replace("agents_headcount: 20", "agents_headcount: many").replace("\n", "\r\n")))
    assert place_of(problem) == (7, 21)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "~\n", "null\n"])
def test_empty_files(text: str) -> None:
    assert only(problems_of(text)).code == "E113"


@pytest.mark.parametrize(("text", "says"), [("- a\n- b\n", "a list"), ("only text\n", "“only text”"), ("[]", "a list"), ("42", "“42”")])
def test_files_that_are_no_map(text: str, says: str) -> None:
    problem = only(problems_of(text))
    assert problem.code == "E113"
    assert says in problem.message


def test_empty_map_lacks_everything_required() -> None:
    problem = only(problems_of("{}"))
    assert problem.code == "E201"
    assert "organisation" in problem.message


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_deep_nesting_stops_at_the_limit(opening: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """100,000 levels kill the C composer and take its parser half a minute: only the first 50 are looked at."""
    taken = 0
    original = yaml.parse

    def counted(*args: object, **kwargs: object) -> object:
        nonlocal taken
        for event in original(*args, **kwargs):  # type: ignore[arg-type]
            taken += 1
            yield event

    monkeypatch.setattr(guard.yaml, "parse", counted)
    problem = only(problems_of(opening * 100_000))
    assert problem.code == "E104"
    assert "50" in problem.message
    assert taken < 4 * guard.DEEPEST


def test_too_many_values() -> None:
    problem = only(problems_of("x_many: [" + "1," * (guard.MOST_NODES + 10) + "]\n"))
    assert problem.code == "E104"


def test_too_long_a_text() -> None:
    problems = problems_of(BASE + "x_long: " + "a" * (guard.LONGEST_SCALAR + 1) + "\n")
    assert [problem.code for problem in problems] == ["E104"]


def test_alias_bomb_is_refused_and_never_expanded() -> None:
    lines = ["a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    for before, now in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{now}: &{now} [{', '.join([f'*{before}'] * 9)}]")
    problems = problems_of("\n".join(lines))
    assert sum(problem.code == "E105" for problem in problems) == 9 + 8 * 9


@pytest.mark.parametrize(
    "tagged",
    [
        "!!python/object/apply:os.system [id]",
        "!!python/name:os.system",
        "!!python/object/new:subprocess.Popen [[id]]",
        "!!binary aGVq",
        "!!set {a}",
        "!!omap [a: 1]",
        "!!timestamp 2026-01-01",
        "!!float 1",
        "!!int '3'",
        "!!str 3",
        "!!map {}",
        "!!seq []",
        "!local x",
        "! x",
        "!ENV HOME",
        "!include /etc/passwd",
        "!<tag:example.org,2000:x> y",
        "!!merge x",
        "!!null ''",
        "!!python/tuple [1]",
    ],
)
def test_no_tag_is_obeyed(tagged: str) -> None:
    problem = only(problems_of(BASE + f"x_own: {tagged}\n"))
    assert problem.code == "E106"
    assert place_of(problem)[0] == BASE.count("\n") + 1


def test_thousands_of_slips_are_cut_off() -> None:
    text = BASE + "glossary:\n" + "".join(f"  - {{trem{number}: a}}\n" for number in range(20_000))
    problems = problems_of(text)
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1].code == "E116"


def test_control_characters_are_located_and_shown_escaped() -> None:
    problem = only(problems_of(BASE.replace("Northlight Energy", "North\x1b[31mlight")))
    assert problem.code == "E211"
    assert place_of(problem) == (5, 14)
    assert problem.snippet is not None
    assert "\x1b" not in problem.snippet + problem.message


def test_hidden_characters_by_the_ten_thousand_are_reported_as_far_as_they_are_shown() -> None:
    report = Report()
    text = decode(SourceFile("playbook/a.yml", ("\u200b\n" * 5000 + "\x1b\n" * 5000).encode()), report)
    problems = report.problems()
    assert text == "\u200b\n" * 5000 + " \n" * 5000
    assert len(report._problems) == MOST_PROBLEMS + 1
    assert report.has_errors, "what comes after many warnings is still refused"
    assert problems[-1].code == "E116"


def test_values_in_messages_are_short_and_harmless() -> None:
    problem = only(problems_of(BASE.replace("main_task: service", 'main_task: "a\\u202e\\e[2J' + "x" * 500 + '"')))
    assert problem.code == "E205"
    assert problem.message.isprintable()
    assert "\\u202e" in problem.message
    assert len(problem.message) < 200


def test_line_separators_of_unicode_do_not_move_the_lines() -> None:
    problems = problems_of(BASE.replace("Northlight Energy", "North\u2028light").replace("agents_headcount: 20", "agents_headcount: x"))
    assert [(problem.code, place_of(problem)) for problem in problems] == [("E404", (5, 14)), ("E204", (7, 21))]


def test_columns_count_characters_not_bytes() -> None:
    problem = only(problems_of(BASE.replace("name: Mail, agents: 8", "name: Päivystys 🎧 på natt, agents: åtte")))
    assert place_of(problem) == (12, 56)


def test_joiners_are_fine_in_texts() -> None:
    assert problems_of(BASE.replace("Northlight Energy", "می‌خواهم 👩‍💻")) == ()


def test_numbers_of_thousands_of_digits() -> None:
    assert only(problems_of(BASE.replace("agents_headcount: 20", "agents_headcount: " + "9" * 6000))).code == "E203"


def test_keys_that_are_no_words() -> None:
    problems = problems_of(BASE + "x_own: {[a]: 1, {b: 1}: 2, null: 3, '': 4}\n? [x]\n: 1\n")
    assert [problem.code for problem in problems] == ["E103", "E103"]


def test_alias_as_a_value_is_one_problem() -> None:
    problem = only(problems_of(BASE.replace("main_task: service", "main_task: *task")))
    assert problem.code == "E105"


def test_nulls_mean_not_given() -> None:
    text = BASE + "business:\nfeedback: ~\nglossary: null\nsystems:\n"
    reading = read(text)
    assert reading.problems == ()
    assert reading.organisation is not None
    assert reading.organisation.glossary == []


def test_a_file_that_cannot_be_read_does_not_hide_the_others() -> None:
    second = BASE[BASE.index("teams:") :].replace("severity: 4", "severity: 9")
    problems = problems_of(BASE[: BASE.index("teams:")] + "business: [\n", second)
    assert [(problem.code, problem.place.path if problem.place else "") for problem in problems] == [
        ("E103", "playbook/northlight/0.yml"),
        ("E203", "playbook/northlight/1.yml"),
    ]
