"""Files that commands write into a workspace."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, replace
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


def write_bytes(path: str | Path, content: bytes) -> None:
    """Write `content` to `path`, replacing what is there in one step.

    Raises:
        OutputUnusable: when it cannot be written, or something else than a file is there.
    """
    target = Path(path)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        if target.is_symlink() or (target.exists() and not target.is_file()):
            raise OutputUnusable(f"{target} is not a file", "choose another name")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_bytes(content)
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


@dataclass(frozen=True, slots=True)
class Replacement:
    """A file whose text is to change from `before` to `after`, byte for byte in UTF-8."""

    path: Path
    before: str
    after: str


def replace_texts(replacements: Sequence[Replacement]) -> None:
    """Replace the texts of several files: all of them, or none.

    The new texts are brought to the disk beside the old ones before the first is exchanged. Permissions stay.

    Raises:
        OutputUnusable: a file cannot be written, is not one, or has changed since it was read.
    """
    prepared: list[tuple[Path, Path]] = []
    done: list[Replacement] = []
    current = Path()
    try:
        for each in replacements:
            current = each.path
            prepared.append((_beside(each), current))
        for each, (beside, target) in zip(replacements, prepared, strict=True):
            current = target
            _must_be(each.path, each.before)
            beside.replace(target)
            done.append(each)
    except (OSError, OutputUnusable) as error:
        for each in done:
            _beside(replace(each, before=each.after, after=each.before)).replace(each.path)
        if isinstance(error, OSError):
            raise _unwritable(current, error) from error
        raise
    finally:
        for beside, _ in prepared:
            beside.unlink(missing_ok=True)


def _beside(each: Replacement) -> Path:
    """A file with the new text beside the old one, on the disk, with its permissions."""
    _must_be(each.path, each.before)
    beside = each.path.with_name(f".{each.path.name}.{os.getpid()}")
    try:
        with beside.open("xb") as file:
            file.write(each.after.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(stat.S_IMODE(each.path.stat().st_mode))
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _must_be(path: Path, text: str) -> None:
    """Refuse to replace what is not what was read."""
    if path.is_symlink() or not path.is_file() or path.read_bytes() != text.encode("utf-8"):
        raise OutputUnusable(f"{path} has changed since it was read", "nothing was written; run the command again")


def _unwritable(path: Path, error: OSError) -> OutputUnusable:
    return OutputUnusable(f"{path} cannot be written: {error.strerror or error}", "choose another place, or free it")
