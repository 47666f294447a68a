"""The edits of an organisation that is one file or a folder of files: each goes where its top-level key stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from playbookgen.editing.spans import spans
from playbookgen.editing.text import edit_text
from playbookgen.model.edit import AddItems, Edit, EditedFile, SetValue
from playbookgen.model.failure import Uneditable

_MARK = "\ufeff"


def edit_files(texts: Mapping[str, str], edits: Iterable[Edit]) -> tuple[EditedFile, ...]:
    """Carry out edits one after the other.

    Args:
        texts: the files by the path that messages name, in their order; a byte order mark is kept.
        edits: later ones see what earlier ones have written.

    Returns:
        The files that changed.

    Raises:
        Uneditable: an edit cannot be carried out; nothing is to be written then.
    """
    now = {shown: text.removeprefix(_MARK) for shown, text in texts.items()}
    homes = {key: shown for shown, text in reversed(now.items()) for key in spans(text).entries or {}}
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        shown = homes.setdefault(str(edit.path[0]), _home(edit, homes, now))
        by_file.setdefault(shown, []).append(edit)
    now |= {shown: edit_text(now[shown], wanted) for shown, wanted in by_file.items()}
    marks = {shown: _MARK if text.startswith(_MARK) else "" for shown, text in texts.items()}
    return tuple(EditedFile(shown, text, marks[shown] + now[shown]) for shown, text in texts.items() if text != marks[shown] + now[shown])


def _home(edit: Edit, homes: Mapping[str, str], texts: Mapping[str, str]) -> str:
    near = edit.near if isinstance(edit, AddItems) else ()
    if isinstance(edit, SetValue) and edit.first:
        near = ("organisation",)
    for key in (str(edit.path[0]), *near):
        if key in homes:
            return homes[key]
    if not texts:
        raise Uneditable("there is no file to write into", "write the organisation first: playbookgen new")
    return homes.get("change", next(iter(texts)))
