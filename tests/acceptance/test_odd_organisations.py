"""Awkward names, one language only, none, one or far too many: every page stays whole and readable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import html5lib
import pytest

from playbookgen.building.links import check_links
from support.odd_organisations import COMPOUND, ODD_NAMES, ROLES, build_odd

ORGANISATIONS = ("outola", "tiimiton", "yksin")
#: About what a reader scrolls through; what is folded does not count.
MOST_WORDS = 2500
#: Pages that are meant to hold everything.
WHOLE = {"glossary", "print"}


@pytest.fixture(scope="session")
def odd(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The built sites."""
    base = tmp_path_factory.getbasetemp()
    return build_odd((base if worker_id == "master" else base.parent) / "odd")


@cache
def pages(folder: Path) -> list[tuple[str, Any]]:
    """The pages of a site, each with its address and its main content: of forty roles three, and not the print edition, which repeats them all."""
    found = {file.parent.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("index.html"))}
    roles = [address for address in found if "/roles/" in address]
    read = []
    for address in [address for address in found if address not in roles[3:] and not address.endswith("print")]:
        article = html5lib.parse(found[address].read_text(encoding="utf-8"), namespaceHTMLElements=False).find(".//article")
        if article is not None:
            read.append((address, article))
    return read


def spoken(element: Any, *, skip: tuple[str, ...] = ("script", "style")) -> str:
    """The text below an element, in one line, without what stands in elements called `skip`."""

    def said(node: Any) -> Iterator[str]:
        if node.tag in skip:
            return
        yield node.text or ""
        for child in node:
            yield from said(child)
            yield child.tail or ""

    return " ".join(" ".join(said(element)).split())


def without_odd_names(text: str) -> str:
    """`text` without the odd names, and without their beginnings where a chart has cut them."""
    for name in ODD_NAMES:
        text = text.replace(name, "")
        for length in range(len(name) - 1, 3, -1):
            text = text.replace(f"{name[:length].rstrip()}…", "")
    return text


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_no_link_or_anchor_is_broken(odd: Path, organisation: str) -> None:
    assert check_links(odd / organisation) == []


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_every_row_of_a_table_has_as_many_cells_as_its_head(odd: Path, organisation: str) -> None:
    for address, article in pages(odd / organisation):
        for table in article.iter("table"):
            widths = [sum(int(cell.get("colspan", "1")) for cell in row if cell.tag in {"th", "td"}) for row in table.iter("tr")]
            spans = any(cell.get("rowspan") for cell in table.iter("td")) or any(cell.get("rowspan") for cell in table.iter("th"))
            assert spans or len(set(widths)) == 1, (address, widths)


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_nothing_raw_reaches_a_page(odd: Path, organisation: str) -> None:
    for address, article in pages(odd / organisation):
        assert not [node.tag for node in article.iter() if node.tag == "script" or node.get("onclick")], address
        text = without_odd_names(spoken(article))
        assert not re.search(r"\{\{|\{%|\{:|\bundefined\b|%\(\w+\)", text), address


def test_names_appear_as_typed(odd: Path) -> None:
    everything = " ".join(spoken(article) for address, article in pages(odd / "outola") if not address.startswith(("en", "print")))
    for name in ODD_NAMES:
        assert name in everything, name
    assert len(COMPOUND) >= 90
    home = (odd / "outola" / "target-state" / "vision" / "index.html").read_text(encoding="utf-8")
    assert "<b>nyt</b>" not in home


def test_every_role_has_its_page(odd: Path) -> None:
    for edition in ("", "en/"):
        assert len(list((odd / "outola").glob(f"{edition}target-state/roles/*/index.html"))) == ROLES


def test_a_name_in_one_language_stands_in_for_the_other_and_says_so(odd: Path) -> None:
    def marked(path: str) -> set[tuple[str, str]]:
        article = html5lib.parse((odd / "outola" / path).read_text(encoding="utf-8"), namespaceHTMLElements=False).find(".//article")
        return {(span.get("lang") or "", spoken(span)) for span in article.iter("span") if span.get("lang")}

    assert ("en", "Only English") in marked("current-state/scoreboard/index.html")
    assert ("fi", "Vain suomeksi") in marked("en/target-state/vision/index.html")
    assert ("fi", "Rooli 0") in marked("en/target-state/roles/role-0/index.html")
    assert not any(language == "fi" for language, _ in marked("target-state/vision/index.html"))


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_no_page_is_longer_than_a_reader_scrolls(odd: Path, organisation: str) -> None:
    long = {}
    for address, article in pages(odd / organisation):
        if address.rpartition("/")[2] in WHOLE:
            continue
        words = len(spoken(article, skip=("script", "style", "details", "svg")).split())
        if words > MOST_WORDS:
            long[address] = words
    assert long == {}


def test_every_action_is_on_the_roadmap_even_when_folded(odd: Path) -> None:
    text = (odd / "outola" / "plan" / "roadmap" / "index.html").read_text(encoding="utf-8")
    assert len(set(re.findall(r'id="action-([\w-]+)"', text))) == 300
