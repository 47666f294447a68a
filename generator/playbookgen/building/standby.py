"""A process that stands by on another machine: it has imported everything, and forks a child of its own for each edition.

The worker that asks for an edition belongs to somebody else's program, with threads and often without the right to have children that
it could limit and kill. So the work is done here, exactly as a build on one machine does it.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from playbookgen.building.archive import BadArchive, packed
from playbookgen.building.surroundings import environment
from playbookgen.building.workers import Limits, Outcome, Task, run_all
from playbookgen.model.failure import LimitReached

_BEGIN: Final = "import sys; sys.path[:] = sys.argv[2:]; from playbookgen.building.standby import stand_by; stand_by(int(sys.argv[1]))"
#: What the process that builds may take longer than an edition, before it is given up.
_GRACE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Parcel:
    """An edition to build elsewhere: all that is needed, and no place of the machine it comes from.

    Args:
        name: of the edition.
        work: a module's function, called with `content`, two folders and what is common.
        content: what is to be built.
        environment: names to add to the few that every edition gets.
        limits: what it may take.
    """

    name: str
    work: Callable[..., Any]
    content: Any
    environment: Mapping[str, str]
    limits: Limits


class Standby:
    """The process, seen from the worker. It ends when this is closed or forgotten, or the worker dies."""

    def __init__(self) -> None:
        self._pipe, theirs = Pipe()
        # SOURCE_DATE_EPOCH comes with the edition or not at all: that of this machine is none of its business.
        names = {name: value for name, value in environment(tempfile.gettempdir()).items() if name != "SOURCE_DATE_EPOCH"}
        with theirs:
            number = theirs.fileno()
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own text
                [sys.executable, "-I", "-c", _BEGIN, str(number), *sys.path],
                env=names,
                pass_fds=(number,),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._common = ""

    @property
    def is_there(self) -> bool:
        """Whether the process is alive."""
        return self._process.poll() is None

    def carry_out(self, name: str, parcel: bytes, common: bytes, digest: str, seconds: float) -> bytes:
        """Have an edition built.

        Args:
            name: of the edition.
            parcel: a `Parcel`, pickled.
            common: what it has in common with others, pickled; empty if there is nothing.
            digest: names `common`, which is handed over once.
            seconds: how long to wait.

        Returns:
            The `Outcome` and the archive of the site, pickled together.

        Raises:
            LimitReached: the process died or took too long; it is of no use any more.
        """
        try:
            self._pipe.send_bytes(parcel)
            self._pipe.send_bytes(digest.encode())
            self._pipe.send_bytes(common if digest != self._common else b"")
            self._common = digest
            if self._pipe.poll(seconds + _GRACE):
                return self._pipe.recv_bytes()
        except (OSError, EOFError) as error:
            raise LimitReached(f"the process that built {name} died", "the memory of that machine may have run out") from error
        raise LimitReached(f"{name} took longer than {seconds:g} seconds and was stopped", "build it alone to see whether it happens again")

    def close(self) -> None:
        """End the process."""
        self._pipe.close()
        self._process.kill()
        self._process.wait()


def stand_by(number: int) -> None:
    """What the process does: build what comes through the open file `number`, until nothing comes any more."""
    known, common = "", None
    with suppress(EOFError, BrokenPipeError, ConnectionResetError), Connection(number) as pipe:
        while True:
            parcel, digest, sent = pickle.loads(pipe.recv_bytes()), pipe.recv_bytes().decode(), pipe.recv_bytes()  # noqa: S301 - see docs/ci.md
            if digest != known:
                known, common = digest, pickle.loads(sent) if sent else None  # noqa: S301 - who may send this may run anything here
            pipe.send_bytes(_carried_out(parcel, common))


def _carried_out(parcel: Parcel, common: Any) -> bytes:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="playbookgen-edition-") as home:
        project, site = Path(home, "project"), Path(home, "site")
        task = Task(parcel.name, parcel.work, (parcel.content, project, site), parcel.environment, common)
        with closing(run_all([task], 1, parcel.limits)) as outcomes:  # type: ignore[type-var]
            outcome = next(outcomes)
        try:
            archive = packed(site) if outcome.fine and site.is_dir() else b""
        except BadArchive as error:
            seconds = time.monotonic() - began
            outcome, archive = Outcome(parcel.name, failure=LimitReached(f"the site of {parcel.name} cannot travel: {error}"), seconds=seconds), b""
    return pickle.dumps((outcome, archive), pickle.HIGHEST_PROTOCOL)
