"""Small texts that cost much: refused at once by the reader (T8, T9), harmless for the converter (T23)."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from playbookgen.composing.escaping import escape
from playbookgen.composing.rich_text import rich

#: The longest text that any field takes.
LONGEST = 4000

PATHOLOGICAL = {
    "open brackets": "[",
    "open pictures": "![",
    "nested brackets": "[a](",
    "closing brackets": "]",
    "open tags": "<a ",
    "half a tag": "<",
    "attributes": "<a b=",
    "comments": "<!--",
    "declarations": "<![",
    "stars": "*",
    "stars and letters": "*a ",
    "strong and emphasis": "**a*b",
    "underscores": "_",
    "underscores and letters": "_a_b",
    "code marks": "`",
    "code of growing width": "`a``b",
    "references": "&#",
    "named references": "&amp",
    "backslashes": "\\",
    "link titles": '[a](b "',
    "angle links": "[a](<",
    "parentheses": "(",
    "quotes": "> ",
    "list marks": "- ",
    "blank lines": "\n\n a",
    "carets and tildes": "^^~~==",
    "marks of the converter": "\x02klzzwxh:0\x03",
}


@pytest.mark.parametrize("piece", PATHOLOGICAL.values(), ids=PATHOLOGICAL)
def test_a_text_as_long_as_may_be_is_converted_in_time(piece: str) -> None:
    text = (piece * LONGEST)[:LONGEST]
    begun = time.process_time()
    rich(text)
    escape(text)
    assert time.process_time() - begun < 2


def test_no_field_takes_more() -> None:
    from typing import get_args

    from playbookgen.model.entity import Entity
    from playbookgen.model.playbook_file import Organisation
    from playbookgen.model.text import TextKind
    from support.canaries import hints, plainly

    limits: list[int] = []

    def walk(hint: object) -> None:
        inner, marks = plainly(hint)
        limits.extend(mark.limit for mark in marks if isinstance(mark, TextKind))
        if isinstance(inner, type) and issubclass(inner, Entity):
            for _, each in hints(inner):
                walk(each)
        for part in get_args(inner):
            if not isinstance(part, str):
                walk(part)

    walk(Organisation)
    assert len(limits) > 50
    assert max(limits) <= LONGEST


_LEVELS = [f"{now}: &{now} [{', '.join([f'*{old}'] * 9)}]" for old, now in zip("abcdefgh", "bcdefghi", strict=True)]
_ALIASES = "\n".join([f"a: &a [{', '.join(['lol'] * 9)}]", *_LEVELS])
_TAGS = "\n".join(f"b{number}: !!python/name:os.system x" for number in range(5000))
YAML_BOMBS = {
    "aliases": _ALIASES,
    "a cycle": "&a [*a]",
    "merge keys": "a: &a {x: 1}\n" + "\n".join(f"b{number}: {{<<: *a}}" for number in range(5000)),
    "tags": _TAGS,
    "depth of lists": "[" * 100_000,
    "depth of maps": "{a: " * 100_000,
    "depth by indentation": "\n".join(" " * level + "a:" for level in range(1000)),
    "a long scalar": "a: " + "x" * 1_000_000,
    "many documents": "--- a\n" * 10_000,
}
_MEASURED = """
import resource, sys, time
from playbookgen.reading.report import Report
from playbookgen.reading.tree import read_tree
text = sys.stdin.read()
before, took = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, []
for _ in range(3):
    begun = time.process_time()
    report = Report()
    report.know("a.yml", text)
    fine = read_tree(text, "a.yml", report) is not None
    took.append(time.process_time() - begun)
print(fine, min(took), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, len(report.problems()))
"""


@pytest.mark.parametrize("bomb", YAML_BOMBS.values(), ids=YAML_BOMBS)
def test_a_bomb_is_refused_before_it_costs_anything(bomb: str) -> None:
    """In a process of its own: what would fall must not take the tests with it."""
    ended = subprocess.run([sys.executable, "-c", _MEASURED], input=bomb, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    fine, seconds, megabytes, problems = ended.stdout.split()
    assert fine == "False" or int(problems) > 0
    assert float(seconds) < 0.1
    assert float(megabytes) < 100
