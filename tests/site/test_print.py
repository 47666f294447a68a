"""The print edition on A4, as headless Chromium prints it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

#: A4 inside the margins of print.css, in CSS pixels (96 to the inch).
WIDTH, HEIGHT = round(180 / 25.4 * 96), round(265 / 25.4 * 96)
EDITIONS = ("lumivakka/", "lumivakka/fi/")

TOO_WIDE = """() => [...document.querySelectorAll('article *')]
    .filter(node => node.offsetParent && node.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map(node => `${node.tagName}.${node.className}: ${node.textContent.slice(0, 40)}`)"""
CUT = """() => [...document.querySelectorAll('article table, article .pb-scroll')]
    .filter(node => getComputedStyle(node).overflowX !== 'visible' && node.scrollWidth > node.clientWidth + 1)
    .map(node => node.textContent.slice(0, 60))"""
KEPT_WHOLE = """() => [...document.querySelectorAll('.pb-rolecard, .pb-checklist')].map(node => ({
    name: node.className, height: node.getBoundingClientRect().height, inside: getComputedStyle(node).breakInside,
    first: node.querySelector('section, li').innerText, last: [...node.querySelectorAll('section, li')].at(-1).innerText}))"""


@pytest.fixture(params=EDITIONS)
def printed(request: pytest.FixtureRequest, page: Page, address: str) -> Page:
    """The print edition laid out for paper."""
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.emulate_media(media="print")
    page.goto(f"{address}{request.param}print/", wait_until="load")
    return page


def test_nothing_is_wider_than_the_paper(printed: Page) -> None:
    assert printed.evaluate(TOO_WIDE) == []
    assert printed.evaluate(CUT) == []


def test_role_cards_and_checklists_take_one_page_each(printed: Page, tmp_path: Path) -> None:
    whole: list[dict[str, Any]] = printed.evaluate(KEPT_WHOLE)
    assert len(whole) >= 6
    assert [each["name"] for each in whole if each["height"] > HEIGHT or each["inside"] != "avoid"] == []
    sheets = [_words(sheet) for sheet in _sheets(printed, tmp_path)]
    for each in whole:
        first, last = _words(each["first"])[:60], _words(each["last"])[-30:]
        assert [sheet for sheet in sheets if first in sheet and last in sheet], each["name"]


def test_every_page_begins_on_a_sheet_of_its_own(printed: Page, tmp_path: Path) -> None:
    titles: list[str] = printed.evaluate("() => [...document.querySelectorAll('article h1')].map(node => node.innerText)")
    sheets = _sheets(printed, tmp_path)
    assert len(sheets) > len(titles) > 25
    # Above a title stands at most the line with its section and the as-of date, on Home the name of the organisation.
    begun = [" ".join(sheet.split("\n")[:6]) for sheet in sheets]
    assert [title for title in titles if not any(_words(title) in _words(begin) for begin in begun)] == []


def _sheets(page: Page, folder: Path) -> list[str]:
    """The text of each sheet of the PDF."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) reads the PDF back")
    pdf = folder / "print.pdf"
    page.pdf(path=pdf, format="A4")
    text = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    return [sheet for sheet in text.split("\f") if sheet.strip()]


def _words(text: str) -> str:
    """Letters and digits alone: hyphens and line ends are the printer's."""
    return re.sub(r"[\W_]+", "", text)
