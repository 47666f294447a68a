"""The line of an import: read the files, judge what they come to, edit the YAML's text, read the result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from playbookgen import editing, reading
from playbookgen.judging.answers import merge_answers
from playbookgen.judging.periods import merge_figures
from playbookgen.model.answers import MOST_FILES
from playbookgen.model.edit import Edit, EditedFile
from playbookgen.model.failure import Usage
from playbookgen.model.imported import ImportedAnswers, ImportedMetrics
from playbookgen.model.metric_source import MetricSource
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.problem import Problem
from playbookgen.model.result import CheckedOrganisation
from playbookgen.model.workspace import Source, SourceFile
from playbookgen.pipeline.opened import Opened


def import_answers(root: Path, paths: Sequence[str], *, as_of: date | None = None, today: date) -> ImportedAnswers:
    """What the files of answers at `paths` would change in the YAML of their organisation. Writes nothing.

    Args:
        root: the workspace.
        paths: the files, as they were typed.
        as_of: before the organisation's own as-of date; nothing in the files lies after it.
        today: the calendar's day; no file was made after it.

    Raises:
        WorkspaceMissing: there is no workspace, or nothing in it.
        Usage: more files than one run takes.
        Uneditable: the YAML is written in a way that cannot be edited.
    """
    if len(paths) > MOST_FILES:
        raise Usage(f"{len(paths)} files are more than the {MOST_FILES} that one run takes", "check the folder they come from")
    opened = Opened.at(root)
    drafts = [reading.draft_answers(path) for path in paths]
    name = reading.same_organisation(drafts, [source.id for source in opened.workspace.sources])
    if name is None:
        return ImportedAnswers(None, reading.problems_of(drafts))
    edited = Target.of(opened, name, as_of, today)
    told = edited.found.organisation
    if told is None:
        return ImportedAnswers(edited.checked, reading.problems_of(drafts))
    files, refused = reading.check_answers(drafts, told, edited.found.library, as_of=edited.found.as_of, today=today)
    if refused:
        return ImportedAnswers(edited.checked, refused)
    merge = merge_answers(told, files)
    if merge.problems:
        return ImportedAnswers(edited.checked, merge.problems, merge=merge)
    changed, broken = edited.after(merge.edits)
    return ImportedAnswers(edited.checked, (), broken, changed, merge)


def import_metrics(
    root: Path, path: str, *, organisation: str | None = None, source: str | None = None, as_of: date | None = None, today: date
) -> ImportedMetrics:
    """What the export at `path` would change in the figures of an organisation. Writes nothing.

    Args:
        root: the workspace.
        path: the export, as it was typed.
        organisation: its id; may be left out where the workspace has one only.
        source: id of an entry of `metric_sources`; may be left out where there is one only.
        as_of: before the organisation's own as-of date; no row lies after it.
        today: the calendar's day.

    Raises:
        WorkspaceMissing: there is no workspace, or nothing in it.
        Usage: no such organisation or source, or several and none is named.
        Uneditable: the YAML is written in a way that cannot be edited.
    """
    opened = Opened.at(root)
    name = the_one("organisation", organisation, [each.id for each in opened.workspace.sources], "--organisation")
    target = Target.of(opened, name, as_of, today)
    told = target.found.organisation
    if told is None:
        return ImportedMetrics(target.checked)
    report = reading.Report()
    if source is None and not told.metric_sources:
        columns = reading.sketch_columns(path, report)
        return ImportedMetrics(target.checked, report.problems(), columns=columns)
    chosen = _source(told, source)
    table = reading.read_figures(path, chosen, told, target.found.as_of, report)
    if table is None:
        return ImportedMetrics(target.checked, report.problems(), source=chosen.id)
    merge = merge_figures(told, chosen, table)
    changed, broken = target.after(merge.edits)
    return ImportedMetrics(target.checked, (), broken, changed, merge, chosen.id)


def _source(told: Organisation, name: str | None) -> MetricSource:
    chosen = the_one("source of figures", name, [each.id for each in told.metric_sources], "--map")
    return next(each for each in told.metric_sources if each.id == chosen)


def the_one(what: str, name: str | None, known: Sequence[str], option: str) -> str:
    """The one that is named, or the only one there is."""
    if name is None and len(known) == 1:
        return known[0]
    there = f"there are: {', '.join(known[:12])}" if known else "describe it under metric_sources; without --map the columns of the file are shown"
    if name is None:
        raise Usage(f"say which {what}: {option}", there)
    if name not in known:
        near = get_close_matches(name, known, 1, 0.6)
        raise Usage(f"there is no {what} {name}", f"did you mean {near[0]}?" if near else there)
    return name


@dataclass(frozen=True)
class Target:
    """The organisation that an import goes into, as it stands."""

    opened: Opened
    source: Source
    found: reading.Reading
    as_of: date | None
    today: date

    @classmethod
    def of(cls, opened: Opened, name: str, as_of: date | None, today: date) -> Target:
        """The organisation called `name`, which is there."""
        source = next(source for source in opened.workspace.sources if source.id == name)
        return cls(opened, source, _read(opened, source, as_of, today), as_of, today)

    @property
    def checked(self) -> CheckedOrganisation:
        """What reading says of it."""
        return CheckedOrganisation(self.source.id, tuple(self.found.problems), self.source.digest, self.source.inputs, self.found.as_of)

    def after(self, edits: Sequence[Edit]) -> tuple[tuple[EditedFile, ...], tuple[Problem, ...]]:
        """The files that `edits` change, and the problems there would be then and are not now.

        Raises:
            Uneditable: an edit cannot be carried out.
        """
        changed, again = self.read_after(edits)
        return changed, self.new_problems(again)

    def read_after(self, edits: Sequence[Edit]) -> tuple[tuple[EditedFile, ...], reading.Reading]:
        """The files that `edits` change, and what reading says of the organisation then.

        Raises:
            Uneditable: an edit cannot be carried out.
        """
        texts = {file.shown: file.content.decode("utf-8") for file in self.source.files}
        changed = editing.edit_files(texts, edits)
        return changed, self.read_changed(changed)

    def read_changed(self, changed: Sequence[EditedFile]) -> reading.Reading:
        """What reading says of the organisation when some of its files are changed."""
        now = {file.shown: file.after.encode("utf-8") for file in changed}
        files = tuple(SourceFile(file.shown, now.get(file.shown, file.content)) for file in self.source.files)
        return _read(self.opened, replace(self.source, files=files), self.as_of, self.today)

    def new_problems(self, again: reading.Reading) -> tuple[Problem, ...]:
        """Problems of the organisation read again that it does not have now."""
        before = Counter((problem.code, problem.message) for problem in self.found.problems)
        broken: list[Problem] = []
        for problem in again.problems:
            before[problem.code, problem.message] -= 1
            if before[problem.code, problem.message] < 0:
                broken.append(problem)
        return tuple(broken)


def _read(opened: Opened, source: Source, as_of: date | None, today: date) -> reading.Reading:
    return reading.read_organisation(source, library=opened.library, as_of=as_of, today=today)
