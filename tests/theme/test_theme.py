"""The theme's own files: safe templates, readable colours, scripts that talk to nobody."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

from playbookgen.composing.styles import PARTS, stylesheet
from playbookgen.composing.theme_words import theme_words
from playbookgen.composing.words import Words
from playbookgen.model.text import LANGUAGES, Language
from playbookgen.model.workspace import TemplatePack
from playbookgen.reading import load_templates, packaged_templates

THEME = Path(__file__).parents[2] / "templates" / "theme"
OVERRIDES = sorted((THEME / "overrides").rglob("*.html"))
ASSETS = sorted(path for path in (THEME / "assets").rglob("*") if path.is_file())
# The search has a budget and words of its own.
SCRIPTS = [asset for asset in ASSETS if asset.suffix == ".js" and asset.parent.name != "search"]
PACK = load_templates(packaged_templates(), None)
SHEET = stylesheet(PACK).decode("utf-8")
STYLES = {path.stem: path.read_text(encoding="utf-8") for path in sorted((THEME / "styles").iterdir())}
PRINT = STYLES["print"]

# What stock MkDocs and Jinja know; a filter of our own would tie the exported project to us.
FILTERS = {"url", "e", "tojson", "striptags", "d", "first", "length"}
STATEMENTS = (nodes.Extends, nodes.Block, nodes.Include, nodes.If, nodes.For, nodes.Assign, nodes.Output)
# Printed without escaping on purpose: HTML made by Markdown, the recursion of the navigation, a block of the theme itself.
RAW = {"page.content", "loop(item.children)", "super()"}


def _name(template: Path) -> str:
    return str(template.relative_to(THEME / "overrides"))


def _parse(template: Path) -> nodes.Template:
    return jinja2.Environment(autoescape=True).parse(template.read_text(encoding="utf-8"))


@pytest.mark.parametrize("template", OVERRIDES, ids=_name)
def test_overrides_use_only_what_stock_mkdocs_knows(template: Path) -> None:
    tree = _parse(template)
    assert {found.name for found in tree.find_all(nodes.Filter)} <= FILTERS
    strange = {type(found).__name__ for found in tree.find_all(nodes.Stmt) if not isinstance(found, STATEMENTS)}
    assert not strange


def _prints(tree: nodes.Template) -> list[nodes.Expr]:
    return [part for output in tree.find_all(nodes.Output) for part in output.nodes if not isinstance(part, nodes.TemplateData)]


def _source(node: nodes.Expr) -> str:
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_source(node.node)}.{node.attr}"
        case nodes.Call():
            return f"{_source(node.node)}({', '.join(_source(part) for part in node.args)})"
    return ""


@pytest.mark.parametrize("template", OVERRIDES, ids=_name)
def test_everything_printed_is_escaped(template: Path) -> None:
    for part in _prints(_parse(template)):
        last = part.name if isinstance(part, nodes.Filter) else None
        assert last in {"e", "tojson"} or _source(part) in RAW, f"{_name(template)}: line {part.lineno}"


@pytest.mark.parametrize("template", OVERRIDES, ids=_name)
def test_unescaping_is_always_followed_by_escaping(template: Path) -> None:
    # `striptags` turns entities back into characters: it may stand only right inside `e`.
    tree = _parse(template)
    stripped = list(tree.find_all(nodes.Filter))
    inside_escape = {id(found.node) for found in stripped if found.name == "e"}
    assert all(id(found) in inside_escape for found in stripped if found.name == "striptags")


def _variables(sheet: str, selector: str) -> dict[str, str]:
    """Plain colours of the first block of `selector`."""
    start = sheet.index(selector)
    block = sheet[sheet.index("{", start) + 1 : sheet.index("}", start)]
    return dict(re.findall(r"--(pb-[\w-]+):\s*(#[0-9a-f]{6})\s*;", block))


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, as WCAG 2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


SCHEMES = {
    "light": _variables(SHEET, '[data-md-color-scheme="default"] {'),
    "dark": _variables(SHEET, '[data-md-color-scheme="slate"] {'),
    "paper": _variables(PRINT, "[data-md-color-scheme] {"),
}
STATUSES = ("good", "watch", "bad", "none")
SERIES = tuple(f"series-{number}" for number in range(1, 6))
TEXT_PAIRS = [
    *[(ink, ground) for ink in ("ink", "ink-2", "accent") for ground in ("paper", "surface", "accent-soft")],
    *[(status, ground) for status in STATUSES for ground in ("paper", "surface", f"{status}-soft")],
    *[(ink, f"{status}-soft") for ink in ("ink", "ink-2", "accent") for status in STATUSES],
    ("on-accent", "accent"),
]


def test_contrast_function_knows_black_on_white() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_both_schemes_and_paper_define_the_same_colours(scheme: str) -> None:
    assert set(SCHEMES[scheme]) == set(SCHEMES["light"])


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_is_readable_on_its_ground(scheme: str, text: str, ground: str) -> None:
    colours = SCHEMES[scheme]
    assert _contrast(colours[f"pb-{text}"], colours[f"pb-{ground}"]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("part", [*SERIES, "edge"])
def test_lines_and_controls_stand_out(scheme: str, part: str) -> None:
    colours = SCHEMES[scheme]
    assert _contrast(colours[f"pb-{part}"], colours["pb-paper"]) >= 3
    assert _contrast(colours[f"pb-{part}"], colours["pb-surface"]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("part", [*SERIES, *STATUSES, "accent", "ink", "edge"])
def test_marks_of_charts_stand_out_from_the_track_below_them(scheme: str, part: str) -> None:
    assert _contrast(SCHEMES[scheme][f"pb-{part}"], SCHEMES[scheme]["pb-surface-2"]) >= 3


@pytest.mark.parametrize("asset", [*ASSETS, *sorted((THEME / "styles").iterdir())], ids=lambda path: path.name)
def test_assets_load_nothing_from_elsewhere(asset: Path) -> None:
    text = asset.read_text(encoding="utf-8")
    assert not re.search(r"(https?:)?//[\w-]+\.\w", text)
    asking = r"@import|url\(|\bfetch\(|XMLHttpRequest(?!\.prototype)|sendBeacon"
    running = r"\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write"
    assert not re.search(f"{asking}|{running}", text)


def test_own_javascript_stays_small() -> None:
    assert len(SCRIPTS) >= 5
    assert sum(len(gzip.compress(script.read_bytes(), mtime=0)) for script in SCRIPTS) <= 15 * 1024


def test_the_sheet_is_made_of_every_part_once_and_fits_its_budget() -> None:
    assert sorted(PARTS) == sorted(STYLES)
    assert len(gzip.compress(SHEET.encode(), mtime=0)) <= 14 * 1024
    for name, part in STYLES.items():
        assert len(part.splitlines()) <= 250, name
        assert part.count("{") == part.count("}"), name
        rules = [line.strip() for line in re.sub(r"/\*.*?\*/", "", part, flags=re.DOTALL).splitlines()]
        assert "\n".join(line for line in rules if line) in SHEET, name


def test_the_sheet_is_the_same_whatever_the_order_of_the_files() -> None:
    turned = TemplatePack(dict(reversed(PACK.files.items())))
    assert stylesheet(turned) == stylesheet(PACK)
    assert SHEET.index("--pb-paper:") < SHEET.index(".pb-hero") < SHEET.index("@media print")


def test_every_colour_variable_used_is_defined() -> None:
    defined = set(re.findall(r"--(pb-[\w-]+)\s*:", SHEET))
    assert set(re.findall(r"var\(--(pb-[\w-]+)", SHEET)) <= defined


def _asked_words() -> set[str]:
    templates = "".join(template.read_text(encoding="utf-8") for template in OVERRIDES)
    scripts = "".join(script.read_text(encoding="utf-8") for script in SCRIPTS)
    return set(re.findall(r"\bwords\.(\w+)", templates + scripts)) | set(re.findall(r"\bchecks_\w+", scripts))


def _words(language: Language) -> dict[str, str]:
    catalogue = THEME.parent / "locales" / language / "messages.po"
    return theme_words(Words(language, None if language == "en" else catalogue.read_bytes()))


def test_composing_gives_every_word_the_theme_asks_for_and_no_other() -> None:
    # The colour switch and the anchors of headings are written into mkdocs.yml. Forms of counted days have names put together.
    given = set(_words("en"))
    forms = {name for name in given if name.startswith("days_") and name.endswith(("_one", "_other"))}
    assert given - forms - {"to_dark", "to_light", "permalink"} == _asked_words() - {"days_"}
    script = (THEME / "assets" / "reading.js").read_text(encoding="utf-8")
    kinds = {name.removeprefix("days_").rpartition("_")[0] for name in forms}
    attributes = (THEME.parent / "partials" / "labels.md.j2").read_text(encoding="utf-8")
    assert {kind for kind in kinds if f"days_{kind}" in script or f"`{kind}`" in attributes} == kinds


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_keep_their_places_for_numbers(language: Language) -> None:
    for name, text in _words(language).items():
        assert re.findall(r"\{\w+\}", text) == re.findall(r"\{\w+\}", _words("en")[name]), name


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_words_are_translated(language: Language) -> None:
    same = {name for name, text in _words(language).items() if text == _words("en")[name]}
    assert not same
