"""How a problem looks on a terminal."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from playbookgen.cli.terminal import Style, Terminal, counted, safe
from playbookgen.model.problem import Place, Problem

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
    style: Style = "error" if problem.severity == "error" else "warning"
    lines = [f"{terminal.styled(f'{problem.severity}[{problem.code}]', style)}: {terminal.styled(safe(problem.message), 'strong')}"]
    place = problem.place
    gutter = len(str(place.line)) if place else 1
    indent = " " * gutter
    if place:
        lines.append(f"{indent}--> {_where(place, folder)}")
        if problem.snippet is not None:
            shown, marks = _excerpt(problem.snippet, place)
            lines += [f"{indent} |", f"{place.line} | {shown}", f"{indent} | {terminal.styled(marks, style)}"]
    if problem.related:
        lines.append(f"{indent} = also: {_where(problem.related, folder)}")
    if problem.help:
        lines.append(f"{indent} = help: {safe(problem.help)}")
    if problem.suggestion and problem.suggestion not in (problem.help or ""):
        lines.append(f"{indent} = help: did you mean “{safe(problem.suggestion)}”?")
    return "\n".join(line.rstrip() for line in lines)


def summary(problems: Sequence[Problem], organisations: int, affected: int) -> str:
    """The last line: ``3 problems in 1 of 3 organisations``."""
    warnings = sum(problem.severity == "warning" for problem in problems)
    kinds = f" ({counted(len(problems) - warnings, 'error')}, {counted(warnings, 'warning')})" if warnings else ""
    where = f"{affected} of {counted(organisations, 'organisation')}" if affected else "what all sites share"
    return f"{counted(len(problems), 'problem')}{kinds} in {where}"


def _where(place: Place, folder: str) -> str:
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
