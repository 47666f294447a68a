"""The files beside the pages: the calendar, the actions, the figures. Each is composed purely and stands at the edition's root."""

from __future__ import annotations

from playbookgen.composing.exports.actions import actions_file
from playbookgen.composing.exports.calendar import calendar_file
from playbookgen.composing.exports.edition import ExportedEdition
from playbookgen.composing.exports.figures import figures_file

__all__ = ["ExportedEdition", "exported_files"]


def exported_files(edition: ExportedEdition) -> dict[str, bytes]:
    """The exports of one edition, by file name; a file its readers may know nothing of is not there."""
    files = {"calendar.ics": calendar_file(edition), "playbook.json": figures_file(edition)}
    if edition.may_read("internal"):
        files["actions.csv"] = actions_file(edition)
    return dict(sorted(files.items()))
