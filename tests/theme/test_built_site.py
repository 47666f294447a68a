"""The overrides in stock MkDocs: the examples of docs/components.md, two languages, titles that try to break out."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
import yaml

from playbookgen.composing.search import search_files
from playbookgen.composing.speech import Speech
from playbookgen.composing.styles import stylesheet
from playbookgen.composing.theme_words import theme_words
from playbookgen.composing.words import Words
from playbookgen.model.text import Language
from playbookgen.reading import load_library, load_templates, packaged_templates
from support.sites import served

ROOT = Path(__file__).parents[2]
THEME = ROOT / "templates" / "theme"
HOSTILE = "\"'><script>alert(1)</script></title><img src=x onerror=alert(2)> & Ä"
NAMES: dict[Language, str] = {"en": "English", "fi": "Suomi", "nb": "Norsk"}
PREFIX: dict[Language, str] = {"en": "", "fi": "fi/", "nb": "nb/"}
XHTML = "{http://www.w3.org/1999/xhtml}"


def _examples() -> tuple[str, str]:
    """Home and a page made of every HTML example of the reference."""
    reference = (ROOT / "docs" / "components.md").read_text(encoding="utf-8")
    blocks = [block.strip() for block in re.findall(r"```html\n(.*?)```", reference, re.DOTALL)]
    home = [block for block in blocks if re.search(r"pb-(hero|doors|tiles)\b", block)]
    rest = [block for block in blocks if block not in home]
    wide = "| Metric |" + " Month |" * 12 + "\n|---|" + "---|" * 12 + "\n| Asiakastyytyväisyys |" + " 87.0 % |" * 12
    return "\n\n".join(home), "\n\n".join([rest[0], *[f"## Example {n}\n\n{block}" for n, block in enumerate(rest[1:])], "## Wide\n\n" + wide])


def _write_project(folder: Path, language: Language, site: Path) -> Path:
    """A plain MkDocs project as the engine writes it: titles escaped, words plain."""
    home, page = _examples()
    docs = folder / "docs"
    (docs / "plan").mkdir(parents=True)
    (docs / "index.md").write_text(home, encoding="utf-8")
    (docs / "plan" / "parts.md").write_text(page, encoding="utf-8")
    (docs / "about.md").write_text(f"# About\n\n## {html.escape(HOSTILE)}\n\nText.\n", encoding="utf-8")
    shutil.copytree(THEME / "assets", docs / "assets")
    (docs / "assets/playbook.css").write_bytes(stylesheet(load_templates(packaged_templates(), None), "#8e7100"))
    catalogue = None if language == "en" else (ROOT / "templates" / "locales" / language / "messages.po").read_bytes()
    words = theme_words(Words(language, catalogue))
    pack = load_templates(packaged_templates(), None)
    for path, content in search_files(load_library(pack), pack, Speech(language, "en", Words(language, catalogue)), (), ()).items():
        (docs / path).write_bytes(content)
    escaped = html.escape(HOSTILE)
    back = "../" if PREFIX[language] else ""
    schemes = (("light", "default", "night", "to_dark"), ("dark", "slate", "sunny", "to_light"))
    settings: dict[str, Any] = {
        "site_name": f"Name {escaped}",
        "site_description": f"About {escaped}",
        "docs_dir": str(docs),
        "site_dir": str(site / PREFIX[language]),
        "theme": {
            "name": "material",
            "custom_dir": str(THEME / "overrides"),
            "language": language,
            "font": False,
            "features": ["navigation.footer", "search.highlight"],
            "palette": [
                {
                    "media": f"(prefers-color-scheme: {media})",
                    "scheme": scheme,
                    "primary": "custom",
                    "accent": "custom",
                    "toggle": {"icon": f"material/weather-{icon}", "name": words[word]},
                }
                for media, scheme, icon, word in schemes
            ],
        },
        "markdown_extensions": ["attr_list", "md_in_html", "tables"],
        "plugins": ["search"],
        "extra_css": ["assets/playbook.css"],
        "extra_javascript": [{"path": "assets/theme.js", "defer": True}],
        "extra": {
            "generator": False,
            "organisation": "demo",
            "as_of": "31 Oct 2026",
            "audience": "Internal",
            "accent": "#8e7100",
            "alternate": [{"name": NAMES[code], "lang": code, "link": "" if code == language else back + PREFIX[code]} for code in NAMES],
            "words": words,
        },
        "nav": [{"Home": "index.md"}, {f"Plan {escaped}": [{f"Parts {escaped}": "plan/parts.md"}]}, {"About": "about.md"}],
    }
    config = folder / "mkdocs.yml"
    config.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    return config


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three editions as published: the default language at the root, the others below."""
    folder = tmp_path_factory.mktemp("theme")
    for language in NAMES:
        config = _write_project(folder / language, language, folder / "site")
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(config)]
        result = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
        assert result.returncode == 0, result.stderr
    return folder / "site"


PAGES = ("index.html", "plan/parts/index.html", "about/index.html", "404.html")


