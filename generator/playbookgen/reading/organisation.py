"""One source to one organisation: all files, all problems, in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from playbookgen.model.library import Library
from playbookgen.model.organisation import LogoNameType, Site
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.problem import Place, Problem
from playbookgen.model.values import IdType
from playbookgen.model.workspace import Source, SourceFile
from playbookgen.reading.appearance import check_colour, own_logo
from playbookgen.reading.dates import check_dates, effective_as_of
from playbookgen.reading.encoding import decode
from playbookgen.reading.keys import mend_keys
from playbookgen.reading.nodes import Node, find, values
from playbookgen.reading.own_library import own_library
from playbookgen.reading.places import Places
from playbookgen.reading.promises import check_own_entries
from playbookgen.reading.references import check_references
from playbookgen.reading.report import Report, safe, shown_value
from playbookgen.reading.rule_settings import check_rule_settings
from playbookgen.reading.shares import check_shares
from playbookgen.reading.tree import read_tree
from playbookgen.reading.validation import validate


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one source.

    `organisation` is ``None`` when any problem is an error; `as_of` is the day its dates were
    checked against and its judgements are made for. `library` is the product's with the organisation's
    own texts over it, `logo` its picture; `places` knows where everything stands.
    """

    source: Source
    organisation: Organisation | None
    as_of: date
    problems: tuple[Problem, ...]
    library: Library
    logo: SourceFile | None = None
    places: Places | None = None

    @property
    def tree(self) -> dict[str, Any]:
        """What its files say, as maps, lists and texts as typed; keys under which nothing stands are left out."""
        said = values(self.places.root) if self.places else {}
        return said if isinstance(said, dict) else {}

    def locate(self, path: tuple[str | int, ...]) -> Place | None:
        """The place of what `path` leads to, or of the longest part of the path that stands in the file; nothing where no file could be read."""
        return self.places.locate(path) if self.places else None

    def value_place(self, path: tuple[str | int, ...]) -> Place | None:
        """The place of the value at the end of `path`, where problems of the value itself are reported."""
        return find(self.places.root, path).node.place if self.places else None

    def line(self, place: Place | None) -> str | None:
        """The source line of `place`, as a snippet shows it."""
        return self.places.line(place) if self.places and place else None


def read_organisation(source: Source, *, library: Library, as_of: date | None, today: date) -> Reading:
    """Read and check one organisation.

    Args:
        source: its bytes, as `discover` found them.
        library: what the product knows; references may name its ids.
        as_of: the day given by the caller; else ``site.as_of`` of the file holds, else `today`.
        today: the calendar's day.
    """
    report = Report()
    for problem in source.problems:
        report.take(problem)
    root = _root(source, report)
    day = effective_as_of(root, as_of, today)
    organisation = logo = None
    if root is not None:
        _check_id(source, root, report)
        check_colour(root.child("site"), report)
        logo = _logo(source, root, report)
        visits = mend_keys(Organisation, root, report)
        organisation = validate(Organisation, root, report)
        if root.whole:
            check_references(visits, library, report)
        check_own_entries(root, library, report)
        check_rule_settings(root.child("rules"), report)
        check_dates(visits, day, report)
        check_shares(root, report)
    own = own_library(source, library, organisation.site if organisation else _site(root), report)
    if report.has_errors:
        organisation = None
    places = Places(root, report) if root is not None else None
    return Reading(source, organisation, day, report.problems(), own, logo, places)


def _site(root: Node | None) -> Site:
    """The site of an organisation that has errors elsewhere; the defaults when they are here."""
    told = root.child("site") if root else None
    try:
        return Site.model_validate(values(told) if told else {})
    except ValidationError:
        return Site()


def _logo(source: Source, root: Node, report: Report) -> SourceFile | None:
    """The picture of ``site.logo``; a name that cannot be one is reported by the model."""
    named = root.below("site", "logo")
    try:
        name = LogoNameType().check(named.text if named else None)
    except PydanticCustomError:
        return None
    return own_logo(source, name, named.place, report) if named else None


def _root(source: Source, report: Report) -> Node | None:
    """The tree of all files together; not `whole` when a file could not be read."""
    whole = not any(problem.severity == "error" for problem in source.problems)
    root: Node | None = None
    for file in source.files:
        text = decode(file, report)
        tree = read_tree(text, file.shown, report) if text is not None else None
        if tree is None:
            whole = False
        elif not isinstance(tree.content, dict):
            message = f"the file holds {_kind(tree)}, a map of keys is expected"
            report.add("E113", message, Place(file.shown, tree.place.line, tree.place.column), help="begin with schema_version: 1 and organisation:")
            whole = False
        elif root is None:
            root = tree
        else:
            _merge(root, tree, report)
    if root is not None:
        root.whole = root.whole and whole
    return root


def _kind(tree: Node) -> str:
    if isinstance(tree.content, list):
        return "a list"
    return f"the text {shown_value(tree.content)}"


def _merge(root: Node, tree: Node, report: Report) -> None:
    root.whole = root.whole and tree.whole
    for name, entry in tree.entries.items():
        if name in root.entries:
            first = root.entries[name].key
            message = f"the key “{safe(name, 60)}” stands in two files, first in {first.path}, line {first.line}"
            report.add("E110", message, entry.key, help="keep it in one of the two", related=first)
        else:
            root.entries[name] = entry


def _check_id(source: Source, root: Node, report: Report) -> None:
    node = root.below("organisation", "id")
    if node is None or node.text is None or node.text == source.id:
        return
    try:
        IdType().check(node.text)
        IdType().check(source.id)
    except PydanticCustomError:  # an id that cannot be one is reported elsewhere
        return
    message = f"the file is called {safe(source.id, 60)}, its organisation {safe(node.text, 60)}"
    report.add("E109", message, node.place, help=f"write id: {source.id}, or rename the file to {node.text}.yml", suggestion=source.id)
