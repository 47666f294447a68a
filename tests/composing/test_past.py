"""What changed, on Home and in the feed: dated, linked, in the language of the edition, and never in words of an older version."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from playbookgen.composing.exports.feed import FEED, Feed, feed_file
from playbookgen.composing.past import DayOfChanges, Item, PageOfChanges, told_changes
from playbookgen.composing.speech import Speech
from playbookgen.composing.words import Words
from playbookgen.model.library import Library
from playbookgen.model.organisation import Audience
from playbookgen.model.past import Alteration, ChangedDay, Earlier, FigureMoved
from playbookgen.model.playbook import Playbook
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.text import LANGUAGES, Language
from playbookgen.model.workspace import TemplatePack
from playbookgen.pipeline.past import seen_by
from support.editions import edition
from support.organisations import AS_OF, sample, sample_data

Compose = Callable[..., Playbook]
DAY = date(2026, 10, 30)
ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def compose(pack: TemplatePack, library: Library, compiled: dict[str, bytes]) -> Compose:
    """An edition of `after` that was as `before` says on the days named there."""

    def composed(
        after: Organisation, *before: tuple[str, Organisation], language: Language = "en", audience: Audience = "internal", **more: Any
    ) -> Playbook:
        stages = [organisation for _, organisation in before]
        past = [Earlier(date.fromisoformat(day), organisation, now) for (day, organisation), now in zip(before, [after, *stages], strict=False)]
        told = seen_by(audience, past, AS_OF, library)
        return edition(after, library, pack, language, audience, compiled=compiled, past=told, **more)

    return composed


def changed(data: dict[str, Any]) -> dict[str, Any]:
    """The sample before some weeks' work."""
    data["metrics"][0]["actuals"].pop()
    data["plan"]["actions"][0] |= {"status": "in_progress", "text": "A quetzal that was taken out"}
    del data["plan"]["actions"][0]["done_on"]
    data["leadership_checklist"][2]["last_done"] = "2026-01-02"
    data["risks"].append({"id": "old", "text": "A quetzal nobody may read about", "probability": 1, "impact": 1})
    return data


def home(playbook: Playbook) -> str:
    return next(page.markdown for page in playbook.pages if not page.address)


def section(playbook: Playbook) -> str:
    return home(playbook).partition("{: #changes")[2].partition('id="print"')[0]


def test_home_and_feed_tell_it_and_no_word_of_an_older_version(compose: Compose) -> None:
    playbook = compose(sample("lumivakka"), ("2026-10-30", Organisation.model_validate(changed(sample_data("lumivakka")))))
    assert "quetzal" not in f"{playbook!r} {playbook.assets[FEED].decode()}"
    told = section(playbook)
    assert '<time datetime="2026-10-30">30 Oct 2026</time>' in told
    for link in ("current-state/scoreboard/", "plan/roadmap/", "plan/risks/", "leadership/commitment/", FEED):
        assert f'href="{link}"' in told
    assert "86&#46;0% → 87&#46;0%" in told
    for words in ("One-page role card per role", "Kept 2 Jul 2026", "1 entry"):
        assert words in told
        assert words in playbook.assets[FEED].decode()
    assert playbook.values["feed"] == "Lumivakka Insurance: what changed"


def test_an_entry_that_is_gone_since_is_not_named_for_an_earlier_day(compose: Compose) -> None:
    """It was edited on the first day and deleted on the second."""
    first, second = (changed(sample_data("lumivakka")) for _ in range(2))
    second["risks"][-1]["impact"] = 2
    playbook = compose(sample("lumivakka"), ("2026-10-30", Organisation.model_validate(second)), ("2026-10-20", Organisation.model_validate(first)))
    assert re.findall(r'datetime="([\d-]+)"', section(playbook)) == ["2026-10-30"]


@pytest.mark.parametrize("past", [None, ()])
def test_nothing_to_tell(pack: TemplatePack, library: Library, compiled: dict[str, bytes], past: Any) -> None:
    """Without a history there is no feed; with one in which nothing was changed there is one to subscribe to."""
    playbook = edition(sample("multelia"), library, pack, compiled=compiled, past=past)
    assert "#changes" not in home(playbook)
    assert (FEED in playbook.assets) == ("feed" in playbook.values) == (past is not None)
    if past is not None:
        feed = fromstring(playbook.assets[FEED])
        assert feed.findall(f"{ATOM}entry") == []
        assert feed.findtext(f"{ATOM}updated") == "2026-10-31T00:00:00Z"


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_the_language_of_the_edition(pack: TemplatePack, library: Library, language: Language) -> None:
    past = (ChangedDay(DAY, (), (Alteration("risks", ("risks", "gone"), "gone"),)),)
    told = _told(past, sample("lumivakka"), library, pack, language)
    words = {"en": "Removed", "fi": "Poistettu", "nb": "Fjernet", "sv": "Borttaget"}
    days = {"en": "30 Oct 2026", "fi": "30.10.2026", "nb": "30.10.2026", "sv": "2026-10-30"}
    said = feed_file(Feed(sample("lumivakka"), "internal", Speech(language, "en", Words.of(language, pack)), told, AS_OF, None)).decode()
    assert words[language] in said
    assert days[language] in said
    assert not [word for code, word in words.items() if code != language and word in said]


def _told(
    past: Sequence[ChangedDay], organisation: Organisation, library: Library, pack: TemplatePack, language: Language = "en"
) -> tuple[DayOfChanges, ...]:
    from playbookgen.composing.site_map import stops
    from playbookgen.judging import judge

    texts = {text.id: text for text in library.pages}
    speech = Speech(language, "en", Words.of(language, pack))
    found = told_changes(past, organisation, judge(organisation, AS_OF, library), library, stops(organisation.roles, "internal"), texts, speech)
    return found or ()


