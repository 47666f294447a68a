"""Processes forked straight from this one: a few tasks are done before another process would have imported what they need.

For many tasks, and where this process has threads, there is a process of its own to fork from: it stays small, whatever ours has read.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

#: More than these are worth a process of their own to be forked from.
_FEW: Final = 8
_ENVIRONMENT_BEGINS: Final = 47  # field 50 of /proc/self/stat, counted from 0 behind the name of the process


def can_fork_here(tasks: int) -> bool:
    """Whether that many tasks may be forked from this process: few of them, on Linux, without threads that could hold a lock."""
    return tasks <= _FEW and sys.platform == "linux" and threading.active_count() == 1


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ctrl-C waits: a process that is being made must not get it before it knows what to do with it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def open_files() -> frozenset[int]:
    """The numbers of what this process has open, but for its three standard streams."""
    return frozenset(number for path in list(Path("/proc/self/fd").iterdir()) if (number := int(path.name)) > 2 and _is_open(number))


def forget_parent(left: Collection[int]) -> None:
    """In the new process: nothing of the one it was forked from but its memory.

    Args:
        left: open files that are none of its business: they lead nowhere from now on, so that it holds neither a lock nor a pipe.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    tempfile.tempdir = None
    nowhere = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
    for number in left:
        # Not closed: the number would be given out again, and whoever had it before could close it once more.
        os.dup2(nowhere, number, inheritable=False)
    os.close(nowhere)
    os.environ.clear()
    _wipe_environment()


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:  # it was the listing itself
        return False
    return True


def _wipe_environment() -> None:
    """Overwrite the environment that the kernel shows of this process, now that nothing points to it."""
    first, last = _environment_block()
    if 0 < first < last:
        with Path("/proc/self/mem").open("r+b", buffering=0) as memory:
            memory.seek(first)
            memory.write(bytes(last - first))


def _environment_block() -> tuple[int, int]:
    fields = Path("/proc/self/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return int(fields[_ENVIRONMENT_BEGINS]), int(fields[_ENVIRONMENT_BEGINS + 1])
