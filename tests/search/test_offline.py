"""An edition opened from a disk, without a server: the search works there too, and every result can be opened."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from playbookgen import pipeline
from playbookgen.model.result import BuildRequest
from support.search_box import INPUT, SearchBox
from support.sites import ROOT, TODAY

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Finnish edition, built to be opened from a disk; in a folder that a home directory could have."""
    output = tmp_path_factory.mktemp("disk") / "Oma työ #1"
    request = BuildRequest(root=ROOT, output=output, today=TODAY, organisations=("lumivakka",), language="fi", jobs=1, offline=True)
    (built,) = pipeline.build(request).organisations
    assert built.status == "built"
    return output / "lumivakka"


@pytest.fixture
def said(page: Page) -> list[str]:
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.mark.parametrize("opened", ["index.html", "my-work/decisions/index.html"])
def test_the_search_works_from_a_disk(page: Page, disk: Path, said: list[str], opened: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    box = SearchBox(page, (disk / opened).as_uri())
    first = box.ask("saanko hyvittää").results[0]
    assert first.title
    link = page.locator(".md-search-result__item .md-search-result__link").first.evaluate("link => link.href")
    file = Path(unquote(urlsplit(link).path))
    assert file == disk / "my-work" / "decisions" / "index.html"
    assert box.ask("xqzvwk").results == ()
    expect(page.locator(".pb-suggestions a")).to_have_count(3)
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert said == []


def test_enter_opens_the_page_from_a_disk(page: Page, disk: Path) -> None:
    SearchBox(page, (disk / "index.html").as_uri()).ask("riskit")
    page.locator(INPUT).press("Enter")
    page.wait_for_url(lambda url: "/plan/risks/index.html" in url)
    expect(page.locator("h1").first).to_be_visible()
