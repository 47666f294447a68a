"""What is remembered of a published site, so that it is not built twice.

One small JSON file an organisation, in the output folder's own room and never among the sites. It holds digests and names,
nothing that could run: an output folder may come from anywhere. Whatever is wrong with it, the worst it can do is a build more.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from playbookgen.building import files, manifest, theme_pool
from playbookgen.building.ledger import WORKROOM
from playbookgen.model.severity import SEVERITIES

if TYPE_CHECKING:
    from playbookgen.model.organisation import Audience
    from playbookgen.model.text import Language

#: Where it stands in our own room.
FOLDER: Final = "cache"
#: Grows when what is written below changes its meaning; a memory in another format is none.
_FORMAT: Final = 1
#: Larger than any that is written, by far.
_LARGEST: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class RememberedEdition:
    """One edition of a published site.

    Args:
        language, audience, prefix: as in `model.result.Edition`.
        pages: number of pages.
        digest: SHA-256 over the listing of its files.
        composed: SHA-256 over all that the engine was given.
    """

    language: Language
    audience: Audience
    prefix: str
    pages: int
    digest: str
    composed: str


@dataclass(frozen=True, slots=True)
class Remembered:
    """The published site of one organisation, and what it was made of.

    Args:
        parts: what the site was made of: what is meant by its name, each with a digest or the value itself.
        as_of: the day its figures are for, ``2026-10-31``.
        name: the organisation's name.
        inputs: the files it told in.
        source: SHA-256 over these.
        findings: how many of each severity.
        editions: in the order of its languages.
        manifest: SHA-256 of the manifest of the published site.
        stamp: what the system says of its files; `stamp` tells how.
    """

    parts: Mapping[str, str]
    as_of: str
    name: str | None
    inputs: tuple[str, ...]
    source: str
    findings: Mapping[str, int]
    editions: tuple[RememberedEdition, ...]
    manifest: str = ""
    stamp: str = ""


@dataclass
class Memory:
    """The memory of an output folder. Nothing here ever raises because of what is, or is not, on the disk.

    `trouble` says what was first found wrong with it; the caller tells people once.
    """

    output: Path
    trouble: str | None = None
    _pool: frozenset[int] | None = None

    @property
    def folder(self) -> Path:
        """Where it stands."""
        return self.output / WORKROOM / FOLDER

    def knows(self, organisation: str) -> bool:
        """Whether there is anything to recall."""
        try:
            return (self.folder / f"{organisation}.json").exists()
        except OSError:
            return False

    def recall(self, organisation: str) -> Remembered | None:
        """What is remembered of an organisation; None when nothing is, or it cannot be trusted."""
        path = self.folder / f"{organisation}.json"
        try:
            return _understood(files.read(path, _LARGEST + 1))
        except FileNotFoundError:
            return None
        except OSError as error:
            self._noted(f"{path} cannot be read: {error.strerror}")
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            self._noted(f"{path} is damaged")
        return None

    def remember(self, organisation: str, remembered: Remembered) -> None:
        """Write down what stands published now: what is remembered, with the state of the files as they are."""
        published = self.output / organisation
        path = self.folder / f"{organisation}.json"
        temporary = path.with_suffix(f".{os.getpid()}")
        try:
            content = asdict(remembered) | {
                "manifest": _digest(published / manifest.NAME),
                "stamp": stamp(published, theme_pool.numbers(self.output)),
            }
            files.make_folder(self.folder)
            temporary.write_bytes(_written(content))
            if path.is_dir() and not path.is_symlink():
                files.remove_tree(path)
            files.rename(temporary, path)
        except (OSError, ValueError) as error:
            self._noted(f"{path} cannot be written: {getattr(error, 'strerror', None) or error}")
            self.forget(organisation)

    def forget(self, organisation: str) -> None:
        """Nothing is remembered of the organisation any more."""
        try:
            files.remove_tree(self.folder / f"{organisation}.json")
        except OSError as error:
            self._noted(f"{self.folder} cannot be changed: {error.strerror}")

    def keep_only(self, organisations: Collection[str]) -> None:
        """Forget all others, and what a killed run left half written. Call it while holding the lock."""
        names = {f"{organisation}.json" for organisation in organisations}
        try:
            for path in self.folder.iterdir():
                if path.name not in names:
                    files.remove_tree(path)
        except FileNotFoundError:
            return
        except OSError as error:
            self._noted(f"{self.folder} cannot be changed: {error.strerror}")

    def stands(self, organisation: str, remembered: Remembered) -> bool:
        """Whether the published site is, to the byte, the one remembered.

        Files the system says nobody touched since are taken as they were; if it cannot say so, each is read again.
        """
        published = self.output / organisation
        try:
            if published.is_symlink() or _digest(published / manifest.NAME) != remembered.manifest:
                return False
            if stamp(published, self._shared()) == remembered.stamp:
                return True
            listed = manifest.listing(published)
            if files.read(published / manifest.NAME) != manifest.text(organisation, listed):
                return False
        except (OSError, ValueError):
            return False
        self.remember(organisation, remembered)
        return True

    def _shared(self) -> frozenset[int]:
        """The theme's files that all sites share, looked at once a run."""
        if self._pool is None:
            self._pool = theme_pool.numbers(self.output)
        return self._pool

    def _noted(self, trouble: str) -> None:
        self.trouble = self.trouble or trouble


