"""The tree keeps what was typed, and where."""

from __future__ import annotations

import gc

import pytest
import yaml

from playbookgen.model.problem import Place
from playbookgen.model.scalars import Plain
from playbookgen.reading import guard
from playbookgen.reading.nodes import Node, find, values
from playbookgen.reading.report import Report
from playbookgen.reading.tree import read_tree


@pytest.fixture(params=["C", "Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both of PyYAML's parsers: where it was built without the C one, nothing changes."""
    if request.param == "Python":
        monkeypatch.setattr(guard, "LOADER", yaml.SafeLoader)
    return str(request.param)


def tree_of(text: str) -> Node:
    report = Report()
    report.know("a.yml", text)
    root = read_tree(text, "a.yml", report)
    assert report.problems() == ()
    assert root is not None
    return root


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("written", ["NO", "yes", "016", "1_000", "12:30", "1.10", "2026-10-31", "0x1F", ".inf", "1e3", "true"])
def test_unquoted_scalars_are_plain_text(written: str) -> None:
    node = tree_of(f"a: {written}\n").child("a")
    assert node is not None
    assert isinstance(node.content, Plain)
    assert node.content == written


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("written", "text"),
    [("'NO'", "NO"), ('"5"', "5"), ("|\n  two\n  lines\n", "two\nlines\n"), (">-\n  one\n  line", "one line"), ("''", "")],
)
def test_quoted_and_block_scalars_are_strings(written: str, text: str) -> None:
    node = tree_of(f"a: {written}\n").child("a")
    assert node is not None
    assert type(node.content) is str
    assert node.content == text


@pytest.mark.usefixtures("parser")
def test_nulls_are_left_out_of_maps() -> None:
    assert values(tree_of("a: ~\nb:\nc: null\nd: {e: , f: 1}\ng: 'null'\n")) == {"d": {"f": "1"}, "g": "null"}


@pytest.mark.usefixtures("parser")
def test_places_of_keys_and_values() -> None:
    root = tree_of("first: 1\nläsnä:\n  - {name: Åsa Ö, \"key\": 'a b'}\n  - two\n    words\n")
    assert (root.entries["first"].key, root.entries["first"].node.place) == (Place("a.yml", 1, 1, 5), Place("a.yml", 1, 8, 1))
    assert root.entries["läsnä"].key == Place("a.yml", 2, 1, 5)
    assert find(root, ("läsnä", 0)).node.place == Place("a.yml", 3, 5, 1)
    assert find(root, ("läsnä", 0, "name")).node.place == Place("a.yml", 3, 12, 5)
    assert find(root, ("läsnä", 0, "key")).key == Place("a.yml", 3, 19, 5)
    assert find(root, ("läsnä", 0, "key")).place == Place("a.yml", 3, 26, 5)
    assert find(root, ("läsnä", 1)).place == Place("a.yml", 4, 5, 3)


def test_paths_are_followed_as_far_as_the_file_goes() -> None:
    root = tree_of("pulse: {asked: 3}\ntexts: [One]\n")
    assert find(root, ("pulse", 0, "asked")).node.content == "3"
    assert find(root, ("texts", 0, "text")).node.content == "One"
    assert find(root, ("pulse", "missing")).place == root.entries["pulse"].key


def test_own_texts_of_the_parser_are_explained_in_both() -> None:
    """The two parsers word their errors differently; the explanation must not depend on it."""
    from support.mistakes import all_mistakes
    from support.sources import problems_of

    spelling = [mistake for mistake in all_mistakes() if mistake.code == "E103"]
    by_c = [problems_of(mistake.text) for mistake in spelling]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "LOADER", yaml.SafeLoader)
        by_python = [problems_of(mistake.text) for mistake in spelling]
    assert by_c == by_python
    assert len(spelling) >= 10


def test_what_was_found_in_a_text_that_turns_out_not_to_be_yaml_is_not_told(parser: str) -> None:
    report = Report()
    text = "size: 1\nsize: 2\nteams: [north\n"
    report.know("a.yml", text)
    assert read_tree(text, "a.yml", report) is None
    assert [problem.code for problem in report.problems()] == ["E103"]


def test_a_second_document_is_refused_and_not_read(parser: str) -> None:
    report = Report()
    text = "size: 1\n---\nsize: 2\nsize: 3\n"
    report.know("a.yml", text)
    root = read_tree(text, "a.yml", report)
    assert root is not None
    assert values(root) == {"size": "1"}
    assert [problem.code for problem in report.problems()] == ["E114"]


def test_a_tree_is_gone_as_soon_as_nobody_holds_it() -> None:
    """Its places are worked out late; what they are worked out of must not hold the tree, or the trees of hundreds of files fill the memory."""
    gc.disable()
    try:
        before = sum(isinstance(one, Node) for one in gc.get_objects())
        assert values(tree_of("teams:\n  - {id: north, agents: 12}\n")) == {"teams": [{"id": "north", "agents": "12"}]}
        assert sum(isinstance(one, Node) for one in gc.get_objects()) == before
    finally:
        gc.enable()
