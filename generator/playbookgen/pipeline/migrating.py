"""The line of a migration: read, bring the text to the current version, read the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from playbookgen import editing, reading
from playbookgen.model.failure import Uneditable
from playbookgen.model.migration import Migrated, Migration
from playbookgen.model.playbook_file import SCHEMA_VERSION
from playbookgen.model.problem import Place, Problem
from playbookgen.model.workspace import Source, SourceFile, Workspace
from playbookgen.pipeline.asked import asked
from playbookgen.pipeline.imports import Target
from playbookgen.pipeline.opened import Opened

_SETTINGS = "site_config.yml"
#: A file of settings without a number is of the first version.
_SETTINGS_WITHOUT = 1


def migrate(root: Path, organisations: Sequence[str] = (), *, today: date) -> tuple[Migrated, ...]:
    """What would change to bring organisations to the current version of the format, and the settings when all are meant. Writes nothing.

    Args:
        root: the workspace.
        organisations: ids; all when empty.
        today: the calendar's day.

    Raises:
        WorkspaceMissing: there is no workspace, or nothing in it.
        Usage: an organisation that is not there.
    """
    line = _Line(root, reading.discover(root), today)
    found = [line.organisation(source) for source in asked(line.workspace, organisations)]
    settings = None if organisations else reading.read_settings(root)
    if settings is not None:
        found.append(_settings(settings, line.workspace.problems))
    return tuple(found)


@dataclass(frozen=True)
class _Line:
    """The organisations of one workspace; what is current is looked at and not read."""

    root: Path
    workspace: Workspace
    today: date

    @cached_property
    def opened(self) -> Opened:
        return Opened.at(self.root)

    def organisation(self, source: Source) -> Migrated:
        texts: dict[str, str] = {}
        version = None
        try:
            texts = {file.shown: file.content.decode("utf-8") for file in source.files}
            version = None if source.problems or not texts else editing.version_of(texts)
            if version == SCHEMA_VERSION:
                return Migrated(source.id, Migration(version, version))
        except (Uneditable, UnicodeDecodeError):
            pass  # reading says where and why
        target = Target.of(self.opened, source.id, None, self.today)
        unread = tuple(each for each in target.found.problems if each.severity == "error" and each.code.startswith("E1"))
        if unread:
            return Migrated(source.id, problems=unread)
        if version is None or version > SCHEMA_VERSION:
            return Migrated(source.id, problems=_about_the_version(target.found.problems, target.found.value_place((editing.VERSION_KEY,))))
        return self._stepped(target, texts)

    def _stepped(self, target: Target, texts: Mapping[str, str]) -> Migrated:
        try:
            migration = editing.migrate(texts)
        except Uneditable as failure:
            return Migrated(target.source.id, problems=(_unwritable(failure, target.source.files[0].shown),))
        again = target.read_changed(migration.files)
        return Migrated(target.source.id, migration, broken=target.new_problems(again))


def _settings(file: SourceFile | Problem, problems: Sequence[Problem]) -> Migrated:
    unread = tuple(problem for problem in problems if problem.code.startswith("E1") and problem.severity == "error" and _is_about(problem))
    if isinstance(file, Problem) or unread:
        return Migrated(_SETTINGS, problems=unread or ((file,) if isinstance(file, Problem) else ()))
    texts = {file.shown: file.content.decode("utf-8")}
    try:
        version = editing.version_of(texts, _SETTINGS_WITHOUT)
        if version is None or version > SCHEMA_VERSION:
            return Migrated(_SETTINGS, problems=tuple(problem for problem in problems if _is_about(problem) and problem.code.startswith("E2")))
        return Migrated(_SETTINGS, editing.migrate(texts, editing.SETTINGS_STEPS, without=_SETTINGS_WITHOUT))
    except Uneditable as failure:
        return Migrated(_SETTINGS, problems=(_unwritable(failure, file.shown),))


def _is_about(problem: Problem) -> bool:
    return problem.place is not None and problem.place.path == _SETTINGS


def _about_the_version(problems: Sequence[Problem], place: Place | None) -> tuple[Problem, ...]:
    """The errors in the line of the key; there is always one to tell."""
    found = tuple(each for each in problems if place and each.place and (each.place.path, each.place.line) == (place.path, place.line))
    return found or (
        Problem("E214", f"{editing.VERSION_KEY} is no number of a version", place, help=f"write {editing.VERSION_KEY}: {SCHEMA_VERSION}"),
    )


def _unwritable(failure: Uneditable, shown: str) -> Problem:
    return Problem("E103", failure.message, Place(shown), help=failure.help)
