"""Reading aids in a browser: days by the reader's clock, old figures, terms by mouse, keyboard and finger."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from playbookgen.composing.styles import stylesheet
from playbookgen.composing.theme_words import theme_words
from playbookgen.composing.words import Words
from playbookgen.model.text import Language
from playbookgen.reading import load_templates, packaged_templates
from support.sites import served

ROOT = Path(__file__).parents[2]
BUILT = "2026-10-31"
PAGE = """<!doctype html><html lang="{language}" dir="ltr"><head><meta charset="utf-8"><title>T</title><link rel="stylesheet" href="playbook.css">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; style-src 'self'">
<script type="application/json" id="pb-settings">{settings}</script><script src="reading.js" defer></script></head>
<body data-md-color-scheme="default"><div class="pb-stale" role="status"></div><main class="md-typeset md-content__inner">
<p class="pb-meta"><span>Plan</span> <span>As of 31 Oct 2026</span></p>
<div class="pb-hero"><div class="pb-hero__days"><span class="pb-hero__count" data-pb-from="2026-03-01" data-pb-to="2027-02-28">Day 245 of 365</span>
<progress value="245" max="365" aria-label="x"></progress></div></div>
<p><span id="late"><time datetime="2026-09-30" data-pb-days="late">31 days late</time></span>
<span id="left"><time datetime="2026-11-01" data-pb-days="left">1 day left</time></span>
<span id="ago"><time datetime="2026-10-30" data-pb-days="ago">1 day ago</time></span>
<span id="open" data-pb-due="2026-11-05"><span class="pb-status pb-status--none"><span aria-hidden="true">○</span> Not started</span></span></p>
<ul class="pb-dates" data-pb-dates><li><time datetime="2026-11-14">14 Nov 2026</time> <span>Meeting</span></li></ul>
<p>First <a class="pb-term" href="glossary.html#fcr" data-pb-term="Solved at once, &lt;b&gt;no&lt;/b&gt; new contact.">FCR</a>, then
<a class="pb-term" href="glossary.html#aht" data-pb-term="Talk and wrap-up.">AHT</a>.</p><p><a href="#end" id="end">End</a></p>
<details class="pb-foryou"><summary>For you</summary><ul>
<li data-pb-role="lead"><span>I lead</span></li><li data-pb-role="serve"><span>I serve</span></li></ul></details>
<ul class="pb-doors"><li class="pb-door" data-pb-role="serve"><a href="#end">I serve</a></li></ul>
</main></body></html>"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("reading")
    pack = load_templates(packaged_templates(), None)
    (folder / "playbook.css").write_bytes(stylesheet(pack))
    (folder / "reading.js").write_bytes(pack.files["theme/assets/reading.js"])
    languages: tuple[Language, ...] = ("en", "fi", "nb", "sv")
    for language in languages:
        settings = {"organisation": "demo", "as_of": BUILT, "as_of_words": "31 Oct 2026", "words": theme_words(Words.of(language, pack))}
        page = PAGE.replace("{language}", language).replace("{settings}", json.dumps(settings).replace("<", "\\u003c"))
        (folder / f"{language}.html").write_text(page, encoding="utf-8")
    with served(folder) as found:
        yield found


def opened(browser: Any, address: str, day: str, language: str = "en", **options: Any) -> Any:
    page = browser.new_context(viewport={"width": 390, "height": 844}, **options).new_page()
    year, month, number = (int(part) for part in day.split("-"))
    page.clock.set_fixed_time(dt.datetime(year, month, number, 12, 0).astimezone(dt.UTC))
    page.goto(f"{address}{language}.html", wait_until="load")
    return page


def texts(page: Any) -> dict[str, str]:
    return {name: " ".join(page.inner_text(f"#{name}").split()) for name in ("late", "left", "ago", "open")}


@pytest.mark.browser
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-10-30", {"late": "31 days late", "left": "1 day left", "ago": "1 day ago", "open": "○ Not started"}),
        ("2026-10-31", {"late": "31 days late", "left": "1 day left", "ago": "1 day ago", "open": "○ Not started"}),
        ("2026-11-02", {"late": "33 days late", "left": "1 day late", "ago": "3 days ago", "open": "○ Not started"}),
        ("2026-11-06", {"late": "37 days late", "left": "5 days late", "ago": "7 days ago", "open": "▼ 1 day late"}),
    ],
)
def test_days_are_counted_by_the_readers_clock(browser: Any, address: str, day: str, expected: dict[str, str]) -> None:
    page = opened(browser, address, day)
    assert texts(page) == expected
    assert ("Days counted to" in page.inner_text(".pb-meta")) == (day > BUILT)
    assert page.inner_text(".pb-stale") == ""
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "late", "old"),
    [
        ("en", "65 days late", "34 days ago. Ask for newer ones"),
        ("fi", "65 päivää myöhässä", "34 päivän takaa"),
        ("nb", "65 dager", "34 dager siden"),
        ("sv", "65 dagar", "34 dagar sedan"),
    ],
)
def test_old_figures_are_said_to_be_old_in_the_language_of_the_page(browser: Any, address: str, language: str, late: str, old: str) -> None:
    page = opened(browser, address, "2026-12-04", language)
    assert late in texts(page)["late"]
    assert old in page.inner_text(".pb-stale")
    assert page.get_attribute(".pb-stale", "role") == "status"
    assert page.eval_on_selector("progress", "one => one.value") == 279
    page.context.close()


@pytest.mark.browser
def test_without_javascript_the_page_says_what_it_was_built_with(browser: Any, address: str) -> None:
    page = opened(browser, address, "2027-01-01", java_script_enabled=False)
    assert texts(page)["late"] == "31 days late"
    assert page.locator(".pb-stale").is_hidden()
    page.context.close()


@pytest.mark.browser
def test_terms_open_by_mouse_and_keyboard_and_close_with_escape(browser: Any, address: str) -> None:
    page = opened(browser, address, BUILT)
    bubble = page.locator(".pb-bubble")
    assert bubble.is_hidden()
    page.locator(".pb-term").first.focus()
    assert page.inner_text("#pb-bubble-text") == "Solved at once, <b>no</b> new contact."
    assert page.get_attribute(".pb-term >> nth=0", "aria-describedby") == "pb-bubble-text"
    page.keyboard.press("Escape")
    assert bubble.is_hidden()
    page.locator(".pb-term").nth(1).hover()
    bubble.wait_for(state="visible")
    bubble.hover()
    assert page.inner_text("#pb-bubble-text") == "Talk and wrap-up."
    box = bubble.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.context.close()


@pytest.mark.browser
def test_a_tap_explains_and_the_link_in_the_bubble_leads_on(browser: Any, address: str) -> None:
    page = opened(browser, address, BUILT, has_touch=True)
    page.locator(".pb-term").first.tap()
    assert page.url.endswith("en.html")
    assert page.locator(".pb-bubble").is_visible()
    assert page.locator(".pb-bubble a").get_attribute("href").endswith("glossary.html#fcr")
    page.locator("h1, .pb-meta").first.tap()
    assert page.locator(".pb-bubble").is_hidden()
    page.context.close()


@pytest.mark.browser
def test_who_came_in_by_a_door_finds_their_shortcuts_first(browser: Any, address: str) -> None:
    page = opened(browser, address, BUILT)
    assert page.locator(".pb-foryou").get_attribute("open") is None
    page.locator(".pb-door a").click()
    page.reload()
    assert page.locator(".pb-foryou").get_attribute("open") is not None
    assert page.locator(".pb-foryou li").first.get_attribute("data-pb-role") == "serve"
    page.context.close()
