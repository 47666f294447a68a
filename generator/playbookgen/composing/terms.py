"""Words of the trade explained where they are read: the first time a section of a page uses one, it leads to the glossary.

Which words these are is decided here, when the playbook is composed. A term stands in the page as a link that carries its
definition; the browser shows it on hover, tap and focus, and without JavaScript the link leads to the glossary.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from playbookgen.composing.escaping import escape
from playbookgen.composing.speech import Speech
from playbookgen.model.library import GlossaryTerm
from playbookgen.model.playbook_file import GlossaryEntry
from playbookgen.model.text import Language

#: Elements whose text is no running text: headings, links, controls, tables, drawings.
_SKIPPED_TAGS: Final = {
    "h1", "h2", "h3", "h4", "h5", "h6", "a", "code", "pre", "summary", "table", "button", "label", "script", "svg", "figcaption", "dt", "time",
    "nav", "form", "select", "textarea", "header", "footer", "abbr",
}  # fmt: skip
#: Classes of what is no running text either: facts, judgements in a word, cards, the card of a role.
_SKIPPED_CLASSES: Final = {
    "pb-meta", "pb-facts", "pb-also", "pb-hero", "pb-doors", "pb-tiles", "pb-status", "pb-judgement__word", "pb-judgement__rule", "pb-lang",
    "pb-terms", "pb-findings", "pb-finding", "pb-findings__counts", "pb-next", "pb-empty", "pb-printonly", "pb-guidance__tag", "pb-foryou",
    "pb-rolecard", "pb-dates", "pb-changes", "pb-sight",
}  # fmt: skip
_VOID: Final = frozenset(("br", "hr", "img", "input", "wbr", "meta", "link"))
#: What cannot be text: a tag, a heading, a row of a table, code, a link of Markdown, a list of attributes, a reference.
_PIECE: Final = re.compile(r"(<[^>]*>|^#{1,6} .*$|^\|.*$|`[^`\n]*`|!?\[[^\]\n]*\]\([^)\n]*\)|\{:[^}\n]*\}|&#?\w+;)", re.MULTILINE)
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_ATTRIBUTE: Final = re.compile(r'\s(class|lang)="([^"]*)"')

#: Endings a word may have, by language; Finnish words change before the ending too, so their stems are cut first.
_ENDINGS: Final[Mapping[Language, str]] = {
    "en": r"(?:e?s|[’']s)?",
    "fi": r"[a-zåäö]{0,6}",
    "nb": r"(?:e[nrt]?|ene?s?|ets?|ers?|a|n|s)?",
    "sv": r"(?:e[nrt]?|ens|ets|ar|or|(?:er|ar|or)?nas?|na|a|n|s|t)?",
}
#: Ends of Finnish nominatives that change when the word is inflected, and what of them stays.
_FINNISH_STEMS: Final = (("nen", 0), ("aika", 1), ("inta", 2), ("anta", 2), ("nti", 1), ("tti", 1), ("kki", 1), ("ppi", 1), ("s", 0))


@dataclass(frozen=True, slots=True)
class Term:
    """A term as a page explains it.

    Args:
        anchor: where it stands in the glossary.
        definition: plain text.
        forms: every way it is written, plain text.
        stems: beginnings of its inflected forms that no rule gives.
    """

    anchor: str
    definition: str
    forms: tuple[str, ...]
    stems: tuple[str, ...] = ()


def glossary_terms(own: Sequence[GlossaryEntry], library: Sequence[GlossaryTerm], speech: Speech) -> tuple[Term, ...]:
    """What the pages of an edition explain: the organisation's own words first, then those of the trade that are not everyday ones.

    Of what people search a term by, only abbreviations are taken for it: the others are often words of their own.
    """
    ours = (
        Term(f"own-{number}", speech.rich(entry.definition, inline=True).striptags(), (speech.plain(entry.term),))
        for number, entry in enumerate(own, start=1)
    )
    trade = (
        Term(
            entry.id.replace("_", "-"),
            speech.plain(entry.definition),
            (speech.plain(entry.term), *filter(_is_code, entry.also.get(speech.language, ()))),
            tuple(entry.stems.get(speech.language, ())),
        )
        for entry in library
        if entry.explain
    )
    return (*ours, *trade)


class Explainer:
    """Marks the terms of one language in the pages of one edition.

    Args:
        terms: what can be explained; an earlier one goes before a later one of the same form.
        language: of the pages.
    """

    def __init__(self, terms: Sequence[Term], language: Language) -> None:
        self._language = language
        self._by_form: dict[str, Term] = {}
        for term in terms:
            for form in term.forms:
                self._by_form.setdefault(_key(form, language), term)
            for stem in term.stems:
                self._by_form.setdefault(stem.casefold(), term)
        self._words = tuple(form for form in self._by_form if not _is_code(form))
        self._pattern = _pattern(self._by_form, language)

    def explained(self, markdown: str, glossary: str) -> str:
        """A page in which the first use of each term in each section leads to its definition.

        Args:
            markdown: the page.
            glossary: the link from the page to the glossary.
        """
        if self._pattern is None:
            return markdown
        return _Walk(self._language, glossary, self._pattern, self._met).through(markdown)

    def _met(self, text: str) -> Term:
        """The term that was met, whatever its ending: the longest one `text` begins with."""
        if text in self._by_form:
            return self._by_form[text]
        folded = text.casefold()
        return self._by_form[max((form for form in self._words if folded.startswith(form)), key=len)]


class _Walk:
    """One page on its way from its first word to its last."""

    def __init__(self, language: Language, glossary: str, pattern: re.Pattern[str], met: Callable[[str], Term]) -> None:
        self._language, self._glossary, self._pattern, self._met = language, glossary, pattern, met
        self._open: list[tuple[str, bool]] = []
        self._skipped = 0
        self._said: set[str] = set()

    def through(self, markdown: str) -> str:
        pieces = _PIECE.split(markdown)
        for index, piece in enumerate(pieces):
            if index % 2:
                self._mark(piece)
            elif not self._skipped and piece.strip():
                pieces[index] = self._pattern.sub(self._link, piece)
        return "".join(pieces)

    def _mark(self, piece: str) -> None:
        if piece.startswith(("## ", "<h2")):
            self._said.clear()
        name, closing, skipped = _tag(piece, self._language)
        if name and not closing:
            self._open.append((name, skipped))
            self._skipped += skipped
        while closing and self._open:
            opened, was_skipped = self._open.pop()
            self._skipped -= was_skipped
            if opened == name:
                break

    def _link(self, found: re.Match[str]) -> str:
        term = self._met(found[0])
        if term.anchor in self._said:
            return found[0]
        self._said.add(term.anchor)
        return f'<a class="pb-term" href="{self._glossary}#{term.anchor}" data-pb-term="{escape(term.definition)}">{found[0]}</a>'


# The same few hundred tags make up all pages.
@lru_cache(maxsize=4096)
def _tag(piece: str, language: Language) -> tuple[str, bool, bool]:
    """Name of an element that begins or ends here (none if neither), whether it ends, whether what it holds is no running text."""
    tag = _TAG.match(piece)
    if tag is None or tag[2].lower() in _VOID or piece.endswith("/>"):
        return "", False, False
    name = tag[2].lower()
    attributes = dict(_ATTRIBUTE.findall(piece))
    foreign = attributes.get("lang", language) != language
    return name, bool(tag[1]), name in _SKIPPED_TAGS or foreign or not _SKIPPED_CLASSES.isdisjoint(attributes.get("class", "").split())


def _is_code(form: str) -> bool:
    """Whether a form is an abbreviation, which is written one way only: NPS, eNPS, WFM."""
    return sum(letter.isupper() for letter in form) > 1 and " " not in form


def _key(form: str, language: Language) -> str:
    if _is_code(form):
        return form
    return _stem(form.casefold(), language)


def _stem(form: str, language: Language) -> str:
    if language != "fi":
        return form
    for ending, kept in _FINNISH_STEMS:
        if form.endswith(ending) and len(form) > len(ending) + 3:
            return form[: len(form) - len(ending) + kept]
    return form


def _pattern(by_form: Iterable[str], language: Language) -> re.Pattern[str] | None:
    forms = sorted(by_form, key=lambda form: (-len(form), form))
    codes = [re.escape(form) for form in forms if _is_code(form)]
    words = [re.escape(form) for form in forms if not _is_code(form)]
    parts = [f"(?:{'|'.join(codes)})(?![\\w-])"] if codes else []
    parts += [f"(?i:(?:{'|'.join(words)}){_ENDINGS[language]})(?![\\w-])"] if words else []
    return re.compile(rf"(?<![\w&#/.-])(?:{'|'.join(parts)})") if parts else None
