"""What a version-control history says of a workspace, and what a continuous integration makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

#: Modes of git for what is no file with bytes of its own: a symbolic link, another repository.
LINK: Final = "120000"
SUBMODULE: Final = "160000"
#: In place of a mode where there is nothing.
ABSENT: Final = "000000"


@dataclass(frozen=True, slots=True)
class Change:
    """A path that two commits do not hold alike.

    Args:
        path: from the root of the repository, with forward slashes; bytes that are no UTF-8 as lone surrogates.
        before: its mode in the older commit, `ABSENT` where it was not there.
        after: its mode in the newer one.
    """

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Span:
    """What lies between two commits.

    Args:
        since: the commit that is compared with: the last one both histories share. Empty where there is nothing to compare with.
        head: the commit that is looked at.
        folder: of the workspace in its repository, ``""`` or ending in a stroke.
        changes: by path.
        is_detached: whether no branch is checked out.
    """

    since: str
    head: str
    folder: str
    changes: tuple[Change, ...]
    is_detached: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a commit did to one file.

    Args:
        path: from the root of the repository.
        before: name of the blob that was there; empty where there was no file.
        after: name of the blob that is there since.
    """

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit, as far as it touched what was asked about.

    Args:
        day: of its committer, in the time zone of the commit.
        files: what it did.
        is_first: it has no parent: the history begins here, or was cut off here.
    """

    day: date
    files: tuple[Recorded, ...]
    is_first: bool


@dataclass(frozen=True, slots=True)
class Shard:
    """The organisations of one job, in the order of ids."""

    name: str
    organisations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CiPlan:
    """What has to be built after a change.

    Args:
        since: the commit that was compared with; empty where there was none, so that everything counts as new.
        head: the commit that was looked at.
        organisations: to be built, in the order of ids; the value is the size of their files in bytes.
        deleted: organisations that are gone.
        unusable: names in ``playbook/`` that no organisation can have: `check` says what to do, nothing can be built.
        because: files that all sites depend on and that changed; then `organisations` are all.
        there_are: the number of organisations in the workspace.
        shards: the organisations, shared out evenly.
    """

    since: str
    head: str
    organisations: Mapping[str, int]
    deleted: tuple[str, ...]
    unusable: tuple[str, ...]
    because: tuple[str, ...]
    there_are: int
    shards: tuple[Shard, ...] = ()
