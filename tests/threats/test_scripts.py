"""No text of an organisation runs, embeds, frames or leads away (T1–T3), and none is a template (T5)."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path
from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.building.engine import build_project, write_project
from playbookgen.composing import compile_templates
from playbookgen.composing.escaping import escape
from playbookgen.composing.rich_text import rich
from playbookgen.model.problem import Problem
from playbookgen.reading import load_library, load_templates, packaged_templates, read_organisation
from support.armed import Armed, faults, faults_of_site, is_allowed
from support.canaries import text_fields
from support.editions import edition
from support.organisations import AS_OF
from support.vectors import TEMPLATES, addresses, naughty, own, vectors
from support.workspaces import told

#: Texts a field holds together in the slow round: so many organisations bring every text into every field.
TOGETHER = 26
ROUNDS = -(-len(vectors()) // TOGETHER)


@cache
def templates() -> tuple[Any, Any, dict[str, bytes]]:
    pack = load_templates(packaged_templates(), None)
    return pack, load_library(pack), compile_templates(pack)


def built(armed: Armed, folder: Path) -> Path:
    """The site of an organisation, from its composer through the engine; reading, which would refuse some of the texts, is left out."""
    pack, library, compiled = templates()
    write_project(edition(armed.told, library, pack, compiled=compiled), folder / "project", site_dir=str(folder / "site"))
    build_project(folder / "project", folder / "site")
    return folder / "site"


def words_of(page: Path) -> str:
    return "".join("".join(html5lib.parse(page.read_text(encoding="utf-8"), namespaceHTMLElements=False).itertext()).split())


def test_there_are_enough_of_them() -> None:
    assert len(own()) >= 250
    assert len(naughty()) >= 450
    assert len(vectors()) >= 500
    assert len(addresses()) >= 40
    assert len(set(TEMPLATES)) >= 60


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Armed, Path]:
    """An organisation with three vectors in every text field, so that each of them is in it somewhere."""
    armed = Armed(texts=vectors(), packed=3)
    return armed, built(armed, tmp_path_factory.mktemp("armed"))


def test_every_field_and_every_vector_is_tried(site: tuple[Armed, Path]) -> None:
    armed, _ = site
    assert set(armed.placed) == set(text_fields())
    assert {text for texts in armed.placed.values() for text in texts} == set(vectors())


def test_no_vector_becomes_an_element_an_attribute_or_an_address(site: tuple[Armed, Path]) -> None:
    assert faults_of_site(site[1]) == []


def test_the_vectors_are_on_the_pages_as_text(site: tuple[Armed, Path]) -> None:
    """Otherwise the test above would prove nothing."""
    armed, folder = site
    shown = words_of(folder / "print" / "index.html")
    plain = [text for text in own() if text.isascii() and text.isprintable() and not re.search(r"[*_`\[\]]", text)]
    seen = [text for text in plain if "".join(text.split()) in shown]
    assert len(seen) > 0.9 * len(plain) > 100, sorted(set(plain) - set(seen))[:10]
    assert armed.canaries


@pytest.mark.slow
@pytest.mark.parametrize("number", range(ROUNDS))
def test_every_vector_in_every_field(tmp_path: Path, number: int) -> None:
    assert faults_of_site(built(Armed(texts=vectors(), packed=TOGETHER, start=number * TOGETHER), tmp_path)) == []


@pytest.mark.parametrize(
    "page",
    [
        "<p onclick=x>",
        "<script>x</script>",
        "<script src=//example.org/x.js></script>",
        "<iframe src=x>",
        "<a href='java\tscript:x'>",
        "<p style=x>",
        "<base href=x>",
        "<form action=x class=pb-x>",
        "<meta http-equiv=refresh>",
        "<img src='data:text/html,x'>",
    ],
)
def test_a_fault_would_be_noticed(page: str) -> None:
    assert list(faults(page))


# Addresses: the only links an organisation writes itself are those of its inline Markdown, and two fields that must begin with https://


@pytest.mark.parametrize("address", addresses())
def test_no_other_scheme_becomes_a_link(address: str) -> None:
    for text in (f"[x]({address})", f"[x](<{address}>)", f"[x]({html.escape(address)})", f'<a href="{address}">x</a>', address):
        page = str(rich(text))
        assert list(faults(page)) == [], page
        found = [node.attrib.get("href", "") for node in html5lib.parse(page, namespaceHTMLElements=False).iter("a")]
        assert all(is_allowed(each) for each in found)


@pytest.mark.parametrize("address", ["https://example.org/a?b=c", "http://example.org", "mailto:a@example.org", "tel:+358401234567"])
def test_addresses_that_are_allowed_are_links(address: str) -> None:
    assert f'href="{address}"' in str(rich(f"[x]({address})"))


# The sanitiser: what is clean stays as it is, and reads the same a second time


SYNTAX = st.sampled_from(" *_`|<>{}[]()#+-.!&\\~^=:$\"';/\n")
TEXTS = st.lists(st.sampled_from(vectors()) | st.text(st.characters(codec="utf-8") | SYNTAX, max_size=30), min_size=1, max_size=4).map("".join)


@given(TEXTS)
def test_clean_text_is_clean_and_stays_so(text: str) -> None:
    import nh3

    from playbookgen.composing.rich_text import _SCHEMES, _TAGS

    once = str(rich(text))
    assert list(faults(once)) == []
    attributes = {"a": {"href"}}
    clean = nh3.clean(once, tags=_TAGS, attributes=attributes, url_schemes=_SCHEMES, link_rel="noopener noreferrer nofollow")
    assert nh3.clean(clean, tags=_TAGS, attributes=attributes, url_schemes=_SCHEMES, link_rel="noopener noreferrer nofollow") == clean
    nodes = list(html5lib.parseFragment(once, namespaceHTMLElements=False).iter())
    assert {node.tag for node in nodes} <= {"DOCUMENT_FRAGMENT", *_TAGS}
    assert {name for node in nodes for name in node.attrib} <= {"href", "rel"}


@given(TEXTS)
def test_escaped_text_is_no_markup(text: str) -> None:
    assert not set("<>`*[]{}|\"'\\_~^$") & set(str(escape(text)))


# Templates: nothing is computed


def test_what_looks_like_a_template_appears_as_typed(tmp_path: Path) -> None:
    armed = Armed(texts=TEMPLATES, packed=1)
    site = built(armed, tmp_path)
    shown = words_of(site / "print" / "index.html")
    placed = {text for texts in armed.placed.values() for text in texts}
    assert placed == set(TEMPLATES)
    as_typed = [text for text in placed if "".join(text.split()) in shown]
    assert len(as_typed) >= 60, sorted(placed - set(as_typed))
    index = (site / "search" / "search_index.json").read_text(encoding="utf-8")
    assert "{{7*7}}" in html.unescape(index)


# Ids


@pytest.mark.parametrize("text", [*own()[::4], *naughty()[::8]])
def test_no_vector_is_an_id(text: str) -> None:
    from json import dumps

    from playbookgen.model.workspace import Source, SourceFile

    _, library, _ = templates()
    content = told("northlight").replace("id: aim_one", f"id: {dumps(text)}")
    source = Source("northlight", (SourceFile("playbook/northlight.yml", content.encode("utf-8", "replace")),))
    read = read_organisation(source, library=library, as_of=AS_OF, today=AS_OF)
    if read.organisation is not None:
        assert re.fullmatch(r"[a-z][a-z0-9_]{1,39}", text)
        return
    problems: list[Problem] = [problem for problem in read.problems if problem.severity == "error"]
    assert problems
    assert all(problem.place is not None and problem.place.line for problem in problems)
