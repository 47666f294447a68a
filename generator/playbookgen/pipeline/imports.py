"""The line of an import: read the files, judge what they come to, edit the YAML's text, read the result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from playbookgen import editing, reading
from playbookgen.judging import merge_answers
from playbookgen.model.answers import MOST_FILES
from playbookgen.model.edit import Edit, EditedFile
from playbookgen.model.failure import Usage
from playbookgen.model.imported import ImportedAnswers
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
        texts = {file.shown: file.content.decode("utf-8") for file in self.source.files}
        changed = editing.edit_files(texts, edits)
        now = {file.shown: file.after.encode("utf-8") for file in changed}
        files = tuple(SourceFile(file.shown, now.get(file.shown, file.content)) for file in self.source.files)
        again = _read(self.opened, replace(self.source, files=files), self.as_of, self.today)
        before = Counter((problem.code, problem.message) for problem in self.found.problems)
        broken: list[Problem] = []
        for problem in again.problems:
            before[problem.code, problem.message] -= 1
            if before[problem.code, problem.message] < 0:
                broken.append(problem)
        return changed, tuple(broken)


def _read(opened: Opened, source: Source, as_of: date | None, today: date) -> reading.Reading:
    return reading.read_organisation(source, library=opened.library, as_of=as_of, today=today)
