"""The theme's own files stand once on the disk, however many sites there are: each site has them under a second name.

Only files of the theme: what an organisation tells, its logo and its pages are never linked between sites.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final

from playbookgen.building import files
from playbookgen.building.ledger import WORKROOM

#: Where it stands in our own room.
FOLDER: Final = "theme"
#: Folders of a site, at its root or a language's, that hold nothing but the theme's files.
_OF_THE_THEME: Final = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")


def share(site: Path, listed: Mapping[str, str], output: Path) -> None:
    """Let the theme's files in a staged site be those of the pool; the first site that has one gives it.

    Args:
        site: the staged site, complete.
        listed: its files with their SHA-256.
        output: the output folder.

    Raises:
        OSError: the disk refuses, for another reason than having no links; the site is complete in any case.
    """
    pool = output / WORKROOM / FOLDER
    for path, sha in listed.items():
        if not _is_of_the_theme(path):
            continue
        files.make_folder(pool)
        pooled, own = pool / sha, site / path
        if _digest(pooled) == sha:
            _replace_by_link(pooled, own)
        else:
            files.remove_tree(pooled)
            with suppress(files.LinkUnavailable):
                files.link_only(own, pooled)


def numbers(output: Path) -> frozenset[int]:
    """The numbers of the files in the pool that hold what their name says."""
    pool = output / WORKROOM / FOLDER
    try:
        with os.scandir(pool) as entries:
            found = [(entry, entry.stat(follow_symlinks=False)) for entry in entries]
        return frozenset(
            status.st_ino for entry, status in found if _digest_then(entry.path, status.st_ino, status.st_size, status.st_mtime_ns) == entry.name
        )
    except OSError:
        return frozenset()


def sweep(output: Path) -> None:
    """Remove from the pool what no site uses any more."""
    pool = output / WORKROOM / FOLDER
    with suppress(FileNotFoundError), os.scandir(pool) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) or entry.stat(follow_symlinks=False).st_nlink == 1:
                files.remove_tree(Path(entry.path))


def _is_of_the_theme(path: str) -> bool:
    """At the root of the site or of a language, and nowhere deeper."""
    before, folder, _ = path.partition("assets/")
    return bool(folder) and before.count("/") <= 1 and path[len(before) :].startswith(_OF_THE_THEME)


def _replace_by_link(pooled: Path, own: Path) -> None:
    if own.samefile(pooled):
        return  # a name is not renamed to another of the same file: both would stay
    beside = own.with_name(f"{own.name}.{os.getpid()}")
    with suppress(files.LinkUnavailable):
        files.link_only(pooled, beside)
        files.rename(beside, own)


@lru_cache(maxsize=1024)
def _digest_then(path: str, number: int, size: int, changed: int) -> str:
    """The digest of a file, read once a run for each state the system tells of."""
    return _digest(Path(path))


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(files.read(path)).hexdigest()
    except OSError:
        return ""
