"""The reference pages say what the program says."""

from __future__ import annotations

import re

import pytest

from playbookgen.model.problem import CODES
from playbookgen.model.rule_table import RULES
from support.house import REPOSITORY
from support.reference import pages


@pytest.mark.parametrize("name", pages())
def test_the_page_is_current(name: str) -> None:
    assert (REPOSITORY / name).read_text(encoding="utf-8") == pages()[name], "run `make docs`"


def test_every_code_has_its_section() -> None:
    headings = [heading for text in pages().values() for heading in re.findall(r"^## (E\d{3}|PB\d{3}): \S", text, re.MULTILINE)]
    assert headings == [*CODES, *(rule.id for rule in RULES)]


def test_no_sign_of_the_library_is_left_in_a_sentence() -> None:
    prose = re.sub(r"```.*?```|`[^`]*`", "", pages()["docs/rules.md"], flags=re.DOTALL)
    assert not re.search(r"%\(|\{|\}|\[", prose)
