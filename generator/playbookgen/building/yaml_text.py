"""YAML from typed values: the only thing that writes `mkdocs.yml` and front matter.

Every text is a double-quoted scalar, so that no text is ever syntax: no tag, no anchor, no comment, no `!ENV`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

#: What the writer takes.
Value = str | bool | int | None | Mapping[str, "Value"] | Sequence["Value"]

_PLAIN_KEY = re.compile(r"[a-z][a-z0-9_.]*[a-z0-9]")
_READ_AS_SOMETHING_ELSE = frozenset({"true", "false", "yes", "no", "on", "off", "null"})
# Outside these YAML calls a character not printable, or takes it for a line break.
_NOT_AS_IT_IS = re.compile("[^\x20!#-\\[\\]-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
# A key on one line with its value may be 1,024 characters long; the quotes and the indent need some of them.
_LONGEST_SIMPLE_KEY = 1000


def quoted(text: str) -> str:
    """`text` as a double-quoted YAML scalar on one line. Lone surrogates become U+FFFD."""
    return f'"{_NOT_AS_IT_IS.sub(_escape, _SURROGATE.sub(chr(0xFFFD), text))}"'


def block(value: Mapping[str, Value]) -> str:
    """A mapping as a YAML block, with a final line break.

    Raises:
        TypeError: a value is of a type the writer does not know.
    """
    return "".join(f"{line}\n" for line in _mapping(value))


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    code = ord(character)
    if character in _NAMED:
        return _NAMED[character]
    if code <= 0xFF:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def _key(name: str) -> str:
    return name if _PLAIN_KEY.fullmatch(name) and name not in _READ_AS_SOMETHING_ELSE else quoted(name)


def _scalar(value: Value) -> str | None:
    """The text of a value that fits on its key's line, or None."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return quoted(value)
    if not isinstance(value, bytes | bytearray) and isinstance(value, Mapping | Sequence):
        return None if value else ("{}" if isinstance(value, Mapping) else "[]")
    raise TypeError(f"no YAML for {type(value).__name__}")


def _mapping(value: Mapping[str, Value]) -> Iterator[str]:
    for name, item in value.items():
        key, scalar = _key(name), _scalar(item)
        head, tail = (f"{key}:", f"{key}: {scalar}") if len(key) <= _LONGEST_SIMPLE_KEY else (f"? {key}\n:", f"? {key}\n: {scalar}")
        if scalar is not None:
            yield from tail.split("\n")
            continue
        yield from head.split("\n")
        for line in _children(item):
            yield f"  {line}"


def _children(value: Value) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from _mapping(value)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            scalar = _scalar(item)
            lines = [scalar] if scalar is not None else list(_children(item))
            yield f"- {lines[0]}"
            yield from (f"  {line}" for line in lines[1:])
