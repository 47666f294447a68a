"""`playbook.json`: every figure and finding, for programs. docs/playbook-json.md describes it, docs/playbook.schema.json defines it."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from playbookgen.composing.audience import lowest
from playbookgen.composing.exports.calendar import promised_act
from playbookgen.composing.exports.edition import ExportedEdition
from playbookgen.composing.exports.told import CHAPTERS, TOLD
from playbookgen.model.assessment import Challenge
from playbookgen.model.entity import Entity
from playbookgen.model.finding import WordedFinding
from playbookgen.model.formats import decimal_of
from playbookgen.model.judgement import GoalJudgement, MetricJudgement, PromiseJudgement
from playbookgen.model.text import LocalisedText
from playbookgen.model.values import Period

#: Version of the file's form: grows when a key changes its meaning or goes; new keys do not change it.
VERSION: Final = 1
#: Decimals a number is rounded to.
DIGITS: Final = 6
#: Fields that are lists of pairs and become objects.
PAIRS: Final = frozenset({"means", "by_channel"})
#: How an entity is called: the first of these that it has.
_NAMES: Final = ("name", "title", "text")


def figures_file(edition: ExportedEdition) -> bytes:
    """The figures of an edition as JSON (UTF-8). Keys stand in a fixed order, nothing depends on the build."""
    told = _Figures(edition)
    figures = told.chapters()
    organisation = edition.organisation
    content = {
        "format": "playbookgen/playbook",
        "version": VERSION,
        "organisation": organisation.id,
        "name": edition.speech.plain(organisation.organisation.name),
        "change": edition.speech.plain(organisation.change.name),
        "language": edition.speech.language,
        "audience": edition.audience,
        "as_of": edition.judgement.as_of.isoformat(),
        "currency": organisation.organisation.currency,
        "smallest_group": organisation.privacy.min_group,
        "figures": figures,
        "findings": [_finding(one) for one in edition.findings],
        "names": {kind: dict(sorted(names.items())) for kind, names in sorted(told.names.items())},
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _finding(worded: WordedFinding) -> dict[str, Any]:
    """A finding in words; the keys are those of ``playbookgen check --format json``."""
    found = worded.finding
    return {
        "id": found.id,
        "rule": found.rule,
        "case": found.case,
        "subject": found.subject,
        "severity": found.severity,
        "page": found.page,
        "rule_name": worded.rule_name,
        "about": worded.subject,
        "message": worded.message,
        "why": worded.why,
        "in_life": worded.in_life,
        "in_yaml": worded.in_yaml,
        "reasons": list(found.reasons),
        "thresholds": {name: _number(value) for name, value in found.thresholds.items()},
    }


class _Figures:
    """Turns judgements into JSON; remembers the entities they name."""

    def __init__(self, edition: ExportedEdition) -> None:
        self.edition = edition
        #: Kind of entity → id → its name in the language of the edition; only what the figures mention.
        self.names: dict[str, dict[str, str]] = {}

    def chapters(self) -> dict[str, Any]:
        """The chapters the readers may know, and those alone."""
        judgement = self.edition.judgement
        values = {name: getattr(judgement, name) for name, readers in CHAPTERS.items() if self.edition.may_read(readers)}
        values["main_goal"] = judgement.main_goal.goal if judgement.main_goal else None
        return {name: self.value(value) for name, value in values.items()}

    def value(self, value: Any) -> Any:
        """Any figure as JSON.

        Raises:
            TypeError: for a kind nobody has decided about.
        """
        if value is None or isinstance(value, (bool, int)):
            return value
        if isinstance(value, (Fraction, Decimal, float)):
            return _number(value)
        if isinstance(value, LocalisedText):
            return self.edition.speech.plain(value)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Period):
            return value.text
        if isinstance(value, str):
            return str(value)
        if isinstance(value, (tuple, list)):
            return [self.value(item) for item in value]
        if type(value) in TOLD:
            return self._told(value)
        if isinstance(value, Entity) and isinstance(getattr(value, "id", None), str):
            return self._named(value)
        raise TypeError(f"nobody has decided how a {type(value).__name__} is exported")

    def _told(self, value: Any) -> dict[str, Any]:
        kept = TOLD[type(value)]
        if isinstance(value, PromiseJudgement):
            self._remember("promise", value.id, promised_act(self.edition, value))
        # A figure the readers may not know is not there: “not known” and “not for you” are not the same.
        return {name: self._field(value, name) for name in kept if self.edition.may_read(lowest(type(value), name))}

    def _field(self, owner: Any, name: str) -> Any:
        value = getattr(owner, name)
        if name in PAIRS:
            return {key: self.value(item) for key, item in value}
        if isinstance(value, MetricJudgement) and isinstance(owner, GoalJudgement):
            return self.value(value.metric)  # its figures stand under metrics, for those who may read them
        return self.value(value)

    def _named(self, entity: Any) -> str:
        name = next((getattr(entity, field) for field in _NAMES if getattr(entity, field, None) is not None), None)
        if name is None and isinstance(entity, Challenge):
            name = next((card.name for card in self.edition.library.challenges if card.id == entity.id), None)
        if name is not None:
            self._remember(type(entity).__name__.lower(), entity.id, self.edition.speech.plain(name))
        return str(entity.id)

    def _remember(self, kind: str, id: str, name: str) -> None:
        self.names.setdefault(kind, {})[id] = name


def _number(value: Fraction | Decimal | float) -> int | float:
    exact = decimal_of(value, DIGITS)
    return int(exact) if exact == exact.to_integral_value() else float(exact)
