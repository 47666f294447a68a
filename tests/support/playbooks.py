"""Small playbooks for tests of the building room."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from playbookgen.model.playbook import Alternate, Page, Playbook, Section
from playbookgen.model.text import Language

AS_OF = date(2026, 10, 31)
NAMES: dict[Language, str] = {"en": "English", "fi": "Suomi", "nb": "Norsk bokmål", "sv": "Svenska"}

HOME = """# Lumivakka {#top-of-page}

See the [roadmap](plan/roadmap/index.md#phases) and the [decisions](my-work/decisions/index.md).
"""
ROADMAP = """# Roadmap {#roadmap}

## Phases {#phases}

| Phase | Ends |
| --- | --- |
| Diagnosis | 31.12.2026 |

<p><a href="../../my-work/decisions/#limits">What I may decide</a></p>
"""
DECISIONS = """# What I may decide {#decisions}

## Limits {#limits}

Up to 100 euros. [Home](../../index.md)
"""
SCRIPT = b'"use strict";\ndocument.documentElement.dataset.playbook = "ready";\n'
STYLE = b":root{--md-primary-fg-color:#0b5}\n"
THEME = b'{% extends "base.html" %}\n{% block extrahead %}<meta name="robots" content="noindex">{% endblock %}\n'
SWITCH = b"""{% for alt in config.extra.alternate %}
  <a href="{{ base_url.rstrip('/') }}/{{ alt.link }}{{ page.url if page else '' }}">{{ alt.name }}</a>
{% endfor %}
"""


def playbook(
    language: Language = "en", languages: tuple[Language, ...] = ("en",), *, organisation: str = "lumivakka", site_url: str | None = None
) -> Playbook:
    """An edition with three pages in the navigation and one outside it. The first of `languages` is the default."""
    prefixes = {code: "" if code == languages[0] else f"{code}/" for code in languages}
    return Playbook(
        organisation=organisation,
        language=language,
        audience="internal",
        as_of=AS_OF,
        site_name="Lumivakka Insurance",
        description="The change playbook of the customer contact centre.",
        prefix=prefixes[language],
        alternates=tuple(Alternate(code, NAMES[code], prefixes[code]) for code in languages),
        navigation=("", Section("Plan", ("plan/roadmap/",)), Section("My work", ("my-work/decisions/",))),
        pages=(
            Page("", "Home", HOME, "Where the change stands."),
            Page("plan/roadmap/", "Roadmap", ROADMAP, "Phases and dates."),
            Page("my-work/decisions/", "What I may decide", DECISIONS),
            Page("print/", "Print", "# Everything on one page {#print}\n", searchable=False, hide=("navigation", "toc")),
        ),
        assets={"assets/playbook.css": STYLE, "assets/playbook.js": SCRIPT, "calendar.ics": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"},
        theme={"main.html": THEME, "partials/alternate.html": SWITCH},
        words={"skip": "Skip to content"},
        values={"accent": "#00bb55", "audience": "Internal"},
        site_url=f"{site_url}{prefixes[language]}" if site_url else None,
    )


def with_page(edition: Playbook, page: Page) -> Playbook:
    """The edition with one page replaced by `page` of the same address."""
    return replace(edition, pages=tuple(page if old.address == page.address else old for old in edition.pages))
