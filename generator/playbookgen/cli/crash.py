"""What happens when the program itself is at fault: a report in a file, two lines on the terminal."""

from __future__ import annotations

import os
import platform
import sys
import tempfile

from playbookgen import __version__
from playbookgen.cli.terminal import Terminal, safe


def write_report(details: str, arguments: list[str]) -> str:
    """Write a crash report into the system's folder for temporary files; its path.

    The file is new and readable by its owner only: a traceback can hold an organisation's words.
    """
    text = "\n".join(
        [
            f"playbookgen {__version__}",
            f"Python {platform.python_version()} on {platform.platform()}",
            f"arguments: {arguments!r}",
            "",
            details.rstrip(),
            "",
        ]
    )
    number = 1
    while True:
        path = os.path.join(tempfile.gettempdir(), f"playbookgen-crash-{number}.txt")
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            number += 1
            continue
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
        return path


def explain_bug(details: str, what: str, terminal: Terminal) -> None:
    """Write a report and say so in two lines. `what` says in a few words what the bug met."""
    try:
        path = write_report(details, sys.argv[1:])
        way = f"please report it with {path} (read it first: it may quote your files)"
    except OSError as trouble:
        way = f"no report could be written: {trouble}"
    terminal.insist(f"{terminal.styled('error', 'error')}: {safe(what)}; it is not a fault of your files")
    terminal.insist(f"  = help: {safe(way)}")
