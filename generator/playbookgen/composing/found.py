"""The findings of an edition as its pages ask for them: by severity, by page, with the place each leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from playbookgen.model.finding import SEVERITIES, Finding, FindingSeverity, WordedFinding

#: Where the entity of a path into the YAML stands on the page of its findings: page → first keys of the path → what comes before its id.
_ANCHORS: Final[Mapping[str, Mapping[tuple[str, ...], str]]] = {
    "scoreboard": {("metrics",): ""},
    "goal-check": {("metrics",): ""},
    "challenges": {("challenges",): ""},
    "vision": {("change", "goals"): "goal-", ("target_state", "statements"): ""},
    "roadmap": {("plan", "actions"): "action-", ("plan", "phases"): "phase-"},
    "risks": {("risks",): ""},
    "stakeholders": {("stakeholders",): "partner-"},
    "decisions": {("decisions",): ""},
    "feedback": {("feedback", "items"): ""},
    "channels": {("channels",): ""},
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding leads: a page and, where its subject stands there, the subject's anchor."""

    page: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Findings of one rule and severity, to be told together: what is so of each, why and what to do once."""

    findings: tuple[WordedFinding, ...]

    @property
    def first(self) -> WordedFinding:
        """The one that speaks for all where they say the same."""
        return self.findings[0]


class Found:
    """What templates know of the findings; they are in the order of pages, and only those the readers may see."""

    def __init__(self, findings: Sequence[WordedFinding]) -> None:
        self.all = tuple(findings)

    def count(self, severity: FindingSeverity) -> int:
        """How many are of this severity."""
        return sum(one.finding.severity == severity for one in self.all)

    def groups(self) -> Iterator[tuple[FindingSeverity, list[Told]]]:
        """Severities that occur, the most urgent first, each with its findings in the order of pages."""
        for severity in SEVERITIES:
            mine = [one for one in self.all if one.finding.severity == severity]
            if mine:
                yield severity, [Told(tuple(same)) for _, same in groupby(mine, key=lambda one: (one.finding.page, one.finding.rule))]

    def on_page(self, page: str, told: str = "", role_name: object = None) -> list[WordedFinding]:
        """Findings of a page, the most urgent first.

        Args:
            page: id of the page.
            told: what the page already says; a rule that it names there is not repeated.
            role_name: on the card of a role its name; findings about other roles belong to their cards.
        """
        mine = [one for one in self.all if one.finding.page == page and f"{one.finding.rule} ·" not in told]
        if role_name is not None:
            mine = [one for one in mine if any(role_name in value for value in one.finding.inputs.values() if isinstance(value, tuple))]
        return _by_severity(mine)

    def subjects(self, rule: str, severity: FindingSeverity | None = None, reason: str | None = None) -> list[str]:
        """Ids of what a rule has found, all or only of one severity or reason; empty where the rule is switched off."""
        return [
            one.finding.subject
            for one in self.all
            if one.finding.rule == rule and severity in (None, one.finding.severity) and (reason is None or reason in one.finding.reasons)
        ]

    def errors_but(self, rules: Sequence[str]) -> list[WordedFinding]:
        """The errors, without those of `rules`, which the page tells in words of its own."""
        return [one for one in self.all if one.finding.severity == "error" and one.finding.rule not in rules]

    def most_pressing(self, pages: Sequence[str]) -> WordedFinding | None:
        """The most urgent error or warning of these pages, the first page first."""
        mine = [one for page in pages for one in self.all if one.finding.page == page and one.finding.severity != "hint"]
        return next(iter(_by_severity(mine)), None)

    def anchor(self, worded: WordedFinding) -> str:
        """Its id on the findings page: ``pb012-aim-s-growth``."""
        return _slug("-".join(part for part in worded.finding.key if part))

    def place(self, worded: WordedFinding) -> Place:
        """Where its subject stands. What a statement means for a role is told beside the statement."""
        found = worded.finding
        page = "vision" if found.page == "role" else found.page
        for keys, before in _ANCHORS.get(page, {}).items():
            # Behind the keys comes the number of the entity in its list; without it the list as a whole is meant.
            if found.path[: len(keys)] == keys and len(found.path) > len(keys) and isinstance(found.path[len(keys)], int):
                return Place(page, before + _slug(found.subject))
        return Place(page, _area(found) if page == "assessment" else "")


def _area(found: Finding) -> str:
    return f"area-{_slug(found.subject)}" if "scores" in found.path else ""


def _by_severity(findings: Iterable[WordedFinding]) -> list[WordedFinding]:
    return sorted(findings, key=lambda one: SEVERITIES.index(one.finding.severity))


def _slug(text: str) -> str:
    return text.lower().replace("_", "-")
