"""What the history of a workspace says of each organisation: on which days its files changed, and what they held before.

An organisation's days are cut off after the newest few. Names of blobs only: `versions` gets their bytes, and what they mean is for the
reader proper. A build that finds nothing to do asks here too, so next to nothing is imported.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from playbookgen.model.failure import LimitReached, NoHistory
from playbookgen.reading.history import Repository
from playbookgen.reading.leftovers import is_leftover

#: Days of change of one organisation that are looked at.
DAYS: Final = 5
#: Commits that are looked at.
_MOST: Final = 20_000
_FOLDER: Final = "playbook"
_ENDINGS: Final = (".yml", ".yaml")

#: Path in the workspace → name of its blob.
Files = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DayOfChange:
    """A day on which something was changed, and the organisation's files as they were before it."""

    day: date
    before: Files


@dataclass(frozen=True, slots=True)
class Told:
    """What the history says of one organisation: its files in HEAD, and its newest days of change, newest first."""

    now: Files
    days: tuple[DayOfChange, ...]

    @property
    def digest(self) -> str:
        """SHA-256 over all of it."""
        said = repr((sorted(self.now.items()), [(each.day.isoformat(), sorted(each.before.items())) for each in self.days]))
        return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()


@dataclass(frozen=True, slots=True)
class Past:
    """The history of a workspace; `organisations` are those it knows. Nothing where there is no history."""

    repository: Repository | None = None
    organisations: Mapping[str, Told] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Path) -> Past:
        """What git knows of the workspace at `root`: one look for all organisations. Nothing without git, or where it fails."""
        try:
            repository = Repository.around(root)
            commits = repository.log(_FOLDER, _MOST)
            # Where a history was cut off, everything looks new in its first commit: that is no change.
            is_cut = any(commit.is_first for commit in commits) and repository.is_shallow
        except (NoHistory, LimitReached):
            return cls()
        days: dict[str, list[tuple[date, dict[str, str]]]] = {}
        now: dict[str, dict[str, str]] = {}
        for commit in commits:
            for file in commit.files:
                path = file.path.removeprefix(repository.folder)
                name = _organisation(path)
                if name is None:
                    continue
                now.setdefault(name, {}).setdefault(path, file.after)
                if commit.is_first and is_cut:
                    continue
                told = days.setdefault(name, [])
                # Clocks differ, and commits are moved about: an older commit is of no later day.
                if not told or commit.day < told[-1][0]:
                    told.append((commit.day, {}))
                told[-1][1][path] = file.before
        return cls(repository, {name: _told(now[name], found[:DAYS]) for name, found in sorted(days.items())})

    def digest(self, organisation: str) -> str:
        """A text that changes when what is known of an organisation does; empty when nothing is."""
        told = self.organisations.get(organisation)
        return told.digest if told else ""


def _told(now: Mapping[str, str], days: list[tuple[date, dict[str, str]]]) -> Told:
    files = {path: blob for path, blob in now.items() if blob}
    head, found = files, []
    for day, before in days:
        files = {path: blob for path, blob in {**files, **before}.items() if blob}
        found.append(DayOfChange(day, files))
    return Told(head, tuple(found))


def _organisation(path: str) -> str | None:
    """The name of the organisation that a YAML file of the workspace tells about."""
    top, *parts = path.split("/")
    if top != _FOLDER or not parts or not path.lower().endswith(_ENDINGS) or any(map(is_leftover, parts)):
        return None
    return parts[0] if len(parts) > 1 else parts[0].rpartition(".")[0]
