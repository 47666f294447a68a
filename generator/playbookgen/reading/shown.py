"""Text from anywhere, safe to show in a message."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SUSPICIOUS: Final = re.compile(r"[^\x20-\x7e\xa1-\xac\xae-\u02ff]")


def safe(text: str, limit: int | None = None) -> str:
    r"""`text` on one line, what cannot be seen written as ``\u200b``, cut after `limit` characters."""
    if limit is not None and len(text) > limit:
        text = text[: limit - 1] + "…"
    return _SUSPICIOUS.sub(lambda found: _escaped(found.group()), text)


def _escaped(character: str) -> str:
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
