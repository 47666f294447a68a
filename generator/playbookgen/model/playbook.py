"""The playbook of one edition: what composing hands to building."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playbookgen.model.organisation import Audience
    from playbookgen.model.text import Language


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Args:
        address: English, the same in every language: ``plan/roadmap/``; empty for Home.
        title: plain text of the navigation entry, not escaped.
        markdown: the page's Markdown, without front matter.
        description: one plain sentence for the page's meta description, not escaped.
        searchable: whether the search finds the page.
        hide: parts of the theme this page does without: ``navigation``, ``toc``, ``footer``.
    """

    address: str
    title: str
    markdown: str
    description: str = ""
    searchable: bool = True
    hide: tuple[str, ...] = ()

    @property
    def source_path(self) -> str:
        """The page's Markdown file below `docs/`: ``plan/roadmap/index.md``, ``index.md`` for Home.

        In the folder it is built into: Zensical takes links in HTML for links between source files, MkDocs leaves them alone; so both lead right.
        """
        return f"{self.address}index.md"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the navigation: a title (plain text) and the addresses of its pages, in order."""

    title: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alternate:
    """Another language of the same site. `prefix` is its folder below the site: empty or ``fi/``."""

    language: Language
    name: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Playbook:
    """One edition: an organisation in one language for one audience.

    Args:
        organisation: the organisation's id.
        prefix: where the edition stands below `site/<organisation>/`: empty for the default language.
        alternates: every language of the site, this one included, in the order of `site.languages`.
        navigation: addresses of single pages and sections, in order.
        assets: files below `docs/` that are not pages (`assets/…`), as bytes.
        theme: files of the theme override folder, as bytes.
        words: plain texts the theme's own templates need (skip link, footer…), by name.
        values: plain texts that belong to this edition and not to a language, by name: ``as_of`` and ``audience``
            as shown to readers, ``accent`` (``#rrggbb``), ``robots``, ``feed`` (the title of `feed.xml`, there if that is),
            ``offline`` (there if the site is to open from a disk).
            The theme finds each under its name.
        site_url: public address of this edition, or ``None``.
    """

    organisation: str
    language: Language
    audience: Audience
    as_of: date
    site_name: str
    description: str
    prefix: str
    alternates: tuple[Alternate, ...]
    navigation: tuple[str | Section, ...]
    pages: tuple[Page, ...]
    assets: Mapping[str, bytes] = field(default_factory=dict)
    theme: Mapping[str, bytes] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    site_url: str | None = None

    @property
    def edition(self) -> str:
        """Short name of the edition: ``lumivakka/fi``."""
        return f"{self.organisation}/{self.language}"
