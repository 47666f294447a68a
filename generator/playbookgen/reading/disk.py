"""Bytes from the disk: regular files only, never through a link, never more than a limit."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from playbookgen.model.problem import Place, Problem
from playbookgen.model.workspace import SourceFile
from playbookgen.reading.leftovers import LARGEST

#: Neither follow a link nor wait for somebody to write into a pipe.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def special_kind(mode: int, shown: str) -> Problem:
    """The problem that something is not a regular file."""
    kinds = (
        (stat.S_ISLNK, "a symbolic link"),
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
        (stat.S_ISDIR, "a folder"),
    )
    kind = next((name for is_kind, name in kinds if is_kind(mode)), "a special file")
    return Problem("E108", f"this is {kind}; only regular files are read", Place(shown), help="put the file itself here, or delete this")


def read_regular(path: Path, shown: str, limit: int = LARGEST) -> SourceFile | Problem:
    """The bytes of a regular file, or why they cannot be had.

    Args:
        path: where it is.
        shown: its path as messages name it.
        limit: most bytes that are read.
    """
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return special_kind(status.st_mode, shown)
        descriptor = os.open(path, _FLAGS)
    except OSError as error:
        return unreadable(error, shown)
    try:
        # What was looked at above may have been exchanged since: only the opened file counts.
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return special_kind(status.st_mode, shown)
        content = _read(descriptor, limit + 1)
    except OSError as error:
        return unreadable(error, shown)
    finally:
        os.close(descriptor)
    if len(content) > limit:
        size = _size(max(status.st_size, len(content)))
        help = "check what it holds; a large organisation is written as a folder of several files"
        return Problem("E104", f"the file has {size}, at most {_size(limit)} is read".replace("1.0 MiB is", "1 MiB is"), Place(shown), help=help)
    return SourceFile(shown, content)


def _size(count: int) -> str:
    return f"{count / LARGEST:.1f} MiB" if count >= LARGEST else f"{-(-count // 1024)} KiB"


def _read(descriptor: int, most: int) -> bytes:
    pieces: list[bytes] = []
    while most > 0 and (piece := os.read(descriptor, min(most, 65536))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def unreadable(error: OSError, shown: str) -> Problem:
    """The problem that the system refuses to say what stands at `shown`."""
    return Problem("E101", f"the file cannot be read: {error.strerror}", Place(shown), help="check its permissions")
