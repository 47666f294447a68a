"""What happens when the program itself is at fault: a report in a file, two lines on the terminal."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback

from playbookgen import __version__


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
        with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
        return path


def report_bug(error: BaseException) -> str:
    """Write a crash report for `error` and the arguments of this run; its path."""
    return write_report("".join(traceback.format_exception(error)), sys.argv[1:])
