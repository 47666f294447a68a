"""Composing the playbook of an edition: whole, pure, escaped, and only for those who may read it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

import html5lib
import pytest
from markdown import Markdown

from playbookgen.composing.site_map import PAGES
from playbookgen.model.entity import Entity
from playbookgen.model.library import Library
from playbookgen.model.organisation import Audience
from playbookgen.model.playbook import Playbook, Section
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.text import LANGUAGES, Language, LocalisedText
from playbookgen.model.workspace import TemplatePack
from support.editions import edition, made_anew
from support.organisations import minimal, sample

Composer = Callable[..., Playbook]
NAUGHTY = '**b** | {{ 7*7 }} <script>alert(1)</script> "q" _x_ [a](javascript:b) {: onclick=c }'


@pytest.fixture
def composed(pack: TemplatePack, library: Library) -> Composer:
    def make(organisation: Organisation, language: Language = "en", audience: Audience = "internal") -> Playbook:
        return edition(organisation, library, pack, language, audience)

    return make


def _text(markdown: str) -> str:
    html = Markdown(extensions=["tables", "attr_list", "md_in_html", "admonition", "pymdownx.details"]).convert(markdown)
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    assert not [node.tag for node in tree.iter() if node.tag in {"script", "iframe", "img", "object"}]
    assert not [name for node in tree.iter() for name in node.attrib if name.startswith("on")]
    assert not [node.get("href") for node in tree.iter("a") if "script:" in (node.get("href") or "")]
    return " ".join("".join(tree.itertext()).split())


def _with_texts(entity: Any, write: Callable[[LocalisedText], LocalisedText]) -> Any:
    """`entity` with every text in it written anew."""
    if isinstance(entity, LocalisedText):
        return write(entity)
    if isinstance(entity, Entity):
        return entity.model_copy(update={name: _with_texts(getattr(entity, name), write) for name in type(entity).model_fields})
    if isinstance(entity, list):
        return [_with_texts(item, write) for item in entity]
    if isinstance(entity, dict):
        return {key: _with_texts(item, write) for key, item in entity.items()}
    return entity


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["lumivakka", "tuohikoski", "multelia"])
def test_a_sample_has_every_page_in_every_language(composed: Composer, name: str, language: Language) -> None:
    playbook = composed(sample(name), language)
    kinds = {page.address for page in playbook.pages}
    assert {kind.address for kind in PAGES if kind.id not in ("role", "accessibility")} <= kinds
    for page in playbook.pages:
        text = _text(page.markdown)
        assert not re.search(r"\{\{|\{%|\{#|%\(|undefined|Undefined|LocalisedText|Fraction\(", text), page.address
        assert page.title
        assert page.description


def test_addresses_are_the_same_in_every_language(composed: Composer) -> None:
    organisation = sample("lumivakka")
    addresses = {language: [page.address for page in composed(organisation, language).pages] for language in LANGUAGES}
    assert len({tuple(found) for found in addresses.values()}) == 1
    assert all(re.fullmatch(r"(?:[a-z0-9-]+/)*", address) for address in addresses["en"])


def test_the_navigation_leads_to_every_page_once(composed: Composer) -> None:
    playbook = composed(sample("lumivakka"))
    led_to = [address for entry in playbook.navigation for address in (entry.addresses if isinstance(entry, Section) else (entry,))]
    assert sorted(led_to) == sorted(page.address for page in playbook.pages)


def test_the_same_input_gives_the_same_pages(pack: TemplatePack, library: Library) -> None:
    assert made_anew(sample("lumivakka"), library, pack, "fi") == made_anew(sample("lumivakka"), library, pack, "fi")


@pytest.mark.parametrize("language", ["en", "fi"])
def test_some_pages_are_what_they_are_among_all(composed: Composer, pack: TemplatePack, library: Library, language: Language) -> None:
    whole = composed(sample("lumivakka"), language)
    for address in ("", "target-state/vision/", "current-state/scoreboard/", "findings/"):
        some = made_anew(sample("lumivakka"), library, pack, language, only={address, "print/", "nowhere/"})
        assert [page for page in some.pages if page.markdown] == [page for page in whole.pages if page.address == address]
        assert [(page.address, page.title) for page in some.pages] == [(page.address, page.title) for page in whole.pages]
        assert some.navigation == whole.navigation


def test_the_smallest_organisation_says_what_would_fill_its_pages(composed: Composer) -> None:
    pages = {page.address: page.markdown for page in composed(minimal()).pages}
    for address, key in (
        ("current-state/assessment/", "assessments"),
        ("current-state/challenges/", "challenges"),
        ("current-state/scoreboard/", "metrics"),
        ("current-state/goal-check/", "metrics[].individual"),
        ("plan/roadmap/", "plan.actions"),
        ("leadership/commitment/", "leadership_checklist"),
        ("leadership/steering-meeting/", "change.steering_meeting"),
        ("current-state/readiness/", "readiness"),
        ("supervisors/stakeholders/", "stakeholders"),
        ("together/communication/", "communication.events"),
        ("together/recognition/", "recognition.log"),
        ("together/calendar/", "award_applications"),
        ("supervisors/toolkit/", "routines"),
        ("my-work/expectations/", "routines"),
        ("my-work/decisions/", "decisions"),
        ("my-work/feedback/", "feedback"),
        ("learning/first-90-days/", "training.onboarding"),
        ("learning/channels/", "channels"),
        ("learning/systems/", "systems"),
        ("glossary/", "glossary"),
    ):
        assert "Not described yet." in pages[address]
        assert f"<code>{key}</code>" in pages[address]


def test_what_was_typed_appears_as_typed(composed: Composer) -> None:
    numbers = iter(range(1, 10_000))
    hostile = _with_texts(sample("lumivakka"), lambda text: LocalisedText.of(f"m{next(numbers)} {NAUGHTY}"))
    texts = {page.address: _text(page.markdown) for page in composed(hostile).pages}
    together = " ".join(texts.values())
    marks = re.findall(r"\bm\d+ ", together)
    # Every mark is followed by the text as typed, except in the glossary, whose definitions may use inline Markdown.
    definitions = texts["glossary/"].count("m")
    assert len(marks) > 150
    assert together.count(NAUGHTY) >= len(marks) - definitions
    assert "49" not in re.sub(r"\d{2,}\.\d", "", " ".join(re.findall(r"m\d+ (.{0,20})", together)))


def test_a_missing_language_is_marked(composed: Composer) -> None:
    page = next(page for page in composed(sample("tuohikoski"), "nb").pages if page.address == "target-state/vision/")
    assert '<span lang="fi">Asia hoituu ensimmäisellä yhteydenotolla.</span><span class="pb-lang"' in page.markdown


def test_the_public_edition_leaves_out_what_is_not_for_everyone(composed: Composer) -> None:
    organisation = sample("lumivakka")
    inside, outside = composed(organisation), composed(organisation, audience="public")
    withheld = {kind.address for kind in PAGES if kind.audience != "public"}
    assert withheld
    assert withheld <= {page.address for page in inside.pages}
    assert not withheld & {page.address for page in outside.pages}
    everything = " ".join(page.markdown for page in outside.pages)
    for address in withheld:
        assert address not in everything
    assert "Tell the staff about a setback" not in everything
    assert "Every hour is booked on the queue" not in everything


def test_names_of_people_stay_inside(composed: Composer) -> None:
    organisation = sample("lumivakka")
    people = [person.model_copy(update={"display_name": "Aino Esimerkki"}) for person in organisation.people]
    named = organisation.model_copy(update={"people": people})
    assert any("Aino Esimerkki" in page.markdown for page in composed(named).pages)
    assert not any("Aino Esimerkki" in page.markdown for page in composed(named, audience="public").pages)


def test_links_between_pages_are_relative_and_lead_somewhere(composed: Composer) -> None:
    playbook = composed(sample("lumivakka"))
    addresses = {page.address for page in playbook.pages} | set(playbook.assets)
    for page in playbook.pages:
        for target in re.findall(r'href="([^"#]+)', page.markdown):
            if not target.startswith(("http", "mailto")):
                assert urljoin(f"https://site.example/{page.address}", target).removeprefix("https://site.example/") in addresses, (
                    page.address,
                    target,
                )
