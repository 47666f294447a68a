"""The habits of the theme's search: Ctrl+K opens, arrows walk, Enter goes, Escape and Tab leave; found words are marked; a link can carry a query."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from support.search_box import INPUT

pytestmark = pytest.mark.browser

OPEN = "#__search"
FIRST = ".md-search-result__item .md-search-result__link"


@pytest.fixture
def home(page: Page, address: str) -> Page:
    page.goto(f"{address}lumivakka/")
    return page


def type_and_wait(page: Page, query: str) -> None:
    page.keyboard.press("Control+k")
    expect(page.locator(INPUT)).to_be_focused()
    # In one go: each key on its own would bring a list of its own, and keys pressed meanwhile would meet any of them.
    page.keyboard.insert_text(query)
    page.keyboard.press("End")
    expect(page.locator(FIRST).first).to_be_visible(timeout=20_000)


@pytest.mark.parametrize("keys", ["Control+k", "Meta+k"])
def test_a_shortcut_opens_the_search(home: Page, keys: str) -> None:
    home.keyboard.press(keys)
    expect(home.locator(OPEN)).to_be_checked()
    expect(home.locator(INPUT)).to_be_focused()


def test_arrows_walk_through_the_results_and_back(home: Page) -> None:
    type_and_wait(home, "morning start")
    titles = []
    for _ in range(3):
        home.keyboard.press("ArrowDown")
        titles.append(home.evaluate("document.activeElement.closest('a, summary') && document.activeElement.textContent.trim()"))
    assert all(titles)
    assert len(set(titles)) == 3
    for _ in range(3):
        home.keyboard.press("ArrowUp")
    expect(home.locator(INPUT)).to_be_focused()


def test_enter_in_the_box_opens_the_first_page(home: Page) -> None:
    type_and_wait(home, "what may I decide")
    home.keyboard.press("Enter")
    home.wait_for_url(re.compile(r"/my-work/decisions/"))


def test_enter_on_a_result_opens_it(home: Page) -> None:
    type_and_wait(home, "risks")
    home.keyboard.press("ArrowDown")
    chosen = home.evaluate("document.activeElement.href")
    home.keyboard.press("Enter")
    home.wait_for_url(chosen)


@pytest.mark.parametrize("key", ["Escape", "Tab"])
def test_the_box_is_left(home: Page, key: str) -> None:
    type_and_wait(home, "risks")
    home.keyboard.press(key)
    expect(home.locator(OPEN)).not_to_be_checked()
    expect(home.locator(INPUT)).not_to_be_focused()


def test_arrows_reach_what_is_offered_instead(home: Page) -> None:
    home.keyboard.press("Control+k")
    home.keyboard.insert_text("xqzvwk")
    home.keyboard.press("End")
    expect(home.locator(".pb-suggestions a")).to_have_count(3)
    # The first is the page that is open already.
    home.keyboard.press("ArrowDown")
    home.keyboard.press("ArrowDown")
    chosen = home.evaluate("document.activeElement.href")
    assert chosen != home.url
    home.keyboard.press("Enter")
    home.wait_for_url(chosen)


def test_found_words_are_marked(home: Page) -> None:
    """What was typed, and what stands for it."""
    type_and_wait(home, "compensate a customer")
    marks = {mark.casefold() for mark in home.locator(".md-search-result__item mark").all_text_contents()}
    assert "customer" in marks
    assert marks & {"compensation", "compensate", "goodwill", "credit"}
    assert "a" not in marks


def test_inflected_words_are_marked_as_they_stand(page: Page, address: str) -> None:
    """What is typed in one form is found in another: the mark is on the page's form, the whole of it."""
    page.goto(f"{address}lumivakka/fi/")
    type_and_wait(page, "valtuuksieni")
    marks = page.locator(".md-search-result__item mark").all_text_contents()
    assert any(mark.casefold().startswith("valtu") for mark in marks), marks


def test_results_name_page_and_section(home: Page) -> None:
    type_and_wait(home, "recordings in training")
    item = home.locator(".md-search-result__item").first
    assert item.locator("h1").inner_text().strip()
    links = [link.evaluate("link => link.href") for link in item.locator("a.md-search-result__link").all()]
    assert "#" not in links[0].partition("?")[0]
    assert any("#" in link for link in links[1:])


def test_every_listed_place_is_there(home: Page) -> None:
    type_and_wait(home, "coaching")
    links = {link.evaluate("link => link.href") for link in home.locator(".md-search-result__item a.md-search-result__link").all()}
    assert links
    for link in sorted(links):
        home.goto(link)
        anchor = link.partition("#")[2]
        assert not anchor or home.evaluate("id => !!document.getElementById(decodeURIComponent(id))", anchor), link


def test_a_link_carries_a_query(page: Page, address: str) -> None:
    page.goto(f"{address}lumivakka/fi/?q=saanko+hyvitt%C3%A4%C3%A4")
    expect(page.locator(INPUT)).to_have_value("saanko hyvittää")
    first = page.locator(FIRST).first
    expect(first).to_be_visible()
    assert "/my-work/decisions/" in first.evaluate("link => link.href")


def test_after_a_reset_the_box_is_ready_for_the_next_question(home: Page) -> None:
    type_and_wait(home, "risks")
    home.locator(".md-search__form [type=reset]").click()
    expect(home.locator(INPUT)).to_have_value("")
    expect(home.locator(INPUT)).to_be_focused()
    home.keyboard.type("calendar")
    expect(home.locator(FIRST).first).to_have_attribute("href", re.compile(r"/together/calendar/"))
