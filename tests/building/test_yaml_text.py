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


#: The first and the last of what stands as it is and some between, and their neighbours that do not.
PRINTED = " !#$[]^~\xa0\u2027\u202a\ud7ff\ue000\ufefe\uff00\ufffd\U00010000\U0010ffffaZ09-&Uo\xe4\u2013\u4e2d\uf123\uff21\U0001f600"
ESCAPED = {
    '"': '\\"',
    "\\": "\\\\",
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\0": "\\x00",
    "\x1f": "\\x1F",
    "\x7f": "\\x7F",
    "\x9f": "\\x9F",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
    "\ufeff": "\\uFEFF",
    "\ufffe": "\\uFFFE",
    "\uffff": "\\uFFFF",
}


def test_what_can_be_printed_stands_as_it_is_and_all_else_is_spelled_out() -> None:
    assert quoted(PRINTED) == f'"{PRINTED}"'
    assert {each: quoted(f"a{each}b") for each in ESCAPED} == {each: f'"a{spelled}b"' for each, spelled in ESCAPED.items()}


@pytest.mark.parametrize("name", ["ab", "site_name", "md_in_html", "pymdownx.details", "z9", "a__z", "a..z", "a5z", "zb5mz7"])
def test_a_key_of_ours_stands_as_it_is(name: str) -> None:
    assert block({name: 1}) == f"{name}: 1\n"


@pytest.mark.parametrize(
    "name", [*("true", "false", "yes", "no", "on", "off", "null"), *("a", "Ab", "aB", "1a", "_a", "a_", "a.", "a b", "a:b", "a-b", "", "ä")]
)
def test_any_other_key_is_a_text(name: str) -> None:
    assert block({name: 1}) == f'"{name}": 1\n'


@pytest.mark.parametrize(("length", "begins"), [(1000, '"X'), (1001, '? "X')])
def test_a_key_that_is_too_long_to_be_simple_is_asked_for(length: int, begins: str) -> None:
    """Its quotes count."""
    first, *rest = block({"X" * (length - 2): "a"}).splitlines()
    assert first.startswith(begins)
    assert rest == ([] if begins.startswith('"') else [': "a"'])


def test_the_layout() -> None:
    value: dict[str, Value] = {
        "name": "x",
        "nested": {"inner": [1, "a", [True, None], {"one": {}, "two": [[]]}]},
        "Q" * 1000: ["y"],
        "last": False,
    }
    assert block(value) == (
        'name: "x"\nnested:\n  inner:\n    - 1\n    - "a"\n    - - true\n      - null\n    - one: {}\n      two:\n        - []\n'
        f'? "{"Q" * 1000}"\n:\n  - "y"\nlast: false\n'
    )


def test_a_lone_surrogate_is_replaced() -> None:
    assert quoted("a\ud800b\udfffc\udbffd") == '"a\ufffdb\ufffdc\ufffdd"'
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
