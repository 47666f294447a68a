"""A site from a disk: every link leads to a file, and the search answers, without a server and without any other host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from playbookgen import pipeline
from playbookgen.model.result import BuildRequest
from support.sites import ROOT, TODAY

ORGANISATION = "ternfield"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("offline") / "site"
    result = pipeline.build(BuildRequest(root=ROOT, output=output, today=TODAY, organisations=(ORGANISATION,), offline=True))
    assert [built.status for built in result.organisations] == ["built"]
    return output / ORGANISATION


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
    opened.on("request", lambda request: complaints.append(request.url) if not request.url.startswith(("file:", "data:")) else None)
    yield opened
    context.close()


def test_every_link_leads_to_a_file(site: Path) -> None:
    pages = sorted(site.rglob("index.html"))
    assert len(pages) > 20
    astray = [
        f"{page.relative_to(site)}: {target}"
        for page in pages
        for target in re.findall(r'<a\b[^>]*?\bhref="([^"#?]+)', page.read_text(encoding="utf-8"))
        if not urlsplit(target).scheme and not (page.parent / unquote(target)).is_file()
    ]
    assert astray == []


@pytest.mark.browser
def test_the_search_answers_and_its_results_open(site: Path, page: Page, complaints: list[str]) -> None:
    page.goto((site / "plan" / "roadmap" / "index.html").as_uri())
    page.locator("input.md-search__input").fill("decisions")
    first = page.locator(".md-search-result__item a").first
    first.wait_for()
    assert "<mark>" in page.locator(".md-search-result__list").inner_html()
    page.keyboard.press("Enter")
    page.wait_for_url("**/index.html?h=*")
    found = Path(unquote(urlsplit(page.url).path))
    assert found == site / "my-work" / "decisions" / "index.html"
    assert complaints == []


@pytest.mark.browser
def test_nothing_found_offers_pages_that_are_there(site: Path, page: Page, complaints: list[str]) -> None:
    page.goto((site / "index.html").as_uri())
    page.locator("input.md-search__input").fill("qxzwvq")
    page.locator(".pb-suggestions a").first.wait_for()
    offered = [str(link.get_attribute("href")) for link in page.locator(".pb-suggestions a").all()]
    assert len(offered) == 3
    assert all(Path(unquote(urlsplit(address).path)).is_file() for address in offered)
    assert complaints == []


@pytest.mark.browser
def test_markup_in_the_address_stays_text(site: Path, page: Page, complaints: list[str]) -> None:
    page.goto((site / "index.html").as_uri() + "?q=" + quote("<img src=x onerror=alert(1)> decisions"))
    page.locator(".md-search-result__item a").first.wait_for()
    assert page.locator(".md-search-result img").count() == 0
    assert complaints == []
