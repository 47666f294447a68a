"""How a problem looks on a terminal."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from playbookgen.cli.terminal import Terminal, counted, safe
from playbookgen.model.problem import Place, Problem
from playbookgen.model.severity import FindingSeverity

#: Source lines longer than this are cut to a window around the place.
_WIDEST_SNIPPET: Final = 120
_MARK: Final = "…"


def print_problems(terminal: Terminal, problems: Iterable[Problem], folder: str = "") -> None:
    """Every problem in full, a blank line after each. `folder` leads from here to the workspace."""
    for problem in problems:
        terminal.insist(describe(problem, terminal, folder))
        terminal.insist("")


def describe(problem: Problem, terminal: Terminal, folder: str = "") -> str:
    """One problem: what, where, the line with a caret below the place, the way out."""
    notes = [("also", where(problem.related, folder))] if problem.related else []
    if problem.help:
        notes.append(("help", problem.help))
    if problem.suggestion and problem.suggestion not in (problem.help or ""):
        notes.append(("help", f"did you mean “{problem.suggestion}”?"))
    passage = Passage(problem.severity, problem.code, problem.message, problem.place, problem.snippet, tuple(notes))
    return passage.text(terminal, folder)


@dataclass(frozen=True)
class Passage:
    """A message about a place in a file, in the form of the house. `notes` stand below it, each after a word that says what it is."""

    severity: FindingSeverity
    code: str
    message: str
    place: Place | None
    snippet: str | None
    notes: tuple[tuple[str, str], ...] = ()

    def text(self, terminal: Terminal, folder: str = "") -> str:
        """All lines; nothing in them can act on a terminal."""
        gutter = " " * (len(str(self.place.line)) if self.place else 1)
        lines = [self.head(terminal)]
        if self.place:
            lines.append(f"{gutter}--> {where(self.place, folder)}")
        if self.place and self.snippet is not None:
            shown, marks = _excerpt(self.snippet, self.place)
            lines += [f"{gutter} |", f"{self.place.line} | {shown}", f"{gutter} | {terminal.styled(marks, self.severity)}"]
        lines += [f"{gutter} = {word}: {safe(text)}" for word, text in self.notes]
        return "\n".join(line.rstrip() for line in lines)

    def head(self, terminal: Terminal) -> str:
        """The first line."""
        return f"{terminal.styled(f'{self.severity}[{self.code}]', self.severity)}: {terminal.styled(safe(self.message), 'strong')}"


def summary(problems: Sequence[Problem], organisations: int, affected: int) -> str:
    """The last line: ``3 problems in 1 of 3 organisations``."""
    warnings = sum(problem.severity == "warning" for problem in problems)
    kinds = f" ({counted(len(problems) - warnings, 'error')}, {counted(warnings, 'warning')})" if warnings else ""
    where = f"{affected} of {counted(organisations, 'organisation')}" if affected else "what all sites share"
    return f"{counted(len(problems), 'problem')}{kinds} in {where}"


def where(place: Place, folder: str) -> str:
    """``playbook/lumivakka.yml:71:38``, reached from here when `folder` leads to the workspace."""
    return f"{safe(os.path.join(folder, place.path))}:{place.line}:{place.column}"


def _excerpt(snippet: str, place: Place) -> tuple[str, str]:
    """The source line made safe, and the carets that belong under it."""
    start = min(place.column - 1, len(snippet))
    end = min(max(start + place.width, start + 1), max(len(snippet), start + 1))
    first = max(0, start - _WIDEST_SNIPPET // 2) if len(snippet) > _WIDEST_SNIPPET else 0
    last = first + _WIDEST_SNIPPET
    end = min(end, last)
    head = (_MARK if first else "") + _line(snippet[first:start])
    body = _line(snippet[start:end])
    tail = _line(snippet[end:last]) + (_MARK if last < len(snippet) else "")
    return head + body + tail, " " * _width(head) + "^" * max(1, _width(body))


def _line(text: str) -> str:
    return safe(text.replace("\t", "    "))


def _width(text: str) -> int:
    """Columns `text` takes on a terminal: wide letters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(character) or character in "\u200c\u200d" else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )
