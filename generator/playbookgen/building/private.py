"""Files in a folder that is this user's alone: what is expensive to make and can be executed, such as compiled templates.

It must never stand where somebody else can write, nor in a workspace or an output folder: these may come from anywhere. Whatever
is wrong with the folder or a file in it, there is simply nothing to recall.

A file is recalled only where it was written: its number and the time of its last change, both given by the system, are part of its seal.
What came with a checkout, an archive or the cache of a CI service has others, whatever it holds.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_MAKE_AND_KEEP: Final = 6
_LENGTH: Final = hashlib.sha256().digest_size
_MOST_LINKS: Final = 40
_READ: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_WRITE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def recall(path: Path) -> bytes | None:
    """The content written to `path` before; None when there is none, it is not as it was written, or not safely ours."""
    try:
        with _ours_alone(path.parent) as folder:
            descriptor = os.open(path.name, _READ, dir_fd=folder)
            with os.fdopen(descriptor, "rb") as file:
                status = os.fstat(descriptor)
                if not _is_private(status, stat.S_IFREG):
                    return None
                whole = file.read()
    except (OSError, ValueError):
        return None
    content = whole[_LENGTH:]
    return content if _seal(path.name, status, content) == whole[:_LENGTH] else None


def keep(path: Path, content: bytes) -> bool:
    """Write `content` to `path` for later, in one step; the oldest of its neighbours make room. False when that cannot be done."""
    beside = f"{path.name}.{os.getpid()}.new"
    try:
        _make(path.parent)
        with _ours_alone(path.parent) as folder:
            try:
                with os.fdopen(os.open(beside, _WRITE, 0o600, dir_fd=folder), "wb") as file:
                    _write_sealed(file.fileno(), path.name, content)
                os.replace(beside, path.name, src_dir_fd=folder, dst_dir_fd=folder)
            except OSError:
                with suppress(OSError):
                    os.unlink(beside, dir_fd=folder)
                raise
            _make_room(folder)
    except (OSError, ValueError):
        return False
    return True


def _write_sealed(descriptor: int, name: str, content: bytes) -> None:
    written = 0
    while written < len(content):
        written += os.pwrite(descriptor, content[written:], _LENGTH + written)
    status = os.fstat(descriptor)
    os.pwrite(descriptor, _seal(name, status, content), 0)
    os.utime(descriptor, ns=(status.st_atime_ns, status.st_mtime_ns))


def _seal(name: str, status: os.stat_result, content: bytes) -> bytes:
    return hashlib.sha256(f"{name}\0{status.st_ino}\0{status.st_mtime_ns}\0".encode() + content).digest()


def _make(folder: Path) -> None:
    """The folder, and those above it that are missing: nobody else's to look into."""
    missing = [folder, *folder.parents]
    for one in reversed(missing):
        with suppress(FileExistsError):
            one.mkdir(mode=0o700)


def _make_room(folder: int) -> None:
    with os.scandir(folder) as entries:
        found = [(entry.stat(follow_symlinks=False).st_mtime_ns, entry.name) for entry in entries if entry.is_file(follow_symlinks=False)]
    for _, name in sorted(found, reverse=True)[_MAKE_AND_KEEP:]:
        with suppress(FileNotFoundError):
            os.unlink(name, dir_fd=folder)


@contextmanager
def _ours_alone(path: Path) -> Iterator[int]:
    """The folder, open, when it is this user's and no other user decides what stands at its name.

    Raises:
        OSError: it is not, or there is none.
    """
    for step in _way(path):
        status = step.lstat()
        writable = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and not (stat.S_ISLNK(status.st_mode) or status.st_mode & stat.S_ISVTX)
        if status.st_uid not in (0, os.getuid()) or writable:
            raise PermissionError(errno.EPERM, "others decide what stands here", str(step))
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        if not _is_private(os.fstat(folder), stat.S_IFDIR):
            raise PermissionError(errno.EPERM, "not ours alone", str(path))
        yield folder
    finally:
        os.close(folder)


def _way(path: Path) -> Iterator[Path]:
    """Every folder and link on the way to `path`, itself left out."""
    path = path.absolute()
    here, links = Path(path.anchor), 0
    left = list(reversed(path.parent.parts[1:]))
    yield here
    while left:
        step = here / left.pop()
        yield step
        if step.is_symlink():
            links += 1
            if links > _MOST_LINKS:
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
            target = step.readlink()
            left += reversed(target.parts[1:] if target.is_absolute() else target.parts)
            here = Path(target.anchor) if target.is_absolute() else here
        else:
            here = here.parent if step.name == ".." else step


def _is_private(status: os.stat_result, kind: int) -> bool:
    return stat.S_IFMT(status.st_mode) == kind and status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
