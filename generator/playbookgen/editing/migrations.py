"""From older versions of the format to the current one: a table of steps, each of which is a handful of edits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from playbookgen.editing.files import edit_files
from playbookgen.editing.spans import plain_values, spans
from playbookgen.model.edit import Edit, EditedFile, RenameKey, SetValue
from playbookgen.model.migration import Migration
from playbookgen.model.playbook_file import SCHEMA_VERSION

KEY: Final = "schema_version"
#: What the files say, as maps, lists and texts as typed.
Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """From one version of the format to the next one.

    Args:
        before: the version it takes.
        after: the version it makes; the machinery writes the number, a step need not.
        told: what it does, in words, one line.
        edits: what is changed in files that say this; comments and the order of keys stay by themselves.
    """

    before: int
    after: int
    told: str
    edits: Callable[[Tree], Sequence[Edit]] = lambda tree: ()


def _from_drafts(tree: Tree) -> Sequence[Edit]:
    """Files from before there was a number; some called it ``version``."""
    said = tree.get("version")
    return [RenameKey(("version",), KEY)] if KEY not in tree and said in ("0", "1") else []


#: Every step there is for an organisation. A new version of the format adds a line, and never changes one.
STEPS: Final = (Step(0, 1, f"{KEY} says which version of the format the file speaks", _from_drafts),)
#: The same for `site_config.yml`, where a file without a number has always been version 1.
SETTINGS_STEPS: Final = (Step(0, 1, f"{KEY} counts from 1"),)


def version_of(texts: Mapping[str, str], without: int = 0) -> int | None:
    """The version that the files of an organisation say.

    Args:
        texts: the files by the path that messages name.
        without: the version of files that say none.

    Returns:
        ``None`` where what they say is no number of a version.

    Raises:
        Uneditable: they are written in a way that is not edited here.
    """
    said = _tree(texts).get(KEY, str(without))
    return int(said) if isinstance(said, str) and said.isascii() and said.isdecimal() and len(said) < 6 else None


def migrate(texts: Mapping[str, str], steps: Sequence[Step] = STEPS, goal: int = SCHEMA_VERSION, without: int = 0) -> Migration:
    """The files in version `goal`, step by step. What is current comes back as it is.

    Args:
        texts: the files by the path that messages name, in their order.
        steps: the table.
        goal: the version to reach.
        without: the version of files that say none.

    Raises:
        Uneditable: they are written in a way that is not edited here.
        ValueError: they say no version, a newer one, or one that no step begins with: look at `version_of` first.
    """
    before = version_of(texts, without)
    table = {step.before: step for step in steps}
    now, at, told = dict(texts), before, list[str]()
    while at is None or at != goal:
        step = table.get(at) if at is not None and at < goal else None
        if step is None:
            raise ValueError(f"no step leads from version {at} to {goal}")
        for edits in (step.edits(_tree(now)), [SetValue((KEY,), step.after, first=True)]):
            now |= {file.shown: file.after for file in edit_files(now, edits)}
        told.append(step.told)
        at = step.after
    changed = tuple(EditedFile(shown, text, now[shown]) for shown, text in texts.items() if text != now[shown])
    return Migration(before or 0, at, tuple(told), changed)


def _tree(texts: Mapping[str, str]) -> Tree:
    """What all files say together; of a key that stands in two, what the first says."""
    merged: dict[str, Any] = {}
    for text in texts.values():
        said = plain_values(spans(text.removeprefix("\ufeff")))
        for key, value in said.items() if isinstance(said, dict) else ():
            merged.setdefault(key, value)
    return merged
