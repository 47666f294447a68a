"""The built samples in a real browser: readable, reachable, keeping to themselves."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PAGES = (
    "",
    "current-state/assessment/",
    "current-state/scoreboard/",
    "target-state/vision/",
    "target-state/roles/agent/",
    "plan/roadmap/",
    "leadership/commitment/",
    "glossary/",
)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing(browser: Browser, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    found = []
    for place in PAGES:
        page.goto(f"{address}lumivakka/fi/{place}")
        result = Axe().run(page)
        found += [f"{place}: {violation['id']} {[node['target'] for node in violation['nodes']][:3]}" for violation in result.response["violations"]]
    context.close()
    assert found == []


def test_no_request_leaves_the_site(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for place in PAGES:
        page.goto(f"{address}lumivakka/{place}", wait_until="networkidle")
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


def test_nothing_goes_wrong_in_the_console(page: Page, address: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for place in PAGES:
        page.goto(f"{address}lumivakka/nb/{place}", wait_until="load")
    assert said == []


def test_the_language_switch_stays_on_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}lumivakka/leadership/commitment/")
    for code, folder in (("fi", "lumivakka/fi/"), ("nb", "lumivakka/nb/"), ("en", "lumivakka/")):
        link = page.locator(f'a[hreflang="{code}"]').first
        target = link.evaluate("link => link.href")
        assert target == f"{address}{folder}leadership/commitment/"
        page.goto(target)
        expect(page.locator("html")).to_have_attribute("lang", code)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_is_wider_than_the_screen(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    for place in PAGES:
        page.goto(f"{address}lumivakka/fi/{place}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place
    context.close()


def test_the_search_finds_a_page(page: Page, address: str) -> None:
    page.goto(f"{address}lumivakka/")
    page.locator("input.md-search__input").click()
    page.keyboard.type("commitment")
    first = page.locator(".md-search-result__link").first
    expect(first).to_be_visible()
    assert "leadership/commitment/" in (first.get_attribute("href") or "")


def test_a_search_word_from_the_address_stays_text(page: Page, address: str) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(f"{address}lumivakka/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", wait_until="networkidle")
    assert dialogs == []


def test_a_tick_stays_after_reloading(page: Page, address: str) -> None:
    page.goto(f"{address}lumivakka/leadership/commitment/")
    box = page.locator("#leadership-floor_visit")
    box.check()
    page.reload()
    expect(box).to_be_checked()
    keys = page.evaluate("Object.keys(localStorage)")
    assert [key for key in keys if re.fullmatch(r"pb:lumivakka:leadership:floor_visit", key)]


def test_the_checklist_reads_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}lumivakka/leadership/commitment/")
    expect(page.locator(".pb-checklist input[type=checkbox]")).to_have_count(10)
    expect(page.get_by_label("Visit the teams")).to_be_visible()
    context.close()
