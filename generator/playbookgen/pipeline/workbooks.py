"""The line of a workbook: out, and back through the same edits and checks as every import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from playbookgen import reading
from playbookgen.model.edit import Steps
from playbookgen.model.failure import Usage
from playbookgen.model.problem import Place, Problem
from playbookgen.model.result import CheckedOrganisation
from playbookgen.model.workbook import ImportedWorkbook
from playbookgen.pipeline.imports import Target, the_one
from playbookgen.pipeline.opened import Opened

if TYPE_CHECKING:
    from playbookgen.model.library import Library

#: Largest workbook that is read from the disk, in bytes; what it unpacks to has limits of its own.
LARGEST = 10 * 1024 * 1024


def export_workbook(root: Path, organisation: str, *, as_of: date | None = None, today: date) -> tuple[CheckedOrganisation, bytes | None]:
    """What an organisation tells, as a workbook; none where its YAML has errors.

    Raises:
        WorkspaceMissing: there is no workspace, or nothing in it.
        Usage: no such organisation, or the extra that reads and writes workbooks is not installed.
    """
    sheets = _sheets()
    opened = Opened.at(root)
    name = the_one("organisation", organisation, [each.id for each in opened.workspace.sources], "ORG")
    target = Target.of(opened, name, as_of, today)
    told = target.found.organisation
    if told is None or not target.checked.is_sound():
        return target.checked, None
    site = told.site
    source = sheets.Source(name, tuple(site.languages), site.main_language, target.found.tree, _ids(opened.library), target.found.as_of)
    return target.checked, sheets.write_workbook(source, reading.read_workbook_words(opened.means.pack, site.main_language))


def import_workbook(root: Path, path: str, *, as_of: date | None = None, today: date) -> ImportedWorkbook:
    """What the workbook at `path` would change in the YAML of its organisation. Writes nothing.

    Raises:
        WorkspaceMissing: there is no workspace, or nothing in it.
        Usage: the workspace has no such organisation, or the extra that reads and writes workbooks is not installed.
        Uneditable: the YAML is written in a way that cannot be edited.
    """
    sheets = _sheets()
    opened = Opened.at(root)
    content = reading.read_binary(path, LARGEST)
    if isinstance(content, Problem):
        return ImportedWorkbook(None, (content,))
    workbook, problems = sheets.read_workbook(content, path)
    if workbook is None:
        return ImportedWorkbook(None, problems)
    name = the_one("organisation", workbook.organisation, [each.id for each in opened.workspace.sources], "ORG")
    target = Target.of(opened, name, as_of, today)
    told = target.found.organisation
    if told is None:
        return ImportedWorkbook(target.checked, remarks=workbook.remarks)
    comparison = sheets.compare(workbook, path, target.found.tree, told.site.main_language)
    if comparison.problems:
        return ImportedWorkbook(target.checked, comparison.problems, remarks=workbook.remarks)
    changed, again = target.read_after(comparison.edits)
    named, broken = _by_cell(target.new_problems(again), again, comparison.cells, path)
    # A warning stops no build, and people write what is half done: it is told, and written all the same.
    refused = tuple(problem for problem in named if problem.severity == "error")
    remarks = (*workbook.remarks, *(problem for problem in (*named, *broken) if problem.severity != "error"))
    broken = tuple(problem for problem in broken if problem.severity == "error")
    files = () if refused or broken else changed
    return ImportedWorkbook(target.checked, refused, broken, files, comparison.changes, remarks)


def _by_cell(
    problems: Sequence[Problem], again: reading.Reading, cells: Sequence[tuple[Steps, str]], path: str
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Problems with the cell they come from, and those that come from none."""
    if not problems:
        return (), ()
    exact: dict[tuple[str, int, int], str] = {}
    lines: dict[tuple[str, int], str] = {}
    for steps, address in sorted(cells, key=lambda cell: -len(cell[0])):  # a value before the row it stands in
        for there in (again.value_place(steps), again.locate(steps)):
            if there is not None:
                exact.setdefault((there.path, there.line, there.column), address)
                lines.setdefault((there.path, there.line), address)
    named, others = list[Problem](), list[Problem]()
    for problem in problems:
        place = problem.place
        cell = _address(place, exact, lines)
        if cell is None:
            others.append(problem)
        else:
            named.append(replace(problem, message=f"{cell}: {problem.message}", place=Place(path), snippet=None, related=None))
    return tuple(named), tuple(others)


def _address(place: Place | None, exact: Mapping[tuple[str, int, int], str], lines: Mapping[tuple[str, int], str]) -> str | None:
    if place is None:
        return None
    return exact.get((place.path, place.line, place.column)) or lines.get((place.path, place.line))


def _ids(library: Library) -> dict[str, list[str]]:
    """The ids of the lists of the library, by list; promises by their item."""
    found: dict[str, list[str]] = {}
    for name in type(library).model_fields:
        entries = getattr(library, name)
        if isinstance(entries, list):
            ids = [str(each.id) for each in entries if getattr(each, "id", None) is not None]
            if ids:
                found[name] = ids
    return found


def _sheets() -> ModuleType:
    try:
        from playbookgen import sheets
    except ModuleNotFoundError as error:
        if error.name in ("openpyxl", "defusedxml"):
            way = "install them: pip install 'playbookgen[workbook]'; with pipx: pipx inject playbookgen openpyxl defusedxml"
            raise Usage("workbooks need two more packages", way) from error
        raise
    return sheets
