"""What the sites of a workspace are made of, as digests of bytes: without understanding any of it, and with next to no import.

Whether anything changed can be told from this alone; what it says is read only when something did.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playbookgen.reading.leftovers import is_leftover

_ENDINGS: Final = (".yml", ".yaml")
_CONFIGURATIONS: Final = ("site_config.yml", "site_config.yaml")
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


@dataclass(frozen=True, slots=True)
class Footprint:
    """A workspace in digests.

    Args:
        templates: SHA-256 over the packaged templates and the workspace's own.
        settings: SHA-256 over `site_config.yml`.
        organisations: by id, in the order of ids: each file it is made of, by its path in the workspace, with its SHA-256.
    """

    templates: str
    settings: str
    organisations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def footprint(root: Path, packaged: Path) -> Footprint:
    """The footprint of the workspace at `root`; `packaged` is the folder of templates that came with the product.

    What cannot be read has a digest too, one that no content has: the reader proper says what is wrong with it.
    """
    own = {} if _same_folder(root / "templates", packaged) else dict(_below(root / "templates", "templates"))
    templates = _total({**dict(_below(packaged, "templates")), **own})
    settings = _total({name: _digest(root / name) for name in _CONFIGURATIONS if os.path.lexists(root / name)})
    return Footprint(templates, settings, dict(sorted(_organisations(root / "playbook").items())))


def _organisations(folder: Path) -> dict[str, dict[str, str]]:
    """Files by organisation. Names that differ by capitals only stand together: together they are a problem."""
    found: dict[str, dict[str, str]] = {}
    first: dict[str, str] = {}
    for entry in _entries(folder):
        shown = f"playbook/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            id, files = entry.name, dict(_below(Path(entry.path), shown))
        elif entry.name.lower().endswith(_ENDINGS) or not entry.is_file(follow_symlinks=False):
            id, files = Path(entry.name).stem, {shown: _digest(Path(entry.path))}
        else:
            continue
        found.setdefault(first.setdefault(id.casefold(), id), {}).update(files)
    return found


def _below(folder: Path, shown: str) -> Iterator[tuple[str, str]]:
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _below(Path(entry.path), f"{shown}/{entry.name}")
        else:
            yield f"{shown}/{entry.name}", _digest(Path(entry.path))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted((entry for entry in entries if not is_leftover(entry.name)), key=lambda entry: entry.name)
    except OSError:
        return []


def _digest(path: Path) -> str:
    try:
        descriptor = os.open(path, _FLAGS)
    except OSError as error:
        return f"unreadable {error.errno}"
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return f"kind {stat.S_IFMT(status.st_mode):o}"
        with open(descriptor, "rb", closefd=False, buffering=0) as file:
            return hashlib.sha256(file.read()).hexdigest()
    except OSError as error:
        return f"unreadable {error.errno}"
    finally:
        os.close(descriptor)


def _same_folder(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _total(files: Mapping[str, str]) -> str:
    return hashlib.sha256("".join(f"{path}\0{digest}\n" for path, digest in sorted(files.items())).encode("utf-8", "surrogateescape")).hexdigest()