def test_a_long_day_is_cut_short(pack: TemplatePack, library: Library) -> None:
    told = sample("lumivakka")
    entries = [Alteration("stakeholders", ("stakeholders", each.id), "edited") for each in told.stakeholders]
    for page, chapter in [
        ("roadmap", "plan"),
        ("vision", "change"),
        ("behaviours", "target_state"),
        ("systems", "systems"),
        ("channels", "channels"),
    ]:
        entries.append(Alteration(page, (chapter,), "edited"))
    entries += [Alteration(page, ("plan",), "edited") for page in ("risks", "decisions", "feedback")]
    (found,) = _told([ChangedDay(DAY, (), tuple(entries))], told, library, pack)
    assert (len(found.pages), found.more) == (6, 3)
    (page,) = _told([ChangedDay(DAY, (), tuple(entries[:1] * 7))], told, library, pack)[0].pages
    assert (len(page.items), page.more) == (4, 3)


def test_pages_that_the_edition_does_not_have_and_figures_that_look_the_same(pack: TemplatePack, library: Library) -> None:
    told = sample("lumivakka")
    figures = (
        FigureMoved("commitment", "commitment", "", Fraction(801, 1000), Fraction(8, 10)),
        FigureMoved("scoreboard", "metric", "gone", told.metrics[0].actuals[0].value, told.metrics[0].actuals[1].value),
    )
    entries = (Alteration("role", ("roles", "gone"), "gone"), Alteration("accessibility", ("site",), "edited"))
    assert _told([ChangedDay(DAY, figures, entries)], told, library, pack) == ()


# The feed, as RFC 4287 wants it

NAUGHTY = "a <b>&amp; \"c\" 'd' ]]> \u202eevil\u202c \x07 \ud800 \ufffe äö 👩‍💻"


def feed(organisation: Organisation, pack: TemplatePack, *days: DayOfChanges, url: str | None = None, language: Language = "fi") -> Element:
    """A feed with that, read as XML and held against RFC 4287."""
    speech = Speech(language, "en", Words.of(language, pack))
    read = fromstring(feed_file(Feed(organisation, "internal", speech, days, AS_OF, url)))
    for element in (read, *read.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (only,) = element.findall(f"{ATOM}{name}")
            assert only.text
            assert only.text.strip() == only.text
        assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", element.findtext(f"{ATOM}id") or "")
        for name in ("updated", "published"):
            for time in element.findall(f"{ATOM}{name}"):
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", time.text or "")
        kinds = [(link.get("rel"), link.get("type")) for link in element.findall(f"{ATOM}link")]
        assert kinds.count(("alternate", "text/html")) == 1
        assert len(kinds) == len(set(kinds))
    ids = [element.text for element in read.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)
    assert read.findtext(f"{ATOM}author/{ATOM}name")
    for content in read.iter(f"{ATOM}content"):
        assert content.get("type") == "xhtml"
        (only,) = content
        assert only.tag == f"{XHTML}div"
        assert all(element.tag.startswith(XHTML) for element in only.iter())
    return read


def day(pack: TemplatePack, number: int = 30, text: str = "Something") -> DayOfChanges:
    speech = Speech("fi", "en", Words.of("fi", pack))
    items = (Item(speech.say("Done"), speech.say(text)),)
    return DayOfChanges(date(2026, 10, number), (PageOfChanges("roadmap", None, "plan/roadmap/", text, items, 2),), 1)


def test_a_feed_with_a_public_address(pack: TemplatePack) -> None:
    read = feed(sample("lumivakka"), pack, day(pack), url="https://playbook.example/lumivakka/fi/")
    assert {link.get("rel"): link.get("href") for link in read.findall(f"{ATOM}link")} == {
        "alternate": "https://playbook.example/lumivakka/fi/",
        "self": "https://playbook.example/lumivakka/fi/feed.xml",
    }
    assert [link.get("href") for link in read.iter(f"{XHTML}a")] == ["https://playbook.example/lumivakka/fi/plan/roadmap/"]
    assert read.get("{http://www.w3.org/XML/1998/namespace}lang") == "fi"


def test_a_feed_without_one(pack: TemplatePack) -> None:
    """Its links lead to the file beside it, on a server and on a disk; its texts have none."""
    read = feed(sample("lumivakka"), pack, day(pack))
    assert [link.get("href") for link in read.iter(f"{ATOM}link")] == ["index.html", "index.html#changes"]
    assert list(read.iter(f"{XHTML}a")) == []


def test_texts_that_are_no_xml(pack: TemplatePack) -> None:
    read = feed(sample("multelia"), pack, day(pack, text=NAUGHTY), url='https://a.example/"&<x>/')
    text = "".join(read.itertext())
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x07\ufffe]", text)
    assert text.count("<b>&amp; \"c\" 'd' ]]> evil") == 3, "in the title, as the name of the page, and as what was done"


def test_ids_stay_as_long_as_the_day_and_its_readers_do(pack: TemplatePack) -> None:
    told = sample("lumivakka")
    one, more = feed(told, pack, day(pack, 29)), feed(told, pack, day(pack, 30), day(pack, 29, "Otherwise"), url="https://x.example/")
    assert one.findtext(f"{ATOM}id") == more.findtext(f"{ATOM}id")
    assert one.findtext(f"{ATOM}entry/{ATOM}id") == [entry.findtext(f"{ATOM}id") for entry in more.findall(f"{ATOM}entry")][1]
    assert one.findtext(f"{ATOM}id") != feed(told, pack, language="nb").findtext(f"{ATOM}id")
    assert one.findtext(f"{ATOM}updated") == "2026-10-29T00:00:00Z"
