"""A real Dask scheduler with real workers on this machine, for tests."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_DASK: Final = str(Path(sys.executable).with_name("dask"))
#: Runs tasks of `support.work` on a cluster and prints how each ended; a failure that stops all of it has no name.
_SCRIPT: Final = """
import json, sys, tempfile
from pathlib import Path
from playbookgen.building.cluster import Cluster, Patience
from playbookgen.building.workers import Limits, Task
from playbookgen.model.failure import Failure
from support import work
address, patience, tasks = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3])
def told(outcome):
    failure = outcome.failure
    return {"name": outcome.name, "kind": type(failure).__name__ if failure else "", "said": str(failure or outcome.crash or "")}
if __name__ == "__main__":
    home = Path(tempfile.mkdtemp(dir="."))
    given = [Task(name, getattr(work, function), (name, home / name, home / f"{name}.site")) for name, function in tasks.items()]
    try:
        for outcome in Cluster(address, work.versions, Patience(**patience)).run_all(given, 0, Limits(seconds=10)):
            print(json.dumps(told(outcome)), flush=True)
    except Failure as failure:
        print(json.dumps({"name": "", "kind": type(failure).__name__, "said": f"{failure.message} {failure.help}"}))
"""


@dataclass
class Started:
    """A program of the cluster, with what it has said."""

    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)
    reader: threading.Thread | None = None

    def kill(self) -> None:
        """End it and its children at once."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)
        if self.reader:
            self.reader.join(20)
        if self.process.stderr:
            self.process.stderr.close()

    def said_once(self, sign: str) -> str:
        """What it says where the pattern `sign` has a group, as soon as it does; what comes later is read as well."""
        assert self.process.stderr
        for line in self.process.stderr:
            self.said.append(line)
            if found := re.search(sign, line):
                self.reader = threading.Thread(target=self.said.extend, args=(self.process.stderr,), daemon=True)
                self.reader.start()
                return found[1]
        raise AssertionError(f"it did not start:\n{''.join(self.said)}")


@dataclass
class Running:
    """A cluster: the scheduler's address as `--executor` takes it, and its programs."""

    address: str
    scheduler: Started
    workers: list[Started]


def surroundings(**more: str) -> dict[str, str]:
    """The environment of a program that finds the package and the tests' own modules."""
    places = [str(Path(__file__).parents[1]), *filter(None, [more.pop("PYTHONPATH", ""), os.environ.get("PYTHONPATH", "")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(places), **more}


@contextmanager
def cluster(folder: Path, workers: int = 2, *, options: tuple[str, ...] = (), **names: str) -> Iterator[Running]:
    """A scheduler and its workers, each in an empty folder of its own; `names` are added to their environment."""
    with ExitStack() as ends:

        def start(place: str, sign: str, *arguments: str) -> tuple[Started, str]:
            home = folder / place
            home.mkdir(parents=True)
            program = subprocess.Popen(
                [_DASK, *arguments, "--no-dashboard", *options],
                cwd=home,
                env=surroundings(**names),
                stderr=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                text=True,
                start_new_session=True,
            )
            started = Started(program)
            ends.callback(started.kill)
            return started, started.said_once(sign)

        scheduler, address = start("scheduler", r"Scheduler at:\s+(\S+)", "scheduler", "--host", "127.0.0.1", "--port", "0")
        working = [
            start(f"worker{number}", r"(Registered to)", "worker", address, "--nthreads", "1", "--host", "127.0.0.1")[0] for number in range(workers)
        ]
        yield Running(address.replace("tcp:", "dask:"), scheduler, working)


def outcomes(folder: Path, address: str, tasks: dict[str, str], **patience: float) -> list[dict[str, str]]:
    """How each of `tasks`, a function of `support.work` by name, ended on the cluster at `address`."""
    command = [sys.executable, "-c", _SCRIPT, address, json.dumps(patience), json.dumps(tasks)]
    done = subprocess.run(command, cwd=folder, env=surroundings(), capture_output=True, text=True, timeout=280, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]
