"""The file-system calls of publishing, and nothing else: one place to make each of them fail in a test."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
from pathlib import Path
from typing import Final

_CURRENT_FOLDER: Final = -100  # AT_FDCWD
_EXCHANGE: Final = 2  # RENAME_EXCHANGE
_NOT_HERE: Final = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})

_NO_LINKS: Final = _NOT_HERE | {errno.EPERM, errno.EXDEV, errno.EMLINK, errno.EACCES}


class ExchangeUnavailable(Exception):
    """This system, or this file system, cannot exchange two folders in one step."""


class LinkUnavailable(Exception):
    """This file system has no second names, or no more for this file."""


def read(path: Path, most: int = -1) -> bytes:
    """The content of a regular file; a pipe that somebody put in its place keeps nobody waiting, and a link is not followed.

    Args:
        path: the file.
        most: bytes to read; all if not given.

    Raises:
        OSError: it is something else, or cannot be read.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        return file.read(most)


def make_folder(path: Path) -> None:
    """Make a folder and those above it; one that is there is fine."""
    path.mkdir(parents=True, exist_ok=True)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet, down to the disk."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def write_quickly(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet and need not be there after the power failed."""
    with path.open("xb") as file:
        file.write(content)


def rename(old: Path, new: Path) -> None:
    """Rename; a file at `new` is replaced, a folder there must be empty."""
    old.replace(new)


def link(old: Path, new: Path) -> None:
    """Give a file a second name; where the file system has no such thing, a copy with the same times."""
    try:
        link_only(old, new)
    except LinkUnavailable:
        shutil.copy2(old, new, follow_symlinks=False)


def link_only(old: Path, new: Path) -> None:
    """Give a file a second name.

    Raises:
        LinkUnavailable: not possible here.
        OSError: the disk refuses.
    """
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError as error:
        if error.errno in _NO_LINKS:
            raise LinkUnavailable from error
        raise


def exchange(one: Path, other: Path) -> None:
    """Let two existing paths change places in one step that no reader can see half done.

    Raises:
        ExchangeUnavailable: not possible here.
        OSError: the exchange failed; both are where they were.
    """
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        raise ExchangeUnavailable
    if call(_CURRENT_FOLDER, os.fsencode(one), _CURRENT_FOLDER, os.fsencode(other), _EXCHANGE) == 0:
        return
    number = ctypes.get_errno()
    if number in _NOT_HERE:
        raise ExchangeUnavailable
    raise OSError(number, os.strerror(number), str(one), None, str(other))


def sync_folder(path: Path) -> None:
    """Bring a folder's list of names to the disk."""
    _sync(path, os.O_RDONLY | os.O_DIRECTORY)


def sync_tree(path: Path) -> None:
    """Bring every file and folder below `path` to the disk."""
    for folder, _, names in os.walk(path):
        for name in names:
            _sync(Path(folder, name), os.O_RDONLY | os.O_NOFOLLOW)
        _sync(Path(folder), os.O_RDONLY | os.O_DIRECTORY)


def remove_tree(path: Path) -> None:
    """Remove a folder with all below it, or whatever else stands there; links are removed, never followed. Nothing there is fine."""
    try:
        is_folder = stat.S_ISDIR(path.lstat().st_mode)
    except FileNotFoundError:
        return
    if is_folder:
        shutil.rmtree(path)
    else:
        path.unlink()


def _sync(path: Path, flags: int) -> None:
    number = os.open(path, flags)
    try:
        os.fsync(number)
    finally:
        os.close(number)
