"""A value is put into the text, and every other character stays."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from playbookgen.editing import edit_files, edit_text
from playbookgen.model.edit import AddItems, Edit, RemoveValue, SetValue, Steps
from playbookgen.model.failure import Uneditable
from support.house import REPOSITORY

DAY = date(2026, 10, 30)
SAMPLES = sorted(
    [
        *(path for path in (REPOSITORY / "playbook").rglob("*.yml") if path.parent.name != "library"),
        *(REPOSITORY / "tests" / "golden" / "samples").glob("*.yml"),
    ]
)


def told(text: str) -> Any:
    """What another reader than ours says stands in the text, every scalar as text."""
    return yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - it makes texts only


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines between what both texts begin and end with."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return old, new


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("a: {b: 1}\n", SetValue(("a", "b"), 2), "a: {b: 2}\n"),
        ("a:\n  b: 'x'  # why\n", SetValue(("a", "b"), "it's"), "a:\n  b: 'it''s'  # why\n"),
        ('a: "x"\n', SetValue(("a",), "y\tz"), 'a: "y\\tz"\n'),
        ("a:   2026-01-01   # day\nb: 1\n", SetValue(("a",), DAY), "a:   2026-10-30   # day\nb: 1\n"),
        ("a: '2026-01-01'\n", SetValue(("a",), DAY), "a: '2026-10-30'\n"),
        ("a:\nb: 1\n", SetValue(("a",), DAY), "a: 2026-10-30\nb: 1\n"),
        ("a: ~ # later\n", SetValue(("a",), Decimal("1.50")), "a: 1.50 # later\n"),
        ("a: {b: 1, d: 3}\n", SetValue(("a", "c"), 2, ("b",)), "a: {b: 1, c: 2, d: 3}\n"),
        ("a: {}\n", SetValue(("a", "c"), 2), "a: {c: 2}\n"),
        ("a:\n  b: 1  # one\n  # about d\n  d: 3\n", SetValue(("a", "c"), 2, ("b",)), "a:\n  b: 1  # one\n  c: 2\n  # about d\n  d: 3\n"),
        ("a:\n  b:\n    - 1\n    - 2\n  d: 3", SetValue(("a", "c"), 2, ("b",)), "a:\n  b:\n    - 1\n    - 2\n  c: 2\n  d: 3"),
        ("a:\n  t: |\n    one\n\n    two\nz: 1\n", SetValue(("a", "c"), 2), "a:\n  t: |\n    one\n\n    two\n  c: 2\nz: 1\n"),
        ("l: [1, 2]\n", AddItems(("l",), (3, 4)), "l: [1, 2, 3, 4]\n"),
        ("l: [1, 4]\n", AddItems(("l",), (2, 3), at=1), "l: [1, 2, 3, 4]\n"),
        ("l: [ 1, 2, ]\n", AddItems(("l",), (3,)), "l: [ 1, 2, 3, ]\n"),
        ("l: []\n", AddItems(("l",), ({"a": 1},)), "l: [{a: 1}]\n"),
        ("l: [\n  {a: 1},\n  {a: 2}\n]\n", AddItems(("l",), ({"a": 3},)), "l: [\n  {a: 1},\n  {a: 2},\n  {a: 3}\n]\n"),
        ("l:\n  [\n    {a: 1},\n  ]\n", AddItems(("l",), ({"a": 3},)), "l:\n  [\n    {a: 1},\n    {a: 3},\n  ]\n"),
        ("l:\n- {a: 1}   # x\nm: 1\n", AddItems(("l",), ({"a": 2},)), "l:\n- {a: 1}   # x\n- {a: 2}\nm: 1\n"),
        ("l:\n  -   a: 1\n      b: 2\nm: 1\n", AddItems(("l",), ({"a": 2, "b": 3},)), "l:\n  -   a: 1\n      b: 2\n  -   a: 2\n      b: 3\nm: 1\n"),
        ("l:\n  - {a: 1}\n  - {a: 3}\n", AddItems(("l",), ({"a": 2},), at=1), "l:\n  - {a: 1}\n  - {a: 2}\n  - {a: 3}\n"),
        ("l:\n  - {a: 1}", AddItems(("l",), ({"a": 2},)), "l:\n  - {a: 1}\n  - {a: 2}"),
        ("l:\r\n  - {a: 1}\r\nm: 1\r\n", AddItems(("l",), ({"a": 2},)), "l:\r\n  - {a: 1}\r\n  - {a: 2}\r\nm: 1\r\n"),
        ("l:\n", AddItems(("l",), ({"a": 2},)), "l:\n  - {a: 2}\n"),
        ("l: # none yet\nm: 1\n", AddItems(("l",), ({"a": 2},)), "l: # none yet\n  - {a: 2}\nm: 1\n"),
        ("l: null\n", AddItems(("l",), ({"a": 2},)), "l: [{a: 2}]\n"),
        ("m: 1\n# end\n", AddItems(("f", "items"), ({"a": 2},)), "m: 1\n# end\nf:\n  items:\n    - {a: 2}\n"),
        ("f:\n  channel: x\nm: 1\n", AddItems(("f", "items"), ({"a": 2},)), "f:\n  channel: x\n  items:\n    - {a: 2}\nm: 1\n"),
        ("f: {channel: x}\n", AddItems(("f", "items"), ({"a": 2},)), "f: {channel: x, items: [{a: 2}]}\n"),
        ("m: 1\n...\n", AddItems(("f",), ({"a": 2},)), "m: 1\nf:\n  - {a: 2}\n...\n"),
        ("{m: 1}\n", AddItems(("f",), ({"a": 2},)), "{m: 1, f: [{a: 2}]}\n"),
        ("t: Ä\U0001f642\nl: [Ö]\n", AddItems(("l",), ("Å",)), "t: Ä\U0001f642\nl: [Ö, Å]\n"),
    ],
)  # fmt: skip
def test_an_edit_changes_what_it_says(before: str, edit: Edit, after: str) -> None:
    assert edit_text(before, [edit]) == after


@pytest.mark.parametrize(
    "value",
    ["NO", "yes", "016", "1.10", "2026-10-30", "12:30", "~", "null", "", " x", "x ", "a: b", "a #b", "- a", "[a", "{a}", "&a", "*a", "!a", "a, b",
     "'", '"', "%a",
     "@a", "`a", "?", "a\nb", "Puhelin", "it’s – fine (90 %)", "\u200b", "=", "<<", "x" * 400],
)  # fmt: skip
def test_a_text_stays_a_text_whatever_it_holds(value: str) -> None:
    for before in ("a: 1\n", "a: {b: [x]}\n"):
        after = edit_text(before, [SetValue(("t",), value), AddItems(("l",), ({"k": value},))])
        assert told(after) == {**told(before), "t": value, "l": [{"k": value}]}
        made = yaml.safe_load(after)
        assert made["t"] == value
        assert made["l"] == [{"k": value}]


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("a: &x 1\nb: *x\n", SetValue(("b",), 2)),
        ("a: !!str 1\n", SetValue(("a",), 2)),
        ("a: 1\n---\nb: 1\n", SetValue(("a",), 2)),
        ("a: [1\n", SetValue(("a",), 2)),
        ("? [a]\n: 1\n", SetValue(("a",), 2)),
        ("a: [1]\n", SetValue(("a",), 2)),
        ("a: 1\n", RemoveValue(("b",))),
        ("a: 1\n", RemoveValue(("a", "b"))),
        ("a: [1]\n", RemoveValue(("a", 3))),
        ("a:\n  - 1\n", RemoveValue(("a", 0))),
        ("a: 1\n", AddItems(("a",), (2,))),
        ("a: [1]\n", SetValue(("a", 0, "b"), 2)),
        ("a: [1]\n", SetValue(("a", 7, "b"), 2)),
        ("a: 1\n", SetValue(("b", "c"), 2)),
        ("- 1\n", AddItems((), (2,))),
    ],
)
def test_what_cannot_be_edited_is_refused(text: str, edit: Edit) -> None:
    with pytest.raises(Uneditable):
        edit_text(text, [edit])


def test_each_edit_goes_to_the_file_of_its_key() -> None:
    texts = {"a.yml": "\ufeffone: 1\n", "b.yml": "two: [1]\nchange: {}\n", "c.yml": "three: 3\n"}
    edits: list[Edit] = [
        AddItems(("two",), (2,)),
        AddItems(("new",), ({"a": 1},), near=("three",)),
        AddItems(("newer",), ({"a": 1},)),
        AddItems(("newer",), ({"a": 2},)),
        SetValue(("one",), 5),
    ]
    files = {file.shown: file.after for file in edit_files(texts, edits)}
    assert files == {
        "a.yml": "\ufeffone: 5\n",
        "b.yml": "two: [1, 2]\nchange: {}\nnewer:\n  - {a: 1}\n  - {a: 2}\n",
        "c.yml": "three: 3\nnew:\n  - {a: 1}\n",
    }
    assert edit_files(texts, []) == ()


@cache
def sample(path: Path) -> tuple[str, Any]:
    text = path.read_text(encoding="utf-8")
    return text, told(text)


def paths(value: Any, steps: Steps = ()) -> dict[str, list[Steps]]:
    """The paths of all scalars, maps and lists."""
    found: dict[str, list[Steps]] = {"scalar": [], "map": [], "list": []}
    kind = "map" if isinstance(value, dict) else "list" if isinstance(value, list) else "scalar"
    found[kind].append(steps)
    for step, below in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        for name, those in paths(below, (*steps, step)).items():
            found[name] += those
    return found


def at(value: Any, steps: Steps) -> Any:
    for step in steps:
        value = value[step]
    return value


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"), exclude_characters="\ufeff"), max_size=30)
SINGLES = st.one_of(WORDS, st.integers(-(10**6), 10**6), st.dates(), st.decimals("-1000", "1000", places=2))
ENTRIES = st.dictionaries(
    st.from_regex(r"[a-z][a-z_]{1,8}", fullmatch=True), st.one_of(SINGLES, st.lists(SINGLES, max_size=3)), min_size=1, max_size=4
)


def written(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: written(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [written(each) for each in value]
    return format(value, "f") if isinstance(value, Decimal) else str(value)


@st.composite
def edits_of(draw: st.DrawFn, values: Any) -> tuple[Edit, Any]:
    """An edit of what `values` says, and what it says then."""
    import copy

    after = copy.deepcopy(values)
    found = paths(values)
    kind = draw(st.sampled_from(["set", "key", "add"]))
    if kind == "set":
        steps = draw(st.sampled_from([steps for steps in found["scalar"] if steps and isinstance(steps[-1], str)]))
        value = draw(SINGLES)
        at(after, steps[:-1])[steps[-1]] = written(value)
        return SetValue(steps, value), after
    if kind == "key":
        steps = draw(st.sampled_from([steps for steps in found["map"] if at(values, steps)]))
        value = draw(st.one_of(SINGLES, ENTRIES))
        name = next(name for name in ("x_new", "x_newer", "x_newest") if name not in at(values, steps))
        at(after, steps)[name] = written(value)
        return SetValue((*steps, name), value, draw(st.sampled_from([(), tuple(at(values, steps))[:1]]))), after
    steps = draw(st.sampled_from(found["list"]))
    entries = tuple(draw(st.lists(ENTRIES, min_size=1, max_size=3)))
    where = draw(st.one_of(st.none(), st.integers(0, len(at(values, steps)))))
    here = len(at(values, steps)) if where is None else where
    at(after, steps)[here:here] = written(entries)
    return AddItems(steps, entries, where), after


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
@pytest.mark.parametrize("line_break", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_any_edit_of_a_sample_changes_its_own_line_and_no_other(path: Path, line_break: str) -> None:
    text, values = sample(path)
    text = text.replace("\n", line_break)
    blocks = {steps for steps in paths(values)["scalar"] if "\n" in str(at(values, steps))}

    @settings(max_examples=12, deadline=None, derandomize=True, database=None)
    @given(st.data())
    def holds(given: st.DataObject) -> None:
        now, then = text, values
        for _ in range(given.draw(st.integers(1, 3))):
            edit, wanted = given.draw(edits_of(then))
            if isinstance(edit, SetValue) and edit.path in blocks:
                continue
            after = edit_text(now, [edit])
            assert told(after) == wanted
            gone, come = changed_lines(now, after)
            assert len(gone) <= 1, gone
            assert "".join(come).count("\n") - "".join(come).count(line_break) == 0
            now, then = after, wanted

    holds()
