"""What an organisation takes from the library by its id, and what it must say about things of its own."""

from __future__ import annotations

from playbookgen.model.leadership import COMMITMENT_AREAS
from playbookgen.model.library import Library
from playbookgen.reading.guesses import enumerated, nearest
from playbookgen.reading.nodes import Node
from playbookgen.reading.references import library_ids
from playbookgen.reading.report import Report, safe


def check_own_entries(root: Node, library: Library, report: Report) -> None:
    """An act of leadership or a challenge the library does not know must be described here."""
    known = library_ids(library)
    _check_list(root.child("leadership_checklist"), "item", ("text", "area"), known["leadership"], report)
    _check_list(root.child("challenges"), "id", ("name",), known["challenges"], report)


def _check_list(entries: Node | None, identity: str, needed: tuple[str, ...], known: list[str], report: Report) -> None:
    for node in entries.items if entries else []:
        name = node.child(identity)
        if name is None or name.text is None or name.text in known:
            continue
        lacking = [key for key in needed if (child := node.child(key)) is None or child.content is None]
        if not lacking or not node.whole:
            continue
        near = nearest(name.text, known, 1)
        own = f"for one of your own add {enumerated(lacking)}"
        if "area" in lacking:
            own += f" (area: {enumerated(COMMITMENT_AREAS).replace(' and ', ' or ')})"
        if near and len(lacking) == len(needed):
            message = f"“{safe(name.text, 60)}” is not in the library"
            report.add("E301", message, name.place, help=f"did you mean “{near[0]}”? {own.capitalize()}", suggestion=near[0])
        else:
            message = f"“{safe(name.text, 60)}” is not in the library and lacks {enumerated(lacking)}"
            report.add("E201", message, name.place, help=own)
