"""`build.json`: what was built last, written when everything else is done."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal, get_args

from playbookgen.building import files
from playbookgen.model.failure import OutputUnusable

NAME: Final = "build.json"
#: The folder of ours inside the output folder: the lock, staged sites, old sites on their way out.
WORKROOM: Final = ".playbookgen"
_MADE_BY: Final = "playbookgen"

Status = Literal["built", "unchanged", "failed", "kept"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One edition.

    Args:
        edition: short name, ``lumivakka/fi``; the organisation stands before the stroke.
        status: ``built``, ``unchanged`` (the published one is still right), ``failed`` (nothing is
            published), ``kept`` (failed, the last good one stays published).
        digest: SHA-256 over the manifest of the published edition; empty when nothing is published.
        pages: number of pages.
        seconds: how long it took to build.
        inputs: SHA-256 of everything the edition was made from; empty when not known.
    """

    edition: str
    status: Status
    digest: str = ""
    pages: int = 0
    seconds: float = 0.0
    inputs: str = ""

    @property
    def organisation(self) -> str:
        """The organisation's id."""
        return self.edition.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Shard:
    """Which part of a workspace a run was about, so that all parts can be put together again.

    Args:
        part, parts: the I and the N of ``--shard I/N``.
        own: ids of the organisations of this part, built or not.
        workspace: ids of all organisations of the workspace.
    """

    part: int
    parts: int
    own: tuple[str, ...]
    workspace: tuple[str, ...]

    @property
    def name(self) -> str:
        """``1/4``."""
        return f"{self.part}/{self.parts}"


@dataclass(frozen=True, slots=True)
class Ledger:
    """A whole run: as-of date, version of the tool, one entry an edition; `shard` where it was about a part of the workspace."""

    as_of: date
    version: str
    editions: tuple[Entry, ...] = ()
    shard: Shard | None = None

    def published(self) -> frozenset[str]:
        """Organisations with at least one edition published."""
        return frozenset(entry.organisation for entry in self.editions if entry.digest)

    def find(self, edition: str) -> Entry | None:
        """The entry of an edition."""
        return next((entry for entry in self.editions if entry.edition == edition), None)


def read_ledger(output: Path) -> Ledger | None:
    """The ledger of an output folder, or None when there is none.

    Raises:
        OutputUnusable: there is a `build.json` that is not a ledger of ours.
    """
    path = output / NAME
    try:
        content = files.read(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputUnusable(f"{path} cannot be read: {error.strerror}", "make the output folder readable, or choose another one") from error
    try:
        return _ledger(json.loads(content))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise OutputUnusable(f"{path} is not a ledger of playbookgen", "move that file away, or choose another output folder") from error


def write_ledger(output: Path, ledger: Ledger, *, lasting: bool = True) -> None:
    """Write `build.json` in one step: a reader sees the old one or the new one; `lasting` if it has to be there after the power failed.

    Raises:
        OutputUnusable: the disk refuses; the old ledger stands.
    """
    content = {
        "made_by": _MADE_BY,
        "version": ledger.version,
        "as_of": ledger.as_of.isoformat(),
        **({"shard": asdict(ledger.shard)} if ledger.shard else {}),
        "editions": [asdict(entry) for entry in sorted(ledger.editions, key=lambda entry: entry.edition)],
    }
    room = output / WORKROOM
    temporary = room / f"{NAME}.{os.getpid()}"
    try:
        files.make_folder(room)
        files.remove_tree(temporary)
        (files.write_new if lasting else files.write_quickly)(temporary, (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode())
        files.rename(temporary, output / NAME)
        if lasting:
            files.sync_folder(output)
    except OSError as error:
        raise OutputUnusable(f"{output / NAME} cannot be written: {error.strerror}", "free some space, or make the folder writable") from error


def _ledger(content: Any) -> Ledger:
    if not isinstance(content, Mapping) or content.get("made_by") != _MADE_BY:
        raise ValueError("not ours")
    entries = tuple(_entry(entry) for entry in content["editions"])
    return Ledger(date.fromisoformat(content["as_of"]), str(content["version"]), entries, _shard(content.get("shard")))


def _shard(content: Mapping[str, Any] | None) -> Shard | None:
    if content is None:
        return None
    return Shard(int(content["part"]), int(content["parts"]), tuple(map(str, content["own"])), tuple(map(str, content["workspace"])))


def _entry(content: Mapping[str, Any]) -> Entry:
    if content["status"] not in get_args(Status):
        raise ValueError("unknown status")
    return Entry(
        edition=str(content["edition"]),
        status=content["status"],
        digest=str(content["digest"]),
        pages=int(content["pages"]),
        seconds=float(content["seconds"]),
        inputs=str(content.get("inputs", "")),
    )
