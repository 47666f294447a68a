"""Files in a folder that is this user's alone: what is expensive to make and can be executed, such as compiled templates.

It must never stand where somebody else can write, nor in a workspace or an output folder: these may come from anywhere. Whatever
is wrong with the folder or a file in it, there is simply nothing to recall.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

_MAKE_AND_KEEP: Final = 6
_LENGTH: Final = hashlib.sha256().digest_size


def recall(path: Path) -> bytes | None:
    """The content written to `path` before; None when there is none, it is not as it was written, or not safely ours."""
    try:
        if not _is_ours(path.parent, stat.S_IFDIR):
            return None
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            if not _is_private(os.fstat(descriptor), stat.S_IFREG):
                return None
            whole = file.read()
    except OSError:
        return None
    content = whole[_LENGTH:]
    return content if hashlib.sha256(content).digest() == whole[:_LENGTH] else None


def keep(path: Path, content: bytes) -> bool:
    """Write `content` to `path` for later, in one step; the oldest of its neighbours make room. False when that cannot be done."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(path.parent, stat.S_IFDIR):
            return False
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(hashlib.sha256(content).digest() + content)
        temporary.replace(path)
        _make_room(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        return False
    return True


def _make_room(path: Path) -> None:
    others = sorted((one for one in path.parent.iterdir() if one.is_file()), key=lambda one: one.stat().st_mtime_ns, reverse=True)
    for one in others[_MAKE_AND_KEEP:]:
        one.unlink(missing_ok=True)


def _is_ours(path: Path, kind: int) -> bool:
    return _is_private(path.lstat(), kind)


def _is_private(status: os.stat_result, kind: int) -> bool:
    return stat.S_IFMT(status.st_mode) == kind and status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
