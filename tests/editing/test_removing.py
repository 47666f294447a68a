"""A key or an entry goes with its own lines; everything else stays. Texts in blocks keep their lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbookgen.editing import edit_text
from playbookgen.editing.spans import plain_values, spans
from playbookgen.model.edit import Edit, RemoveValue, SetValue, Steps
from support.sample_texts import SAMPLE_TEXTS, removable


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("a: 1\nb: 2  # two\nc: 3\n", RemoveValue(("b",)), "a: 1\nc: 3\n"),
        ("a: 1\nb: 2", RemoveValue(("b",)), "a: 1\n"),
        ("a: 1\r\nb:\r\n  c: 2\r\nd: 3\r\n", RemoveValue(("b",)), "a: 1\r\nd: 3\r\n"),
        ("# of a\na: 1\n# of b\nb: 2\n", RemoveValue(("a",)), "# of a\n# of b\nb: 2\n"),
        ("a: {b: 1, c: 2, d: 3}\n", RemoveValue(("a", "b")), "a: {c: 2, d: 3}\n"),
        ("a: {b: 1, c: 2, d: 3}\n", RemoveValue(("a", "d")), "a: {b: 1, c: 2}\n"),
        ("a: [x, y, z] # l\n", RemoveValue(("a", 1)), "a: [x, z] # l\n"),
        ("a: [{b: 1},\n    {b: 2}]\n", RemoveValue(("a", 1)), "a: [{b: 1}]\n"),
        ("l:\n  - a: 1\n    b: 2\n  - a: 3\n", RemoveValue(("l", 0)), "l:\n  - a: 3\n"),
        ("l:\n  - a: 1  # c\n    b: 2\n", RemoveValue(("l", 0, "a")), "l:\n  - b: 2\n"),
        ("l:\n  - a: 1\n    b: |\n      x\n\n      y\n    c: 1\n", RemoveValue(("l", 0, "b")), "l:\n  - a: 1\n    c: 1\n"),
        ("l:\n- 1\n- 2\nz: 1\n", RemoveValue(("l", 1)), "l:\n- 1\nz: 1\n"),
        ("a:\nb: 1\n", RemoveValue(("a",)), "b: 1\n"),
        ("a: |\n  x\n  y\nb: 1\n", SetValue(("a",), "x\nz\n"), "a: |\n  x\n  z\nb: 1\n"),
        ("a: |-\n    x\n", SetValue(("a",), "one\n\ntwo"), "a: |-\n    one\n\n    two\n"),
        ("a: >\n  one two\n  three four\n  five\n", SetValue(("a",), "one two 3 four five\n"), "a: >\n  one two\n  3 four\n  five\n"),
        ("a: >-\n  one\n  two\n\n  three\n", SetValue(("a",), "one two\n3"), "a: >-\n  one\n  two\n\n  3\n"),
        ("a: x # why\n", SetValue(("a",), {"en": "x", "fi": "z"}), "a: {en: x, fi: z} # why\n"),
        ("a: {t: x}\n", SetValue(("a", "t"), {"en": "x"}), "a: {t: {en: x}}\n"),
        ("a: [x, y]\n", SetValue(("a", 1), "z"), "a: [x, z]\n"),
        ("l:\n  - x\n  - z # c\n", SetValue(("l", 1), {"t": "z"}), "l:\n  - x\n  - {t: z} # c\n"),
    ],
)  # fmt: skip
def test_what_an_edit_leaves(before: str, edit: Edit, after: str) -> None:
    assert edit_text(before, [edit]) == after


def without(tree: object, path: Steps) -> object:
    parent = tree
    for step in path[:-1]:
        parent = parent[step]  # type: ignore[index]
    del parent[path[-1]]  # type: ignore[attr-defined]
    return tree


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_anything_of_a_sample_can_go_and_nothing_else_goes(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SAMPLE_TEXTS))
    path = data.draw(st.sampled_from(removable(text)))
    after = edit_text(text, [RemoveValue(path)])
    assert plain_values(spans(after)) == without(plain_values(spans(text)), path)
    lines = set(after.splitlines()) - set(text.splitlines())
    assert len(lines) <= 1  # at most the line of which a part went
