"""What a text must say after an edit: the check of everything that is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playbookgen.editing.writing import scalar
from playbookgen.model.edit import AddItems, Edit, RemoveValue, RenameKey, SetValue, Steps, Value
from playbookgen.model.failure import Uneditable


def expected(values: Any, edit: Edit) -> Any:
    """What the text must say after the edit."""
    parent = values
    for step, following in zip(edit.path, (*edit.path[1:], None), strict=True):
        is_last = following is None
        if is_last and isinstance(edit, SetValue):
            parent[step] = _said(edit.value)
            break
        if is_last and isinstance(edit, RemoveValue):
            del parent[step]
            break
        if is_last and isinstance(edit, RenameKey):
            parent[edit.name] = parent.pop(step)
            break
        if isinstance(step, str) and parent.get(step) is None:
            parent[step] = [] if is_last else {}
        parent = parent[step]
        if is_last and isinstance(edit, AddItems):
            at = len(parent) if edit.at is None else edit.at
            parent[at:at] = [_said(value) for value in edit.values]
    return values


def _said(value: Value) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _said(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_said(each) for each in value]
    return value if isinstance(value, str) else scalar(value)  # type: ignore[arg-type]


def unwritable(path: Steps) -> Uneditable:
    """What is raised where the text at `path` is written in a way that is not edited here."""
    where = ".".join(str(step) for step in path) or "the whole file"
    return Uneditable(f"{where} is written in a way that is not edited here", "write the change by hand, as the difference shows it")
