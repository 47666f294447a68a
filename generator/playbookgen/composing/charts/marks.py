"""Marks on a line of days: many fall on one day or near it, and none may hide another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

#: Marks nearer than this would lie on each other.
NEAR: Final = 18
#: Width of a digit beside a mark that stands for several.
_DIGIT: Final = 9
_WIDER: Final = (1, 2, 3, 5, 8, 13, 21, 34)

Marked = tuple[Fraction, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark at `x` for `count` things of a kind."""

    x: Fraction
    kind: str
    count: int


def spread(marks: Sequence[Marked], right: Fraction) -> list[Mark]:
    """Marks from left to right: near ones of a kind are one with their number, those of other kinds stand side by side.

    Groups are made wider until every mark stands near its day and all end before `right`; where even that does not
    help, as on a last day with everything on it, those at the edge move back, each no further than its neighbour asks.
    """
    placed: list[Mark] = []
    for wider in _WIDER:
        groups = sorted(_groups(marks, NEAR * wider), key=lambda mark: mark.x)
        placed, free = [], Fraction(0)
        for group in groups:
            placed.append(Mark(max(group.x, free), group.kind, group.count))
            free = placed[-1].x + _room(group)
        if free - NEAR // 2 <= right and all(mark.x - group.x <= NEAR for mark, group in zip(placed, groups, strict=True)):
            break
    free = right + NEAR // 2
    for index in reversed(range(len(placed))):
        mark = placed[index]
        placed[index] = Mark(min(mark.x, free - _room(mark)), mark.kind, mark.count)
        free = placed[index].x
    return placed


def _room(mark: Mark) -> int:
    """How much of the line a mark takes from its middle on, its number included."""
    return NEAR + (_DIGIT * len(str(mark.count)) if mark.count > 1 else 0)


def _groups(marks: Sequence[Marked], near: int) -> list[Mark]:
    """Marks of one kind, each no nearer than `near` to the one of its kind before; kinds in the order they are first met."""
    groups: list[Mark] = []
    for kind in dict.fromkeys(kind for _, kind in marks):
        mine: list[Mark] = []
        for x in sorted(x for x, named in marks if named == kind):
            if mine and x - mine[-1].x < near:
                mine[-1] = Mark(mine[-1].x, kind, mine[-1].count + 1)
            else:
                mine.append(Mark(x, kind, 1))
        groups += mine
    return groups
