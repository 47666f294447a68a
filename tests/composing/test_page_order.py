"""How a page reads: its purpose, then the organisation, then the guidance; short enough, and nobody's words mistaken for another's."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final

import pytest

from playbookgen.model.text import LANGUAGES, Language
from support.organisations import minimal
from support.pages import ReadPage, pages_of, playbook_of, read_pages, words_of

#: What a reader scrolls through before the rest has to be folded or split.
LONGEST: Final = 2000
#: Classes of what an organisation tells, of what is computed for it, and of the note that it has not told anything yet.
_OURS: Final = {
    "pb-ours",
    "pb-judgement",
    "pb-empty",
    "pb-table",
    "pb-tiles",
    "pb-doors",
    "pb-dates",
    "pb-list",
    "pb-rolecard",
    "pb-chart",
    "pb-terms",
}
#: Pages of what every organisation has to tell: its change, goals and strategy.
_ALWAYS_TOLD: Final = {"/", "target-state/vision/", "plan/line-of-sight/", "findings/", "about/", "print/"}
_EDITIONS: Final[list[tuple[str, Language]]] = [(name, language) for name in ("lumivakka", "tuohikoski", "multelia") for language in LANGUAGES]
_LIBRARY_WORDS: Final[dict[Language, str]] = {"en": "General guidance", "fi": "Yleinen ohje", "nb": "Generelle råd", "sv": "Allmänna råd"}


def _pages(name: str, language: Language) -> list[ReadPage]:
    """Every page but the print edition, which is all of them again."""
    return [page for page in read_pages(name, language).values() if page.address != "print/"]


def _own_editions() -> list[tuple[str, Language]]:
    return [(name, language) for name, language in _EDITIONS if language in playbook_of(name).site.languages]


def _classes(node: Any) -> set[str]:
    return set((node.get("class") or "").split())


def _is_guidance(node: Any) -> bool:
    return bool(_classes(node) & {"pb-guidance", "pb-guidance__tag"}) or node.get("id") == "guidance"


def _first(page: ReadPage, wanted: Any) -> int | None:
    return next((place for place, node in enumerate(page.in_order()) if wanted(node)), None)


def _out_of_order(page: ReadPage) -> str | None:
    title, purpose = _first(page, lambda node: node.tag == "h1"), _first(page, lambda node: _classes(node) & {"pb-lead", "pb-hero__vision"})
    ours, guidance = _first(page, lambda node: _classes(node) & _OURS), _first(page, _is_guidance)
    if title is None or purpose is None or title > purpose:
        return "no title and purpose at its head"
    if ours is None:
        return "nothing of the organisation, and no word that it is missing"
    if ours < purpose:
        return "the organisation before the purpose"
    if guidance is not None and guidance < ours:
        return "guidance before the organisation"
    return None


@pytest.mark.parametrize(("name", "language"), _own_editions())
def test_purpose_then_ours_then_guidance(name: str, language: Language) -> None:
    found = {page.address: _out_of_order(page) for page in _pages(name, language)}
    assert not {address: what for address, what in found.items() if what}


def test_the_order_holds_where_hardly_anything_is_told() -> None:
    pages = [page for page in pages_of(minimal(), "en").values() if page.address != "print/"]
    found = {page.address: _out_of_order(page) for page in pages}
    assert not {address: what for address, what in found.items() if what}


@pytest.mark.parametrize(("name", "language"), _own_editions())
def test_nobody_scrolls_without_end(name: str, language: Language) -> None:
    lengths = {page.address: page.open_words() for page in _pages(name, language)}
    assert not {address: length for address, length in lengths.items() if length > LONGEST}


@pytest.mark.parametrize(("name", "language"), _own_editions())
def test_no_template_shows_through(name: str, language: Language) -> None:
    for page in _pages(name, language):
        assert not re.search(r"\{\{|\}\}|\{%|%\}|\{#|\{:|%\(\w+\)s|undefined|LocalisedText|Fraction\(", page.text), page.address


@pytest.mark.parametrize(("name", "language"), _own_editions())
def test_an_anchor_leads_to_one_place(name: str, language: Language) -> None:
    for page in _pages(name, language):
        ids = Counter(node.get("id") for node in page.in_order() if node.get("id"))
        assert not [anchor for anchor, count in ids.items() if count > 1], page.address


@pytest.mark.parametrize(("name", "language"), _own_editions())
def test_what_the_library_says_is_marked_as_such(name: str, language: Language) -> None:
    for page in _pages(name, language):
        for node in page.in_order():
            if "pb-guidance" in _classes(node):
                tags = [words_of(inner) for inner in node.iter() if isinstance(inner.tag, str) and "pb-guidance__tag" in _classes(inner)]
                assert tags[:1] == [_LIBRARY_WORDS[language]], (page.address, words_of(node)[:80])


def test_a_page_of_guidance_alone_says_so() -> None:
    """With the least that can be told, every page the rest would fill says which key of the YAML fills it."""
    pages = pages_of(minimal(), "en")
    silent = {address for address, page in pages.items() if not any("pb-empty" in _classes(node) for node in page.in_order())}
    assert silent <= _ALWAYS_TOLD | {address for address in pages if address.startswith("target-state/roles/")}
