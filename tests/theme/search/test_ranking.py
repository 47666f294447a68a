"""Which page answers: on a site of a few pages, each test with the words it is about."""

from __future__ import annotations

from typing import Any

import pytest

from support.search_scripts import addresses, ask, lexicon, page

DECISIONS = page(
    "my-work/decisions/",
    "Mitä saan päättää",
    "Mitä saat ratkaista heti ja mihin rajaan asti.",
    "valtuudet, päätösvalta",
    ("limits", "Rajat", "Hyvitys meidän virheestämme enintään 100 € tapausta kohti."),
    (
        "guidance",
        "Guidance",
        "Guidance Neljä kysymystä <p>Onko se asiakkaalle hyväksi?</p> Guidance Kun jokin meni pieleen <p>Kuuntele ja pyydä anteeksi.</p>",
    ),
)
SCOREBOARD = page(
    "scoreboard/",
    "Olemmeko matkalla tavoitteeseen?",
    "Jokainen luku tavoitteineen.",
    "mittarit",
    ("csat", "Asiakastyytyväisyys", "Asiakastyytyväisyystavoite on 90 %."),
    ("staff", "Suosittelu", "Työntekijöiden suositteluindeksi."),
)
TEAM = page("team/", "Esihenkilö", "Esihenkilön kortti.", "", ("daily", "Joka päivä", "Vedä aamustartti ja kuuntele tiimiäsi."))
GLOSSARY = page("glossary/", "Sanasto", "Mitä sanat tarkoittavat.", "", ("trade", "Alan sanat", "aamustartti Lyhyt aloitus. valtuus Oikeus päättää."))
SITE = [*GLOSSARY, *DECISIONS, *SCOREBOARD, *TEAM]
TOLD = lexicon(
    "fi",
    questions=["mikä", "mitä", "miten", "saanko", "voinko", "minä", "on", "tehdä"],
    same=[["esihenkilö", "esimies", "tiimin vetäjä"], ["aamustartti", "aamupalaveri"], ["suositteluindeksi", "NPS"]],
    leads=[
        {"words": ["saanko", "voinko"], "to": ["my-work/decisions/"], "worth": 1.2},
        {"words": ["mitä tarkoittaa"], "to": ["glossary/"], "worth": 1.5},
    ],
    reference=["glossary/"],
    start=["my-work/decisions/", "scoreboard/"],
    anchors={"Neljä kysymystä": "guide-four", "Kun jokin meni pieleen": "guide-wrong"},
    names={"glossary/": ["rekisterinumerotapaus"]},
)
QUERIES = {
    "valtuuksieni": "my-work/decisions/",
    "hyvityksistä": "my-work/decisions/",
    "saanko kukkaruukun": "my-work/decisions/",
    "tyytyväisyys": "scoreboard/",
    "tyytyväiset asiakkaat": "scoreboard/",
    "tyytyväisyystavoitteet": "scoreboard/",
    "esimiehelle": "team/",
    "tiimin vetäjän työ": "team/",
    "aamustartti": "team/",
    "aamupalaverissa": "team/",
    "aamustratti": "team/",
    "aamupalavreri": "team/",
    "esihenkilo": "team/",
    "NPS": "scoreboard/",
    "hyvi": "my-work/decisions/",
    "mitä aamustartti tarkoittaa": "glossary/",
    "rekisterinumerotapaukset": "glossary/",
    "“hyvitys” AND (+raja*) ~1^2": "my-work/decisions/",
}
NOTHING = ["", " ", "🙂", "q", "qxzwv jjkk", "mikä on qxzwv", "?!*^~:", "x" * 500, "<img src=q onerror=qqq>"]


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    asked = [*QUERIES, *NOTHING, "mikä", "saanko", "hyvitys " * 200, "anteeksi", "hyvitystä qxzwv", "<b>hyvitys</b>"]
    return dict(zip(asked, ask(SITE, TOLD, *asked), strict=True))


@pytest.mark.parametrize("query", QUERIES)
def test_the_page_made_for_it_comes_first(answers: dict[str, Any], query: str) -> None:
    assert addresses(answers[query])[:1] == [QUERIES[query]]


@pytest.mark.parametrize("query", NOTHING)
def test_nothing_is_found_where_there_is_nothing(answers: dict[str, Any], query: str) -> None:
    assert answers[query]["items"] == []


