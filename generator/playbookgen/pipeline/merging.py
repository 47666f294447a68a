"""Outputs of several builds become one: looked at, then put in place under the lock of the output folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playbookgen.building import publishing
from playbookgen.building.merging import fitted, merge_into
from playbookgen.model.failure import Unmergeable
from playbookgen.model.progress import Progress, Waiting
from playbookgen.model.result import MergeResult


def merged(root: Path, folders: Sequence[Path], output: Path, wait: bool, progress: Progress) -> MergeResult:
    """As `pipeline.merge`."""
    places = [folder.resolve() for folder in folders]
    if output.resolve() in places:
        raise Unmergeable(f"{output} is one of the parts", "choose a folder of its own for the whole")
    twice = next((folder for folder, place in zip(folders, places, strict=True) if places.count(place) > 1), None)
    if twice is not None:
        raise Unmergeable(f"{twice} is named twice", "name each part once")
    whole = fitted(folders)
    place = publishing.check_output(output, root)
    with publishing.workspace_lock(place, wait, lambda holder: progress(Waiting(holder))):
        organisations, withdrawn = merge_into(place, whole)
    return MergeResult(output, organisations, withdrawn)
