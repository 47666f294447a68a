"""What a first visit costs: everything a fresh browser asks for until the page rests, as a server that compresses would send it."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response

ROOT = Path(__file__).resolve().parents[2]
FIRST_VIEW = 100 * 1024
OWN_SCRIPTS = 15 * 1024


def _sent(content: bytes) -> int:
    """Bytes on the way; what is compressed already does not grow."""
    return min(len(content), len(gzip.compress(content, 9)))


@pytest.mark.browser
@pytest.mark.parametrize("place", ["", "fi/", "leadership/commitment/", "current-state/scoreboard/", "my-work/decisions/"])
def test_a_first_view_is_light(browser: Browser, address: str, place: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda response: answers.append(response) if response.url.startswith("http") else None)
    page.goto(f"{address}lumivakka/{place}", wait_until="networkidle")
    weights = {response.url.removeprefix(address): _sent(response.body()) for response in answers}
    context.close()
    assert len(weights) >= 4
    assert sum(weights.values()) <= FIRST_VIEW, weights


def test_our_scripts_are_light() -> None:
    """All of them together, though no page loads them all; the search has a measure of its own."""
    scripts = [
        path
        for path in (ROOT / "templates" / "theme" / "assets").rglob("*.js")
        if not path.stem.startswith("search") and path.parent.name != "search"
    ]
    assert len(scripts) >= 3
    assert sum(_sent(path.read_bytes()) for path in scripts) <= OWN_SCRIPTS
