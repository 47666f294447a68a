"""Taking out what an audience may not see, before anything is composed: what is not there cannot leak from a page, an export or a search.

Templates and exports get the pruned values only. Nothing is computed here; a figure stays as it was or goes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from playbookgen.composing.audience.decisions import DATES, FIELDS, FINDINGS, KINDS, leadership_rules, may_read
from playbookgen.model.daily_life import RecognitionEntry
from playbookgen.model.entity import Entity
from playbookgen.model.finding import WordedFinding
from playbookgen.model.judgement import DatedEvent, Judgement, MetricJudgement, RealismJudgement, Translation
from playbookgen.model.metrics import Individual, Metric
from playbookgen.model.organisation import Audience
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.reach_judgement import CalendarEntry
from playbookgen.model.rules import RuleInForce
from playbookgen.model.voice_judgement import ShownSuccess

Findings = tuple[WordedFinding, ...]
Rules = tuple[RuleInForce, ...]

#: What stands for a value that is gone, until whoever holds it drops it.
_GONE: Final = object()
#: What a withheld field says where “nothing” is not its usual empty value.
_INSTEAD: Final[Mapping[tuple[type[Any], str], Any]] = {(MetricJudgement, "status"): "no_data"}


def for_audience(
    organisation: Organisation, judgement: Judgement, findings: Findings, audience: Audience, rules: Rules = ()
) -> tuple[Organisation, Judgement, Findings, Rules]:
    """What `audience` may see of an organisation: itself, its figures, its findings and the rules it is judged by.

    A field that is withheld holds what it would hold if nobody had told it. For every audience the figures of groups that
    are too small and the texts that name somebody outside without consent are taken out of the YAML's own values too, as
    judging has taken them out of its figures (settled G9, PB030).

    Args:
        organisation: what it tells.
        judgement: its figures, computed from all that is told.
        findings: in the language of the edition.
        audience: the readers.
        rules: the rules as they are judged by.
    """
    pruning = _Pruning(organisation, judgement, audience)
    told, figures = pruning.organisation(), pruning.value(judgement)
    inside, top = may_read(audience, FINDINGS.lowest), audience == "leadership"
    seen = tuple(one for one in findings if inside and (top or not one.finding.leadership_only))
    return told, figures, seen, tuple(one for one in rules if inside and (top or not one.rule.leadership_only))


class _Pruning:
    """One organisation seen by one audience; the same value becomes the same value wherever it is met."""

    def __init__(self, organisation: Organisation, judgement: Judgement, audience: Audience) -> None:
        self._told, self._audience = organisation, audience
        self._public, self._top = audience == "public", audience == "leadership"
        self._answerable = {organisation.change.sponsor, organisation.change.lead}
        shown = {judged.metric.id: judged for judged in judgement.metrics}
        realism = {judged.metric.id: judged for judged in judgement.realism}
        #: By identity: what has been met and what became of it. The first value is kept so that its identity stays its own.
        self._seen: dict[int, tuple[Any, Any]] = {}
        self._big_enough = {metric.id: _big_enough(metric, shown[metric.id], realism.get(metric.id)) for metric in organisation.metrics}
        small = _small_rounds(judgement)
        answers = [group for group, judged in zip(organisation.readiness, judgement.readiness, strict=True) if not judged.suppressed]
        rounds = [pulse for pulse in organisation.strategy_pulse if pulse.date not in small]
        self._shown = organisation.model_copy(update={"readiness": answers, "strategy_pulse": rounds, "rules": self._rule_settings()})
        self._keeps: Mapping[type[Any], Callable[[Any], bool]] = {
            CalendarEntry: lambda entry: may_read(audience, DATES[entry.kind].lowest),
            DatedEvent: lambda event: may_read(audience, DATES[event.kind].lowest),
            Translation: lambda cell: cell.state in ("filled", "not_applicable") or not self._public,
            ShownSuccess: lambda one: not self._public or (one.external and not one.is_withheld and not one.named_without_consent),
            RecognitionEntry: lambda one: not self._public or (one.external and (one.consent or not one.named)),
        }

    def organisation(self) -> Organisation:
        """What it tells; outside, of its people only those who answer for the change."""
        told: Organisation = self.value(self._shown)
        if self._public:
            return told.model_copy(update={"people": [person for person in told.people if person.id in self._answerable]})
        return told

    def _rule_settings(self) -> dict[str, Any]:
        hidden = frozenset[str]() if self._top else leadership_rules()
        return {rule: setting for rule, setting in self._told.rules.items() if rule not in hidden}

    def value(self, value: Any) -> Any:
        """`value` without what the audience may not see."""
        if isinstance(value, Entity) or (is_dataclass(value) and type(value).__module__.endswith("judgement")):
            known = self._seen.get(id(value))
            if known is None:
                known = self._seen[id(value)] = (value, self._entity(value))
            return known[1]
        if isinstance(value, (tuple, list)):
            return self._items(value)
        if isinstance(value, Mapping):
            kept = {key: self.value(item) for key, item in value.items()}
            return {key: item for key, item in kept.items() if item is not _GONE}
        return value

    def _items(self, items: Sequence[Any]) -> Any:
        kept = [found for found in map(self.value, items) if found is not _GONE]
        if len(kept) == len(items) and all(one is other for one, other in zip(kept, items, strict=True)):
            return items
        return type(items)(kept)  # type: ignore[call-arg]

    def _entity(self, entity: Any) -> Any:
        kind: Any = type(entity)
        keeps = self._keeps.get(kind)
        if (kind in KINDS and not may_read(self._audience, KINDS[kind].lowest)) or (keeps and not keeps(entity)):
            return _GONE
        if isinstance(entity, Metric):
            entity = self._big_enough.get(entity.id, entity)
        elif isinstance(entity, RecognitionEntry) and entity.named and entity.external and not entity.consent:
            entity = entity.model_copy(update={"text": None})
        changed = {}
        for name in _names(kind):
            before = getattr(entity, name)
            after = self._field(kind, name, before)
            if after is _GONE:
                return _GONE
            if after is not before:
                changed[name] = after
        if not changed:
            return entity
        return entity.model_copy(update=changed) if isinstance(entity, Entity) else replace(entity, **changed)

    def _field(self, owner: Any, name: str, value: Any) -> Any:
        readers = FIELDS.get(owner, {}).get(name)
        if readers is not None and not may_read(self._audience, readers.lowest):
            return _nothing(owner, name)
        after = self.value(value)
        return None if after is _GONE and _may_be_none(owner, name) else after


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(kind.model_fields) if issubclass(kind, Entity) else tuple(field.name for field in fields(kind))


@cache
def _hint(owner: Any, name: str) -> Any:
    return get_type_hints(owner)[name]


@cache
def _may_be_none(owner: Any, name: str) -> bool:
    return NoneType in get_args(_hint(owner, name))


def _nothing(owner: Any, name: str) -> Any:
    """What a field holds when nothing is told: its default, else the empty value of its type."""
    if (owner, name) in _INSTEAD:
        return _INSTEAD[owner, name]
    if issubclass(owner, Entity):
        return owner.model_fields[name].get_default(call_default_factory=True)
    return _empty(_hint(owner, name))


def _empty(hint: Any) -> Any:
    """The empty value of a type of the judgement.

    Raises:
        TypeError: for a type that has none; its field needs a line in `_INSTEAD`.
    """
    origin = get_origin(hint) or hint
    if origin in (Union, UnionType):
        return None if NoneType in get_args(hint) else _empty(get_args(hint)[0])
    if origin is tuple:
        return ()
    if origin is Literal:
        return get_args(hint)[0]
    if origin is date:
        return date.min
    if origin in (bool, int, str, Fraction):
        return origin()
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {}
    if is_dataclass(origin) and isinstance(origin, type):
        return origin(**{name: _empty(_hint(origin, name)) for name in _names(origin)})
    raise TypeError(f"nobody has decided what an empty {hint!r} is")


def _big_enough(metric: Metric, judged: MetricJudgement, realism: RealismJudgement | None) -> Metric:
    """A metric without the figures that judging has left out because their group is too small."""
    return metric.model_copy(update={"actuals": list(judged.shown_actuals), "individual": _individual(metric.individual, realism)})


def _individual(told: Individual | None, realism: RealismJudgement | None) -> Individual | None:
    if told is None or realism is None or realism.measured is None:
        return None
    shown = {team.team for team in realism.teams if team.measured is not None}
    return told.model_copy(update={"by_team": {team: figures for team, figures in told.by_team.items() if team in shown}})


def _small_rounds(judgement: Judgement) -> frozenset[date]:
    """Days of the rounds of the strategy question that too few answered."""
    pulse = judgement.pulse
    return frozenset(one.day for one in (pulse, *pulse.earlier) if one.suppressed) if pulse else frozenset()
