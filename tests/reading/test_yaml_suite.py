"""The YAML test suite through our reader: the right value, or a problem with its place; never anything else.

We read less than YAML is: no anchors, tags, second documents, keys that are maps. Such a case must give a problem.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

from playbookgen.model.problem import Problem
from playbookgen.model.scalars import Plain
from playbookgen.model.workspace import SourceFile
from playbookgen.reading.encoding import decode
from playbookgen.reading.nodes import Node
from playbookgen.reading.report import Report
from playbookgen.reading.tree import read_tree

_CASES: Final[list[dict[str, Any]]] = json.loads((Path(__file__).parents[1] / "golden" / "yaml-test-suite" / "cases.json").read_text("utf-8"))
_ESCAPES: Final = {"n": "\n", "t": "\t", "b": "\b", "r": "\r", "\\": "\\"}
_VALUE: Final = re.compile(r"=VAL (?:&\S+ )?(?:<[^>]*> )?([:\"'|>])(.*)", re.DOTALL)
_NULLS: Final = ("", "~", "null", "Null", "NULL")
#: Where the parser is kinder than YAML and what it reads is what was meant: a comment without a space before it, a dash
#: as a text between brackets, a list or a quoted text that goes on without indentation or after a tab.
_KIND: Final = {"9C9N", "9JBA", "CVW2", "DK95/1", "G5U8", "QB6E", "S98Z", "SU5Z", "X4QW", "Y79Y/3", "YJV2"}
#: Where the parser is wrong: a question mark that touches its word between brackets becomes a key (our fields then say
#: that a map stands where a text belongs), a key that is nothing, blanks after a text block at the very end.
_WRONG: Final = {"652Z", "HM87/1", "DFF7", "L24T/1"}
#: The suite itself says nothing of what this one means.
_UNTOLD: Final = {"JEF9/2"}


def _read(yaml: str) -> tuple[Any, tuple[Problem, ...]]:
    report = Report()
    text = decode(SourceFile("playbook/case.yml", yaml.encode()), report)
    root = read_tree(text, "playbook/case.yml", report) if text is not None else None
    return _plain(root), report.problems()


def _plain(node: Node | None) -> Any:
    if node is None:
        return None
    if isinstance(node.content, dict):
        return {name: _plain(entry.node) for name, entry in node.content.items()}
    if isinstance(node.content, list):
        return [_plain(item) for item in node.content]
    return None if node.content is None else str(node.content)


def _expected(tree: str) -> Any:
    """The first document of the suite's events, every scalar as text, what is null as None."""
    events = iter(line.lstrip() for line in tree.splitlines())
    return _value(next(event for event in events if event.startswith(("+MAP", "+SEQ", "=", "-DOC"))), events)


def _value(event: str, events: Any) -> Any:
    if event.startswith("+SEQ"):
        return list(iter(lambda: _value(next(events), events), _END))
    if event.startswith("+MAP"):
        keys: dict[Any, Any] = {}
        while (key := _value(next(events), events)) is not _END:
            keys[key] = _value(next(events), events)
        return keys
    if event.startswith("-"):
        return _END
    if (found := _VALUE.match(event)) is None:
        raise AssertionError(event)
    style, typed = found.groups()
    text = re.sub(r"\\(.)", lambda escape: _ESCAPES[escape.group(1)], typed)
    return None if style == ":" and text in _NULLS else text


_END: Final = object()


@pytest.mark.parametrize("case", [case for case in _CASES if case["id"] not in _KIND | _WRONG | _UNTOLD], ids=lambda case: case["id"])
def test_right_value_or_a_located_problem(case: dict[str, Any]) -> None:
    value, problems = _read(case["yaml"])
    assert all(problem.place is not None and problem.place.line >= 1 for problem in problems)
    if any(problem.severity == "error" for problem in problems):
        return
    assert not case.get("fail"), f"invalid YAML is read as {value!r}"
    assert value == _expected(case["tree"])


@pytest.mark.parametrize("case", [case for case in _CASES if case["id"] in _KIND | _WRONG], ids=lambda case: case["id"])
def test_what_the_parser_does_otherwise_is_known(case: dict[str, Any]) -> None:
    """So that a parser that learns it is noticed."""
    value, problems = _read(case["yaml"])
    assert not any(problem.severity == "error" for problem in problems)
    assert case.get("fail") or value != _expected(case["tree"])


def test_most_of_the_suite_is_read() -> None:
    """A reader that refuses everything would pass the test above."""
    fine = [case["id"] for case in _CASES if not case.get("fail") and not any(problem.severity == "error" for problem in _read(case["yaml"])[1])]
    assert len(fine) >= 150, len(fine)


def test_scalars_are_not_interpreted() -> None:
    report = Report()
    root = read_tree("country: NO\nopens: 12:30\nmode: 0777\nversion: 1.10\n", "a.yml", report)
    assert root is not None
    assert [entry.node.content for entry in root.entries.values()] == [Plain("NO"), Plain("12:30"), Plain("0777"), Plain("1.10")]
