"""The words of the pages: every message has a true translation in every language."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from babel.messages.pofile import read_po

from playbookgen.composing.words import Words
from playbookgen.model.text import LANGUAGES
from support.words_in_use import ROOT, Message, messages

OTHERS = [language for language in LANGUAGES if language != "en"]
# The same word in English and in that language, on purpose.
SAME = {
    "fi": {"%(n)s min", "Intranet"},
    "nb": {"%(n)s min", "Sponsor: %(who)s", "Team"},
    "sv": {"%(n)s min", "Definition", "Definition:", "Organisation", "Period", "Risk", "Sponsor: %(who)s", "Team", "Vision"},
}
_PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?.")


def _catalogue(language: str) -> dict[Message, object]:
    content = (ROOT / f"templates/locales/{language}/messages.po").read_bytes()
    return {
        (message.id if isinstance(message.id, str) else (message.id[0], message.id[1])): message.string
        for message in read_po(BytesIO(content), locale=language)
        if message.id
    }


def _forms(translation: object) -> list[str]:
    return [str(form) for form in translation] if isinstance(translation, (tuple, list)) else [str(translation or "")]


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated(language: str) -> None:
    catalogue = _catalogue(language)
    missing = [f"{place}: {message!r}" for message, place in messages().items() if not all(_forms(catalogue.get(message, "")))]
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_left_over(language: str) -> None:
    assert sorted(map(str, set(_catalogue(language)) - set(messages()))) == []


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_are_the_same(language: str) -> None:
    for message, translation in _catalogue(language).items():
        originals = [message] if isinstance(message, str) else list(message)
        wanted = {match.group() for text in originals for match in _PLACEHOLDER.finditer(text)}
        for form in _forms(translation):
            assert {match.group() for match in _PLACEHOLDER.finditer(form)} <= wanted, form
            if isinstance(message, str):
                assert {match.group() for match in _PLACEHOLDER.finditer(form)} == wanted, form


@pytest.mark.parametrize("language", OTHERS)
def test_no_english_is_left_in_another_language(language: str) -> None:
    same = {message for message, translation in _catalogue(language).items() if message == translation and re.search("[a-z]{3}", str(message))}
    assert same <= SAME[language]


def test_an_unknown_message_speaks_english() -> None:
    assert Words("fi", None).one("No such message") == "No such message"


def test_the_plural_follows_the_count() -> None:
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    plural = 'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "yksi"\nmsgstr[1] "monta"\n'
    words = Words("fi", (header + plural).encode())
    assert [words.many("%(n)s day", "%(n)s days", count) for count in (0, 1, 2)] == ["monta", "yksi", "monta"]
