"""Inflected forms share what is compared of them; words that only look alike do not."""

from __future__ import annotations

from itertools import combinations

import pytest

from playbookgen.model.text import Language
from support.search_scripts import stems

FAMILIES: dict[Language, list[list[str]]] = {
    "fi": [
        ["tavoite", "tavoitteen", "tavoitteet", "tavoitteeseen", "tavoitteissamme", "tavoitteenne", "tavoitteista"],
        ["valtuus", "valtuudet", "valtuuksien", "valtuuksieni", "valtuuteen"],
        ["mittari", "mittarit", "mittareita", "mittareiden", "mittaristamme"],
        ["asiakas", "asiakkaan", "asiakkaat", "asiakkaille", "asiakasta", "asiakkaidemme"],
        ["hyvitys", "hyvityksen", "hyvitykset", "hyvityksiä"],
        ["perehdytys", "perehdytyksen", "perehdytyksessä"],
        ["osaaminen", "osaamisen", "osaamista", "osaamisessa"],
        ["palkka", "palkan", "palkat"],
        ["valmentaja", "valmentajan", "valmentajalle", "valmentajaksi"],
        ["vastaus", "vastauksen", "vastausta", "vastaukset"],
        ["kokous", "kokouksen", "kokouksissa"],
        ["esimies", "esimiehen", "esimiehet", "esimiehelle"],
        ["saako", "saa"],
    ],
    "nb": [
        ["tiltak", "tiltaket", "tiltakene"],
        ["leder", "ledere", "lederne", "lederens"],
        ["fullmakt", "fullmakten", "fullmakter", "fullmaktene"],
        ["tilbakemelding", "tilbakemeldinger", "tilbakemeldingene"],
        ["kunde", "kunden", "kunder", "kundene", "kundens"],
        ["avgjøre", "avgjør", "avgjørende"],
        ["mål", "målet", "målene"],
        ["risiko", "risikoen", "risikoer", "risikoene"],
    ],
    "sv": [
        ["åtgärd", "åtgärden", "åtgärder", "åtgärderna", "åtgärdens"],
        ["kund", "kunden", "kunder", "kunderna", "kundernas"],
        ["beslut", "besluta", "beslutet", "besluten", "beslutar"],
        ["förändring", "förändringen", "förändringar", "förändringarna"],
        ["samtal", "samtalet", "samtalen"],
        ["befogenhet", "befogenheten", "befogenheter", "befogenheterna"],
        ["trivas", "trivs"],
        ["mål", "målet", "målen"],
    ],
    "en": [
        ["decide", "decided", "decides", "deciding"],
        ["metric", "metrics"],
        ["policy", "policies"],
        ["coach", "coaches", "coached", "coaching"],
        ["plan", "plans", "planned", "planning"],
        ["recording", "recordings", "recorded"],
        ["customer", "customers", "customer's"],
    ],
}

STRANGERS: dict[Language, list[tuple[str, str]]] = {
    "fi": [
        ("käsitellä", "käsite"),
        ("asiakas", "asia"),
        ("koulutus", "koulu"),
        ("palaute", "palaveri"),
        ("johto", "johtopäätös"),
        ("tila", "tilanne"),
    ],
    "nb": [("leder", "ledig"), ("mål", "måned"), ("kunde", "kunst"), ("tall", "tale")],
    "sv": [("mål", "målare"), ("kund", "kunna"), ("samtal", "samt"), ("plan", "plats")],
    "en": [("plan", "plain"), ("general", "generous"), ("business", "busy"), ("thing", "th")],
}


@pytest.mark.parametrize("language", FAMILIES)
def test_forms_of_a_word_share_a_stem(language: Language) -> None:
    words = [word for family in FAMILIES[language] for word in family]
    found = dict(zip(words, stems(language, words), strict=True))
    assert {family[0]: {found[word] for word in family} for family in FAMILIES[language] if len({found[word] for word in family}) > 1} == {}


@pytest.mark.parametrize("language", FAMILIES)
def test_families_are_told_apart(language: Language) -> None:
    firsts = [family[0] for family in FAMILIES[language]]
    found = stems(language, firsts)
    assert [pair for pair in combinations(zip(found, firsts, strict=True), 2) if pair[0][0] == pair[1][0]] == []


@pytest.mark.parametrize("language", STRANGERS)
def test_words_that_look_alike_stay_apart(language: Language) -> None:
    found = stems(language, [word for pair in STRANGERS[language] for word in pair])
    pairs = zip(STRANGERS[language], found[::2], found[1::2], strict=True)
    assert [pair for pair, one, other in pairs if one == other] == []


@pytest.mark.parametrize("language", FAMILIES)
def test_short_words_and_figures_stay_as_they_are(language: Language) -> None:
    words = ["90", "csat2", "yö", "ny", "aht"]
    assert stems(language, words) == words
