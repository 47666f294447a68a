"""What an edition tells its search: words of its language, places on its pages, nothing of pages it does not have."""

from __future__ import annotations

import json
from typing import Any

import pytest

from playbookgen.composing.search import lexicon, search_files
from playbookgen.composing.site_map import PAGES, Stop
from playbookgen.composing.speech import Speech
from playbookgen.composing.words import Words
from playbookgen.model.library import Library
from playbookgen.model.text import LANGUAGES, Language, LocalisedText
from playbookgen.model.workspace import TemplatePack

EVERYTHING = [Stop(kind, kind.address) for kind in PAGES if kind.id not in ("role", "print")]
IDS = {kind.id for kind in PAGES}


def told(library: Library, pack: TemplatePack, language: Language, stops: list[Stop], *terms: LocalisedText) -> Any:
    return lexicon(library, Speech(language, "en", Words.of(language, pack)), stops, terms)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_words(library: Library, pack: TemplatePack, language: Language) -> None:
    words = told(library, pack, language, EVERYTHING)
    assert words["language"] == language
    assert len(words["same"]) > 90
    assert len(words["questions"]) > 80
    assert words["also"].endswith(": ")
    assert "%" not in words["also"]


def test_ways_of_asking_lead_to_the_same_pages_in_every_language(library: Library) -> None:
    led = {words.id: {page for lead in words.leads for page in lead.to} for words in library.search}
    assert set(led) == set(LANGUAGES)
    assert len({frozenset(pages) for pages in led.values()}) == 1
    assert led["en"] <= IDS


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_names_is_empty_or_says_a_name_twice(library: Library, language: Language) -> None:
    (words,) = [each for each in library.search if each.id == language]
    for line in words.same:
        names = [name.strip() for name in line.split(",")]
        assert len(names) > 1, line
        assert all(names), line
        assert len(set(names)) == len(names), line


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_the_glossary_are_known(library: Library, pack: TemplatePack, language: Language) -> None:
    words = told(library, pack, language, EVERYTHING)
    for term in library.glossary:
        for name in term.also.get(language, []):
            assert any(name in line and dict(term.term.entries)[language] in line for line in words["same"]), name


def test_nothing_is_said_of_pages_that_are_not_there(library: Library, pack: TemplatePack) -> None:
    stops = [stop for stop in EVERYTHING if stop.kind.id in ("home", "calendar")]
    words = told(library, pack, "nb", stops, LocalisedText.of("skiltsak"))
    assert {address for lead in words["leads"] for address in lead["to"]} == {"together/calendar/"}
    assert words["start"] == [""]
    assert words["reference"] == []
    assert words["names"] == {}
    guides = {guide.page: guide for guide in library.guides}
    assert len(words["anchors"]) == len(guides["home"].blocks) + len(guides["calendar"].blocks)


def test_guidance_is_told_by_its_heading(library: Library, pack: TemplatePack) -> None:
    words = told(library, pack, "fi", EVERYTHING)
    guide = next(guide for guide in library.guides if guide.page == "decisions")
    heading = dict(guide.blocks[0].title.entries)["fi"]
    assert words["anchors"][heading] == f"guide-{guide.blocks[0].id.replace('_', '-')}"


def test_words_of_the_organisation_are_those_of_its_glossary(library: Library, pack: TemplatePack) -> None:
    words = told(library, pack, "en", EVERYTHING, LocalisedText.of({"en": "plate case", "fi": "kilpi"}))
    assert words["names"] == {"glossary/": ["plate case"]}


def test_the_script_says_just_that(library: Library, pack: TemplatePack) -> None:
    speech = Speech("sv", "sv", Words.of("sv", pack))
    term = LocalisedText.of("a\u2028b</script>")
    files = search_files(library, pack, speech, EVERYTHING, [term])
    assert files["assets/search/language.js"] == pack.files["theme/search/sv.js"]
    script = files["assets/search/lexicon.js"].decode()
    before, _, value = script.partition(".lexicon = ")
    assert before == "(self.playbookSearch = self.playbookSearch || {})"
    assert value.endswith(";\n")
    assert "\u2028" not in script
    assert json.loads(value.removesuffix(";\n")) == json.loads(json.dumps(lexicon(library, speech, EVERYTHING, [term])))
    assert search_files(library, pack, speech, EVERYTHING, [term]) == files
