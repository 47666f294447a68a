"""Files of answers from the disk: JSON to the letter, checked against the organisation they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from playbookgen.model.answers import DEEPEST_ANSWERS, LARGEST_ANSWERS, Answers
from playbookgen.model.imported import AnswersFile
from playbookgen.model.library import Library
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.problem import Place, Problem
from playbookgen.reading.dates import check_dates
from playbookgen.reading.disk import read_regular
from playbookgen.reading.encoding import decode
from playbookgen.reading.guesses import enumerated, nearest
from playbookgen.reading.json_tree import read_json
from playbookgen.reading.keys import mend_keys
from playbookgen.reading.nodes import Node
from playbookgen.reading.report import Report, safe, shown_value
from playbookgen.reading.validation import validate

_AGAIN: Final = "a file of answers comes from the site: download it again, and leave it as it is"


@dataclass(frozen=True)
class AnswersDraft:
    """A file as it was read; `root` is its tree, where one can be made of it."""

    shown: str
    root: Node | None
    report: Report

    @property
    def organisation(self) -> str | None:
        """The organisation it says it is about."""
        node = self.root.child("organisation") if self.root else None
        return node.text if node else None

    @property
    def place(self) -> Place:
        """Where it says so; else its first line."""
        node = self.root.child("organisation") if self.root else None
        return node.place if node else Place(self.shown)


def draft_answers(path: str) -> AnswersDraft:
    """Read one file.

    Args:
        path: as it was typed; messages name it so.
    """
    report = Report()
    shown = safe(path)
    file = read_regular(Path(path), shown, LARGEST_ANSWERS)
    if isinstance(file, Problem):
        report.take(replace(file, help={"E101": "check its name and permissions", "E104": _AGAIN}.get(file.code, file.help)))
        return AnswersDraft(shown, None, report)
    text = decode(file, report)
    root = read_json(text, shown, report, deepest=DEEPEST_ANSWERS) if text is not None else None
    if root is not None and not isinstance(root.content, dict):
        report.add("E502", "the file holds no answers: a map in { } is expected", root.place, help=_AGAIN)
        root = None
    return AnswersDraft(shown, root, report)


def same_organisation(drafts: Sequence[AnswersDraft], known: Sequence[str]) -> str | None:
    """The organisation all files are about; their reports say which of them are not, and why there is none."""
    named = [draft.organisation for draft in drafts if draft.organisation in known]
    first = named[0] if named else None
    for draft in drafts:
        told = draft.organisation
        if told is None:
            if first is None and draft.root is not None:
                draft.report.add("E502", "the file does not say which organisation it is about", draft.place, help=_AGAIN)
            continue
        if told == first:
            continue
        if told in known:
            message = f"the file is about {told}, another one of this run about {first}"
            help = "import the answers of each organisation in a run of their own"
        else:
            near = nearest(safe(told, 60), list(known), 1)
            message = f"the file is about {shown_value(told)}, which this workspace does not have"
            help = f"did you mean “{near[0]}”?" if near else f"organisations here: {enumerated(list(known))}; choose another workspace with -C"
        draft.report.add("E502", message, draft.place, help=help)
    return first


def check_answers(
    drafts: Sequence[AnswersDraft], told: Organisation, library: Library, *, as_of: date, today: date
) -> tuple[tuple[AnswersFile, ...], tuple[Problem, ...]]:
    """The valid files, and every problem of all of them.

    Args:
        drafts: what `draft_answers` has read.
        told: the organisation they are about.
        library: its library; items of the checklist may come from it.
        as_of: the day its dates are checked against; nothing has happened after it.
        today: the calendar's day; no file was made after it.
    """
    valid: list[AnswersFile] = []
    for draft in drafts:
        answers = _checked(draft, told, library, as_of=as_of, today=today) if draft.root is not None else None
        if answers is not None and not draft.report.has_errors:
            valid.append(AnswersFile(draft.shown, answers))
    return tuple(valid), problems_of(drafts)


def problems_of(drafts: Sequence[AnswersDraft]) -> tuple[Problem, ...]:
    """The problems of all files, in the order of files and lines."""
    return tuple(problem for draft in drafts for problem in draft.report.problems())


def _checked(draft: AnswersDraft, told: Organisation, library: Library, *, as_of: date, today: date) -> Answers | None:
    root, report = draft.root, draft.report
    if root is None:
        return None
    kind = root.child("playbookgen")
    if kind is None or kind.text != "answers":
        place = kind.place if kind else Place(draft.shown)
        report.add("E502", "this is no file of answers: it does not say “playbookgen”: “answers”", place, help=_AGAIN)
        return None
    visits = mend_keys(Answers, root, report)
    answers = validate(Answers, root, report)
    check_dates(visits, min(as_of, today), report)
    _check_items(root, told, library, report)
    return answers


def _check_items(root: Node, told: Organisation, library: Library, report: Report) -> None:
    """Every item that was done is one of the organisation's or of the library's, and applies."""
    own = {entry.item: entry for entry in told.leadership_checklist}
    known = [*own, *(act.id for act in library.leadership.acts if act.id not in own)]
    done = root.child("done")
    for entry in done.items if done else []:
        item = entry.child("item")
        if item is None or item.text is None or report.is_full:
            continue
        if item.text not in known:
            near = nearest(safe(item.text, 60), known, 1)
            help = f"did you mean “{near[0]}”? The site may be older than the YAML" if near else f"known here: {enumerated(known, 12)}"
            report.add("E301", f"{shown_value(item.text)} is no item of the leadership checklist", item.place, help=help)
        elif item.text in own and own[item.text].not_applicable is not None:
            help = "delete not_applicable from the YAML, or leave this file out"
            report.add("E502", f"{item.text} does not apply here, says the checklist", item.place, help=help)
