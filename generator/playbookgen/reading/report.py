"""Problems as they are collected: with source line, safe to show, in the order of the file."""

from __future__ import annotations

import re

from playbookgen.model.problem import Place, Problem, Severity
from playbookgen.model.text import is_forbidden
from playbookgen.reading import shown

safe = shown.safe

#: More problems of one organisation than anybody reads; what comes after is only said to exist.
MOST_PROBLEMS = 200
#: A longer source line is not shown.
LONGEST_SNIPPET = 400

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def shown_value(value: object) -> str:
    """A value of the file as a message names it, at most 80 characters."""
    if isinstance(value, str):
        return f"“{safe(value, 80)}”"
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else safe(str(value), 80)


def split_lines(text: str) -> list[str]:
    """Lines as YAML and editors count them."""
    return _LINE_BREAK.split(text)


class Report:
    """Collects the problems of one source."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {}
        self._problems: list[Problem] = []

    @property
    def is_full(self) -> bool:
        """Whether further problems would not be shown."""
        return len(self._problems) >= MOST_PROBLEMS

    @property
    def has_errors(self) -> bool:
        """Whether any problem stops the organisation."""
        return any(problem.severity == "error" for problem in self._problems)

    def know(self, shown: str, text: str) -> None:
        """Keep the lines of a file, for snippets."""
        self._lines[shown] = split_lines(text)

    def line(self, place: Place) -> str | None:
        """The source line of `place`, with what could move a terminal's cursor blotted out."""
        lines = self._lines.get(place.path, [])
        if not 1 <= place.line <= len(lines):
            return None
        line = lines[place.line - 1]
        if len(line) > LONGEST_SNIPPET:
            return None
        if line.isprintable():
            return line
        return "".join("\ufffd" if is_forbidden(character) else character for character in line)

    def length(self, shown: str, index: int) -> int:
        """Characters of a line, counted from 0, without spaces at its end."""
        lines = self._lines.get(shown, [])
        return len(lines[index].rstrip()) if index < len(lines) else 0

    def take(self, problem: Problem) -> None:
        """Add a problem that is complete."""
        self._problems.append(problem)

    def add(
        self,
        code: str,
        message: str,
        place: Place,
        *,
        help: str | None = None,
        suggestion: str | None = None,
        severity: Severity = "error",
        related: Place | None = None,
    ) -> None:
        """Add a problem of a place in the file."""
        if self.is_full and severity == "warning":
            return
        self._problems.append(
            Problem(
                code=code,
                message=safe(message),
                place=place,
                severity=severity,
                help=safe(help) if help else None,
                suggestion=suggestion,
                snippet=self.line(place),
                related=related,
            )
        )

    def aside(self) -> Report:
        """Another report of the same files, for what may come to nothing; `join` takes it over."""
        other = Report()
        other._lines = self._lines
        return other

    def join(self, other: Report) -> None:
        """Add the problems of another report."""
        for problem in other._problems:
            if problem.severity == "error" or not self.is_full:
                self.take(problem)

    def problems(self) -> tuple[Problem, ...]:
        """All problems, each once, in the order of files and lines."""
        referring = {problem.place for problem in self._problems if problem.code == "E301"}
        kept = [problem for problem in dict.fromkeys(self._problems) if not (problem.code == "E208" and problem.place in referring)]
        kept.sort(key=lambda problem: (problem.place or Place(""), problem.code))
        if len(kept) < MOST_PROBLEMS:
            return tuple(kept)
        last = kept[MOST_PROBLEMS - 1]
        message = f"only the first {MOST_PROBLEMS} problems are shown"
        return (*kept[:MOST_PROBLEMS], Problem("E116", message, last.place, help="correct these first, then check again"))
