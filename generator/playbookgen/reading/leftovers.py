"""Files that are not read: by their names those that nobody wrote on purpose, and those that are too large."""

from __future__ import annotations

from typing import Final

#: Largest file that is read, in bytes.
LARGEST: Final = 1024 * 1024

_ENDINGS: Final = ("~", ".swp", ".swo", ".swx", ".bak", ".tmp", ".orig", ".rej", ".old")


def is_leftover(name: str) -> bool:
    """Whether an editor or the system left a file of this name behind; hidden files are."""
    return name.startswith((".", "#", "~$")) or name.lower().endswith(_ENDINGS)
