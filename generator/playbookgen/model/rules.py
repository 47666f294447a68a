"""What a rule is: the limits it judges by, what it may say and how urgent that is. The table stands in `rule_table`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from playbookgen.model.finding import FindingSeverity
from playbookgen.model.text import LocalisedText

#: Percent is 0–100; a score is counted 1, 2, 3 …; times is a factor.
ThresholdUnit = Literal["percent", "points", "days", "weeks", "minutes", "count", "score", "times"]
#: Units in which only whole numbers make sense.
_WHOLE: Final[frozenset[ThresholdUnit]] = frozenset({"days", "count", "score"})


@dataclass(frozen=True, slots=True)
class Threshold:
    """A limit of a rule that an organisation or a workspace may set, from `minimum` to `maximum`."""

    name: str
    default: Decimal
    minimum: Decimal
    maximum: Decimal
    unit: ThresholdUnit

    @property
    def is_whole(self) -> bool:
        """Whether only whole numbers make sense."""
        return self.unit in _WHOLE


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing a rule may say.

    Args:
        id: names it inside its rule.
        severity: how urgent it is, where no setting says otherwise.
        case: part of the finding's key; reasons of one case and subject are one finding.
        sentence: id of its text in the library; reasons may share one.
    """

    id: str
    severity: FindingSeverity
    case: str | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule (brief section 4). `page` is the id of the page its findings belong to (settled G7)."""

    id: str
    page: str
    reasons: tuple[Reason, ...]
    thresholds: tuple[Threshold, ...] = ()
    leadership_only: bool = False

    def reason(self, name: str) -> Reason:
        """The reason of this id.

        Raises:
            KeyError: the rule has no such reason.
        """
        for reason in self.reasons:
            if reason.id == name:
                return reason
        raise KeyError(f"{self.id} has no reason {name}")

    def threshold(self, name: str) -> Threshold | None:
        """The threshold of this name, if the rule has one."""
        return next((threshold for threshold in self.thresholds if threshold.name == name), None)

    @property
    def defaults(self) -> dict[str, Decimal]:
        """The limits where nobody sets others."""
        return {threshold.name: threshold.default for threshold in self.thresholds}


@dataclass(frozen=True, slots=True)
class RuleInForce:
    """A rule as it is judged by here.

    Args:
        rule: the rule.
        severity: severity of all its findings; ``None`` where those of the reasons hold.
        thresholds: its limits, by name.
        changed: names of the limits that somebody set.
        off: why it is not judged at all; ``None`` where it is.
    """

    rule: Rule
    severity: FindingSeverity | None
    thresholds: Mapping[str, Decimal]
    changed: frozenset[str] = frozenset()
    off: LocalisedText | None = None
