"""Composing: what an organisation tells and what we judge of it become the pages of a playbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from jinja2 import Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from playbookgen.composing.audience import for_audience
from playbookgen.composing.charts import CHARTS
from playbookgen.composing.environment import environment
from playbookgen.composing.exports import ExportedEdition, export_names, exported_files
from playbookgen.composing.exports.feed import FEED, Feed, feed_file, feed_title
from playbookgen.composing.for_you import with_shortcuts
from playbookgen.composing.found import Found
from playbookgen.composing.languages import alphabetical, own_name
from playbookgen.composing.lookup import by_id, library_by_id
from playbookgen.composing.override_check import broken_override
from playbookgen.composing.past import told_changes
from playbookgen.composing.print_edition import contents, print_edition
from playbookgen.composing.search import search_files
from playbookgen.composing.site_map import PAGES, Stop, navigation, relative, stops
from playbookgen.composing.speech import Speech
from playbookgen.composing.styles import SHEET, stylesheet
from playbookgen.composing.terms import Explainer, glossary_terms
from playbookgen.composing.theme_words import theme_words
from playbookgen.composing.tidy import tidy
from playbookgen.composing.words import Words
from playbookgen.model.failure import TemplateBroken
from playbookgen.model.finding import WordedFinding
from playbookgen.model.judgement import Judgement
from playbookgen.model.library import GlossaryTerm, Library, PageText
from playbookgen.model.organisation import Audience
from playbookgen.model.past import ChangedDay
from playbookgen.model.playbook import Alternate, Page, Playbook
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.rules import RuleInForce
from playbookgen.model.text import Language
from playbookgen.model.workspace import SiteConfig, TemplatePack


def compose(
    organisation: Organisation,
    judgement: Judgement,
    library: Library,
    pack: TemplatePack,
    *,
    language: Language,
    audience: Audience,
    config: SiteConfig,
    compiled: dict[str, bytes] | None = None,
    findings: tuple[WordedFinding, ...] = (),
    rules: tuple[RuleInForce, ...] = (),
    past: tuple[ChangedDay, ...] | None = None,
    only: Collection[str] | None = None,
    alone: bool = False,
) -> Playbook:
    """The playbook of one edition.

    Args:
        organisation: what it tells about itself.
        judgement: every computed figure, for one as-of date.
        library: what the product knows.
        pack: all templates.
        language: the language of this edition.
        audience: who may read it; what they may not read is not composed.
        config: what the sites of the workspace share.
        compiled: what `compile_templates` made of `pack`; saves most of the time.
        findings: what the rules found, all of it, in the edition's language.
        rules: the rules as they are judged by, with their limits.
        past: what was changed on which day, between versions as these readers may see them; None where there is no history.
        only: addresses of pages somebody waits for: the others, and always the print edition, have a title and no text; there are no exports.
        alone: whether this edition is a site of its own, whatever other languages the organisation tells in.

    Raises:
        TemplateBroken: when a template that a workspace overrides does not work.
        jinja2.TemplateError: when a packaged one is wrong; organisation text cannot cause it.
    """
    told, figures, seen, known = for_audience(organisation, judgement, findings, audience, rules)
    return _Edition(told, figures, library, pack, language, audience, config, compiled, seen, known, past, alone).playbook(only)


class _Edition:
    """One edition being composed; lives for one call of `compose`."""

    def __init__(
        self,
        organisation: Organisation,
        judgement: Judgement,
        library: Library,
        pack: TemplatePack,
        language: Language,
        audience: Audience,
        config: SiteConfig,
        compiled: dict[str, bytes] | None,
        findings: tuple[WordedFinding, ...] = (),
        rules: tuple[RuleInForce, ...] = (),
        past: tuple[ChangedDay, ...] | None = None,
        alone: bool = False,
    ) -> None:
        self.alone = alone
        self.organisation, self.judgement, self.library = organisation, judgement, library
        self.findings, self.rules = findings, rules
        self.pack, self.language, self.audience, self.config = pack, language, audience, config
        default = organisation.site.main_language
        self.words = Words.of(language, pack, compiled)
        self.speech = Speech(language, default, self.words)
        self.jinja: ImmutableSandboxedEnvironment = environment(pack, self.speech, compiled)
        self.page_texts: Mapping[str, PageText] = {text.id: text for text in library.pages}
        self.doors = [(door.id, self.speech.say(door.title)) for door in library.doors]
        self.explainer = Explainer(glossary_terms(organisation.glossary, library.glossary, self.speech), language)
        self.stops = stops(organisation.roles, audience, has_statement=organisation.site.accessibility_statement is not None)
        self.navigation = navigation(library.sections, self.stops, self.speech)
        self.changes = told_changes(past, organisation, judgement, library, self.stops, self.page_texts, self.speech)
        self.shared = self._shared_context()
        # What the partials that every page uses ask for is said once an edition: then they are made once, not anew on each page.
        self.jinja.globals.update(by_id=self.shared["by_id"], audience=audience)

    def playbook(self, only: Collection[str] | None = None) -> Playbook:
        """Every page, or `only` some of them, the navigation and the theme."""
        prefixes = self._prefixes()
        return Playbook(
            organisation=self.organisation.id,
            language=self.language,
            audience=self.audience,
            as_of=self.judgement.as_of,
            site_name=self._site_name(),
            description=self.speech.plain(self.page_texts["home"].purpose),
            prefix=prefixes[self.language],
            alternates=tuple(Alternate(code, own_name(code), prefix) for code, prefix in prefixes.items()),
            navigation=self.navigation,
            pages=self._pages(only),
            assets=self._assets() | (self._exports(prefixes[self.language]) if only is None else {}),
            theme=self.pack.below("theme/overrides"),
            words=theme_words(self.words),
            values=self._values(),
            site_url=self._site_url(prefixes[self.language]),
        )

    def _pages(self, only: Collection[str] | None) -> tuple[Page, ...]:
        """Every page, and the one that holds all others for print; or the text of `only` some of them."""
        if only is not None:
            told = [stop.address in only and stop.kind.id != "print" for stop in self.stops]
            asked = zip(self.stops, told, strict=True)
            return tuple(self._with_aids(stop, self._page(stop)) if wanted else Page(stop.address, self._title(stop), "") for stop, wanted in asked)
        pages = {stop.address: self._page(stop) for stop in self.stops if stop.kind.id != "print"}
        for stop in self.stops:
            if stop.kind.id == "print":
                more = {
                    "contents": contents(self.navigation, pages),
                    "own_name": own_name(self.language),
                    "readers": self._audience_words(),
                }
                cover = self._page(stop, more)
                whole = print_edition(cover.markdown, tuple(pages.values()), stop.address)
                pages[stop.address] = replace(cover, markdown=whole, searchable=False, hide=("navigation", "toc"))
        return tuple(self._with_aids(stop, pages[stop.address]) for stop in self.stops)

    def _with_aids(self, stop: Stop, page: Page) -> Page:
        """A page with its shortcuts and its terms explained; pages that define the terms do without, and so does paper."""
        sections = self.page_texts[stop.kind.id].sections
        text = (
            with_shortcuts(page.markdown, sections, self.doors, self.speech.say(self.words.one("On this page for you")))
            if sections
            else page.markdown
        )
        if stop.kind.id not in ("glossary", "findings", "about", "print"):
            text = self.explainer.explained(text, relative(stop.address, "glossary/"))
        return replace(page, markdown=text)

    def _assets(self) -> dict[str, bytes]:
        """The theme's files below `assets/`, and what the search knows."""
        files = {f"assets/{path}": content for path, content in self.pack.below("theme/assets").items()}
        search = search_files(self.library, self.pack, self.speech, self.stops, [each.term for each in self.organisation.glossary])
        return files | search | {SHEET: stylesheet(self.pack, self._accent())}

    def _exports(self, prefix: str) -> dict[str, bytes]:
        """The exports at the root, and where there is a history the feed of what was changed."""
        address = self._site_url(prefix)
        exported = ExportedEdition(self.organisation, self.judgement, self.library, self.speech, self.audience, address, self.findings)
        if self.changes is None:
            return exported_files(exported)
        feed = Feed(self.organisation, self.audience, self.speech, self.changes, self.judgement.as_of, address)
        return exported_files(exported) | {FEED: feed_file(feed)}

    def _prefixes(self) -> dict[Language, str]:
        if self.alone:
            return {self.language: ""}
        default = self.organisation.site.main_language
        return {code: "" if code == default else f"{code}/" for code in self.organisation.site.languages}

    def _site_name(self) -> str:
        profile = self.organisation.organisation
        name = self.speech.plain(profile.name)
        return f"{name} · {self.speech.plain(profile.unit_name)}" if profile.unit_name else name

    def _site_url(self, prefix: str) -> str | None:
        if self.config.site_url is None:
            return None
        return f"{self.config.site_url.rstrip('/')}/{self.organisation.id}/{prefix}"

    def _values(self) -> dict[str, str]:
        """What the theme shows of the edition itself."""
        values = {"as_of": self.speech.formats.date(self.judgement.as_of), "audience": self._audience_words()}
        accent = self._accent()
        if self.organisation.site.accessibility_statement:
            values["accessibility"] = "accessibility/"
        if self.changes is not None:
            values["feed"] = feed_title(self.organisation, self.speech)
        return values | ({"accent": accent} if accent else {})

    def _accent(self) -> str | None:
        return self.organisation.site.accent or self.config.accent

    def _audience_words(self) -> str:
        if self.audience == "public":
            return self.words.one("everyone")
        return self.words.one("the leadership") if self.audience == "leadership" else self.words.one("the organisation’s own people")

    def _title(self, stop: Stop) -> str:
        return self.speech.plain(stop.role.name if stop.role else self.page_texts[stop.kind.id].title)

    def _page(self, stop: Stop, more: dict[str, Any] | None = None) -> Page:
        text = self.page_texts[stop.kind.id]
        template: Template = self.jinja.get_template(stop.kind.template)
        try:
            rendered = template.render(self.shared | self._page_context(stop, text) | (more or {}))
        except Exception as error:
            problem = broken_override(self.pack, error)
            if problem is None:
                raise
            raise TemplateBroken(problem) from error
        return Page(stop.address, self._title(stop), tidy(rendered), self.speech.plain(text.purpose))

    def _page_context(self, stop: Stop, text: PageText) -> dict[str, Any]:
        section = next((entry for entry in self.library.sections if entry.id == stop.kind.section), None)
        return {
            "page": text,
            "title": stop.role.name if stop.role else text.title,
            "role": stop.role,
            "section": section,
            "address": stop.address,
            "guide": next((guide for guide in self.library.guides if guide.page == text.id), None),
            "href": self._href_from(stop.address),
            "page_title": lambda page_id: self.page_texts[page_id].title,
        }

    def _href_from(self, origin: str) -> Callable[..., Markup]:
        """`href(page_id, anchor="", role=None)`: the link to another page, relative to `origin`.

        A page the audience may not read has no link: ``href`` is then empty, and templates ask
        with ``has_page``.
        """
        addresses = {kind.id: kind.address for kind in PAGES}

        def href(page_id: str, anchor: str = "", role: str | None = None) -> Markup:
            address = addresses[page_id] + (f"{role.replace('_', '-')}/" if role else "")
            return Markup(relative(origin, address) + (f"#{anchor}" if anchor else ""))  # noqa: S704 - ids and our own addresses

        return href

    def _shared_context(self) -> dict[str, Any]:
        organisation = self.organisation
        chapters = {name: getattr(organisation, name) for name in type(organisation).model_fields}
        return chapters | {
            "judgement": self.judgement,
            "library": self.library,
            "as_of": self.judgement.as_of,
            "audience": self.audience,
            "exports": export_names(self.audience),
            "changes": self.changes,
            "found": Found(self.findings),
            "rules_in_force": self.rules,
            "has_page": lambda page_id: any(stop.kind.id == page_id for stop in self.stops),
            "by_id": by_id(organisation),
            "from_library": library_by_id(self.library),
            "terms_sorted": self._terms(),
            "chart": {name: self._chart(name) for name in CHARTS},
        }

    def _terms(self) -> list[GlossaryTerm]:
        """The library's terms in the alphabetical order of the language (å, ä and ö last, as in its dictionaries)."""
        return sorted(self.library.glossary, key=lambda entry: alphabetical(self.speech.plain(entry.term), self.language))

    def _chart(self, name: str) -> Callable[..., Markup]:
        def draw(*values: Any, **options: Any) -> Markup:
            geometry = CHARTS[name](self.speech, *values, **options)
            if geometry is None:
                return Markup()
            svg = self.jinja.get_template(f"charts/{name}.svg.j2").render(self.shared | geometry)
            return Markup(re.sub(r"\s*\n\s*", " ", svg).strip())  # noqa: S704 - our own template

        return draw
