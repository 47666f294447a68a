"""Which cell a place of the tree came from: so that what reading says of the new YAML names the cell to correct."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playbookgen.model.edit import Steps
from playbookgen.sheets.merging import Merge
from playbookgen.sheets.rows import Box


def places_of_cells(merge: Merge) -> Iterator[tuple[Steps, str]]:
    """The path each cell that changed has in the YAML afterwards, and its address."""
    found: dict[int, Steps] = {id(merge.tree): ()}
    _walk(merge.tree, (), found)
    for box, steps, address in merge.cells:
        path = found.get(id(box), () if box.value is merge.tree else None)
        if path is not None:
            yield (*path, *steps), address


def _walk(value: Any, path: Steps, found: dict[int, Steps]) -> None:
    if isinstance(value, dict):
        for name, each in value.items():
            _walk(each, (*path, name), found)
    elif isinstance(value, list):
        place = 0
        for box in value:
            if not isinstance(box, Box) or box.is_removed:
                continue
            steps = (*path, box.key if box.key is not None else place)
            found[id(box)] = steps
            _walk(box.value, steps, found)
            place += 1
