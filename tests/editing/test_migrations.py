"""From any older version to the current one, comments and order kept; what else a step may do, with fictitious ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from playbookgen.editing import SETTINGS_STEPS, STEPS, edit_text, migrate, version_of
from playbookgen.editing.migrations import Step, Tree
from playbookgen.editing.spans import plain_values, spans
from playbookgen.model.edit import AddItems, Edit, RemoveValue, RenameKey, SetValue
from playbookgen.model.failure import Uneditable
from playbookgen.model.playbook_file import SCHEMA_VERSION
from support.sample_texts import SAMPLE_TEXTS


@pytest.mark.parametrize("steps", [STEPS, SETTINGS_STEPS])
def test_steps_lead_from_the_first_version_to_the_current_one(steps: Sequence[Step]) -> None:
    at = 0
    for step in steps:
        assert step.before == at
        assert step.after > at
        assert step.told
        at = step.after
    assert at == SCHEMA_VERSION


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("organisation:\n  id: a\n", "schema_version: 1\norganisation:\n  id: a\n"),
        ("# Ours\norganisation: {id: a}  # who\n", "schema_version: 1\n# Ours\norganisation: {id: a}  # who\n"),
        ("# Ours\n\n# Who\nsite: {}\n", "# Ours\n\nschema_version: 1\n# Who\nsite: {}\n"),
        ("# yaml-language-server: x\n# Ours\nsite: {}\n", "# yaml-language-server: x\nschema_version: 1\n# Ours\nsite: {}\n"),
        ("---\n# Ours\nsite: {}\n", "---\nschema_version: 1\n# Ours\nsite: {}\n"),
        ("\ufeffsite: {}\r\nteams: []\r\n", "\ufeffschema_version: 1\r\nsite: {}\r\nteams: []\r\n"),
        ("\n\nsite: {}", "\n\nschema_version: 1\nsite: {}"),
        ("{site: {}, organisation: {id: a}}\n", "{schema_version: 1, site: {}, organisation: {id: a}}\n"),
        ("site: {}\nschema_version: 0 # draft\n", "site: {}\nschema_version: 1 # draft\n"),
        ("version: 1  # of the format\nsite: {}\n", "schema_version: 1  # of the format\nsite: {}\n"),
        ("'version': 0\nsite: {}\n", "schema_version: 1\nsite: {}\n"),
        ("version: 2026-4\nsite: {}\n", "schema_version: 1\nversion: 2026-4\nsite: {}\n"),
        ("schema_version: 1\nversion: 0\n", "schema_version: 1\nversion: 0\n"),
    ],
)  # fmt: skip
def test_files_from_before_there_was_a_number(before: str, after: str) -> None:
    found = migrate({"a.yml": before})
    assert (found.files[0].after if found.files else before) == after
    assert migrate({"a.yml": after}).files == ()


@pytest.mark.parametrize("text", [text for text in SAMPLE_TEXTS if "\nschema_version" in f"\n{text}"], ids=lambda text: text[:20].strip())
def test_a_sample_loses_its_number_and_gets_it_back(text: str) -> None:
    """What is read of it is the same, and nothing but the line of the number may have moved."""
    draft = edit_text(text, [RemoveValue(("schema_version",))])
    found = migrate({"a.yml": draft})
    assert (found.before, found.after) == (0, 1)
    again = found.files[0].after
    assert plain_values(spans(again)) == plain_values(spans(text))
    assert [line for line in again.splitlines() if line != "schema_version: 1"] == draft.splitlines()


def test_in_a_folder_the_number_stands_beside_the_name() -> None:
    texts = {"a/metrics.yml": "metrics: []\n", "a/who.yml": "# Who\n\norganisation: {id: a}\n"}
    (changed,) = migrate(texts).files
    assert (changed.shown, changed.after) == ("a/who.yml", "# Who\n\nschema_version: 1\norganisation: {id: a}\n")


@pytest.mark.parametrize(
    ("text", "version"),
    [("site: {}\n", 0), ("schema_version: 1\n", 1), ("schema_version: '7'\n", 7), ("schema_version: one\n", None), ("schema_version:\n", None),
     ("schema_version: -1\n", None), ("schema_version: 1.0\n", None), ("schema_version: [1]\n", None), ("schema_version: 99999999\n", None)],
)  # fmt: skip
def test_the_version_a_file_says(text: str, version: int | None) -> None:
    assert version_of({"a.yml": text}) == version


def test_settings_without_a_number_are_of_the_first_version() -> None:
    assert version_of({"site_config.yml": "accent: '#112233'\n"}, without=1) == 1
    assert migrate({"site_config.yml": "accent: '#112233'\n"}, SETTINGS_STEPS, without=1).files == ()


def _fictitious(tree: Tree) -> Sequence[Edit]:
    """A chapter gets another name, a share becomes per cent, an entry goes, another comes."""
    people: list[dict[str, Any]] = tree.get("people", [])
    return [
        *(SetValue(("people", index, "share"), int(float(person["share"]) * 100)) for index, person in enumerate(people) if "share" in person),
        *(RemoveValue(("people", index, "nick")) for index, person in enumerate(people) if "nick" in person),
        AddItems(("channels",), ({"id": "phone"},)),
        RenameKey(("people",), "persons"),
    ]


CHAIN = (*STEPS, Step(1, 2, "people are persons, shares are per cent", _fictitious), Step(2, 4, "nothing but the number"))


def test_a_chain_of_steps_goes_through_real_edits() -> None:
    before = "# Ours\n\npeople:  # who\n  # the boss\n  - {id: boss, share: 0.25}\n  - id: agent\n    nick: Ag  # gone\n    name: Agent\n# end\n"
    found = migrate({"a.yml": before}, CHAIN, goal=4)
    assert (found.before, found.after) == (0, 4)
    assert found.told == tuple(step.told for step in CHAIN)
    assert found.files[0].after == (
        "# Ours\n\nschema_version: 4\npersons:  # who\n  # the boss\n  - {id: boss, share: 25}\n  - id: agent\n    name: Agent\n# end\n"
        "channels:\n  - {id: phone}\n"
    )
    assert migrate({"a.yml": found.files[0].after}, CHAIN, goal=4).files == ()


def test_a_chain_begins_where_a_file_stands() -> None:
    assert migrate({"a.yml": "schema_version: 2\n"}, CHAIN, goal=4).told == (CHAIN[-1].told,)


@pytest.mark.parametrize("text", ["schema_version: 3\n", "schema_version: 5\n", "schema_version: one\n"])
def test_no_step_leads_from_there(text: str) -> None:
    with pytest.raises(ValueError, match="no step leads from version"):
        migrate({"a.yml": text}, CHAIN, goal=4)


@pytest.mark.parametrize(
    ("text", "edit"),
    [("a: 1\n", RenameKey(("b",), "c")), ("a: 1\nb: 2\n", RenameKey(("a",), "b")), ("a: [1]\n", RenameKey(("a", 0), "b")),
     ("--- {a: &x 1}\n", RenameKey(("a",), "b")), ("a: 1\n", RenameKey((), "b"))],
)  # fmt: skip
def test_a_key_that_cannot_be_renamed(text: str, edit: RenameKey) -> None:
    with pytest.raises(Uneditable):
        edit_text(text, [edit])


@pytest.mark.parametrize(
    ("before", "path", "name", "after"),
    [
        ("a: {b: 1, c: 2} # l\n", ("a", "c"), "d", "a: {b: 1, d: 2} # l\n"),
        ("l:\n- x: 1\n  y: 2\n", ("l", 0, "x"), "no", 'l:\n- "no": 1\n  y: 2\n'),
        ('"a b" : |\n  x\nc: 1\n', ("a b",), "d", "d : |\n  x\nc: 1\n"),
    ],
)
def test_a_key_is_renamed_where_it_stands(before: str, path: tuple[str | int, ...], name: str, after: str) -> None:
    assert edit_text(before, [RenameKey(path, name)]) == after
