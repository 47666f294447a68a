"""Findings: what a rule has to say about an organisation, with everything needed to say it in any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from playbookgen.model.metrics import Unit
from playbookgen.model.severity import SEVERITIES, FindingSeverity
from playbookgen.model.text import LocalisedText

__all__ = ["SEVERITIES", "Finding", "FindingSeverity", "Measure", "Span", "Term", "TermKind", "Value", "WordedFinding"]


@dataclass(frozen=True, slots=True)
class Measure:
    """An amount that is no share: in a metric's unit, or a plain ``number`` (days with a half, minutes, points, ratios)."""

    value: Decimal | Fraction
    unit: Unit | Literal["number"] = "number"


@dataclass(frozen=True, slots=True)
class Span:
    """From `low` to `high`, both included."""

    low: Measure
    high: Measure


TermKind = Literal["area", "level", "phase", "commitment_area", "act", "challenge", "capability", "language", "word"]


@dataclass(frozen=True, slots=True)
class Term:
    """Something the library has a word for. Kind ``word``: one of the rule's own words."""

    kind: TermKind
    id: str


#: What can stand in a message: a count or days, a share (1 = 100 %), an amount, a day, a word of the file that is the same in
#: every language (an id, a key), a text of the organisation, a term of the library, or a list of these.
Value = int | Fraction | Measure | Span | date | str | LocalisedText | Term | tuple["Value", ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule found (brief section 4, settled G1 and G2).

    Args:
        rule: id of the rule: ``PB015``.
        case: which of the rule's cases it is, where findings of different cases stand side by side.
        subject: id of the entity it is about; where there is none, a literal such as ``communication`` or ``log_2``.
        severity: the highest of its reasons', or the one the settings ask for.
        page: id of the page it belongs to: ``roadmap``.
        path: leads to what it is about in the organisation's YAML: ``("plan", "actions", 3)``.
        reasons: why, at least one; ids of `model.rules.Reason`.
        inputs: what the judgement rests on, by name.
        thresholds: limits in force of the rule, by name.
        name: what the subject is called; ``None`` where a literal stands for it.
        leadership_only: whether only readers of the leadership build may see it (settled G10).
    """

    rule: str
    case: str | None
    subject: str
    severity: FindingSeverity
    page: str
    path: tuple[str | int, ...]
    reasons: tuple[str, ...]
    inputs: Mapping[str, Value] = field(default_factory=dict)
    thresholds: Mapping[str, Decimal] = field(default_factory=dict)
    name: Value | None = None
    leadership_only: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """What stays the same from run to run: rule, case (or nothing) and subject."""
        return (self.rule, self.case or "", self.subject)

    @property
    def id(self) -> str:
        """The key as one word: ``PB012.aim:s_growth``, ``PB015:act_shared_time``."""
        return f"{self.rule}{'.' + self.case if self.case else ''}:{self.subject}"


@dataclass(frozen=True, slots=True)
class WordedFinding:
    """A finding in one language; all texts are plain, `in_life` and `in_yaml` may hold Markdown code marks.

    Args:
        finding: what is worded.
        rule_name: what the rule is called: “Action overdue”.
        severity: the severity's word: “warning”.
        subject: what the finding is about; empty where the message says it.
        message: what is so, with its numbers, in sentences.
        why: why it matters.
        in_life: what to do next.
        in_yaml: what to write where.
    """

    finding: Finding
    rule_name: str
    severity: str
    subject: str
    message: str
    why: str
    in_life: str
    in_yaml: str

    @property
    def line(self) -> str:
        """Subject and message in one line."""
        return f"{self.subject}: {self.message}" if self.subject else self.message
