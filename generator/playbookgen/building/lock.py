"""One build at a time in an output folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from playbookgen.building import files
from playbookgen.building.ledger import WORKROOM
from playbookgen.model.failure import Busy, OutputUnusable

_NAME: Final = "lock"


@contextmanager
def workspace_lock(output: Path, wait: bool, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the output folder for one build. The lock goes with the process, however it ends.

    Args:
        output: the output folder; created when missing.
        wait: wait for another build to end, instead of giving up.
        on_wait: called once before waiting, with the name of the one waited for: ``process 4711``.

    Raises:
        Busy: another build holds the folder, and `wait` is false.
        OutputUnusable: the folder cannot be written.
    """
    path = output / WORKROOM / _NAME
    number = _open(path)
    try:
        while not _taken(number, path, wait, on_wait):
            os.close(number)  # the file was removed while we waited for it: this lock guards nothing
            number = _open(path)
        with suppress(OSError):  # on a full disk the lock holds, and those who wait are told “another process”
            os.ftruncate(number, 0)
            os.pwrite(number, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(number)


def _open(path: Path) -> int:
    try:
        files.make_folder(path.parent)
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    except OSError as error:
        place = path.parent.parent
        raise OutputUnusable(f"cannot write to {place}: {error.strerror}", "make the folder writable, or choose another one with --output") from error


def _taken(number: int, path: Path, wait: bool, on_wait: Callable[[str], None] | None) -> bool:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(number, 32, 0).decode("ascii", "replace").strip()
        name = f"process {holder}" if holder.isdigit() else "another process"
        if not wait:
            raise Busy(f"another build is running in {path.parent.parent} ({name})", "wait for it to end, or build into another folder") from None
        if on_wait is not None:
            on_wait(name)
        fcntl.flock(number, fcntl.LOCK_EX)
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise OutputUnusable(f"cannot read {path}: {error.strerror}", "make the folder readable, or choose another one with --output") from error
    return os.path.samestat(there, os.fstat(number))
