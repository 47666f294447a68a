"""Who looks after a page, and the statement about accessibility: what the YAML says, to those who may know."""

from __future__ import annotations

import re
from typing import Any

import pytest

from playbookgen.composing import compile_templates
from playbookgen.model.library import Library
from playbookgen.model.organisation import Audience
from playbookgen.model.playbook import Playbook
from playbookgen.model.text import LANGUAGES, Language
from playbookgen.model.workspace import TemplatePack
from support.editions import edition
from support.organisations import minimal

STATEMENT = {
    "status": "partial",
    "date": "2026-10-01",
    "contact": {"en": "Write to <us>.", "fi": "Kirjoita meille.", "nb": "Skriv til oss.", "sv": "Skriv till oss."},
    "known_gaps": ["Maps are pictures."],
    "enforcement_link": "https://authority.example/",
}
CARE = {"owner": "boss", "reviewed": "2026-10-12", "pages": [{"page": "commitment", "owner": "expert", "reviewed": "2026-10-20"}]}
PEOPLE = [{"id": "boss", "title": "Managing director", "role": "executive"}, {"id": "expert", "title": "Expert", "role": "agent"}]


@pytest.fixture(scope="module")
def compiled(pack: TemplatePack) -> dict[str, bytes]:
    return compile_templates(pack)


def pages(playbook: Playbook) -> dict[str, str]:
    return {page.address: page.markdown for page in playbook.pages}


def meta(markdown: str) -> str:
    found = re.search(r'<p class="pb-meta[^>]*>(.*?)</p>', markdown)
    assert found
    return re.sub(r"<[^>]*>", "", found[1])


@pytest.fixture
def composed(pack: TemplatePack, library: Library, compiled: dict[str, bytes]) -> Any:
    def make(site: dict[str, Any], language: Language = "en", audience: Audience = "internal") -> Playbook:
        return edition(minimal(people=PEOPLE, site=site), library, pack, language, audience, compiled=compiled)

    return make


def test_every_page_says_who_looks_after_it_and_when_it_was_read(composed: Any) -> None:
    found = pages(composed(CARE))
    assert meta(found["plan/roadmap/"]).endswith("Owner: Managing director Reviewed 12 Oct 2026 As of 31 Oct 2026")
    assert "Owner: Expert Reviewed 20 Oct 2026" in meta(found["leadership/commitment/"])
    assert all("As of 31 Oct 2026" in meta(markdown) for address, markdown in found.items() if address != "print/")


def test_nobody_outside_learns_who_looks_after_a_page(composed: Any) -> None:
    for markdown in pages(composed(CARE, audience="public")).values():
        assert "Owner:" not in markdown
        assert "Reviewed" not in markdown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_the_statement_is_a_page_of_its_own_for_everyone(composed: Any, language: Language, audience: Audience) -> None:
    playbook = composed({"accessibility_statement": STATEMENT}, language, audience)
    page = pages(playbook)["accessibility/"]
    assert playbook.values["accessibility"] == "accessibility/"
    assert "Maps are pictures." in page
    assert "<us>" not in page
    assert 'href="https://authority.example/"' in page
    assert "{#" not in page
    assert {"status", "gaps", "contact", "enforcement", "made"} <= set(re.findall(r"\{: #([\w-]+) \}", page))


def test_without_a_statement_there_is_no_page_and_no_link(composed: Any) -> None:
    playbook = composed({})
    assert "accessibility/" not in pages(playbook)
    assert "accessibility" not in playbook.values


def test_a_fully_accessible_site_needs_no_gaps(composed: Any) -> None:
    told = {key: value for key, value in STATEMENT.items() if key != "known_gaps"} | {"status": "full", "assessed_by": "external"}
    page = pages(composed({"accessibility_statement": told}))["accessibility/"]
    assert "Fully accessible" in page
    assert "Somebody outside the organisation has tested the site." in page
    assert "gaps" not in set(re.findall(r"\{: #([\w-]+) \}", page))
