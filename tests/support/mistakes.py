"""A typical mistake as a file: what differs from the base organisation, and what should be said about it.

The first lines are comments: what the mistake is, ``expect: CODE "suggestion"`` (or ``CODE help:
words of the help``), and perhaps ``without: key`` for keys of the base that are left out. Below stand
the top-level keys that replace those of ``base.yml``; the sign ▶ marks the expected line and column.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parents[1] / "reading"
MARK = "▶"
_TOP_KEY = re.compile(r"^([A-Za-z_]\w*):", re.MULTILINE)


@dataclass(frozen=True)
class Mistake:
    """One case: the text of the file, and the problem that is expected in it."""

    name: str
    text: str
    code: str
    line: int
    column: int
    suggestion: str | None
    help: str | None


def base() -> str:
    """The organisation without mistakes."""
    return (HERE / "base.yml").read_text(encoding="utf-8")


def base_with_site(site: str) -> str:
    """The organisation without mistakes, with these lines below ``site:`` instead of its own (the first is indented here)."""
    return f"site:\n  as_of: 2026-10-31\n  {site}\n" + "".join(block for key, block in blocks(base()).items() if key != "site")


def blocks(text: str) -> dict[str, str]:
    """The top-level keys of a text, each with the lines below it."""
    starts = [found.start() for found in _TOP_KEY.finditer(text)]
    pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return {piece.partition(":")[0]: piece for piece in pieces}


def load(path: Path) -> Mistake:
    """A case from its file."""
    written = path.read_text(encoding="utf-8")
    header = re.match(r"(?:#.*\n)+", written)
    assert header, f"{path.name} has no header"
    body = written[header.end() :]
    expected = re.search(r"^# expect: (E\d{3}) (.*)$", header.group(), re.MULTILINE)
    assert expected, f"{path.name} expects nothing"
    left_out = re.search(r"^# without: (.*)$", header.group(), re.MULTILINE)
    gone = set(_TOP_KEY.findall(body.replace(MARK, ""))) | set(left_out.group(1).split() if left_out else [])
    kept = "".join(block for key, block in blocks(base()).items() if key not in gone)
    marked = kept + body
    before, found, after = marked.partition(MARK)
    assert found, f"{path.name} must hold one {MARK}"
    assert MARK not in after, f"{path.name} must hold one {MARK}"
    way_out = expected.group(2)
    return Mistake(
        path.stem,
        before + after,
        expected.group(1),
        before.count("\n") + 1,
        len(before) - (before.rfind("\n") + 1) + 1,
        json.loads(way_out) if way_out.startswith('"') else None,
        way_out.removeprefix("help: ") if way_out.startswith("help: ") else None,
    )


def all_mistakes() -> list[Mistake]:
    """Every case of the folder, in the order of names."""
    return [load(path) for path in sorted((HERE / "mistakes").glob("*.yml"))]
