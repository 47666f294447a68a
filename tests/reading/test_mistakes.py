"""Typical mistakes: each is found once, in the right line and column, with the right way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbookgen.model.problem import CODES, Problem
from support.mistakes import Mistake, all_mistakes, base
from support.sources import problems_of

MISTAKES = all_mistakes()


def _is_located(mistake: Mistake, problem: Problem) -> bool:
    place = problem.place
    return place is not None and problem.code == mistake.code and (place.line, place.column) == (mistake.line, mistake.column)


def _shows_the_way_out(mistake: Mistake, problem: Problem) -> bool:
    if mistake.suggestion is not None:
        return problem.suggestion == mistake.suggestion
    return mistake.help is not None and mistake.help in (problem.help or "")


def test_the_base_has_no_problem() -> None:
    assert problems_of(base()) == ()


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_one_mistake_is_one_problem_in_its_place(mistake: Mistake) -> None:
    problems = problems_of(mistake.text)

    assert [problem.code for problem in problems] == [mistake.code], [problem.message for problem in problems]
    problem = problems[0]
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (mistake.line, mistake.column), problem.message
    assert _shows_the_way_out(mistake, problem), (problem.help, problem.suggestion)
    assert problem.snippet == mistake.text.split("\n")[mistake.line - 1].replace("\u202e", "\ufffd").rstrip("\r") or problem.snippet is None
    assert problem.code in CODES
    assert problem.message.isprintable()


def test_totals() -> None:
    """At least 60 mistakes are located, at least 54 of them with the right way out, half of all by a replacement."""
    found = [(mistake, problems_of(mistake.text)) for mistake in MISTAKES]
    located = [(mistake, problems[0]) for mistake, problems in found if problems and _is_located(mistake, problems[0])]
    answered = [mistake for mistake, problem in located if _shows_the_way_out(mistake, problem)]
    replaced = [mistake for mistake in answered if mistake.suggestion is not None]

    totals = f"{len(MISTAKES)} mistakes: {len(located)} located, {len(answered)} with the right way out, {len(replaced)} by a replacement"
    assert len(located) >= 60, totals
    assert len(answered) >= 54
    assert len(answered) >= 0.9 * len(MISTAKES)
    assert len(replaced) >= 0.5 * len(MISTAKES)


def test_every_kind_of_problem_of_the_text_has_a_case() -> None:
    """Codes of the file as such (E101, E108 …) are tested where files are made."""
    of_files = {"E101", "E102", "E104", "E108", "E110", "E111", "E112", "E113", "E115", "E116", "E117", "E118", "E119", "E120", "E121"}
    of_judging = {"E402", "E403", "E405"}
    #: Answers, exports and workbooks have cases of their own (tests/cli/test_import_*.py, test_workbook.py).
    of_other_files = {code for code in CODES if code.startswith(("E5", "E6"))}
    assert {mistake.code for mistake in MISTAKES} | of_files | of_judging | of_other_files == set(CODES)


def test_folder_holds_only_cases() -> None:
    folder = Path(__file__).parent / "mistakes"
    assert {path.suffix for path in folder.iterdir()} == {".yml"}
