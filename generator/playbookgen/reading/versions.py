"""The sources of an organisation as its history has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from playbookgen.model.workspace import Source, SourceFile
from playbookgen.reading.past import Files, Told

#: Strokes in the path of an organisation's file: one that is all of it, one in its folder. Library texts stand deeper.
_ALONE: Final = 1
_IN_FOLDER: Final = 2


def versions(told: Told, current: Source, content: Callable[[str], bytes | None]) -> Iterator[Source | None]:
    """An organisation's source in HEAD, then before each of its days of change; None where it was none, or cannot be had.

    Args:
        told: what the history says of it.
        current: what stands in the workspace; its library texts and pictures hold for all versions.
        content: the bytes of a blob, by its name.
    """
    for files in (told.now, *(day.before for day in told.days)):
        yield _source(files, current, content)


def _source(files: Files, current: Source, content: Callable[[str], bytes | None]) -> Source | None:
    alone = [path for path in files if path.count("/") == _ALONE]
    own = alone or sorted(path for path in files if path.count("/") == _IN_FOLDER)
    if not own or len(alone) > 1 or (alone and any(path.count("/") == _IN_FOLDER for path in files)):
        return None
    told = tuple(SourceFile(path, one) for path in own if (one := content(files[path])) is not None)
    return replace(current, files=told, problems=(), is_folder=not alone) if len(told) == len(own) else None