def stamp(site: Path, pool: Collection[int] = ()) -> str:
    """What the system knows of the files of a site without reading them, as one SHA-256.

    Size, number and both times of each: a program can set the time of the last change, but not that of the last change of the
    entry itself, and copying makes a new number. Files in `pool` (by number) are shared between sites, and looked after elsewhere:
    their entry changes whenever a site comes or goes.
    """
    total = hashlib.sha256()
    _stamp(os.fspath(site), "", frozenset(pool), total)
    return total.hexdigest()


def _stamp(folder: str, prefix: str, pool: frozenset[int], total: Any) -> None:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            _stamp(entry.path, f"{prefix}{entry.name}/", pool, total)
        else:
            status = entry.stat(follow_symlinks=False)
            changed = 0 if status.st_ino in pool else status.st_ctime_ns
            total.update(
                f"{prefix}{entry.name}\0{status.st_mode}\0{status.st_size}\0{status.st_ino}\0{status.st_mtime_ns}\0{changed}\n".encode(
                    "utf-8", "surrogateescape"
                )
            )


def _written(content: Mapping[str, Any]) -> bytes:
    body = json.dumps(content, sort_keys=True, ensure_ascii=True)
    return json.dumps({"format": _FORMAT, "digest": hashlib.sha256(body.encode()).hexdigest(), "site": body}).encode()


def _understood(content: bytes) -> Remembered | None:
    whole = json.loads(content)
    if whole["format"] != _FORMAT:
        return None
    if hashlib.sha256(whole["site"].encode()).hexdigest() != whole["digest"]:
        raise ValueError("not what was written")
    site = json.loads(whole["site"])
    editions = tuple(RememberedEdition(**one) for one in site["editions"])
    remembered = Remembered(**{**site, "inputs": tuple(site["inputs"]), "editions": editions})
    if not editions or not all(_is_sound(each) for each in editions) or not _is_sound(remembered):
        raise ValueError("not what is written down of a site")
    return remembered


def _is_sound(one: Remembered | RememberedEdition) -> bool:
    """Whether all it holds is of the kind it should be; the digest alone says only that somebody wrote it on purpose."""
    if isinstance(one, RememberedEdition):
        texts = (one.language, one.audience, one.prefix, one.digest, one.composed)
        return type(one.pages) is int and _are_texts(texts) and one.prefix in ("", f"{one.language}/")
    date.fromisoformat(one.as_of)
    whole = isinstance(one.parts, dict) and _are_texts(one.parts.values()) and _are_texts(one.inputs)
    counted = (
        isinstance(one.findings, dict) and one.findings.keys() <= set(SEVERITIES) and all(isinstance(many, int) for many in one.findings.values())
    )
    return whole and counted and _are_texts((one.name or "", one.source, one.manifest, one.stamp))


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _digest(path: Path) -> str:
    return hashlib.sha256(files.read(path)).hexdigest()
