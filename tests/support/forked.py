"""Commands in processes forked from the one of the tests: they begin at once, and can be killed, all of their processes together."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playbookgen.building.run import Staged

#: Imported before the fork, so that no process need do it again.
_NEEDED: Final = ("playbookgen.building.run", "playbookgen.building.warm", "playbookgen.pipeline.edition", "playbookgen.pipeline.opened")


@dataclass
class Started:
    """A process forked from ours, in a group of its own: all of its processes can be killed together."""

    pid: int
    said: Path
    status: int | None = None

    def wait(self, seconds: float = 900) -> int | None:
        """How it ended, as `os.waitstatus_to_exitcode` says it; None when it is still there after that time."""
        until = time.monotonic() + seconds
        while self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            elif (left := until - time.monotonic()) > 0:
                time.sleep(min(left, 0.004))
            else:
                break
        return self.status

    def heard(self) -> str:
        """What it said, once it has ended."""
        return self.said.read_text(encoding="utf-8")


def started(work: Callable[[], int | None], said: Path) -> Started:
    """Begin `work` in a process of its own: it has imported what we have, so it does at once what it is to be killed at.

    Args:
        work: gives the status to end with.
        said: where what it says is written to.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    with suppress(OSError):  # whichever of the two comes first
        os.setpgid(pid, pid)
    if pid:
        return Started(pid, said)
    status = 70
    try:
        number = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        for stream in (1, 2):
            os.dup2(number, stream)
        sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
        os.environ["SOURCE_DATE_EPOCH"] = "1793404800"
        status = work() or 0
    except BaseException:
        traceback.print_exc()
    finally:
        with suppress(BaseException):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def command(root: Path, *arguments: str, work: Callable[..., Staged] | None = None) -> Callable[[], int]:
    """The command line, as a user would start it.

    Args:
        root: the workspace.
        arguments: command and options.
        work: in place of `pipeline.edition.build_edition`, where the pages are not what is looked at.
    """
    from playbookgen.cli.run import run
    from playbookgen.pipeline import edition

    for module in _NEEDED:
        import_module(module)

    def begin() -> int:
        if work is not None:
            edition.build_edition = work
        return run(["-C", str(root), *arguments])

    return begin


def stock(project: Path, live: Path) -> Callable[[], None]:
    """The stock command."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.__main__ import cli

    return lambda: cli.main(["build", "-q", "-f", str(project / "mkdocs.yml"), "-d", str(live)], standalone_mode=False)
