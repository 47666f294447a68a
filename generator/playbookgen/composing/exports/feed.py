"""`feed.xml`: what was changed, an entry a day, for feed readers (Atom, RFC 4287)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

from markupsafe import Markup

from playbookgen.composing.past import DayOfChanges, PageOfChanges
from playbookgen.composing.speech import Speech
from playbookgen.model.organisation import Audience
from playbookgen.model.playbook_file import Organisation

FEED: Final = "feed.xml"
#: What no XML 1.0 document may hold, and what would turn the direction of the texts around.
_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_XHTML: Final = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True)
class Feed:
    """What a feed is made from.

    Args:
        organisation: as its readers may see it.
        audience: who may read the edition.
        days: the newest first.
        as_of: stands in for the day of the newest change where there is none yet.
        site_url: public address of the edition; without one, no link can be absolute.
    """

    organisation: Organisation
    audience: Audience
    speech: Speech
    days: Sequence[DayOfChanges]
    as_of: date
    site_url: str | None


def feed_title(organisation: Organisation, speech: Speech) -> str:
    """What a feed is called, as plain text."""
    return speech.words.fill(speech.words.one("%(name)s: what changed"), {"name": speech.plain(organisation.organisation.name)})


def feed_file(feed: Feed) -> bytes:
    """The feed, as bytes of an XML document in UTF-8.

    Times are the midnights of the days (UTC): the hour of a commit could tell of a change that these readers may not see. Ids are made
    of the organisation, the language, the audience and the day, so that they stay when the site moves. Without a public address, links
    lead to the file beside the feed (RFC 4287 takes relative ones) and the texts have none: few readers know what those are relative to.
    """
    newest = feed.days[0].day if feed.days else feed.as_of
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed.speech.language}">',
        f"  <id>{_id(feed)}</id>",
        f"  <title>{_text(feed_title(feed.organisation, feed.speech))}</title>",
        f"  <updated>{_second(newest)}</updated>",
        f"  <author><name>{_text(feed.speech.plain(feed.organisation.organisation.name))}</name></author>",
        f'  <link rel="alternate" type="text/html" href="{_home(feed)}"/>',
    ]
    if feed.site_url:
        lines.append(f'  <link rel="self" type="application/atom+xml" href="{_text(feed.site_url)}{FEED}"/>')
    for day in feed.days:
        lines += _entry(feed, day)
    return "\n".join([*lines, "</feed>", ""]).encode("utf-8")


def _entry(feed: Feed, day: DayOfChanges) -> Iterator[str]:
    title = " · ".join((feed.speech.formats.date(day.day), *(page.title for page in day.pages)))
    yield "  <entry>"
    yield f"    <id>{_id(feed, day.day.isoformat())}</id>"
    yield f"    <title>{_text(title)}</title>"
    yield f"    <published>{_second(day.day)}</published>"
    yield f"    <updated>{_second(day.day)}</updated>"
    yield f'    <link rel="alternate" type="text/html" href="{_home(feed)}#changes"/>'
    yield f'    <content type="xhtml"><div xmlns="{_XHTML}">'
    for page in day.pages:
        yield from _page(feed, page)
    if day.more:
        yield f"      <p>{_fit(feed.speech.ngettext('and %(n)s more page', 'and %(n)s more pages', day.more))}</p>"
    yield "    </div></content>"
    yield "  </entry>"


def _page(feed: Feed, page: PageOfChanges) -> Iterator[str]:
    title = _text(page.title)
    yield f'      <p><a href="{_text(feed.site_url + page.address)}">{title}</a></p>' if feed.site_url else f"      <p>{title}</p>"
    yield "      <ul>"
    for item in page.items:
        yield f"        <li>{_fit(item.label)}: {_fit(item.text)}</li>"
    if page.more:
        yield f"        <li>{_fit(feed.speech.ngettext('and %(n)s more', 'and %(n)s more', page.more))}</li>"
    yield "      </ul>"


def _home(feed: Feed) -> str:
    return _text(feed.site_url) if feed.site_url else "index.html"


def _id(feed: Feed, day: str = "") -> str:
    """A name of its own for the feed or a day of it: a UUID made of a digest (RFC 4122, version 5 in form)."""
    said = f"playbookgen\0{feed.organisation.id}\0{feed.speech.language}\0{feed.audience}\0{day}"
    digest = bytearray(hashlib.sha256(said.encode()).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    whole = digest.hex()
    return f"urn:uuid:{whole[:8]}-{whole[8:12]}-{whole[12:16]}-{whole[16:20]}-{whole[20:]}"


def _second(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(text: str) -> str:
    """A plain text as it stands in XML, on one line."""
    return escape(_UNFIT.sub("", " ".join(text.split())), quote=True)


def _fit(markup: Markup) -> str:
    """Markup of ours, in which all text is escaped, without what no XML may hold."""
    return _UNFIT.sub("", str(markup))
