"""From a staged site to the published one: a reader sees the old site or the new one, never a mixture.

A site is staged on the same file system, checked, written down to the disk and then exchanged with the
published one in a single step. Where the system cannot exchange, the old site is renamed aside first;
`sweep` puts it back if the run was killed in between.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from playbookgen.building import files, manifest, memory, theme_pool
from playbookgen.building.ledger import NAME as LEDGER
from playbookgen.building.ledger import WORKROOM, Entry, Ledger, Shard, Status, read_ledger, write_ledger
from playbookgen.building.lock import workspace_lock
from playbookgen.model.failure import OutputUnusable

__all__ = [
    "Entry",
    "Ledger",
    "Shard",
    "Status",
    "assemble",
    "bring",
    "check_output",
    "discard",
    "publish",
    "read_ledger",
    "stage",
    "sweep",
    "take_over",
    "withdraw",
    "workspace_lock",
    "write_ledger",
]

_STAGING: Final = "staging"
_REPLACED: Final = "replaced"
_WITHDRAWN: Final = "withdrawn"
#: Folders of our own room. What else stands at their names would lead our writing and removing elsewhere.
_ROOMS: Final = (memory.FOLDER, theme_pool.FOLDER, _STAGING, _REPLACED, _WITHDRAWN)
_ORGANISATION: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
_NOT_AN_OUTPUT: Final = ("playbook", "templates", ".git")


def check_output(output: Path, workspace: Path) -> Path:
    """The output folder as an absolute path, made if need be.

    Raises:
        OutputUnusable: it is a file, cannot be written, holds another tool's `build.json`, or is a place
            where sites would stand among what they are made of.
    """
    with _writing(output):
        return _usable(output, output.resolve(), workspace.resolve())


def _usable(output: Path, place: Path, home: Path) -> Path:
    help_ = "choose a folder of its own, such as site"
    if home.is_relative_to(place):
        raise OutputUnusable(f"the output folder {output} is the workspace itself, or above it", help_)
    for name in _NOT_AN_OUTPUT:
        if place.is_relative_to(home / name):
            raise OutputUnusable(f"the output folder {output} is inside {name}/", help_)
    if place.exists() and not place.is_dir():
        raise OutputUnusable(f"the output {output} is a file, not a folder", help_)
    if (place / WORKROOM).is_symlink():
        raise OutputUnusable(f"{output / WORKROOM} is a link", "remove it; playbookgen keeps its own files there")
    files.make_folder(place / WORKROOM)
    for name in _ROOMS:
        _be_a_folder(place / WORKROOM / name)
    if not os.access(place, os.W_OK | os.X_OK):
        raise OutputUnusable(f"the output folder {output} is not writable", "change its permissions, or choose another folder")
    read_ledger(place)
    return place


def stage(output: Path, organisation: str) -> Path:
    """An empty folder for the staged site of an organisation, on the file system of the output folder.

    Raises:
        OutputUnusable: the disk refuses.
    """
    folder = output / WORKROOM / _STAGING / f"{_checked(organisation)}.{os.getpid()}"
    with _writing(output):
        files.remove_tree(folder)
        files.make_folder(folder)
    return folder


def assemble(editions: Mapping[str, Path], site: Path) -> None:
    """Put the built editions of an organisation together to one site.

    Args:
        editions: each edition's built folder by its prefix; the default language's prefix is empty.
        site: where the whole goes; must not exist yet. All on one file system.

    Raises:
        OutputUnusable: the disk refuses, or the default language has a page at another language's address.
    """
    with _writing(site.parent):
        for prefix, built in sorted(editions.items()):
            files.rename(built, site / prefix.strip("/") if prefix else site)


def take_over(output: Path, organisation: str, prefix: str, prefixes: Collection[str], edition: Path) -> None:
    """Put the published files of one edition into a staged one, for an edition that would come out the same.

    Args:
        output: the output folder.
        organisation: the organisation's id; its published site has just been verified.
        prefix: where the edition stands in it.
        prefixes: where all its editions stand.
        edition: the staged edition; must not exist yet.

    Raises:
        OutputUnusable: the disk refuses.
    """
    published = output / _checked(organisation)
    others = tuple(other for other in prefixes if other.startswith(prefix) and other != prefix)
    with _writing(output):
        for path in manifest.listed(published):
            if path.startswith(prefix) and not path.startswith(others):
                files.make_folder((edition / path.removeprefix(prefix)).parent)
                files.link(published / path, edition / path.removeprefix(prefix))


def bring(published: Path, listed: Collection[str], site: Path) -> None:
    """Stage the files of a site published elsewhere, under second names where the file system has them.

    Args:
        published: the site; it has just been verified.
        listed: its files.
        site: the staged one; must not exist yet.

    Raises:
        OutputUnusable: the disk refuses.
    """
    with _writing(site):
        for path in listed:
            files.make_folder((site / path).parent)
            files.link(published / path, site / path)


def discard(folder: Path) -> None:
    """Remove a staged site. What cannot be removed now is left to the next `sweep`."""
    with suppress(OSError):
        files.remove_tree(folder)


def publish(staged: Path, output: Path, organisation: str, *, lasting: bool = True) -> bool:
    """Replace the published site of an organisation by the staged one. Call it while holding the lock.

    Args:
        staged: the complete site, below `stage(output, organisation)`; gone afterwards.
        output: the output folder.
        organisation: the organisation's id, the name of the published folder.
        lasting: whether it has to be there after the power failed.

    Returns:
        Whether the published site changed; False when it was byte for byte the same already.

    Raises:
        OutputUnusable: the folder in the way is not ours, or the disk refuses; the old site stands.
    """
    published = output / _checked(organisation)
    try:
        with _writing(output):
            _refuse_foreign(published, organisation, output)
            listed = manifest.listing(staged)
            if _same(published, organisation, listed):
                return False
            theme_pool.share(staged, listed, output)
            (files.write_new if lasting else files.write_quickly)(staged / manifest.NAME, manifest.text(organisation, listed))
            if lasting:
                files.sync_tree(staged)
            _swap(staged, published, output)
            if lasting:
                files.sync_folder(output)
    finally:
        discard(staged)
    return True


def withdraw(output: Path, organisation: str) -> bool:
    """Remove the published site of an organisation that is no longer there. Call it while holding the lock.

    Returns:
        Whether there was a site to remove. A folder the ledger does not list is never touched.

    Raises:
        OutputUnusable: the folder is not the site we published, or the disk refuses.
    """
    published, ledger = output / _checked(organisation), read_ledger(output)
    aside = output / WORKROOM / _WITHDRAWN / f"{organisation}.{os.getpid()}"
    with _writing(output):
        if ledger is None or organisation not in ledger.published() or not (published.exists() or published.is_symlink()):
            return False
        if published.is_symlink() or manifest.belongs_to(published) != organisation:
            raise OutputUnusable(f"{published} is not the site playbookgen published", "look at what is in it and remove it yourself")
        files.make_folder(aside.parent)
        files.remove_tree(aside)
        files.rename(published, aside)
        files.sync_folder(output)
    discard(aside)
    return True


def sweep(output: Path) -> None:
    """Put in order what a killed run left. Call it while holding the lock, before anything else.

    An old site that was renamed aside and has no successor goes back to its place; all else is removed.

    Raises:
        OutputUnusable: the disk refuses.
    """
    room = output / WORKROOM
    with _writing(output):
        for aside in _inside(room / _REPLACED):
            published = output / aside.name.rpartition(".")[0]
            if aside.is_dir() and not published.exists():
                files.rename(aside, published)
                files.sync_folder(output)
            else:
                files.remove_tree(aside)
        for left in (*_inside(room / _STAGING), *_inside(room / _WITHDRAWN), *room.glob(f"{LEDGER}.*")):
            files.remove_tree(left)
        theme_pool.sweep(output)


def _swap(staged: Path, published: Path, output: Path) -> None:
    if not published.exists():
        files.rename(staged, published)
        return
    try:
        files.exchange(staged, published)
    except files.ExchangeUnavailable:
        aside = output / WORKROOM / _REPLACED / f"{published.name}.{os.getpid()}"
        files.make_folder(aside.parent)
        files.remove_tree(aside)
        try:
            files.rename(published, aside)
            files.rename(staged, published)
        except BaseException:
            if aside.exists() and not published.exists():
                files.rename(aside, published)
            raise
        discard(aside)


def _same(published: Path, organisation: str, listed: Mapping[str, str]) -> bool:
    try:
        written = files.read(published / manifest.NAME) == manifest.text(organisation, listed)
        return written and manifest.listing(published) == listed
    except (OSError, ValueError):
        return False


def _refuse_foreign(published: Path, organisation: str, output: Path) -> None:
    if published.is_symlink() or (published.exists() and not published.is_dir()):
        raise OutputUnusable(f"{published} is not a folder", "move it away, or choose another output folder")
    if not published.exists() or not any(published.iterdir()) or manifest.belongs_to(published) == organisation:
        return
    ledger = read_ledger(output)
    if ledger is None or organisation not in ledger.published():
        raise OutputUnusable(f"{published} holds files that playbookgen did not write", "move them away, or choose another output folder")


def _be_a_folder(path: Path) -> None:
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        path.unlink(missing_ok=True)


def _inside(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []


def _checked(organisation: str) -> str:
    if not _ORGANISATION.fullmatch(organisation):
        raise ValueError(f"not an organisation id: {organisation!r}")
    return organisation


@contextmanager
def _writing(place: Path) -> Iterator[None]:
    """Turn a refusal of the disk into a failure that says where and why."""
    try:
        yield
    except (OSError, shutil.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        help_ = "free some space, or make the folder writable; the sites published before are as they were"
        raise OutputUnusable(f"cannot write to {place}: {reason}", help_) from error
