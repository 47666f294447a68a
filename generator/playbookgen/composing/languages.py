"""What a language is called by those who speak it, and how it sorts its words."""

from __future__ import annotations

from typing import Final

from babel import Locale

from playbookgen.model.text import Language


def own_name(language: Language) -> str:
    """A language's name in itself, as its speakers write it."""
    names: dict[Language, str] = {"en": "English", "fi": "Suomi", "nb": "Norsk", "sv": "Svenska"}
    return names.get(language) or str(Locale(language).display_name)


#: Letters that stand after z, in their order.
_LAST_LETTERS: Final[dict[Language, str]] = {"en": "", "fi": "åäö", "sv": "åäö", "nb": "æøå"}


def alphabetical(text: str, language: Language) -> tuple[tuple[int, str], ...]:
    """What `text` is sorted by in the alphabet of the language."""
    last = _LAST_LETTERS[language]
    return tuple((1 + last.index(letter), "") if letter in last else (0, letter) for letter in text.casefold())
