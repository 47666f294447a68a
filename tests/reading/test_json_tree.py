"""JSON to the letter: what is taken, and what is refused with its place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbookgen.model.scalars import Plain
from playbookgen.reading.json_tree import read_json
from playbookgen.reading.nodes import Node, values
from playbookgen.reading.report import Report


def read(text: str, deepest: int = 8) -> tuple[Node | None, list[tuple[str, str, int, int]]]:
    report = Report()
    report.know("a.json", text)
    node = read_json(text, "a.json", report, deepest=deepest)
    said = [(each.code, each.message, each.place.line, each.place.column) for each in report.problems() if each.place]
    return node, said


def test_every_value_knows_its_place_and_whether_it_was_in_quotes() -> None:
    node, said = read('{"a": [1.50, "1"],\n "b": {"c": true, "d": null}}')
    assert node
    assert not said
    assert values(node) == {"a": ["1.50", "1"], "b": {"c": "true"}}
    number, text = node.entries["a"].node.items
    assert isinstance(number.content, Plain)
    assert not isinstance(text.content, Plain)
    assert (number.place.line, number.place.column, number.place.width) == (1, 8, 4)
    entry = node.entries["b"].node.entries["c"]
    assert (entry.key.line, entry.key.column, entry.node.place.column) == (2, 8, 13)


@pytest.mark.parametrize(
    ("text", "code", "words", "line", "column"),
    [
        ("", "E501", "empty", 1, 1),
        (" \n", "E501", "empty", 2, 1),
        ("<html>", "E501", "<html>", 1, 1),
        ("a: 1", "E501", "“a” is not JSON", 1, 1),
        ('{"a": NaN}', "E501", "NaN", 1, 7),
        ('{"a": -Infinity}', "E501", "-Infinity", 1, 7),
        ('{"a": 01}', "E501", "01", 1, 7),
        ('{"a": 1.}', "E501", "1.", 1, 7),
        ('{"a": +1}', "E501", "+1", 1, 7),
        ('{"a": True}', "E501", "True", 1, 7),
        ("{'a': 1}", "E501", "key in quotes", 1, 2),
        ('{"a": 1,}', "E501", "key in quotes", 1, 9),
        ("[1,]", "E501", "a value is missing", 1, 4),
        ('{"a" 1}', "E501", ": is expected", 1, 6),
        ('{"a": 1 "b": 2}', "E501", "a comma or } is expected", 1, 9),
        ('{"a": 1', "E501", "too early", 1, 8),
        ('{"a": "x', "E501", "closing quote", 1, 7),
        ('{"a": "x\\q"}', "E501", "escape", 1, 7),
        ('{"a": "x\\ud83d"}', "E501", "half of a character", 1, 7),
        ('{"a": 1} {}', "E501", "behind the end", 1, 10),
        ('{"a": 1, // why\n"b": 2}', "E501", "key in quotes", 1, 10),
        ('{"a": 1,\n "b": 2,\n "a": 3}', "E107", "first on line 1", 3, 2),
        ("[" * 9 + "]" * 9, "E104", "more than 8 deep", 1, 9),
        ('{"a":' * 9 + "1" + "}" * 9, "E104", "more than 8 deep", 1, 41),
    ],
)
def test_what_is_not_json_is_refused_at_its_place(text: str, code: str, words: str, line: int, column: int) -> None:
    node, said = read(text)
    assert (node is None) == (code != "E107")
    assert [(each[0], *each[2:]) for each in said] == [(code, line, column)]
    assert words in said[0][1]


def test_a_hundred_thousand_brackets_end_nothing() -> None:
    assert read("[" * 100_000)[1][0][0] == "E104"


ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(st.characters(codec="utf-8"))),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), inner, max_size=4)),
    max_leaves=12,
)


def as_text(value: object) -> object:
    if isinstance(value, dict):
        return {key: as_text(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [as_text(each) for each in value]
    return value if isinstance(value, str) or value is None else json.dumps(value)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(ANYTHING, st.sampled_from([None, 1]), st.booleans())
def test_all_that_json_can_say_is_read(value: object, indent: int | None, ascii_only: bool) -> None:
    node, said = read(json.dumps(value, indent=indent, ensure_ascii=ascii_only), deepest=50)
    assert node
    assert not said
    assert values(node) == as_text(value)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.text(st.sampled_from('{}[]",:0123.eE+-truefalsn \n\\'), max_size=25))
def test_what_python_refuses_is_refused(text: str) -> None:
    try:
        json.loads(text, parse_constant=lambda word: 1 / 0 if word else None)
    except (ValueError, ZeroDivisionError):
        assert read(text, deepest=50)[0] is None
