"""What has to be built after a change: from the history to organisations, and from those to even shards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from playbookgen.model.history import CiPlan, Shard
from playbookgen.model.organisation import refused_id
from playbookgen.reading.footprint import footprint
from playbookgen.reading.history import Repository
from playbookgen.reading.packaged import packaged_templates
from playbookgen.reading.touched import touched

#: What a job costs that has nothing to build yet, in bytes of YAML: a small organisation is not free.
_START = 4096


def planned(root: Path, since: str, most: int) -> CiPlan:
    """The organisations that a change touches, in at most `most` shards. No YAML is read: what is broken is planned like the rest.

    Args:
        root: the workspace, in a git repository.
        since: a revision; compared with where the history of HEAD parted from it.
        most: largest number of shards.

    Raises:
        NoHistory: there is no repository, no such revision, or too little of its history.
    """
    span = Repository.around(root).since(since)
    names, of_all = touched(span.changes, span.folder)
    there = {name: _size(root, files) for name, files in footprint(root, packaged_templates()).organisations.items()}
    same = {name.casefold(): name for name in there}
    is_all = bool(of_all) or not span.since
    wanted = set(there) if is_all else {same[name.casefold()] for name in names if name.casefold() in same}
    deleted = sorted(name for name in names if name.casefold() not in same)
    usable = {name: there[name] for name in sorted(wanted) if refused_id(name) is None}
    unusable = tuple(sorted(wanted - usable.keys()))
    plan = CiPlan(span.since, span.head, usable, tuple(deleted), unusable, of_all, len(there))
    return replace(plan, shards=shared_out(usable, most))


def shared_out(sizes: Mapping[str, int], most: int) -> tuple[Shard, ...]:
    """At most `most` shards of about the same size: the largest first, each to the shard that has least so far.

    The same organisations with the same sizes come out the same, whatever order they come in.
    """
    count = min(most, len(sizes))
    shards: list[tuple[int, list[str]]] = [(0, []) for _ in range(count)]
    for name in sorted(sizes, key=lambda each: (-sizes[each], each)):
        number = min(range(count), key=lambda each: shards[each][0])
        load, names = shards[number]
        shards[number] = (load + _START + sizes[name], [*names, name])
    lists = sorted(sorted(names) for _, names in shards)
    return tuple(Shard(f"{number}-of-{count}", tuple(names)) for number, names in enumerate(lists, 1))


def _size(root: Path, files: Mapping[str, str]) -> int:
    """Bytes of an organisation's files; what is gone or no file counts nothing."""
    total = 0
    for path in files:
        try:
            total += (root / path).lstat().st_size
        except OSError:
            continue
    return total
