"""Changes of an organisation's file that nobody meant: of its bytes, and of what it tells. The same seed makes the same change."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any, Final

import yaml

#: What YAML, our fields and terminals have plans for.
MARKS: Final = (
    *list("\"'[]{}:,-#&*!|>%@`?<~=\t\n\r \0\x1b\u200b\u202e\u2028\ufeffäå🎧0159._"),
    *("<<: ", "---\n", "...\n", "!!str ", "&a ", "*a", "null", "  ", "\n- ", ": ", "- id: ", "\\u0000", "'''", '"""'),
)
#: Values of another kind than any field has, or at the edge of one.
_VALUES: Final[tuple[Any, ...]] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1e400,
        float("nan"),
        -0.0,
        10**40,
        0.1,
        "",
        " ",
        "x" * 5000,
        "NO",
        "12:30",
        "0x1F",
        "1e400",
        "2026-13-99",
        "9999-12-31",
    ),
    *("0001-01-01", "2026-W53", "2026-Q5", "1.10", "../..", "con", "\u202eabc", "a\u0301", "{{ 7 * 7 }}", "<script>", "=1+1", "\ud83d"),
    *([], {}, [[]], [{}], [None], {"a": {"b": "c"}}, {"en": "x", "fi": None}, {"xx": "y"}, [1, {"x": "y"}], {1: 2}, {None: None}, {True: False}),
)


class Mutation:
    """One change, or a few, drawn by `seed`."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - the same for the same seed is what it is for

    def of(self, content: bytes) -> bytes:
        """`content` changed: one time in two as a tree, where it is one, else as bytes."""
        if self._random.random() < 0.5 and (changed := self._as_tree(content)) is not None:
            return changed
        for _ in range(self._random.choice((1, 1, 1, 2, 5))):
            content = self._random.choice(self._ways())(content)
        return content

    # bytes

    def _ways(self) -> tuple[Callable[[bytes], bytes], ...]:
        return self._flipped, self._inserted, self._deleted, self._repeated, self._moved, self._cut, self._line_gone, self._line_indented, self._value

    def _at(self, content: bytes) -> int:
        return self._random.randrange(len(content) + 1)

    def _flipped(self, content: bytes) -> bytes:
        at = self._at(content)
        return content[:at] + bytes([self._random.randrange(256)]) + content[at + 1 :]

    def _inserted(self, content: bytes) -> bytes:
        at = self._at(content)
        return content[:at] + self._random.choice(MARKS).encode() * self._random.choice((1, 1, 1, 2, 60)) + content[at:]

    def _deleted(self, content: bytes) -> bytes:
        at = self._at(content)
        return content[:at] + content[at + self._random.choice((1, 2, 10, 100)) :]

    def _repeated(self, content: bytes) -> bytes:
        at, length = self._at(content), self._random.choice((1, 5, 50, 500))
        return content[: at + length] + content[at:]

    def _moved(self, content: bytes) -> bytes:
        at, to, length = self._at(content), self._at(content), self._random.choice((1, 10, 100))
        piece, rest = content[at : at + length], content[:at] + content[at + length :]
        return rest[:to] + piece + rest[to:]

    def _cut(self, content: bytes) -> bytes:
        return content[: self._at(content)]

    def _line_gone(self, content: bytes) -> bytes:
        lines = content.split(b"\n")
        lines.pop(self._random.randrange(len(lines)))
        return b"\n".join(lines)

    def _line_indented(self, content: bytes) -> bytes:
        lines = content.split(b"\n")
        at = self._random.randrange(len(lines))
        lines[at] = self._random.choice((b" ", b"  ", b"\t", b"- ")) + lines[at] if self._random.random() < 0.6 else lines[at].lstrip()
        return b"\n".join(lines)

    def _value(self, content: bytes) -> bytes:
        lines = content.split(b"\n")
        at = self._random.randrange(len(lines))
        key, colon, _ = lines[at].partition(b":")
        lines[at] = key + colon + b" " + repr(self._random.choice(_VALUES)).encode("utf-8", "replace")
        return b"\n".join(lines)

    # trees

    def _as_tree(self, content: bytes) -> bytes | None:
        try:
            tree = yaml.load(content, Loader=_Texts)  # noqa: S506 - a SafeLoader that makes texts only
        except (yaml.YAMLError, ValueError, RecursionError):
            return None
        if not isinstance(tree, dict | list):
            return None
        for _ in range(self._random.choice((1, 1, 2, 4))):
            self._change(tree)
        try:
            return _dumped(tree)
        except (yaml.YAMLError, UnicodeError, TypeError):
            return None

    def _change(self, tree: Any) -> None:
        """Change something below `tree`, at a depth that is drawn."""
        while True:
            inner = [one for one in (tree.values() if isinstance(tree, dict) else tree) if isinstance(one, dict | list) and one]
            if not inner or self._random.random() < 0.2:
                break
            tree = self._random.choice(inner)
        if isinstance(tree, dict) and tree:
            self._change_map(tree)
        elif isinstance(tree, list) and tree:
            self._change_list(tree)

    def _change_map(self, tree: dict[Any, Any]) -> None:
        key = self._random.choice(list(tree))
        way = self._random.randrange(6)
        if way == 0:
            del tree[key]
        elif way == 1:
            tree[f"{key}{self._random.choice(('s', 'x', '_', ' '))}"] = tree.pop(key)
        elif way == 2:
            tree[key] = [tree[key]]
        elif way == 3:
            tree[key] = {"en": tree[key]}
        elif way == 4:
            other = self._random.choice(list(tree))
            tree[key], tree[other] = tree[other], tree[key]
        else:
            tree[key] = self._random.choice(_VALUES)

    def _change_list(self, tree: list[Any]) -> None:
        at, way = self._random.randrange(len(tree)), self._random.randrange(5)
        if way == 0:
            del tree[at]
        elif way == 1:
            tree.insert(at, tree[at])
        elif way == 2:
            tree.reverse()
        elif way == 3:
            tree.extend([tree[at]] * 30)
        else:
            tree[at] = self._random.choice(_VALUES)


class _Texts(yaml.SafeLoader):
    """Reads every scalar as the text it is."""


_Texts.yaml_implicit_resolvers = {}


class _Plain(yaml.SafeDumper):
    """Writes each thing where it stands, never a reference to where it stood before, and texts without quotes where they need none."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Plain.yaml_implicit_resolvers = {}


def _dumped(tree: Any) -> bytes:
    return str(yaml.dump(_written(tree), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=1000)).encode("utf-8", "replace")


def _written(value: Any) -> Any:
    """`value` with every scalar as it is typed in a file."""
    if isinstance(value, dict):
        return {_written(key): _written(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_written(item) for item in value]
    return value if isinstance(value, str) else json.dumps(value).replace("NaN", ".nan").replace("Infinity", ".inf")
