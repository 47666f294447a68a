"""Problems of the files: values, never exceptions, each with its place and a way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from pydantic_core import PydanticCustomError

Severity = Literal["error", "warning"]

#: Every code a problem can carry, with its short name. `explain` and the docs are made from it.
CODES: Final[dict[str, str]] = {
    "E101": "file cannot be read",
    "E102": "not a UTF-8 text file",
    "E103": "not valid YAML",
    "E104": "file too large or too deeply nested",
    "E105": "anchor, alias or merge key",
    "E106": "YAML tag",
    "E107": "key written twice",
    "E108": "symbolic link or special file",
    "E109": "file name and organisation id differ",
    "E110": "same key in two files",
    "E111": "two organisations with the same id",
    "E112": "id cannot be used",
    "E113": "file is empty or not a mapping",
    "E114": "more than one YAML document",
    "E115": "file that is not read",
    "E116": "more problems than are shown",
    "E117": "logo that cannot be shown",
    "E118": "library text that cannot be one's own",
    "E119": "override of something that is not there",
    "E120": "template that cannot be overridden",
    "E121": "template that does not work",
    "E122": "colour that cannot be read",
    "E201": "required key missing",
    "E202": "unknown key",
    "E203": "value out of range",
    "E204": "wrong kind of value",
    "E205": "unknown choice",
    "E206": "date cannot be read",
    "E207": "period cannot be read",
    "E208": "id cannot be read",
    "E209": "text missing or too long",
    "E210": "number cannot be read",
    "E211": "control or invisible character",
    "E212": "unknown language code",
    "E213": "unknown country or currency code",
    "E214": "schema version not supported",
    "E301": "reference to nothing",
    "E302": "id used twice",
    "E303": "values contradict each other",
    "E304": "date after the as-of date",
    "E305": "periods overlap or stand in the wrong order",
    "E401": "share written as a fraction",
    "E402": "figures do not add up",
    "E403": "done without a date",
    "E404": "invisible character in a text",
    "E405": "score differs from its attributes",
    "E501": "not valid JSON",
    "E502": "answers that cannot be imported",
    "E503": "markup in an answer",
    "E504": "too few answers",
    "E505": "two answers of one reader",
    "E601": "not a table that can be read",
    "E602": "column that is not there, or twice",
    "E603": "cell that cannot be read",
    "E604": "row given twice",
    "E605": "figures that do not fit each other",
    "E606": "figures that can be read in two ways",
    "E607": "gap in the figures",
    "E608": "changed here and in the YAML",
    "E609": "workbook that is not read",
}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a source file; line and column count from 1, width in characters (at least 1)."""

    path: str
    line: int = 1
    column: int = 1
    width: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one file.

    Args:
        code: a key of `CODES`.
        message: what is so, in one line, with the value that was found.
        place: where; ``None`` only when no file can be named.
        severity: an ``error`` stops the build of its organisation, a ``warning`` does not.
        help: the way out, in one line.
        suggestion: the replacement text, where one can be offered (``"curent" -> "current"``).
        snippet: the source line, as it stands in the file.
        related: a second place that belongs to it (the other copy of a key).
    """

    code: str
    message: str
    place: Place | None = None
    severity: Severity = "error"
    help: str | None = None
    suggestion: str | None = None
    snippet: str | None = None
    related: Place | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What an entity says against itself, found after each of its fields was valid.

    `path` leads from the entity to the field that should be changed.
    """

    code: str
    message: str
    path: tuple[str | int, ...] = ()
    help: str | None = None
    severity: Severity = "error"
    suggestion: str | None = None


def refusal(code: str, message: str, *, help: str | None = None, suggestion: str | None = None) -> PydanticCustomError:
    """The exception with which a field type refuses a value; reading turns it into a `Problem`."""
    from pydantic_core import PydanticCustomError

    return PydanticCustomError(code, "{text}", {"text": message, "help": help, "suggestion": suggestion})
