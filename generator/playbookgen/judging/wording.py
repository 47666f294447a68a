"""Findings in words: the library's sentences with the finding's own names and numbers. Plain text, no markup."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from playbookgen.model.finding import Finding, Measure, Span, Term, Value, WordedFinding
from playbookgen.model.formats import Formats
from playbookgen.model.library import Library, RuleText
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.rule_table import RULES_BY_ID
from playbookgen.model.rules import ThresholdUnit
from playbookgen.model.text import Language, LocalisedText

_OPTIONAL: Final = re.compile(r"\[([^][]*)\]")
_PARTS: Final = re.compile(r"%\((\w+)\)s|\{([^{}|]*)\|([^{}|]*)\}")
_NAMES: Final = re.compile(r"%\((\w+)\)s")
#: Limits of a finding stand in its messages under this prefix.
LIMIT: Final = "limit_"
#: Blanks in a name that is still a name and no half sentence.
_SHORT_NAME: Final = 2


def word(findings: Iterable[Finding], organisation: Organisation, library: Library, language: Language) -> tuple[WordedFinding, ...]:
    """The findings in `language`, in their order.

    Texts of the organisation that are not there in it stand in the language they have.
    """
    wording = Wording(organisation, library, language)
    return tuple(wording.of(finding) for finding in findings)


class Wording:
    """One language speaking of one organisation's findings."""

    def __init__(self, organisation: Organisation, library: Library, language: Language) -> None:
        self._default = organisation.site.main_language
        self._language: Language = language
        self._formats = Formats(language)
        self._texts = {text.id: text for text in library.rules}
        self._severities = {card.id: card.name for card in library.severities}
        self._terms = dict(_library_terms(library))

    def of(self, finding: Finding) -> WordedFinding:
        """The finding in words."""
        text = self._texts[finding.rule]
        rule = RULES_BY_ID[finding.rule]
        sentences = [self._say(text.messages[name]) for name in dict.fromkeys(rule.reason(reason).sentence for reason in finding.reasons)]
        spoken = self._spoken(finding, text, frozenset(_NAMES.findall(" ".join(sentences))))
        return WordedFinding(
            finding=finding,
            rule_name=self._say(text.name),
            severity=self._say(self._severities[finding.severity]),
            subject="" if finding.name is None else self._value(finding.name, text),
            message=" ".join(filled(sentence, spoken) for sentence in sentences),
            why=self._say(text.why),
            in_life=self._say(text.in_life),
            in_yaml=self._say(text.in_yaml),
        )

    def limit(self, value: Decimal, unit: ThresholdUnit) -> str:
        """A limit of a rule as it is read: 80 %, 30, 1.5."""
        return self._share(Fraction(value) / 100) if unit == "percent" else self._number(Fraction(value))

    def _spoken(self, finding: Finding, text: RuleText, names: Collection[str]) -> dict[str, Spoken]:
        """Inputs and limits of these names; what is an empty list is not known."""
        thresholds = {f"{LIMIT}{limit.name}": limit for limit in RULES_BY_ID[finding.rule].thresholds}
        limits = {name: Spoken(self.limit(finding.thresholds[limit.name], limit.unit)) for name, limit in thresholds.items() if name in names}
        told = {name: value for name, value in finding.inputs.items() if name in names and value != ()}
        return limits | {name: Spoken(self._value(value, text), _is_one(value)) for name, value in told.items()}

    def _value(self, value: Value, text: RuleText) -> str:
        if isinstance(value, LocalisedText):
            return self._name(value)
        if isinstance(value, str):
            return value
        if isinstance(value, date):
            return self._formats.date(value)
        if isinstance(value, tuple):
            return self._list([self._value(item, text) for item in value])
        if isinstance(value, Term):
            return self._term(value, text)
        return self._figure(value)

    def _figure(self, value: int | Fraction | Measure | Span) -> str:
        if isinstance(value, int):
            return self._formats.number(value)
        if isinstance(value, Fraction):
            return self._share(value)
        if isinstance(value, Span):
            low = self._number(Fraction(value.low.value)) if value.low.unit == "percent" else self._figure(value.low)
            return f"{low}–{self._figure(value.high)}"
        return self._number(Fraction(value.value)) if value.unit == "number" else self._formats.value(value.value, value.unit)

    def _number(self, value: Fraction) -> str:
        """Whole, or with one decimal."""
        return self._formats.number(value, 0 if value.denominator == 1 else 1)

    def _share(self, share: Fraction) -> str:
        """Percent, whole or with one decimal."""
        return self._formats.share(share, 0 if (share * 100).denominator == 1 else 1)

    def _term(self, term: Term, text: RuleText) -> str:
        if term.kind == "word":
            return self._say(text.words[term.id])
        if term.kind == "language":
            return self._formats.language_name(term.id)
        known = self._terms.get((term.kind, term.id))
        return term.id if known is None else self._name(known)

    def _list(self, items: list[str]) -> str:
        """a, b and c; with semicolons where the items are half sentences themselves."""
        long = any("," in item or item.count(" ") > _SHORT_NAME for item in items)
        return "; ".join(items) if long else self._formats.list(items)

    def _name(self, text: LocalisedText) -> str:
        """A text inside a sentence, without a full stop of its own."""
        return self._say(text).removesuffix(".")

    def _say(self, text: LocalisedText) -> str:
        return text.speak(self._language, self._default).text


@dataclass(frozen=True, slots=True)
class Spoken:
    """A value as it stands in a sentence, and whether it is one of something."""

    text: str
    is_one: bool = False


def filled(sentence: str, values: dict[str, Spoken]) -> str:
    """A sentence of the library with its values (`model.library.RuleText` tells the signs).

    Raises:
        KeyError: a value that is not optional is missing.
    """

    def part_if_known(found: re.Match[str]) -> str:
        return found[1] if all(name in values for name in _NAMES.findall(found[1])) else ""

    whole = _OPTIONAL.sub(part_if_known, sentence)
    pieces, end, is_one = [], 0, False
    for found in _PARTS.finditer(whole):
        pieces.append(whole[end : found.start()])
        if found[1] is not None:
            spoken = values[found[1]]
            pieces.append(spoken.text)
            is_one = spoken.is_one
        else:
            pieces.append(found[2] if is_one else found[3])
        end = found.end()
    return "".join([*pieces, whole[end:]])


def _is_one(value: Value) -> bool:
    return value.value == 1 if isinstance(value, Measure) else isinstance(value, int) and value == 1


def _library_terms(library: Library) -> Iterator[tuple[tuple[str, str], LocalisedText]]:
    """What the library calls the things of the terms, by kind and id."""
    yield from ((("area", area.id), area.name) for area in library.assessment.areas)
    yield from ((("level", level.id), level.name) for level in library.roles)
    yield from ((("phase", phase.id), phase.name) for phase in library.phases)
    yield from ((("commitment_area", area.id), area.name) for area in library.leadership.areas)
    yield from ((("act", act.id), act.act) for act in library.leadership.acts)
    yield from ((("challenge", card.id), card.name) for card in library.challenges)
    yield from ((("capability", card.id), card.name) for card in library.capabilities)
