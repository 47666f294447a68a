"""How a value stood in the file: the one thing a typed field must know about YAML."""

from __future__ import annotations


class Plain(str):
    """A scalar written without quotes, as typed: ``NO``, ``016``, ``2026-10``, ``41_000``.

    Reading leaves every unquoted scalar as text of this class and every quoted one as ``str``.
    The field's type then decides what the text means, so that ``country: NO`` stays a country
    and ``version: 1.10`` keeps its zero.
    """

    __slots__ = ()
