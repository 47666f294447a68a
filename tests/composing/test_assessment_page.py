"""A round of several people says how many they are, and where they see things differently."""

from __future__ import annotations

from typing import Final

import pytest

from playbookgen.model.library import Library
from playbookgen.model.text import Language
from playbookgen.model.workspace import TemplatePack
from support.editions import edition
from support.organisations import minimal

ROUND: Final = {
    "id": "self_2026_10_30",
    "kind": "self",
    "date": "2026-10-30",
    "answers": 7,
    "scores": {"people": 50, "results": 40},
    "spread": {"people": 18, "results": 6},
    "imported": ["a0123456789a"],
}


@pytest.mark.parametrize(
    ("language", "words"), [("en", "the mean of 7 people"), ("fi", "7 vastaajan keskiarvo"), ("nb", "fra 7 personer"), ("sv", "7 personers svar")]
)
def test_the_page_says_how_many_have_answered_and_where_they_differ(
    language: Language, words: str, library: Library, pack: TemplatePack, compiled: dict[str, bytes]
) -> None:
    told = minimal(site={"languages": [language]}, assessments=[ROUND])
    page = next(page for page in edition(told, library, pack, language, compiled=compiled).pages if page.address == "current-state/assessment/")
    assert words in page.markdown
    assert "±18" in page.markdown
    assert "a0123456789a" not in page.markdown


def test_a_round_that_does_not_say_so_has_no_such_line(library: Library, pack: TemplatePack, compiled: dict[str, bytes]) -> None:
    plain = {key: value for key, value in ROUND.items() if key not in ("answers", "spread", "imported")}
    page = next(
        page for page in edition(minimal(assessments=[plain]), library, pack, compiled=compiled).pages if page.address == "current-state/assessment/"
    )
    assert "the mean of" not in page.markdown