def test_nothing_found_offers_three_pages_the_usual_ones_first(answers: dict[str, Any]) -> None:
    offered = answers["qxzwv jjkk"]["suggestions"]
    assert [each["location"] for each in offered][:2] == TOLD["start"]
    assert len({each["location"] for each in offered}) == 3
    assert all(each["title"] for each in offered)
    assert answers[" "]["suggestions"] == answers["hyvitystä qxzwv"]["suggestions"] == []


def test_a_question_word_alone_finds_what_holds_it(answers: dict[str, Any]) -> None:
    assert "my-work/decisions/" in addresses(answers["saanko"])
    assert set(addresses(answers["mikä"])) <= {"glossary/", "my-work/decisions/"}


def test_what_a_page_does_not_say_is_told(answers: dict[str, Any]) -> None:
    terms = answers["hyvitystä qxzwv"]["items"][0][0]["terms"]
    assert terms["qxzwv"] is False
    assert terms["hyvitys"] is True


def test_a_long_query_is_cut(answers: dict[str, Any]) -> None:
    assert addresses(answers["hyvitys " * 200])[:1] == ["my-work/decisions/"]


def test_guidance_is_found_under_its_own_heading(answers: dict[str, Any]) -> None:
    first = answers["anteeksi"]["items"][0][0]
    assert first["location"] == "my-work/decisions/#guide-wrong"
    assert first["title"] == "Kun jokin meni pieleen"
    assert "<mark>anteeksi</mark>" in first["text"]


def test_groups_are_as_the_theme_takes_them(answers: dict[str, Any]) -> None:
    """One item of each group is the page; scores fall from group to group, and the first item of a group has its best."""
    for answer in answers.values():
        best = [group[0]["score"] for group in answer["items"]]
        assert best == sorted(set(best), reverse=True)
        for group in answer["items"]:
            assert sum("#" not in item["location"] for item in group) == 1
            assert max(item["score"] for item in group) == group[0]["score"]
            assert len({item["location"] for item in group}) == len(group)


def test_marks_are_the_only_markup_of_ours() -> None:
    shown = page(
        "a/", "A &lt;img src=x onerror=alert(1)&gt; tavoite", "Ensin.", "", ("b", "B &amp; C", "<p>tavoite &lt;script&gt;alert(2)&lt;/script&gt;</p>")
    )
    (answer,) = ask(shown, lexicon("fi"), "tavoite <script>")
    items = [item for group in answer["items"] for item in group]
    texts = [item["title"] + item["text"] for item in items]
    assert any("<mark>tavoite</mark>" in text for text in texts)
    for text in texts:
        assert not text.replace("<mark>", "").replace("</mark>", "").replace("<p>", "").replace("</p>", "").count("<")
    assert "A &lt;img src=x onerror=alert(1)&gt; <mark>tavoite</mark>" in [item["title"] for item in items]
    assert "B &amp; C" in [item["title"] for item in items]


def test_long_texts_are_shown_where_the_words_stand() -> None:
    filler = "Tässä on aivan muuta asiaa. " * 30
    (answer,) = ask(
        page("a/", "Otsikko", "Alku.", "", ("b", "Osa", f"<p>{filler}Vasta tässä on hyvitys ja sen raja. {filler}</p>")),
        lexicon("fi"),
        "hyvityksen raja",
    )
    text = answer["items"][0][0]["text"]
    assert "<mark>hyvitys</mark> ja sen <mark>raja</mark>" in text
    assert text.startswith("<p>… ")
    assert text.endswith(" …</p>")
    assert len(text) < 300


@pytest.mark.parametrize(
    ("language", "title", "query"),
    [
        ("nb", "Kundetilfredshetsmål", "tilfredshet"),
        ("nb", "Kundetilfredshet", "fornøyd kunde"),
        ("sv", "Kundnöjdhetsmål", "nöjda kunder"),
        ("sv", "Förändringsledare", "ledare för förändringen"),
        ("fi", "Asiakastyytyväisyystavoite", "asiakkaan tyytyväisyys"),
        ("en", "Self assessment", "selfassessment"),
        ("en", "Call-back", "callback"),
        ("en", "Chat", "webchat"),
    ],
)
def test_parts_of_compounds_are_known_from_the_site_itself(language: Any, title: str, query: str) -> None:
    words = {"nb": "kunde tilfredshet mål", "sv": "kund nöjdhet mål förändring ledare", "fi": "asiakas tyytyväisyys tavoite", "en": "self assessment"}
    other = page("b/", "Ikke", words[language], "")
    same = [["kundetilfredshet", "fornøyd kunde"]] if language == "nb" else []
    (answer,) = ask([*other, *page("a/", title, "-", "")], lexicon(language, same=same), query)
    assert "a/" in addresses(answer)
