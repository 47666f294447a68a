from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.building.yaml_text import Value, block, quoted

HOSTILE = [
    "",
    "!ENV HOME",
    "!!python/name:os.system",
    "&anchor",
    "*anchor",
    "# comment",
    "key: value",
    "- item",
    "no",
    "1_000",
    "12:30",
    '"',
    "\\",
    "a\nb",
    "a\r\nb\t",
    "---\n",
    "\u2028\u2029\x85\ufeff\x00\x1b\x7f",
    "😀",
    "{{7*7}}",
    "%TAG ! x",
    "'",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_never_syntax(text: str) -> None:
    assert yaml.safe_load(block({"key": text, "list": [text, {"inner": text}]})) == {"key": text, "list": [text, {"inner": text}]}
    assert "\n" not in quoted(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_key_is_never_syntax(text: str) -> None:
    assert yaml.safe_load(block({text: {text: [{text: text}]}})) == {text: {text: [{text: text}]}}


def test_a_long_key_is_still_a_key() -> None:
    long = "&quot;" * 400
    assert yaml.safe_load(block({"nav": [{long: "index.md"}, {long: [{long: "a.md"}]}]})) == {"nav": [{long: "index.md"}, {long: [{long: "a.md"}]}]}


def test_a_lone_surrogate_is_replaced() -> None:
    assert yaml.safe_load(block({"key": "a\ud800b"})) == {"key": "a\ufffdb"}


def test_other_values_keep_their_type() -> None:
    value: dict[str, Value] = {"yes": True, "off": False, "none": None, "number": 3, "empty": {}, "nothing": [], "nested": [["a"], [["b"]]]}
    assert yaml.safe_load(block(value)) == value


@pytest.mark.parametrize("value", [1.5, b"bytes", {1, 2}])
def test_an_unknown_type_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match=type(value).__name__):
        block({"key": {"inner": value}})


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), values, max_size=4).filter(bool))
def test_what_is_written_is_read(value: dict[str, Value]) -> None:
    assert yaml.safe_load(block(value)) == value
