"""`check --format github`: annotations of the lines, within what GitHub shows, and a table of everything as the step's summary."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from playbookgen.cli.finding_text import counts
from playbookgen.cli.paths import in_repository
from playbookgen.cli.terminal import Terminal, counted, safe
from playbookgen.cli.verdict import Entry, Verdict
from playbookgen.model.finding import SEVERITIES, FindingSeverity
from playbookgen.model.result import LocatedFinding

#: GitHub keeps this many annotations of each kind in a step and drops the others in silence.
_MOST: Final = 10
#: A larger summary of a step is not shown at all.
_LARGEST_SUMMARY: Final = 1024 * 1024
_KINDS: Final[dict[FindingSeverity, str]] = {"error": "error", "warning": "warning", "hint": "notice"}
_MARKUP: Final = re.compile(r"[^\w\s.,;()/%€–—’“”±-]")


def commands(verdict: Verdict) -> Iterator[str]:
    """Workflow commands, errors first, at most ten of a kind; one more says how many there is no room for.

    That one is a notice too, so nine other notices stand beside it.
    """
    entries = verdict.by_urgency
    limits = dict.fromkeys(SEVERITIES, _MOST)
    if _left_out(entries, limits):
        limits["hint"] -= 1
    for severity, group in groupby(entries, key=lambda entry: entry.severity):
        for entry in list(group)[: limits[severity]]:
            yield _annotation(entry, verdict.folder)
    if more := _left_out(entries, limits):
        where = "the summary of this step lists them all" if os.environ.get("GITHUB_STEP_SUMMARY") else "playbookgen check lists them all"
        yield _command("notice", {"title": "playbookgen"}, f"and {more} more: {where}")


def _left_out(entries: Sequence[Entry], limits: Mapping[FindingSeverity, int]) -> int:
    return sum(max(0, sum(entry.severity == severity for entry in entries) - limit) for severity, limit in limits.items())


def _annotation(entry: Entry, folder: str) -> str:
    name = entry.item.words.rule_name if isinstance(entry.item, LocatedFinding) else ""
    properties: dict[str, str | int] = {}
    if entry.place:
        place = entry.place
        properties |= {"file": in_repository(place.path, folder), "line": place.line, "endLine": place.line}
        properties |= {"col": place.column, "endColumn": place.column + place.width}
    properties["title"] = f"{entry.code} {name}".strip()
    return _command(_KINDS[entry.severity], properties, "\n".join(safe(text) for text in (entry.message, *entry.ways_out)))


def _command(kind: str, properties: Mapping[str, str | int], message: str) -> str:
    """A workflow command. Whatever a text holds, it stays one line and inside its own part of the command."""
    told = ",".join(f"{name}={_escaped(safe(value), ':,')}" for name, value in properties.items())
    return f"::{kind} {told}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(character):02X}" if character in f"%\r\n{more}" else character for character in text)


def write_summary(verdict: Verdict, terminal: Terminal, environment: Mapping[str, str] = os.environ) -> None:
    """Add the table of everything to the step's summary, where the environment names a file for it."""
    name = environment.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    path = Path(name)
    try:
        room = _LARGEST_SUMMARY - (path.stat().st_size if path.exists() else 0)
        with path.open("ab") as file:
            file.write(summary(verdict, room).encode("utf-8"))
    except OSError as error:
        terminal.insist(f"the summary of the step cannot be written: {safe(error.strerror or error)}")


def summary(verdict: Verdict, room: int = _LARGEST_SUMMARY) -> str:
    """Markdown: what it comes to, and a table of problems and findings, the most urgent first, in at most `room` bytes."""
    entries = verdict.by_urgency
    problems = counted(len(verdict.result.problems), "problem")
    head = f"## Playbook\n\n{problems} of the files; {counts(verdict)} in {counted(len(verdict.result.organisations), 'organisation')}.\n\n"
    if verdict.baseline:
        head += f"{counted(sum(entry.is_new for entry in verdict.entries), 'entry', 'entries')} new, {len(verdict.solved)} solved.\n\n"
    if not entries:
        return _cut([head], room, 0)
    head += "| | Code | Where | What is so | What to do |\n|---|---|---|---|---|\n"
    return _cut([head, *(_row(entry, verdict.folder) for entry in entries)], room, len(entries))


def _row(entry: Entry, folder: str) -> str:
    where = f"{in_repository(entry.place.path, folder)} line {entry.place.line}" if entry.place else entry.organisation
    cells = (entry.severity, entry.code, where, entry.message, " ".join(entry.ways_out))
    return "| " + " | ".join(map(_cell, cells)) + " |\n"


def _cell(text: str) -> str:
    """A text that is nothing but text in a Markdown table: whatever could be markup is written as a character reference."""
    return _MARKUP.sub(lambda found: f"&#{ord(found.group())};", safe(text)).replace("_", "&#95;")


def _cut(parts: Iterable[str], room: int, entries: int) -> str:
    """The parts that fit into `room` bytes, with a line that counts the entries left out."""
    closing, size = "\n… and {} more; playbookgen check lists them all.\n", 0
    kept: list[str] = []
    for number, part in enumerate(parts):
        size += len(part.encode("utf-8"))
        if size > room - len(closing.encode("utf-8")) - 10:
            return "".join(kept) + (closing.format(entries - max(0, number - 1)) if room > len(closing) + 20 else "")
        kept.append(part)
    return "".join(kept)
