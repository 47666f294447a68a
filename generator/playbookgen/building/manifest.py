"""What a site consists of: each file with its SHA-256."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from playbookgen.building import files

#: The file of a published site that lists all others. It also says that the folder is ours to replace.
NAME: Final = "manifest.json"
_MADE_BY: Final = "playbookgen"


def listing(folder: Path, *, leave_out: Collection[str] = ()) -> dict[str, str]:
    """Every regular file below `folder`, sorted, with its SHA-256 in hexadecimal; the manifest itself is not listed.

    Args:
        folder: the site.
        leave_out: names of folders or files directly in `folder` to leave out (the other languages, for example).

    Raises:
        ValueError: something below is neither a file nor a folder (a link, a socket); a site has none.
        OSError: a file cannot be read.
    """
    found: dict[str, str] = {}
    _list(folder, "", frozenset(leave_out) | {NAME}, found)
    return dict(sorted(found.items()))


def digest(files: Mapping[str, str]) -> str:
    """One SHA-256 for a whole listing: equal exactly when names and contents are equal."""
    return hashlib.sha256("".join(f"{path}\0{sha}\n" for path, sha in sorted(files.items())).encode()).hexdigest()


def text(organisation: str, files: Mapping[str, str]) -> bytes:
    """The manifest file of an organisation's site."""
    content = {"made_by": _MADE_BY, "organisation": organisation, "files": dict(sorted(files.items()))}
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def listed(folder: Path) -> dict[str, str]:
    """What the manifest of a published site lists: each file with its SHA-256.

    Raises:
        OSError, ValueError: there is no manifest of ours.
    """
    content = json.loads(files.read(folder / NAME))
    if not isinstance(content, dict) or content.get("made_by") != _MADE_BY or not isinstance(content.get("files"), dict):
        raise ValueError("not a manifest of ours")
    return {str(path): str(sha) for path, sha in content["files"].items()}


def belongs_to(folder: Path) -> str | None:
    """The organisation whose site stands in `folder`, or None when the folder is not of our making."""
    try:
        content = json.loads(files.read(folder / NAME))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(content, dict) or content.get("made_by") != _MADE_BY:
        return None
    organisation = content.get("organisation")
    return organisation if isinstance(organisation, str) else None


def _list(folder: Path, prefix: str, leave_out: frozenset[str], found: dict[str, str]) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not prefix and entry.name in leave_out:
                continue
            path = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                _list(Path(entry.path), f"{path}/", leave_out, found)
            elif entry.is_file(follow_symlinks=False):
                with Path(entry.path).open("rb") as file:
                    found[path] = hashlib.file_digest(file, "sha256").hexdigest()
            else:
                raise ValueError(f"not a regular file: {path}")
