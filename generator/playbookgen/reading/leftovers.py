"""Names of files that nobody wrote on purpose."""

from __future__ import annotations

from typing import Final

_ENDINGS: Final = ("~", ".swp", ".swo", ".swx", ".bak", ".tmp", ".orig", ".rej", ".old")


def is_leftover(name: str) -> bool:
    """Whether an editor or the system left a file of this name behind; hidden files are."""
    return name.startswith((".", "#", "~$")) or name.lower().endswith(_ENDINGS)
