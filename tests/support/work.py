"""Work for tests of processes: functions of a module, as a process of its own needs them."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from playbookgen.model.failure import OutputUnusable


def double(number: int) -> int:
    return number * 2


def surroundings() -> dict[str, str]:
    return dict(os.environ)


def surroundings_of_the_system() -> str:
    return Path("/proc/self/environ").read_text(encoding="utf-8", errors="replace")


def open_files() -> list[str]:
    return [str(path.readlink()) for path in Path("/proc/self/fd").iterdir() if path.is_symlink()]


def fail() -> None:
    raise OutputUnusable("the cupboard is full", "tidy it")


def stumble() -> None:
    raise KeyError("a bug")


def unsendable() -> object:
    return lambda: None


def die() -> None:
    os._exit(7)


def fall() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def wait_for_ever(mark: str = "") -> None:
    if mark:
        Path(mark).write_text(str(os.getpid()), encoding="ascii")
    while True:
        signal.pause()


def burn() -> None:
    while True:
        sys.getrecursionlimit()


def hoard() -> int:
    return len(bytearray(3 * 1024**3))


def spill(path: str) -> None:
    with Path(path).open("wb") as file:
        for _ in range(3):
            file.write(bytes(1024 * 1024))


def doubled(number: int, common: dict[str, int]) -> int:
    return number * common["factor"]
