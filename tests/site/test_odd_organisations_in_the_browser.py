"""Awkward names and far too many of everything in a real browser: no page is wider than a narrow phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from support.odd_organisations import COMPOUND, build_odd
from support.sites import served

pytestmark = pytest.mark.browser

NARROW = 320


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The built sites of the odd organisations."""
    base = tmp_path_factory.getbasetemp()
    return build_odd((base if worker_id == "master" else base.parent) / "odd")


@pytest.fixture(scope="module")
def odd_address(odd: Path) -> Iterator[str]:
    """Where they are served."""
    with served(odd) as found:
        yield found


def addresses(folder: Path) -> list[str]:
    """Every page of an edition, of the many roles only three."""
    found = sorted(file.parent.relative_to(folder).as_posix() for file in folder.rglob("index.html"))
    roles = [address for address in found if "/roles/" in address]
    return [address for address in found if not address.startswith("en") and address not in roles[3:]]


def test_no_page_is_wider_than_a_narrow_phone(browser: Browser, odd: Path, odd_address: str) -> None:
    context = browser.new_context(viewport={"width": NARROW, "height": 700})
    page = context.new_page()
    wide, compounds = {}, 0
    for place in addresses(odd / "outola"):
        page.goto(f"{odd_address}outola/{'' if place == '.' else place + '/'}", wait_until="domcontentloaded")
        page.evaluate("document.querySelectorAll('article details').forEach(details => { details.open = true })")
        compounds += page.get_by_text(COMPOUND).count()
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > NARROW:
            wide[place] = width
    context.close()
    assert wide == {}
    assert compounds > 10


def test_a_cell_holds_the_longest_word(browser: Browser, odd_address: str) -> None:
    context = browser.new_context(viewport={"width": NARROW, "height": 700})
    page = context.new_page()
    page.goto(f"{odd_address}outola/plan/roadmap/", wait_until="domcontentloaded")
    cells = page.locator("article table.pb-table :is(td, th)").filter(has_text=COMPOUND)
    assert cells.count() > 0
    too_wide = cells.evaluate_all("cells => cells.filter(cell => cell.offsetParent && cell.scrollWidth > cell.clientWidth + 1).length")
    context.close()
    assert too_wide == 0