@pytest.mark.parametrize("page", PAGES)
def test_no_title_breaks_out(site: Path, page: str) -> None:
    tree = html5lib.parse((site / page).read_text(encoding="utf-8"))
    scripts = ["".join(element.itertext()) for element in tree.iter(f"{XHTML}script")]
    assert scripts
    assert not [text for text in scripts if "alert" in text]
    assert not list(tree.iter(f"{XHTML}img"))
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
    titles = ["".join(element.itertext()) for element in tree.iter(f"{XHTML}title")]
    expected = f"Name {' '.join(HOSTILE.split())}"
    assert titles[0].endswith(expected)


def test_the_title_is_shown_as_typed(site: Path) -> None:
    tree = html5lib.parse((site / "plan/parts/index.html").read_text(encoding="utf-8"))
    current = [element for element in tree.iter(f"{XHTML}a") if element.get("aria-current") == "page"]
    assert ["".join(element.itertext()) for element in current] == [f"Parts {HOSTILE}"]


@pytest.mark.parametrize("page", PAGES[:3])
@pytest.mark.parametrize("language", NAMES)
def test_language_switch_stays_on_the_page(site: Path, language: Language, page: str) -> None:
    here = site / PREFIX[language] / page
    tree = html5lib.parse(here.read_text(encoding="utf-8"))
    root = tree if tree.tag == f"{XHTML}html" else tree.find(f"{XHTML}html")
    assert root is not None
    assert root.get("lang") == language
    links = {str(element.get("hreflang")): element for element in tree.iter(f"{XHTML}a") if element.get("hreflang")}
    assert set(links) == set(NAMES)
    for code in NAMES:
        link = links[code]
        assert link.get("lang") == code
        assert (link.get("aria-current") == "true") == (code == language)
        target = Path(os.path.normpath(here.parent / str(link.get("href")) / "index.html"))
        assert target == site / PREFIX[code] / page
        assert target.is_file()


@pytest.mark.parametrize("page", PAGES)
def test_head_keeps_the_site_to_itself(site: Path, page: str) -> None:
    tree = html5lib.parse((site / page).read_text(encoding="utf-8"))
    metas = {element.get("name"): element.get("content") for element in tree.iter(f"{XHTML}meta") if element.get("name")}
    assert metas["robots"] == "noindex, nofollow"
    assert metas["referrer"] == "no-referrer"
    assert metas["description"] == f"About {' '.join(HOSTILE.split())}"
    assert "generator" not in metas
    assert not [element for element in tree.iter(f"{XHTML}link") if "alternate" in str(element.get("rel"))]
    addresses = [element.get(name) or "" for element in tree.iter() for name in ("src", "href") if element.tag != f"{XHTML}a"]
    assert not [address for address in addresses if "//" in address]


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as found:
        yield found


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_every_component_passes_axe_without_sideways_scrolling(browser: Any, address: str, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)

    def refuse(dialog: Any) -> None:
        errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("dialog", refuse)
    for path in ("", "plan/parts/", "404.html"):
        page.goto(address + path, wait_until="networkidle")
        page.evaluate("document.querySelectorAll('article details').forEach(one => one.open = true)")
        found = axe.run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
        assert not [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()
    assert not errors
    assert not [url for url in asked if not url.startswith((address, "data:"))]


@pytest.mark.browser
def test_ticks_survive_reload_and_denied_storage(browser: Any, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    box = page.locator("[data-pb-item=floor_visit]")
    page.goto(address + "plan/parts/", wait_until="networkidle")
    box.check()
    page.goto(address + "fi/plan/parts/", wait_until="networkidle")
    assert box.is_checked()
    assert page.locator(".pb-checklist__count").inner_text() == "1/1 tehty"
    page.evaluate("localStorage.setItem('pb:other:leadership:floor_visit', '1')")
    page.get_by_role("button", name="Poista merkinnät").click()
    kept = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('pb:'))")
    assert kept == ["pb:other:leadership:floor_visit"]
    context.close()

    denied = browser.new_context()
    denied.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError') }})")
    page = denied.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address + "plan/parts/", wait_until="networkidle")
    page.locator("[data-pb-item=floor_visit]").check()
    assert page.locator(".pb-checklist__count").inner_text() == "1 of 1 done"
    assert "does not keep" in page.locator(".pb-checklist__note").inner_text()
    assert not errors
    denied.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_keyboard_reaches_only_what_is_seen(browser: Any, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    page.goto(address + "plan/parts/", wait_until="networkidle")
    look = """() => {
      const at = document.activeElement;
      if (!at || at === document.body) return null;
      const shown = at.classList.contains("md-option") ? at.nextElementSibling : at;
      const box = shown.getBoundingClientRect(), style = getComputedStyle(shown);
      const header = document.querySelector(".md-header");
      const ringed = style.outlineStyle !== "none" || at.closest(".md-search__form, .pb-door");
      return {what: at.outerHTML.slice(0, 120), inline: style.display === "inline", width: box.width, height: box.height,
        seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        clear: header.contains(at) || at.matches(".md-skip") || box.bottom > header.getBoundingClientRect().bottom, ringed: Boolean(ringed)};
    }"""
    stops = []
    for _ in range(45):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(look))
    found = [stop for stop in stops if stop]
    assert len(found) > 20
    for stop in found:
        assert stop["seen"], stop
        assert stop["clear"], stop
        assert stop["ringed"], stop
        assert stop["inline"] or (stop["width"] >= 24 and stop["height"] >= 24), stop
    context.close()
