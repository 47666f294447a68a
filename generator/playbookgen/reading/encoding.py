"""Bytes to text: UTF-8 without control characters, or problems that say what it seems to be."""

from __future__ import annotations

import re

from playbookgen.model.problem import Place, Problem
from playbookgen.model.text import WORTH_A_LOOK, character_name, is_forbidden, is_invisible
from playbookgen.model.workspace import SourceFile
from playbookgen.reading.report import Report

_BYTE_ORDER_MARKS = ((b"\xff\xfe\x00\x00", "UTF-32"), (b"\x00\x00\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_OTHER_FILES = (
    (b"PK\x03\x04", "a spreadsheet, a word processor document or a ZIP archive"),
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a compressed file"),
)
_NO_TEXT = "keep it elsewhere; a playbook is written as YAML text"
_SAVE = "open it in an editor and save it as UTF-8 (“Save as”, encoding UTF-8)"


def decode(file: SourceFile, report: Report) -> str | None:
    """The text of a file, without byte order mark.

    Characters YAML cannot read or nobody can see are reported and replaced one by one, so that
    every other position stays right. ``None`` when the file is not a UTF-8 text.
    """
    if (refused := _refused(file)) is not None:
        report.take(refused)
        return None
    text = file.content.decode("utf-8").removeprefix("\ufeff")
    report.know(file.shown, text)
    return _without_hidden(text, file.shown, report)


def _refused(file: SourceFile) -> Problem | None:
    content, place = file.content, Place(file.shown)
    for beginning, kind in _OTHER_FILES:
        if content.startswith(beginning):
            return Problem("E102", f"the file is not a text, it seems to be {kind}", place, help=_NO_TEXT)
    for mark, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return Problem("E102", f"the file is written in {name}, not in UTF-8", place, help=_SAVE)
    if b"\0" in content:
        half = content[1::2].count(0) > len(content) // 4 or content[::2].count(0) > len(content) // 4
        if half:
            return Problem("E102", "the file seems to be written in UTF-16, not in UTF-8", place, help=_SAVE)
        at = _place_of(content, content.index(0), file.shown)
        return Problem("E102", "the file holds NUL bytes: it is not a text", at, help=_NO_TEXT)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        guess = _legacy(content)
        message = f"the byte 0x{content[error.start]:02x} is not UTF-8"
        if guess:
            message += "; the file seems to be written in Windows-1252 or Latin-1"
        return Problem("E102", message, _place_of(content, error.start, file.shown), help=_SAVE)
    return None


def _legacy(content: bytes) -> bool:
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return not any(is_forbidden(character) for character in text)


def _place_of(content: bytes, offset: int, shown: str) -> Place:
    before = content[:offset].decode("utf-8", errors="replace").removeprefix("\ufeff")
    lines = re.split(r"\r\n|\r|\n", before)
    return Place(shown, len(lines), len(lines[-1]) + 1)


def _without_hidden(text: str, shown: str, report: Report) -> str:
    """Report hidden characters; those YAML would stumble over become spaces."""
    pieces: list[str] = []
    done, line, line_start, refused = 0, 1, 0, False
    seen: set[tuple[int, str]] = set()
    breaks = re.finditer(r"\r\n|\r|\n", text)
    upcoming = next(breaks, None)
    for found in WORTH_A_LOOK.finditer(text):
        character, position = found.group(), found.start()
        forbidden = is_forbidden(character) or character in "\ufffe\uffff"
        if not forbidden and not is_invisible(character):
            continue
        while upcoming is not None and upcoming.start() < position:
            line, line_start = line + 1, upcoming.end()
            upcoming = next(breaks, None)
        if forbidden or character in "\u2028\u2029\ufeff":
            pieces.append(text[done:position] + " ")
            done = position + 1
        if (line, character) in seen or (report.is_full and (refused or not forbidden)):
            continue
        refused = refused or forbidden
        seen.add((line, character))
        place = Place(shown, line, position - line_start + 1)
        if forbidden:
            way_out = "delete it and type the text again; it often comes with text pasted from elsewhere"
            report.add("E211", f"{character_name(character)} cannot stand in a playbook", place, help=way_out)
        else:
            way_out = "delete it; it often comes with text pasted from elsewhere"
            report.add("E404", f"nobody can see the {character_name(character)} here", place, help=way_out, severity="warning")
    return "".join(pieces) + text[done:]
