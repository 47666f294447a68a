"""Library texts of an organisation's own are its text: shown as typed, never Markdown blocks, HTML or templates."""

from __future__ import annotations

import pytest

from playbookgen.composing.speech import Speech
from playbookgen.composing.words import Words
from playbookgen.model.library import OwnText
from playbookgen.model.text import LANGUAGES, LocalisedText


def prose(text: str, own: set[str], language: str = "en") -> str:
    speech = Speech(language, "en", Words(language, None))  # type: ignore[arg-type]
    return str(speech.prose(OwnText(tuple(dict.fromkeys(LANGUAGES, text).items()), frozenset(own))))


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "<b>x</b>", '<img src=x onerror="alert(1)">'])
def test_html_of_ones_own_is_shown_as_typed(text: str) -> None:
    assert "<" not in prose(text, {"en"})
    assert prose(text, {"fi"}) == text  # the library's own words in this language are trusted


def test_inline_markdown_counts_and_blocks_do_not() -> None:
    assert "<strong>now</strong>" in prose("Do it **now**", {"en"})
    assert prose("# Heading", {"en"}).lstrip("\\").startswith(("&#35;", "#"))
    assert "<h1" not in prose("# Heading", {"en"})


def test_paragraphs_stay_paragraphs() -> None:
    assert prose("One.\n\nTwo.", {"en"}).count("<p>") == 2


def test_library_texts_are_markdown() -> None:
    speech = Speech("en", "en", Words("en", None))
    assert str(speech.prose(LocalisedText.of({"en": "- **a**"}))) == "- **a**"
