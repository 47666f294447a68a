"""Commands with the time they take, their processor time and the memory of the largest of their processes."""

from __future__ import annotations

import compileall
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: A process counts the memory of the one it was forked from as its own, so it is started from one that is next to nothing.
_LAUNCHER: Final = """
import os, sys, time
began = time.perf_counter()
silence = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
_, status, usage = os.wait4(os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=silence), 0)
print([os.waitstatus_to_exitcode(status), time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss])
"""
#: An installed package has its modules compiled, whatever the one who measures tells Python of that.
_NOT_ASKED: Final = frozenset({"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"})


@dataclass(frozen=True)
class Taken:
    """What a command, or several together, took: seconds on the clock, seconds of processors, MiB of the largest process."""

    seconds: float
    processor: float
    peak: float


def compile_package(package: Path) -> None:
    """Compile the modules of `package`, as installing it does; from the sources that are edited here nobody else has done it."""
    compileall.compile_dir(package, quiet=2)


def surroundings() -> dict[str, str]:
    """The environment that commands are measured in."""
    return {name: value for name, value in os.environ.items() if name not in _NOT_ASKED}


def run(command: Sequence[str | Path], *, environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Taken:
    """Run a command that has to succeed; what it says is nobody's news unless it does not."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _LAUNCHER, *map(str, command)],
        cwd=folder,
        env={**surroundings(), **(environment or {})},
        capture_output=True,
        text=True,
        errors="replace",
        check=True,
    )
    status, seconds, processor, peak = json.loads(done.stdout)
    if status:
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {status}:\n{done.stderr[-2000:]}")
    return Taken(seconds, processor, peak / 1024)


def middle(taken: Sequence[Taken]) -> Taken:
    """The median on the clock of the same thing done several times."""
    return sorted(taken, key=lambda each: each.seconds)[len(taken) // 2]


def two_at_a_time(works: Sequence[Callable[[], Taken]]) -> Taken:
    """All of `works`, two at the same time: the whole's seconds on the clock, everybody's processor time, the largest process."""
    began = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        taken = list(pool.map(lambda work: work(), works))
    return Taken(time.perf_counter() - began, sum(each.processor for each in taken), max(each.peak for each in taken))


def median_seconds(command: Sequence[str | Path], rounds: int) -> float:
    """The median of some rounds."""
    return statistics.median(run(command).seconds for _ in range(rounds))


@dataclass(frozen=True)
class Disk:
    """Bytes of an output folder: as it lies on the disk, as it would without shared files, and of pages that belong to one site only."""

    stored: int
    unshared: int
    own: int
    pooled: int


def disk(output: Path, pool: Path) -> Disk:
    """Count the sites in `output`, and the theme's files they share in `pool`, each once."""
    shared = {path.stat().st_ino: path.stat().st_size for path in pool.glob("*")} if pool.is_dir() else {}
    found = [path.stat() for path in output.rglob("*") if path.is_file() and not path.is_relative_to(output / ".playbookgen")]
    own = sum(each.st_size for each in found if each.st_ino not in shared)
    once = sum({each.st_ino: each.st_size for each in found}.values())
    return Disk(once, sum(each.st_size for each in found), own, sum(shared.values()))
