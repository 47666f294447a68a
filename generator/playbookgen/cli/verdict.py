"""What a check came to: every problem and finding with what it means for the exit status, the same for all formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from playbookgen.cli import status
from playbookgen.cli.baseline import Baseline, Key
from playbookgen.model.problem import Place, Problem
from playbookgen.model.result import CheckResult, LocatedFinding
from playbookgen.model.severity import SEVERITIES, FindingSeverity


@dataclass(frozen=True)
class Entry:
    """One problem or finding of an organisation; `organisation` is empty where all sites share it.

    `is_new` is false where the baseline has it.
    """

    organisation: str
    item: Problem | LocatedFinding
    is_new: bool = True

    @property
    def code(self) -> str:
        """``E203`` or ``PB013``."""
        return self.item.code if isinstance(self.item, Problem) else self.item.finding.rule

    @property
    def severity(self) -> FindingSeverity:
        """How urgent it is."""
        return self.item.severity

    @property
    def place(self) -> Place | None:
        """The place in the files."""
        return self.item.place

    @property
    def message(self) -> str:
        """What is so, in one line; not yet safe to print."""
        return self.item.message if isinstance(self.item, Problem) else self.item.words.line

    @property
    def ways_out(self) -> tuple[str, ...]:
        """What to do; not yet safe to print."""
        if isinstance(self.item, Problem):
            return (self.item.help,) if self.item.help else ()
        return tuple(text for text in (self.item.words.in_life, self.item.words.in_yaml) if text)

    @property
    def key(self) -> Key:
        """What stays the same from run to run."""
        return key_of(self.organisation, self.item)

    def fails(self, *, strict: bool) -> bool:
        """Whether it makes the check fail: an error of a file always, with `strict` what is new of the rest but mild findings."""
        if isinstance(self.item, Problem):
            return self.severity == "error" or (strict and self.is_new)
        return strict and self.is_new and self.severity == "error"


def key_of(organisation: str, item: Problem | LocatedFinding) -> Key:
    """Organisation, code, case and subject; of a problem of the file its message stands for the subject, as lines move."""
    if isinstance(item, Problem):
        return (organisation, item.code, "", item.message)
    rule, case, subject = item.finding.key
    return (organisation, rule, case, subject)


@dataclass(frozen=True)
class Verdict:
    """The result of a check with how it is to be judged.

    Args:
        result: what was found.
        strict: whether warnings of the files and findings of severity error fail.
        folder: leads from here to the workspace; empty where that is here.
        baseline: what an earlier run found; ``None`` where there is none to compare with.
    """

    result: CheckResult
    strict: bool = False
    folder: str = ""
    baseline: Baseline | None = None

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every problem and finding: problems first, those of the workspace before all, then findings; in the order of organisations."""
        known = self.baseline.keys if self.baseline else frozenset()
        return tuple(Entry(organisation, item, key_of(organisation, item) not in known) for organisation, item in self._items())

    def _items(self) -> Iterator[tuple[str, Problem | LocatedFinding]]:
        yield from (("", problem) for problem in self.result.workspace_problems)
        yield from ((each.id, problem) for each in self.result.organisations for problem in each.problems)
        yield from ((each.id, found) for each in self.result.organisations for found in each.findings)

    @property
    def by_urgency(self) -> tuple[Entry, ...]:
        """What is new and errors of the files, the most urgent first, each severity in the order of `entries`."""
        shown = (entry for entry in self.entries if entry.is_new or entry.fails(strict=self.strict))
        return tuple(sorted(shown, key=lambda entry: SEVERITIES.index(entry.severity)))

    @property
    def solved(self) -> tuple[Key, ...]:
        """What the baseline has and this run did not find again, of organisations it could judge."""
        if self.baseline is None:
            return ()
        judged = {each.id for each in self.result.organisations if each.is_sound()} | {""}
        found = {entry.key for entry in self.entries}
        return tuple(sorted(key for key in self.baseline.keys - found if key[0] in judged))

    @property
    def exit_status(self) -> int:
        """0, or 1 when an entry makes the check fail."""
        return status.CONTENT if any(entry.fails(strict=self.strict) for entry in self.entries) else status.FINE

    def findings(self, organisation: str | None = None, severity: FindingSeverity | None = None) -> tuple[Entry, ...]:
        """The findings, all or only of one organisation or severity."""
        return tuple(
            entry
            for entry in self.entries
            if isinstance(entry.item, LocatedFinding) and organisation in (None, entry.organisation) and severity in (None, entry.severity)
        )
