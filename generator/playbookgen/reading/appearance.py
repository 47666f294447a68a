"""How an organisation's site looks: its own colour and its own logo."""

from __future__ import annotations

import re

from playbookgen.model.problem import Place, Problem
from playbookgen.model.workspace import Source, SourceFile
from playbookgen.reading.guesses import enumerated, nearest
from playbookgen.reading.nodes import Node
from playbookgen.reading.pictures import why_unfit
from playbookgen.reading.report import Report, safe

_HASH = re.compile(r":\s+(#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?)\b")


def check_colour(owner: Node | None, report: Report) -> None:
    """Report an ``accent: #rrggbb`` without quotes: YAML takes the colour for a comment and sees nothing.

    Args:
        owner: the map that may hold ``accent``.
        report: takes the problem.
    """
    entry = owner.entries.get("accent") if owner else None
    if entry is None or entry.node.content is not None or not entry.node.whole:
        return
    lost = _HASH.search((report.line(entry.key) or "")[entry.key.column - 1 :])
    if lost:
        colour = lost.group(1)
        help = f"put it in quotes: accent: '{colour}'"
        report.add("E204", f"after # YAML sees a comment only, the colour {colour} is lost", entry.key, help=help, suggestion=f"'{colour}'")


def own_logo(source: Source, name: str, place: Place, report: Report) -> SourceFile | None:
    """The picture an organisation names as its logo.

    Args:
        source: what stands in its folder.
        name: ``site.logo``.
        place: where that is written.
        report: takes what is wrong with it: missing, no regular file, too large, not what its name says, unsafe.
    """
    if not source.is_folder:
        help = f"make a folder playbook/{safe(source.id)}/, put the YAML and {safe(name, 60)} into it"
        report.add("E301", "a logo needs an organisation in folder form: this one is a single file", place, help=help)
        return None
    pictures = dict(source.pictures)
    if name not in pictures:
        _report_missing(name, sorted(pictures), source, place, report)
        return None
    found = pictures[name]
    if isinstance(found, Problem):
        if found not in source.problems:
            way_out = "save a smaller picture: an SVG, or some 400 pixels wide" if found.code == "E104" else found.help
            report.add(found.code, f"{safe(name, 60)}: {found.message}", place, help=way_out, related=found.place)
        return None
    unfit = why_unfit(found.content, name.lower().rpartition(".")[2])
    if unfit is None:
        return found
    message, help = unfit
    report.add("E117", f"{safe(name, 60)} {message}", place, help=help, related=Place(found.shown))
    return None


def _report_missing(name: str, known: list[str], source: Source, place: Place, report: Report) -> None:
    same: list[str] = [other for other in known if other.casefold() == name.casefold()]
    near: str | None = next(iter([*same, *nearest(name, known, 1)]), None)
    folder = f"playbook/{safe(source.id)}/"
    if near:
        help = f"did you mean “{near}”?"
    elif known:
        help = f"pictures there: {enumerated(known)}"
    else:
        help = f"put the picture into {folder}, beside the YAML"
    report.add("E301", f"there is no {safe(name, 60)} in {folder}", place, help=help, suggestion=near)
