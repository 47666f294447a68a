"""All pages on one: whole, with ids and links that hold, and nothing left folded."""

from __future__ import annotations

import re
from collections import Counter

import html5lib
import pytest
from markdown import Markdown

from playbookgen.composing import compose
from playbookgen.composing.print_edition import anchor, contents, print_edition
from playbookgen.judging import judge
from playbookgen.model.library import Library
from playbookgen.model.organisation import Audience
from playbookgen.model.playbook import Page, Playbook, Section
from playbookgen.model.text import LANGUAGES, Language
from playbookgen.model.workspace import SiteConfig, TemplatePack
from support.editions import compiled
from support.organisations import AS_OF, sample

EXTENSIONS = ["admonition", "attr_list", "md_in_html", "pymdownx.details", "tables", "toc"]


def moved(markdown: str, address: str = "plan/roadmap/") -> str:
    """What becomes of a page's Markdown, without what stands before it."""
    pages = [Page(address, "Roadmap", markdown), Page("", "Home", "Home"), Page("target-state/vision/", "Vision", "Vision")]
    return print_edition("Cover", pages, "print/").split("</div>\n\n", 1)[1].split('\n\n<div class="pb-page', 1)[0].strip()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<p id="a">x</p>', '<p id="plan-roadmap.a">x</p>'),
        ("## Goals {: #goals }", "## Goals {: #plan-roadmap.goals }"),
        ("## Log {: #log .pb-page }", "## Log {: #plan-roadmap.log .pb-page }"),
        ("# What we do", "# What we do {: #plan-roadmap.title }"),
        ('<aside class="b" aria-labelledby="f">', '<aside role="note" class="b" aria-labelledby="plan-roadmap.f">'),
        ('<svg aria-labelledby="t d">', '<svg aria-labelledby="plan-roadmap.t plan-roadmap.d">'),
        ('<rect fill="url(#gap)"/>', '<rect fill="url(#plan-roadmap.gap)"/>'),
        ('<a href="#goals">x</a>', '<a href="#plan-roadmap.goals">x</a>'),
        ('<a href="../../target-state/vision/#goals">x</a>', '<a href="#target-state-vision.goals">x</a>'),
        ('<a href="../../target-state/vision/">x</a>', '<a href="#target-state-vision">x</a>'),
        ('<a href="../../">x</a>', '<a href="#home">x</a>'),
        ('<a href="../../print/">x</a>', '<a href="#print">x</a>'),
        ('<a href="../../calendar.ics">x</a>', '<a href="../calendar.ics">x</a>'),
        ('<a href="https://site.example/#x">x</a>', '<a href="https://site.example/#x">x</a>'),
        ('<a href="mailto:a@b.example">x</a>', '<a href="mailto:a@b.example">x</a>'),
        ('<details class="pb-guidance" markdown="1">', '<details open class="pb-guidance" markdown="1">'),
        ('<details class="pb-guidance" markdown="1" open>', '<details class="pb-guidance" markdown="1" open>'),
        ("<details><summary>Table</summary></details>", "<details><summary>Table</summary></details>"),
        ("id=&#34;a&#34; href=&#34;#b&#34;", "id=&#34;a&#34; href=&#34;#b&#34;"),
        ('<p class="pb-also">words</p>', ""),
    ],
)
def test_a_piece_of_a_page_finds_its_place(before: str, after: str) -> None:
    assert moved(before) == after


def test_the_anchor_of_a_page_is_its_address() -> None:
    assert [anchor(""), anchor("plan/roadmap/"), anchor("target-state/roles/team-lead/")] == ["home", "plan-roadmap", "target-state-roles-team-lead"]


def test_the_contents_follow_the_navigation() -> None:
    pages = {"": Page("", "Home", ""), "a/b/": Page("a/b/", "B", "")}
    navigation = ("", Section("A", ("a/b/", "print/")), Section("Empty", ("print/",)))
    assert contents(navigation, pages) == [("", [("Home", "home")]), ("A", [("B", "a-b")])]


@pytest.fixture
def lumivakka(pack: TemplatePack, library: Library, language: Language, audience: Audience) -> Playbook:
    organisation = sample("lumivakka")
    site = organisation.site.model_copy(update={"languages": list(LANGUAGES)})
    organisation = organisation.model_copy(update={"site": site})
    judged = judge(organisation, AS_OF, library)
    return compose(organisation, judged, library, pack, language=language, audience=audience, config=SiteConfig(), compiled=compiled(pack))


@pytest.mark.parametrize(("language", "audience"), [("en", "leadership"), ("fi", "internal"), ("nb", "internal"), ("sv", "public")])
def test_the_print_edition_of_a_sample_is_whole(lumivakka: Playbook) -> None:
    page = next(page for page in lumivakka.pages if page.address == "print/")
    assert not page.searchable
    assert set(page.hide) == {"navigation", "toc"}
    tree = html5lib.parseFragment(Markdown(extensions=EXTENSIONS).convert(page.markdown), namespaceHTMLElements=False)
    ids = Counter(node.get("id") for node in tree.iter() if node.get("id"))
    assert [id for id, times in ids.items() if times > 1] == []
    links = [node.get("href") for node in tree.iter("a") if node.get("href")]
    assert [link for link in links if link.startswith("#") and link[1:] not in ids] == []
    assert {link for link in links if not re.match(r"#|https?:|mailto:|tel:", link)} <= {"../calendar.ics", "../actions.csv", "../playbook.json"}
    assert not [node for node in tree.iter("details") if "pb-guidance" in (node.get("class") or "") and node.get("open") is None]
    begins = [anchor(each.address) for each in lumivakka.pages if each.address != "print/"]
    assert [node.get("id") for node in tree.iter("div") if "pb-print-page" in (node.get("class") or "")] == begins
    assert {f"#{begin}" for begin in begins} <= set(links)


@pytest.mark.parametrize(("language", "audience"), [("fi", "internal")])
def test_no_word_of_a_page_is_lost(lumivakka: Playbook) -> None:
    converter = Markdown(extensions=EXTENSIONS)

    def words(markdown: str) -> list[str]:
        return "".join(html5lib.parseFragment(converter.reset().convert(markdown)).itertext()).split()

    aids = re.compile(r'^<p class="pb-also">.*?</p>$|^<details class="pb-foryou.*?^</details>$', re.MULTILINE | re.DOTALL)
    pages = {page.address: page for page in lumivakka.pages}
    whole = Counter(words(pages.pop("print/").markdown))
    said = Counter(word for page in pages.values() for word in words(aids.sub("", page.markdown)))
    assert said - whole == Counter()
