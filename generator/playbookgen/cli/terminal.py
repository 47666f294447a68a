"""Everything that reaches a terminal: escaping of what others wrote, colour, and the two streams."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TextIO

import click

Colour = Literal["auto", "always", "never"]
Style = Literal["error", "warning", "hint", "good", "quiet", "strong"]

_STYLES: Final[dict[Style, dict[str, object]]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "hint": {"fg": "cyan", "bold": True},
    "good": {"fg": "green", "bold": True},
    "quiet": {"dim": True},
    "strong": {"bold": True},
}
#: Invisible, but part of ordinary writing: they join or part letters (Persian) and emoji.
_JOINERS: Final = frozenset("\u200c\u200d")
#: What a CI service that reads the log would obey: at the beginning of a line, or anywhere.
_COMMAND: Final = re.compile(r"^(\s*)(:)(?=:)|#(?=#\w*\[)", re.MULTILINE)


def safe(text: object) -> str:
    """`text` without any character that could act on a terminal or hide itself.

    Control characters (C0, DEL, C1), line and paragraph separators, bidirectional and other
    invisible controls, lone surrogates and unassigned code points come out as ``\\x1b``,
    ``\\u202e`` and the like; a backslash stays as it is. The result is always one line.
    """
    return "".join(character if _is_harmless(character) else _escaped(character) for character in str(text))


def _is_harmless(character: str) -> bool:
    return character.isprintable() or character in _JOINERS or unicodedata.category(character) == "Zs"


def _escaped(character: str) -> str:
    short = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character)
    if short:
        return short
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def without_commands(text: str) -> str:
    r"""`text`, in which no line is a command to a CI service that reads the log.

    GitHub obeys a line that begins with ``::``, whatever blanks stand before it, and ``##[…]`` anywhere; Azure ``##vso[…]``, TeamCity
    ``##teamcity[…]``. The first sign of these comes out as ``\x3a`` or ``\x23``.
    """
    return _COMMAND.sub(lambda found: f"{found[1]}{_escaped(found[2])}" if found[2] else _escaped("#"), text)


def wants_colour(choice: Colour, stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether `stream` gets colours: as chosen, else on a terminal unless NO_COLOR or TERM=dumb say no."""
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return stream.isatty()


@dataclass(frozen=True)
class Terminal:
    """The two streams of a run: results for machines on stdout, words for people on stderr.

    `verbosity` is −1 with ``-q``, 0, or 1 with ``-v``.
    """

    colour: bool = False
    verbosity: int = 0

    @classmethod
    def from_environment(cls, choice: Colour, verbosity: int) -> Terminal:
        """A terminal that keeps to NO_COLOR, TERM and whether stderr is one at all."""
        return cls(wants_colour(choice, sys.stderr, os.environ), verbosity)

    @property
    def is_interactive(self) -> bool:
        """Whether someone is watching: no animation otherwise."""
        return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def styled(self, text: str, style: Style) -> str:
        """`text` in a style, where colour is on."""
        return click.style(text, **_STYLES[style]) if self.colour else text  # type: ignore[arg-type]

    def say(self, text: str = "") -> None:
        """Words for people; not with ``-q``."""
        if self.verbosity >= 0:
            self.insist(text)

    def detail(self, text: str) -> None:
        """Words for people who asked for more."""
        if self.verbosity > 0:
            self.insist(text)

    def insist(self, text: str) -> None:
        """Words for people, even with ``-q``: problems and failures."""
        click.echo(without_commands(text), err=True, color=self.colour)

    def result(self, text: str) -> None:
        """What a machine reads."""
        click.echo(without_commands(text), color=False)

    def command(self, line: str) -> None:
        """A command of ours to the CI service that reads the log."""
        click.echo(line, color=False)


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 problem``, ``3 problems``."""
    return f"{number} {one if number == 1 else many or one + 's'}"
