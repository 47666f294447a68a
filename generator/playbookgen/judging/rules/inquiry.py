"""What a rule looks at, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from playbookgen.model.finding import Value
from playbookgen.model.judgement import Judgement
from playbookgen.model.library import Library
from playbookgen.model.metrics import Metric
from playbookgen.model.playbook_file import Organisation


@dataclass(frozen=True, slots=True)
class Observation:
    """A rule's answer about one subject; fields as in `model.finding.Finding`.

    The reasons all belong to one case of the rule; severity, page and limits follow from the table.
    """

    subject: str
    path: tuple[str | int, ...]
    reasons: tuple[str, ...]
    name: Value | None = None
    inputs: Mapping[str, Value] = field(default_factory=dict)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One rule asking: the organisation, its figures, the library, and the limits in force of every rule.

    Figures are taken from `judgement`. Its words and flags (`is_late`, `stale` …) rest on the usual limits, so a
    rule compares the plain figure with its own limit instead.
    """

    rule: str
    organisation: Organisation
    judgement: Judgement
    library: Library
    limits: Mapping[str, Mapping[str, Decimal]]

    def limit(self, name: str, rule: str | None = None) -> Fraction:
        """A limit in its unit; with `rule` one of another rule."""
        return Fraction(self.limits[rule or self.rule][name])

    def share(self, name: str, rule: str | None = None) -> Fraction:
        """A limit in percent, as a share 0–1."""
        return self.limit(name, rule) / 100

    @property
    def as_of(self) -> date:
        """The day of the judgement."""
        return self.judgement.as_of

    @property
    def days_since_start(self) -> int:
        """Whole days since the change began; negative before (settled G5)."""
        return (self.as_of - self.organisation.change.start).days

    @property
    def has_begun(self) -> bool:
        """Whether the change has begun."""
        return self.days_since_start >= 0

    def age(self, day: date | None) -> int:
        """Days since `day`; of what never happened, since the change began (settled G5)."""
        return self.days_since_start if day is None else (self.as_of - day).days

    def catalogue_of(self, metric: Metric) -> str | None:
        """Which metric of the library it is: the one it names, else its own id where the library has it (brief 3.2)."""
        if metric.catalogue is not None:
            return metric.catalogue
        return metric.id if any(known.id == metric.id for known in self.library.metrics) else None


def place(entities: Sequence[_Named], name: str) -> int:
    """Where the entity of this id stands in its list."""
    return next(index for index, entity in enumerate(entities) if entity.id == name)


RuleFunction = Callable[[Inquiry], Iterable[Observation]]
