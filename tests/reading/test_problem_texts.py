"""What the codes mean: every code has its text, and every example is what it says."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from playbookgen.model.library import Library, ProblemText
from playbookgen.model.problem import CODES
from playbookgen.model.workspace import Source, SourceFile
from playbookgen.reading import load_library, load_templates, packaged_templates, read_organisation
from support.mistakes import base, blocks


@cache
def library() -> Library:
    return load_library(load_templates(packaged_templates(), None))


TEXTS = library().problems
EXAMPLES = [text for text in TEXTS if text.example]


def codes_of(example: str) -> set[str]:
    """The codes of what is said about the base organisation with the example's keys in place of its own."""
    gone = set(blocks(example))
    written = "".join(block for key, block in blocks(base()).items() if key not in gone) + example
    source = Source("northlight", (SourceFile("playbook/northlight.yml", written.encode()),))
    read = read_organisation(source, library=library(), as_of=date(2026, 10, 31), today=date(2026, 10, 31))
    return {problem.code for problem in read.problems}


def test_every_code_has_its_text_in_the_order_of_codes() -> None:
    assert [text.id for text in TEXTS] == list(CODES)
    assert {text.id: dict(text.name.entries)["en"] for text in TEXTS} == CODES


def test_what_a_file_can_show_has_an_example() -> None:
    about_folders = {"E101", "E102", "E104", "E108", "E110", "E111", "E112", "E113", "E115", "E116", "E117", "E118", "E119", "E120", "E121"}
    # A score and its attributes differ over many lines: the message shows both.
    about_imports = {"E501", "E502", "E503", "E504", "E505"} | {"E601", "E602", "E603", "E604", "E605", "E606", "E607", "E608", "E609"}
    assert {text.id for text in TEXTS} - {text.id for text in EXAMPLES} == about_folders | about_imports | {"E405"}


@pytest.mark.parametrize("text", EXAMPLES, ids=lambda text: text.id)
def test_the_wrong_example_is_refused_with_this_code_and_the_right_one_is_taken(text: ProblemText) -> None:
    assert text.example
    assert text.id in codes_of(text.example.wrong)
    assert codes_of(text.example.right) == set()
