"""Engines other than the one that comes along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

#: `mkdocs` comes along and is the default; the others are programs that are found, or not, when they are asked for.
EngineName = Literal["mkdocs", "properdocs", "zensical"]
ENGINES: Final[tuple[EngineName, ...]] = ("mkdocs", "properdocs", "zensical")


@dataclass(frozen=True, slots=True)
class OtherEngine:
    """An engine that is run as a program of its own.

    Args:
        name: ``properdocs`` or ``zensical``.
        command: path of the program.
        version: as it says itself.
    """

    name: EngineName
    command: str
    version: str
