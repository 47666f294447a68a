"""JSON text to the same tree of nodes as YAML, so that both are checked alike. JSON to the letter, and no deeper than is needed.

Python's own reader takes the last of two equal keys, NaN and any depth, and forgets where things stood.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from playbookgen.model.problem import Place
from playbookgen.model.scalars import Plain
from playbookgen.reading.nodes import Entry, Node
from playbookgen.reading.report import Report, safe

_BLANK: Final = re.compile(r"[ \t\r\n]*")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![0-9A-Za-z.])")
_WORD: Final = re.compile(r"[^\s,:\[\]{}\"]+")
_BREAK: Final = re.compile(r"\r\n|\r|\n")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_STRING: Final = json.JSONDecoder()
_AGAIN: Final = "download the file from the site again, and leave it as it is"


class _NotJson(Exception):
    """The text ends being JSON here; nothing after it can be read."""

    def __init__(self, code: str, message: str, offset: int) -> None:
        super().__init__(message)
        self.code, self.message, self.offset = code, message, offset


def read_json(text: str, shown: str, report: Report, *, deepest: int) -> Node | None:
    """The tree of one JSON text; the report gets what is wrong with it.

    Args:
        text: what `encoding.decode` returned.
        shown: path of the file as messages name it.
        report: takes every problem.
        deepest: how deep lists and maps may stand in each other.
    """
    reader = _Reader(text, shown, report, deepest)
    try:
        return reader.whole()
    except _NotJson as refused:
        report.add(refused.code, refused.message, reader.place(refused.offset), help=_AGAIN)
        return None


class _Reader:
    """Reads values one after the other; `_at` is the offset of what comes next."""

    def __init__(self, text: str, shown: str, report: Report, deepest: int) -> None:
        self._text, self._shown, self._report, self._deepest = text, shown, report, deepest
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]
        self._at = 0

    def whole(self) -> Node:
        """The one value the text holds."""
        self._skip()
        if self._at == len(self._text):
            raise self._refused("the file is empty")
        node = self._value(1)
        self._skip()
        if self._at < len(self._text):
            raise self._refused("something stands behind the end of the JSON")
        return node

    def place(self, start: int, end: int | None = None) -> Place:
        """The place of what stands from `start` up to `end`."""
        line = bisect_right(self._starts, start)
        first = self._starts[line - 1]
        next_line = self._starts[line] if line < len(self._starts) else len(self._text)
        return Place(self._shown, line, start - first + 1, max(1, min(end or start + 1, next_line) - start))

    def _value(self, depth: int) -> Node:
        start = self._at
        sign = self._text[start : start + 1]
        if sign in "{[" and sign:
            if depth > self._deepest:
                raise self._refused(f"lists and maps stand more than {self._deepest} deep in each other", code="E104")
            content = self._map(depth) if sign == "{" else self._list(depth)
            return Node(self.place(start), content)
        if sign == '"':
            text = self._string()
            return Node(self.place(start, self._at), text)
        return self._word(start)

    def _word(self, start: int) -> Node:
        if number := _NUMBER.match(self._text, start):
            self._at = number.end()
            return Node(self.place(start, self._at), Plain(number.group()))
        found = _WORD.match(self._text, start)
        word = found.group() if found else ""
        if word in ("true", "false", "null"):
            self._at = start + len(word)
            return Node(self.place(start, self._at), None if word == "null" else Plain(word))
        raise self._refused(f"“{safe(word, 40)}” is not JSON" if word else "a value is missing")

    def _string(self) -> str:
        start = self._at
        try:
            text, self._at = _STRING.raw_decode(self._text, start)
        except json.JSONDecodeError as error:
            what = (
                "the closing quote of a text is missing"
                if error.msg.startswith("Unterminated")
                else "a text holds a character or escape that JSON does not have"
            )
            raise _NotJson("E501", what, start) from error
        if _SURROGATE.search(text):
            raise _NotJson("E501", "a text holds half of a character", start)
        return str(text)

    def _map(self, depth: int) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        for key in self._parts("}"):
            if self._text[key : key + 1] != '"':
                raise self._refused("a key in quotes is expected here")
            name = self._string()
            place = self.place(key, self._at)
            self._skip()
            self._expect(":")
            node = self._value(depth + 1)
            first = entries.setdefault(name, Entry(place, node))
            if first.node is not node:
                message = f"the key “{safe(name, 60)}” stands here for the second time, first on line {first.key.line}"
                self._report.add("E107", message, place, help=_AGAIN, related=first.key)
        return entries

    def _list(self, depth: int) -> list[Node]:
        return [self._value(depth + 1) for _ in self._parts("]")]

    def _parts(self, end: str) -> Iterator[int]:
        """Where each part of a map or list begins; whoever asks reads it before asking for the next."""
        self._at += 1
        self._skip()
        if self._text[self._at : self._at + 1] == end:
            self._at += 1
            return
        while True:
            yield self._at
            self._skip()
            if self._text[self._at : self._at + 1] == end:
                self._at += 1
                return
            self._expect(",", f"a comma or {end} is expected here")

    def _expect(self, sign: str, otherwise: str | None = None) -> None:
        if self._text[self._at : self._at + 1] != sign:
            raise self._refused(otherwise or f"{sign} is expected here")
        self._at += 1
        self._skip()

    def _skip(self) -> None:
        found = _BLANK.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _refused(self, message: str, *, code: str = "E501") -> _NotJson:
        return _NotJson(code, f"{message}; the file ends too early" if self._at >= len(self._text) > 0 else message, self._at)
