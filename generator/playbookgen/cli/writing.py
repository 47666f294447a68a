"""Files that commands write into a workspace."""

from __future__ import annotations

import os
from pathlib import Path

from playbookgen.model.failure import OutputUnusable


def write_text(path: str | Path, text: str) -> None:
    """Write `text` to `path`, replacing what is there in one step.

    Raises:
        OutputUnusable: when it cannot be written.
    """
    target = Path(path)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not target.is_file():
            target.write_text(text, encoding="utf-8")  # a pipe or terminal: there is nothing to replace
            return
        try:
            beside.write_text(text, encoding="utf-8", newline="\n")
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(target, error) from error


def create_text(path: Path, text: str) -> bool:
    """Write a new file; ``False`` when something of that name is there already, which stays as it is.

    Raises:
        OutputUnusable: when it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        if path.parent.is_dir():
            return False
        raise OutputUnusable(f"{path.parent} is not a folder", "choose another folder") from None
    except OSError as error:
        raise _unwritable(path, error) from error
    return True


def _unwritable(path: Path, error: OSError) -> OutputUnusable:
    return OutputUnusable(f"{path} cannot be written: {error.strerror or error}", "choose another place, or free it")
