"""How an organisation's site looks: its own colour and its own logo."""

from __future__ import annotations

import re

from playbookgen.model.colour import PAPER, READABLE, contrast, is_readable, nearest_readable
from playbookgen.model.problem import Place, Problem
from playbookgen.model.workspace import Source, SourceFile
from playbookgen.reading.guesses import enumerated, nearest
from playbookgen.reading.nodes import Node
from playbookgen.reading.pictures import why_unfit
from playbookgen.reading.report import Report, safe

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_HASH = re.compile(r":\s+(#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?)\b")


def check_colour(owner: Node | None, report: Report) -> None:
    """Report an ``accent`` that nobody sees, or that nobody can read.

    Without quotes YAML takes ``#rrggbb`` for a comment. A colour too light for text on the page stops the build: a site
    whose links cannot be read is worse than one in the usual colour.

    Args:
        owner: the map that may hold ``accent``.
        report: takes the problem.
    """
    entry = owner.entries.get("accent") if owner else None
    if entry is None or not entry.node.whole:
        return
    colour = entry.node.text
    if colour is not None and _COLOUR.fullmatch(colour) and not is_readable(colour):
        nearest = nearest_readable(colour)
        message = f"text in {colour} has a contrast of {contrast(colour, PAPER):.1f} to the page, {READABLE} is the least people can read"
        help = f"the nearest shade that passes is '{nearest}'; dark colours get a lighter shade of it by themselves"
        report.add("E122", message, entry.node.place, help=help, suggestion=f"'{nearest}'")
    if entry.node.content is not None:
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
    related = Place(found.shown, unfit.line, unfit.column)
    report.add("E117", f"{safe(name, 60)} {unfit.message}", place, help=unfit.help, related=related)
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
