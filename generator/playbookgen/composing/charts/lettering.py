"""How wide text will be, and where it has to be broken or cut to stay in its room.

The reader's font is not known here. Widths are those of a common sans-serif, rounded up; a label that fits by them
fits in the fonts of all common systems.
"""

from __future__ import annotations

import unicodedata
from fractions import Fraction
from functools import cache
from typing import Any, Final

from playbookgen.composing.charts.drawing import Exact, exact, px
from playbookgen.composing.speech import Speech

#: Hundredths of an em.
_THIN: Final = frozenset("ijl.,:;'’|!()[]{}-/ ·ft")
_BROAD: Final = frozenset("mwMW@%—…→")


def width_of(text: str, size: Exact) -> Fraction:
    """Width of `text` in user units when its letters are `size` units high."""
    return Fraction(sum(map(_hundredths, text)), 100) * exact(size)


@cache
def _hundredths(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0
    if ord(letter) > 0x24F and letter not in "–—…→−’":
        return 110
    if letter in _THIN:
        return 34
    if letter in _BROAD:
        return 94
    return 72 if letter.isupper() else 59


def cut(text: str, size: Exact, room: Exact) -> str:
    """`text`, or as much of its beginning as fits in `room` units with … after it."""
    if width_of(text, size) <= room:
        return text
    kept = text
    while kept and width_of(kept + "…", size) > room:
        kept = kept[:-1]
    return kept.rstrip(" -–·,") + "…"


def lines_of(text: str, size: Exact, room: Exact, lines: int = 2) -> tuple[str, ...]:
    """`text` in at most `lines` lines no wider than `room`; what does not fit is cut, with … to say so."""
    rows: list[str] = []
    words = text.split()
    while words and len(rows) < lines:
        if len(rows) == lines - 1:
            rows.append(cut(" ".join(words), size, room))
            break
        row = words.pop(0)
        while words and width_of(f"{row} {words[0]}", size) <= room:
            row += " " + words.pop(0)
        rows.append(cut(row, size, room))
    return tuple(rows)


def label(speech: Speech, text: Any, x: Exact, y: Exact, size: int, room: Exact, lines: int = 2, anchor: str = "start") -> dict[str, Any]:
    """What the template needs to write `text`: its lines with the baseline of each, the first on `y`.

    `text` is a localised text or a string in the page's language, `size` the height of its letters and `room` the
    width of a line in user units; `anchor` says which part of a line stands on `x`: ``start``, ``middle`` or ``end``.
    """
    rows = lines_of(speech.plain(text), size, room, lines)
    return {
        "x": px(x),
        "anchor": anchor,
        "size": px(size),
        "lines": [{"text": row, "y": px(Fraction(y) + index * (size + 3))} for index, row in enumerate(rows)],
    }
