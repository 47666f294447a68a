"""The project's own site: every page reachable, every link good, the samples inside it as a demo."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from markdown.extensions.toc import slugify, unique
from playwright.sync_api import Browser

from support.house import REPOSITORY
from support.project_site import add_demo, broken_links, build, documents, languages_of, put_together
from support.sites import served

SETTINGS: dict[str, Any] = yaml.safe_load((REPOSITORY / "docs" / "mkdocs.yml").read_text(encoding="utf-8"))
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project-site")
    put_together(folder)
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """The whole of it, built from the samples that other tests look at too."""
    folder = tmp_path_factory.mktemp("project-site-whole")
    put_together(folder, languages_of(samples))
    build(folder)
    add_demo(folder, samples)
    return folder


def entries(navigation: list[Any]) -> Iterator[str]:
    """The pages of the navigation in their order."""
    for entry in navigation:
        for target in entry.values() if isinstance(entry, dict) else [entry]:
            yield from entries(target) if isinstance(target, list) else [target]


def prose(page: Path) -> str:
    """The Markdown of a page without its code."""
    return re.sub(r"^```.*?^```|`[^`\n]+`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


@cache
def anchors(page: Path) -> set[str]:
    """The ids that the engine gives the headings of a page."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    used: set[str] = set()
    for heading in re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE):
        unique(slugify(heading.replace("`", ""), "-"), used)
    return used


def test_every_page_is_in_the_navigation_once() -> None:
    assert sorted(entries(SETTINGS["nav"])) == sorted(documents().values())


def test_every_page_begins_with_its_only_title(project: Path) -> None:
    for name in documents().values():
        text = re.sub(r"^```.*?^```", "", (project / "pages" / name).read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        assert text.startswith("# "), name
        assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1, name


def test_every_link_leads_to_a_page_and_its_heading(project: Path) -> None:
    wrong = []
    for name in documents().values():
        page = project / "pages" / name
        for target, anchor in LINK.findall(prose(page)):
            there = (page.parent / target).resolve() if target else page
            if not there.is_file() or (anchor and anchor not in anchors(there)):
                wrong.append(f"{name}: {target}#{anchor}")
    assert wrong == []


def test_lists_and_tables_stand_apart_from_what_is_before_them() -> None:
    """GitHub begins a list or a table without an empty line before it; the engine goes on with the paragraph."""
    glued = []
    for source in documents():
        text = re.sub(r"^```.*?^```", "", (REPOSITORY / source).read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        glued += [f"{source}: {found}" for found in re.findall(r"^(?![-*|#>\s]|\d+\. ).+\n([-*|] .*|\d+\. .*)", text, re.MULTILINE)]
        glued += [f"{source}: {found}" for found in re.findall(r"^!!! .*", text, re.MULTILINE)]
    assert glued == []


def test_every_picture_has_words() -> None:
    assert [source for source in documents() if re.search(r"!\[\s*\]\(", (REPOSITORY / source).read_text(encoding="utf-8"))] == []


def test_every_sample_has_its_place_on_the_demo_page() -> None:
    shown = re.findall(r"<!-- demo: (\w+) -->", (REPOSITORY / "docs" / "demo.md").read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(path.stem for path in (REPOSITORY / "playbook").iterdir())


def test_the_list_of_decisions_is_complete() -> None:
    folder = REPOSITORY / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    for path in sorted(folder.glob("[0-9]*.md")):
        title = path.read_text(encoding="utf-8").splitlines()[0].partition(". ")[2]
        assert f"[{title}]({path.name})" in listed


def test_only_plugins_and_fonts_of_the_theme() -> None:
    assert [next(iter(plugin)) for plugin in SETTINGS["plugins"]] == ["search"]
    assert SETTINGS["theme"]["font"] is False
    assert SETTINGS["strict"] is True
    assert "hooks" not in SETTINGS


@pytest.mark.slow
def test_the_whole_site_has_no_broken_link(site: Path) -> None:
    assert broken_links(site) == []
    assert {path.name for path in (site / "site" / "demo").iterdir() if path.is_dir()} == {path.stem for path in (REPOSITORY / "playbook").iterdir()}


def faults(browser: Browser, address: str, page: str, width: int, scheme: Any) -> list[str]:
    """What is wrong with a page as it is seen: what axe says, a width that needs scrolling, requests to others."""
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
    asked: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    opened = context.new_page()
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(address + page, wait_until="networkidle")
    found = [f"{one['id']} {[node['target'] for node in one['nodes']][:3]}" for one in Axe().run(opened, options=rules).response["violations"]]
    wide = opened.evaluate("document.documentElement.scrollWidth")
    context.close()
    found += [f"{wide} pixels wide"] if wide > width else []
    return [f"{page}: {fault}" for fault in [*found, *(url for url in asked if not url.startswith((address, "data:", "blob:")))]]


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_are_accessible_fit_and_keep_to_themselves(browser: Browser, site: Path, width: int, scheme: Any) -> None:
    with served(site / "site") as address:
        looked_at = ("", "tutorial/", "demo/", "commands/", "security/", "search/", "components/")
        assert [fault for page in looked_at for fault in faults(browser, address, page, width, scheme)] == []


#: What scrolls sideways, the page itself included, and cannot be reached with the keyboard.
UNREACHED = """() => [...document.querySelectorAll("html, .md-content *")].filter(
  (part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0
    && (part.tagName === "HTML" || ["auto", "scroll"].includes(getComputedStyle(part).overflowX))
    && !(part.tabIndex === 0 && part.ariaLabel)
).map((part) => `${part.tagName} ${part.className}`)"""


@pytest.fixture(scope="module")
def pages(project: Path) -> Path:
    """The site without the demo: what stands in the repository."""
    build(project)
    return project / "site"


@pytest.mark.slow
@pytest.mark.browser
def test_every_page_fits_a_phone_and_what_scrolls_can_be_reached(browser: Browser, pages: Path) -> None:
    addresses = [path.parent.relative_to(pages).as_posix() for path in sorted(pages.rglob("index.html"))]
    assert len(addresses) > 40
    opened = browser.new_page(viewport={"width": 390, "height": 844})
    found = {}
    with served(pages) as address:
        for page in addresses:
            opened.goto(f"{address}{page}/", wait_until="load")
            opened.wait_for_function("!document.querySelector('.md-typeset table:not([class])')?.parentElement.matches('.md-typeset')")
            found[page] = opened.evaluate(UNREACHED)
    opened.close()
    assert {page: parts for page, parts in found.items() if parts} == {}


@pytest.mark.slow
@pytest.mark.browser
def test_what_is_copied_of_a_console_is_what_is_typed(browser: Browser, pages: Path) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    with served(pages) as address:
        opened.goto(f"{address}tutorial/", wait_until="networkidle")
        opened.locator(".md-code__button, .md-clipboard").first.click()
        opened.wait_for_selector(".md-dialog--active")
        copied = opened.evaluate("navigator.clipboard.readText()")
    context.close()
    assert copied.split("\n") == ["pipx install .", "playbookgen --version"]
