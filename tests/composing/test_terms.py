"""Terms are explained where they are read: first use in a section, running text only, in the forms a language gives them."""

from __future__ import annotations

import re

import pytest

from playbookgen.composing.speech import Speech
from playbookgen.composing.terms import Explainer, Term, glossary_terms
from playbookgen.composing.words import Words
from playbookgen.model.playbook_file import GlossaryEntry
from playbookgen.model.text import Language
from support.sources import library

FCR = Term("fcr", 'Solved at once: "no <new> contact"', ("first contact resolution", "FCR"))


def explained(text: str, *terms: Term, language: Language = "en") -> str:
    return Explainer(terms or (FCR,), language).explained(text, "../glossary/")


def marked(text: str) -> list[str]:
    return re.findall(r'<a class="pb-term"[^>]*>([^<]*)</a>', text)


def test_the_first_use_in_a_section_leads_to_the_glossary() -> None:
    text = explained("The first contact resolution rose. The first contact resolution fell.\n\n## Next {: #next }\n\nFCR again, FCR.\n")
    assert marked(text) == ["first contact resolution", "FCR"]
    assert 'href="../glossary/#fcr"' in text
    assert "Solved at once: &#34;no &#60;new&#62; contact&#34;" in text
    assert (
        re.sub(r"<[^>]*>", "", text)
        == "The first contact resolution rose. The first contact resolution fell.\n\n## Next {: #next }\n\nFCR again, FCR.\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "# FCR and more\n",
        "## FCR {: #fcr }\n",
        '<h3 id="x">FCR</h3>\n',
        '<p>See <a href="../fcr/">FCR</a></p>\n',
        "See [the FCR](../x.md).\n",
        "Write `FCR` so.\n",
        "<p><code>FCR</code></p>\n",
        '<p class="pb-facts"><span>FCR</span></p>\n',
        '<table class="pb-table"><tr><td><p>FCR</p></td></tr></table>\n',
        "<summary><span>General</span> FCR</summary>\n",
        '<label for="x">FCR</label>\n',
        "<svg><title>FCR</title><text>FCR</text></svg>\n",
        '<p>On <span lang="fi">FCR</span></p>\n',
        "| FCR | 1 |\n",
        "<p>fcr, XFCR, FCR-like, FCRs2 and /FCR</p>\n",
    ],
)
def test_only_running_text_is_touched(text: str) -> None:
    assert explained(text) == text


def test_after_what_is_skipped_the_text_goes_on() -> None:
    assert marked(explained('<p><a href="x">FCR</a><br> and FCR</p>\n')) == ["FCR"]
    assert marked(explained('<p class="pb-facts"><span>a</span></p>\n\nThe FCR.\n')) == ["FCR"]


@pytest.mark.parametrize(
    ("language", "form", "text"),
    [
        ("en", "sponsor", "Ask the sponsors, the sponsor’s people."),
        ("fi", "asiakaskokemus", "Kerro asiakaskokemuksesta ja asiakaskokemukset."),
        ("fi", "käsittelyaika", "Seuraa käsittelyajan laskua."),
        ("fi", "luopumisprosentti", "Nosta luopumisprosentin rajaa."),
        ("fi", "johdon sitoutuminen", "Se näkyy johdon sitoutumisessa."),
        ("fi", "lisämyynti", "Puhu lisämyynnistä."),
        ("fi", "perehdytys", "Perehdytyksen alussa."),
        ("nb", "sponsor", "Spør sponsoren først."),
        ("sv", "servicenivå", "Mät servicenivån varje dag."),
    ],
)
def test_inflected_forms_are_known(language: Language, form: str, text: str) -> None:
    assert len(marked(explained(text, Term("x", "…", (form,)), language=language))) == 1


def test_stems_of_the_library_go_beyond_the_rules() -> None:
    term = Term("best-practice", "…", ("paras käytäntö",), ("parhaita käytän",))
    assert marked(explained("Jaetaan parhaita käytäntöjä.", term, language="fi")) == ["parhaita käytäntöjä"]


def test_longer_words_are_not_taken_for_a_term() -> None:
    assert marked(explained("Palvelutasotavoitteet ovat muuta.", Term("x", "…", ("palvelutaso",)), language="fi")) == []


def test_everyday_words_are_left_alone_and_own_words_go_first() -> None:
    speech = Speech("en", "en", Words("en", None))
    own = GlossaryEntry.model_validate({"term": "service level", "definition": "Our **own** promise."})
    terms = glossary_terms([own], library().glossary, speech)
    assert terms[0] == Term("own-1", "Our own promise.", ("service level",))
    assert "goal" not in {form for term in terms for form in term.forms}
    text = Explainer(terms, "en").explained("The goal of the service level.", "glossary/")
    assert re.findall(r'href="([^"]*)"', text) == ["glossary/#own-1"]
