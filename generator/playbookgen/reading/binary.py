"""A file that is not text, for another room to look into."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from playbookgen.model.problem import Problem
from playbookgen.reading.disk import read_regular
from playbookgen.reading.report import safe


def read_binary(path: str, limit: int) -> bytes | Problem:
    """The bytes of a file that is named on the command line, or why they cannot be had. `limit` is the most that is read."""
    file = read_regular(Path(path), safe(path), limit)
    if isinstance(file, Problem):
        help = {"E101": "check its name and permissions", "E104": "export the workbook again"}
        return replace(file, help=help.get(file.code, file.help))
    return file.content
