"""What the global options say: where the workspace is, how loud and how colourful to be, which day it is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from playbookgen.cli.terminal import Terminal, safe
from playbookgen.model.failure import Usage


@dataclass
class Session:
    """One run of the command line. `folder` is the workspace as it was typed."""

    terminal: Terminal = field(default_factory=Terminal)
    folder: str = "."

    @property
    def root(self) -> Path:
        """The workspace."""
        return Path(self.folder)

    def shown(self, path: str) -> str:
        """A path of the workspace as it is reached from here, safe to print."""
        return safe(os.path.normpath(os.path.join(self.folder, path)))

    def command(self, text: str) -> str:
        """A command of ours to type next, with ``-C`` where this run had it; safe to print."""
        where = "" if self.folder == "." else f"-C {safe(quoted(self.folder))} "
        return f"playbookgen {where}{text}"


def quoted(text: str) -> str:
    """`text` as one word of a shell."""
    import shlex

    return shlex.quote(text)


def today(environment: Mapping[str, str] = os.environ) -> date:
    """The day of the run: that of SOURCE_DATE_EPOCH where it is set, else the calendar's.

    Raises:
        Usage: when SOURCE_DATE_EPOCH is not a number of seconds that a calendar knows.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return date.today()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise Usage(f"SOURCE_DATE_EPOCH is not a number of seconds since 1970: {epoch[:40]}", "unset it, or use the output of: date +%s") from None


def private_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Where this user's programs keep what they can make again (XDG_CACHE_HOME, else ~/.cache); None when there is no such place."""
    for base in (Path(environment.get("XDG_CACHE_HOME", "")), Path(environment.get("HOME", "")) / ".cache"):
        if base.is_absolute():
            return base / "playbookgen"
    return None
