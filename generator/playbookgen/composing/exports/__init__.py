"""The files beside the pages: the calendar, the actions, the figures. Each is composed purely and stands at the edition's root."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from playbookgen.composing.audience import may_read
from playbookgen.composing.exports.actions import actions_file
from playbookgen.composing.exports.calendar import calendar_file
from playbookgen.composing.exports.edition import ExportedEdition
from playbookgen.composing.exports.figures import figures_file
from playbookgen.model.organisation import Audience

__all__ = ["ExportedEdition", "export_names", "exported_files"]

#: File → the lowest audience that gets it, and what makes it.
_FILES: Final[dict[str, tuple[Audience, Callable[[ExportedEdition], bytes]]]] = {
    "actions.csv": ("internal", actions_file),
    "calendar.ics": ("public", calendar_file),
    "playbook.json": ("public", figures_file),
}


def export_names(audience: Audience) -> tuple[str, ...]:
    """The files that stand beside the pages for these readers."""
    return tuple(name for name, (lowest, _) in _FILES.items() if may_read(audience, lowest))


def exported_files(edition: ExportedEdition) -> dict[str, bytes]:
    """The exports of one edition, by file name; a file its readers may know nothing of is not there."""
    return {name: _FILES[name][1](edition) for name in export_names(edition.audience)}
