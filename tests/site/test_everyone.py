"""Every kind of page for every reader: no axe violation, all of it by keyboard, on a narrow phone, with large text, under the policy.

The quick suite looks at the pages people live on in one language (`test_in_the_browser.py`); here is the whole matrix.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from playbookgen.composing.site_map import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}
LANGUAGES = {"en": "lumivakka/", "fi": "lumivakka/fi/"}
#: Only one sample has a statement about accessibility; it speaks other languages.
STATEMENT = {"en": "kolmasen/en/", "fi": "kolmasen/"}
#: A page of each kind; of the roles one.
KINDS = [f"{kind.address}agent/" if kind.id == "role" else kind.address for kind in PAGES]

every_kind = pytest.mark.parametrize("place", KINDS)
every_language = pytest.mark.parametrize("language", LANGUAGES)

#: What a reader meets when going on with Tab, once the page has settled: what has the focus, whether it and its ring can be seen,
#: and what stands over it.
_FOCUSED = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  await frame();
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  here.dataset.reached = '1';
  // A box that is not drawn itself has a label that is: its own, or (the theme's switch of colours) the one after it.
  const seen = [here, ...(here.labels || []), here.nextElementSibling].find(node => node && node.getBoundingClientRect().width > 0) || here;
  // A link that breaks over lines has a box a line; the middle of them all may lie on its neighbour.
  const box = [...seen.getClientRects()].find(line => line.width > 0) || seen.getBoundingClientRect();
  const within = (at, most) => Math.min(Math.max(at, 0), most - 1);
  const at = document.elementFromPoint(within(box.left + box.width / 2, innerWidth), within(box.top + Math.min(box.height / 2, 12), innerHeight));
  const ringed = node => {
    const style = getComputedStyle(node);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  };
  const label = here.labels && here.labels[0];
  return {
    what: here.outerHTML.slice(0, 160), shown: box.width > 0 && box.height > 0, inside: box.bottom > 0 && box.top < innerHeight,
    covered: Boolean(at) && at !== seen && !seen.contains(at) && !at.contains(seen) && !(label && label.contains(at)),
    by: at ? at.outerHTML.slice(0, 80) : '', ring: ringed(here) || ringed(seen) || ringed(here.parentElement)
  };
}"""

#: What can take the focus and can be seen, but was not met on the way.
_MISSED = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(node => {
  if (node.dataset.reached || node.disabled || node.tabIndex < 0 || node.type === 'hidden') return false;
  const details = node.closest('details:not([open])');
  if (details && !(node.tagName === 'SUMMARY' && node.parentElement === details)) return false;
  if (node.type === 'radio' && node.name) return ![...document.getElementsByName(node.name)].some(other => other.dataset.reached);
  return node.checkVisibility({visibilityProperty: true, opacityProperty: true}) && node.getBoundingClientRect().width > 0;
}).map(node => node.outerHTML.slice(0, 160))"""


def at(address: str, language: str, place: str) -> str:
    """The page of a kind in the full sample."""
    return f"{address}{(STATEMENT if place == 'accessibility/' else LANGUAGES)[language]}{place}"


@contextmanager
def opened(browser: Browser, url: str, **how: Any) -> Iterator[Page]:
    """The page in a fresh browser, at rest."""
    context = browser.new_context(**how)
    try:
        page = context.new_page()
        page.goto(url)
        yield page
    finally:
        context.close()


@every_kind
@every_language
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_any_page(browser: Browser, address: str, place: str, width: int, scheme: Any, language: str) -> None:
    url = at(address, language, place)
    with opened(browser, url, viewport={"width": width, "height": 900}, color_scheme=scheme) as page:
        result = Axe().run(page, options=RULES)
    assert [f"{one['id']} {[node['target'] for node in one['nodes']][:3]}" for one in result.response["violations"]] == []


@every_kind
@every_language
@pytest.mark.parametrize("width", [1280, 390])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(browser: Browser, address: str, place: str, width: int, language: str) -> None:
    faults = []
    url = at(address, language, place)
    with opened(browser, url, viewport={"width": width, "height": 900}, reduced_motion="reduce") as page:
        for _ in range(2000):
            page.keyboard.press("Tab")
            met = page.evaluate(_FOCUSED)
            if met is None:
                break
            if not (met["ring"] and met["shown"] and met["inside"]):
                faults.append(f"focus is not seen on {met['what']}")
            if met["covered"]:
                faults.append(f"{met['what']} is under {met['by']}")
        faults += [f"not reached: {missed}" for missed in page.evaluate(_MISSED)]
    assert faults == []


@every_kind
@every_language
@pytest.mark.parametrize(("width", "text"), [(320, 100), (1280, 200), (640, 200)])
def test_no_page_scrolls_sideways(browser: Browser, address: str, place: str, width: int, text: int, language: str) -> None:
    """`text` is the reader's own size of text in percent, as set in the browser: what a page measures in em and rem follows it."""
    with opened(browser, "about:blank", viewport={"width": width, "height": 800}) as page:
        page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 16 * text // 100}})
        page.goto(at(address, language, place), wait_until="networkidle")
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == pytest.approx(20 * text / 100)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@every_kind
@every_language
def test_every_page_keeps_to_itself(browser: Browser, address: str, place: str, language: str) -> None:
    """No request to another origin, nothing in the console, the policy of the page never broken."""
    asked: list[str] = []
    said: list[str] = []
    with opened(browser, "about:blank", viewport={"width": 1280, "height": 900}) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(at(address, language, place), wait_until="networkidle")
        policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert said == []
