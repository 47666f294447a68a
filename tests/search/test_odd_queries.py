"""Whatever lands in the search box: no error, no dialog, and either a list or three pages to try instead."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page

from support.search_box import INPUT, SearchBox
from support.search_questions import LANGUAGES

pytestmark = pytest.mark.browser

ODD = (
    "a",
    "ä",
    "?",
    "…",
    "😀",
    "👩🏽‍💻 📞",
    "+",
    "-",
    "*",
    "~",
    "^",
    ":",
    "title:",
    "text:goal^10",
    "+goal -action",
    "goal~2",
    "**goal**",
    '"',
    '"goal',
    "'goal'",
    "\\",
    "(goal",
    "[a-z]+(",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "&lt;b&gt; &amp; &#0;",
    "{{ goal }} ${goal} {% goal %}",
    "__proto__",
    "constructor",
    "toString hasOwnProperty valueOf",
    "\u202egoal\u202c",
    "مركز خدمة العملاء",
    "מטרה",
    "客户满意度",
    "e\u0301\u0301\u0301\u0301",
    "\u0000\u0007goal",
    "  \t  ",
    "0",
    "2026-10-31",
    "PB001",
    "goal " * 100,
    "a" * 500,
    "hyvitys" * 72,
)
#: Asked in the edition of one language, a question of another.
FOREIGN = {
    "en": ("Saanko hyvittää asiakasta?", "Hvor mye kan jeg kompensere?", "Wie hoch darf die Erstattung sein?"),
    "fi": ("What may I decide alone?", "Vad får jag bestämma?", "Combien puis-je rembourser ?"),
    "nb": ("Mitä saan päättää itse?", "How big a compensation may I give?", "Сколько я могу вернуть?"),
    "sv": ("Hva skjer den første uken?", "Mitä minulta odotetaan?", "¿Qué puedo decidir?"),
}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def said(page: Page) -> list[str]:
    """What the page complains about: console errors and warnings, uncaught errors, dialogs."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: heard.append(str(error)))

    def dismiss(dialog: Dialog) -> None:
        heard.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    return heard


@pytest.fixture
def box(page: Page, address: str, language: str, said: list[str]) -> Iterator[SearchBox]:
    yield SearchBox(page, f"{address}lumivakka/" + ("" if language == "en" else f"{language}/"))
    assert said == []


def offered(page: Page) -> list[str]:
    """The pages to try instead, as they are shown."""
    return [link.inner_text().strip() for link in page.locator(".pb-suggestions a").all()]


def test_nothing_goes_wrong(box: SearchBox, page: Page) -> None:
    """The same words for all: nothing found offers three pages, something found offers none."""
    wrong = []
    for query in ODD:
        answer = box.ask(query)
        titles = [result.title for result in answer.results]
        instead = offered(page)
        # Either pages, or three to try instead; neither while nothing is asked.
        expected = 0 if titles or not query.strip() else 3
        if not all(titles) or not all(instead) or len(set(instead)) != expected or not answer.said:
            wrong.append((query[:40], answer.said, titles[:3], instead))
    assert wrong == []


def test_another_language_is_no_error(box: SearchBox, page: Page, language: str) -> None:
    for query in FOREIGN[language]:
        answer = box.ask(query)
        assert answer.results or len(offered(page)) == 3, query


def test_nothing_found_says_so_and_offers_pages_that_are_there(box: SearchBox, page: Page) -> None:
    answer = box.ask("xqzvwk")
    assert answer.results == ()
    assert any(letter.isalpha() for letter in answer.said)
    links = page.locator(".pb-suggestions a")
    assert links.count() == 3
    for link in links.all():
        assert page.request.get(str(link.evaluate("link => link.href"))).ok
        assert link.is_visible()


def test_an_emptied_box_is_as_at_the_start(box: SearchBox, page: Page) -> None:
    before = page.locator(".md-search-result__meta").inner_text()
    assert box.ask("goal tavoite mål").results
    after = box.ask("")
    assert (after.results, offered(page)) == ((), [])
    assert after.said == before or after.said


def test_typed_markup_stays_text(box: SearchBox, page: Page) -> None:
    box.ask("<b id=planted>goal</b><img src=x onerror=alert(1)>")
    assert page.locator("#planted, .md-search img").count() == 0
    assert page.locator(INPUT).input_value().startswith("<b id=planted>")


def test_operators_and_quotes_are_only_punctuation(browser: Browser, address: str) -> None:
    """Nobody types them to mean something: the list begins as that of the bare words."""
    context = browser.new_context()
    box = SearchBox(context.new_page(), f"{address}lumivakka/")
    bare = [result.address for result in box.ask("morning start").results][:3]
    for query in ('"morning start"', "+morning +start", "morning* start*", "morning: start", "(morning) start?", "„morning start“", "MORNING Start"):
        assert [result.address for result in box.ask(query).results][:3] == bare, query
    context.close()
