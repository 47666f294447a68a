"""A comparison of two versions in words, as Markdown for a pull request, and for machines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any, Final

from playbookgen.cli.as_json import problem_as_json, text
from playbookgen.cli.terminal import counted, safe
from playbookgen.model.comparison import Compared, Difference, Kind, State

_HEADINGS: Final[dict[Kind, str]] = {
    "figure": "Figures",
    "finding": "Findings",
    "action": "Actions",
    "promise": "Promises",
    "text": "Texts",
    "value": "Other values",
}
_STATES: Final[dict[State, str]] = {
    "new": "is new",
    "gone": "is gone",
    "same": "nothing differs",
    "unreadable": "cannot be compared: one version has errors",
    "changed": "",
}
_MARKUP: Final = re.compile(r"[^\w\s.,;()/%€–—’“”±:-]")
#: Longest text that is shown whole.
_LONGEST: Final = 200


def as_text(found: Sequence[Compared]) -> str:
    """For a terminal."""
    return "\n".join(line for each in found for line in _lines(each))


def _lines(each: Compared) -> Iterator[str]:
    yield f"{safe(each.id)}: {_STATES[each.state] or counted(len(each.differences), 'difference')}"
    for problem in each.problems:
        place = f"{problem.place.path}:{problem.place.line}: " if problem.place else ""
        yield f"  {safe(place)}{problem.code} {safe(problem.message)}"
    for heading, page, group in _grouped(each):
        yield f"  {heading}{f', {page}' if page else ''}"
        for one in group:
            yield f"    {safe(one.subject)}: {_change(one)}"


def _grouped(each: Compared) -> Iterator[tuple[str, str, list[Difference]]]:
    for kind, of_kind in groupby(each.differences, key=lambda one: one.kind):
        pages: dict[str, list[Difference]] = {}
        for one in of_kind:
            pages.setdefault(one.page, []).append(one)
        for page, group in pages.items():
            yield _HEADINGS[kind], page, group


def _change(one: Difference) -> str:
    if one.before is None:
        return f"new: {_short(one.after or '')}"
    if one.after is None:
        return f"gone: {_short(one.before)}"
    return f"{_short(one.before)} → {_short(one.after)}"


def _short(words: str) -> str:
    clean = safe(words)
    return clean if len(clean) <= _LONGEST else f"{clean[:_LONGEST]}…"


def as_markdown(found: Sequence[Compared]) -> str:
    """For a pull request: a table a kind and organisation. What an organisation wrote is never markup."""
    return "\n".join(line for each in found for line in _markdown(each))


def _markdown(each: Compared) -> Iterator[str]:
    yield f"## {_plain(each.id)}\n"
    if each.state != "changed":
        yield f"{_STATES[each.state].capitalize()}.\n"
        for problem in each.problems:
            place = f"{problem.place.path} line {problem.place.line}: " if problem.place else ""
            yield f"- {_plain(place)}{problem.code} {_plain(problem.message)}"
        return
    for kind, group in groupby(each.differences, key=lambda one: one.kind):
        yield f"### {_HEADINGS[kind]}\n\n| Page | What | Before | After |\n|---|---|---|---|"
        for one in group:
            cells = (one.page or "Home", one.subject, _short(one.before or ""), _short(one.after or ""))
            yield "| " + " | ".join(map(_plain, cells)) + " |"
        yield ""


def _plain(words: str) -> str:
    """Words that are nothing but words in Markdown: whatever could be markup is written as a character reference."""
    return _MARKUP.sub(lambda found: f"&#{ord(found.group())};", safe(words)).replace("_", "&#95;").replace("://", "&#58;//")


def as_json(found: Sequence[Compared]) -> str:
    """For machines: `organisations`, each with its `state`, `differences` and `problems`."""
    told: list[dict[str, Any]] = [
        {
            "id": each.id,
            "state": each.state,
            "differences": [asdict(one) for one in each.differences],
            "problems": [problem_as_json(problem) for problem in each.problems],
        }
        for each in found
    ]
    return text({"organisations": told})
