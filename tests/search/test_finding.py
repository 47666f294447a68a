"""What people type finds the page that answers it: the real search box of the sample, in four languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from playbookgen.model.text import Language
from support.search_box import SearchBox
from support.search_questions import KINDS, LANGUAGES, place, questions, rates

pytestmark = pytest.mark.browser

#: Kind → the least share of its questions with a right page in first place, and among the first three.
WANTED = {
    "question": (0.75, 0.95),
    "words": (0.75, 0.90),
    "inflected": (0.75, 0.90),
    "compound": (0.75, 0.90),
    "typing error": (0.75, 0.90),
    "spoken": (0.60, 0.80),
}


#: The same for all kinds of a language together.
WANTED_OF_A_PART = (0.75, 0.92)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_part_of_what_is_asked_is_found(page: Page, address: str, language: Language) -> None:
    """Each sixth question, whatever its kind: enough to see that the search works, in a few seconds."""
    box = SearchBox(page, f"{address}lumivakka/" + ("" if language == "en" else f"{language}/"))
    asked = [question for question in questions() if question.language == language][::6]
    answers = {question: box.ask(question.query) for question in asked}
    told = rates(answers, asked)
    missed = [question.query for question in asked if (place(question, answers[question]) or 9) > 3]
    assert (told.first_share >= WANTED_OF_A_PART[0], told.three_share >= WANTED_OF_A_PART[1]) == (True, True), missed


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_asked_is_found(page: Page, address: str, language: Language) -> None:
    """One test a language: its few hundred questions go through one box, once."""
    box = SearchBox(page, f"{address}lumivakka/" + ("" if language == "en" else f"{language}/"))
    answers = {question: box.ask(question.query) for question in questions() if question.language == language}
    short = {}
    for kind in KINDS:
        asked = [question for question in answers if question.kind == kind]
        told = rates(answers, asked)
        first, three = WANTED[kind]
        if told.first_share < first or told.three_share < three:
            missed = [question.query for question in asked if (place(question, answers[question]) or 9) > 3]
            short[kind] = (f"first {told.first_share:.1%}", f"first three {told.three_share:.1%}", missed)
    assert short == {}
    untitled = [question.query for question, answer in answers.items() if not all(result.title for result in answer.results)]
    assert untitled == []
