"""From the outputs of several builds to one: looked at as a whole first, then put in place site by site, the ledger last."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from playbookgen.building import files, manifest, publishing
from playbookgen.building.ledger import Entry, Ledger, Shard, read_ledger
from playbookgen.building.memory import Memory
from playbookgen.model.failure import OutputUnusable, Unmergeable
from playbookgen.model.organisation import refused_id
from playbookgen.model.result import MergedOrganisation


@dataclass(frozen=True, slots=True)
class Part:
    """The output of one build: its folder, as it was named, and what it says of itself."""

    folder: Path
    ledger: Ledger

    def organisations(self) -> dict[str, tuple[Entry, ...]]:
        """What this part is about, each with its editions; what stands here from an earlier share is not."""
        own = frozenset(self.ledger.shard.own) if self.ledger.shard else None
        found: dict[str, tuple[Entry, ...]] = {}
        for entry in self.ledger.editions:
            if own is None or entry.organisation in own:
                found[entry.organisation] = (*found.get(entry.organisation, ()), entry)
        return found


@dataclass(frozen=True, slots=True)
class _Site:
    """What one organisation has in one part: its published files, none if it has no site."""

    part: Part
    organisation: str
    entries: tuple[Entry, ...]
    listed: Mapping[str, str]

    @property
    def folder(self) -> Path:
        return self.part.folder / self.organisation


@dataclass(frozen=True, slots=True)
class Whole:
    """Parts that fit together. `told` are the organisations of the workspace, where the parts say so."""

    as_of_and_version: Ledger
    sites: tuple[_Site, ...]
    told: frozenset[str] | None


def fitted(folders: Sequence[Path]) -> Whole:
    """Look at the outputs in `folders` and see whether they make one; nothing is written.

    Raises:
        Unmergeable: they do not; every reason is told.
        OutputUnusable: a ledger cannot be read.
    """
    parts = [_opened(folder) for folder in folders]
    reasons = [*_of_one_making(parts), *_of_one_workspace(parts), *_told_once(parts)]
    if reasons:
        raise _unmergeable(reasons)
    sites: list[_Site] = []
    for part in parts:
        for organisation, entries in part.organisations().items():
            try:
                sites.append(_Site(part, organisation, entries, _verified(part.folder / organisation, organisation, entries)))
            except ValueError as error:
                reasons.append(f"{part.folder / organisation} is not as it was published: {error}")
            except OSError as error:
                reasons.append(f"{part.folder / organisation} cannot be read: {error.strerror}")
    if reasons:
        raise _unmergeable(reasons)
    shard = parts[0].ledger.shard
    ordered = tuple(sorted(sites, key=lambda site: site.organisation))
    return Whole(parts[0].ledger, ordered, frozenset(shard.workspace) if shard else None)


def merge_into(output: Path, whole: Whole) -> tuple[tuple[MergedOrganisation, ...], tuple[str, ...]]:
    """Put what `fitted` found into `output`. Call it while holding the lock.

    All sites are staged, by links where the file system has them, before the first is published; the ledger is written last.

    Returns:
        What became of each organisation, and the ids of sites withdrawn because the workspace does not tell them any more.

    Raises:
        OutputUnusable: the disk refuses, or something that is not ours is in the way.
    """
    publishing.sweep(output)
    before = read_ledger(output)
    published = before.published() if before else frozenset()
    staged: dict[str, Path] = {}
    try:
        for site in whole.sites:
            if site.listed:
                staged[site.organisation] = publishing.stage(output, site.organisation)
                publishing.bring(site.folder, site.listed, staged[site.organisation] / "site")
        memory, merged = Memory(output), []
        for site in whole.sites:
            if site.listed:
                publishing.publish(staged[site.organisation] / "site", output, site.organisation)
                _remember(memory, site)
            merged.append(_said(site, site.organisation in published))
    finally:
        for folder in staged.values():
            publishing.discard(folder)
    gone = sorted(published - whole.told) if whole.told is not None else []
    for name in gone:
        publishing.withdraw(output, name)
        memory.forget(name)
    publishing.write_ledger(output, _ledger(before, whole, gone))
    return tuple(merged), tuple(gone)


def _opened(folder: Path) -> Part:
    if not folder.is_dir():
        raise Unmergeable(f"there is no folder {folder}", "name the output folders of the builds")
    ledger = read_ledger(folder)
    if ledger is None:
        raise Unmergeable(f"{folder} has no build.json: no build has ended there", "name the output folders of the builds; build that part again")
    for entry in ledger.editions:
        if refused_id(entry.organisation) is not None:
            raise OutputUnusable(f"{folder / 'build.json'} names an organisation that cannot be", "build that part again")
    return Part(folder, ledger)


def _of_one_making(parts: Sequence[Part]) -> Iterator[str]:
    first = parts[0]
    for part in parts[1:]:
        if part.ledger.version != first.ledger.version:
            yield f"{first.folder} was built by playbookgen {first.ledger.version}, {part.folder} by {part.ledger.version}"
        if part.ledger.as_of != first.ledger.as_of:
            yield f"{first.folder} was built for {first.ledger.as_of}, {part.folder} for {part.ledger.as_of}"


def _of_one_workspace(parts: Sequence[Part]) -> Iterator[str]:
    """Whether shards belong together and are all there; outputs that are no shards may hold what they like."""
    shards = [(part.folder, part.ledger.shard) for part in parts if part.ledger.shard]
    if not shards:
        return
    folder, first = shards[0]
    if len(shards) < len(parts):
        other = next(part.folder for part in parts if not part.ledger.shard)
        yield f"{folder} is shard {first.name}, {other} is none"
    fitting = [shard for _, shard in shards if shard.parts == first.parts]
    yield from (f"{folder} is shard {first.name}, {other} is {shard.name}" for other, shard in shards if shard.parts != first.parts)
    there = {shard.part for shard in fitting}
    yield from (f"shard {number}/{first.parts} is missing" for number in range(1, first.parts + 1) if number not in there)
    for other, shard in shards[1:]:
        differing = sorted(set(shard.workspace) ^ set(first.workspace))
        if differing:
            yield f"{folder} and {other} were built from different workspaces: only one of them has {_listed(differing)}"
    if len(there) == first.parts:
        left = sorted(set(first.workspace).difference(*(shard.own for shard in fitting)))
        if left:
            yield f"no shard has {_listed(left)}: they were built from different workspaces"
    yield from _unsaid(parts)


def _unsaid(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        shard: Shard | None = part.ledger.shard
        left = sorted(set(shard.own) - part.organisations().keys()) if shard else []
        if left:
            yield f"{part.folder} says nothing of {_listed(left)}: only some of its organisations were built"


def _told_once(parts: Sequence[Part]) -> Iterator[str]:
    found: dict[str, Path] = {}
    for part in parts:
        for organisation in part.organisations():
            if organisation in found:
                yield f"{organisation} is in {found[organisation]} and in {part.folder}"
            found.setdefault(organisation, part.folder)


def _verified(folder: Path, organisation: str, entries: Sequence[Entry]) -> dict[str, str]:
    """The files of a published site, each with its SHA-256; none when nothing is published.

    Raises:
        ValueError: it is not the site of that name, or not what its manifest and the ledger say.
        OSError: it cannot be read.
    """
    digests = {entry.edition.partition("/")[2]: entry.digest for entry in entries if entry.digest}
    if not digests:
        return {}
    if folder.is_symlink() or manifest.belongs_to(folder) != organisation:
        raise ValueError("it has no manifest of that organisation")
    listed = manifest.listing(folder)
    promised = manifest.listed(folder)
    if listed != promised:
        wrong = sorted(path for path in listed.keys() | promised.keys() if listed.get(path) != promised.get(path))
        raise ValueError(_listed(wrong))
    prefixes = {code: f"{code}/" for code in digests if any(path.startswith(f"{code}/") for path in listed)}
    for code, digest in digests.items():
        prefix = prefixes.get(code, "")
        others = tuple(other for other in prefixes.values() if other != prefix)
        own = {path.removeprefix(prefix): sha for path, sha in listed.items() if path.startswith(prefix) and not path.startswith(others)}
        if manifest.digest(own) != digest:
            raise ValueError(f"build.json speaks of another edition {code}")
    return listed


def _remember(memory: Memory, site: _Site) -> None:
    """What that build knew of the site, so that the next one need not build it again."""
    known = Memory(site.part.folder).recall(site.organisation)
    memory.forget(site.organisation)
    with suppress(OSError):
        if known and hashlib.sha256(files.read(site.folder / manifest.NAME)).hexdigest() == known.manifest:
            memory.remember(site.organisation, known)


def _said(site: _Site, was_there: bool) -> MergedOrganisation:
    statuses = {entry.status for entry in site.entries}
    failed = bool(statuses & {"failed", "kept"})
    standing = bool(site.listed) or was_there
    pages = sum(entry.pages for entry in site.entries)
    return MergedOrganisation(site.organisation, ("kept" if standing else "failed") if failed else "merged", site.part.folder, pages)


def _ledger(before: Ledger | None, whole: Whole, gone: Sequence[str]) -> Ledger:
    earlier = before.editions if before else ()
    merged = {site.organisation for site in whole.sites}
    entries = [entry for entry in earlier if entry.organisation not in merged.union(gone)]
    for site in whole.sites:
        kept = [replace(entry, status="kept") for entry in earlier if entry.organisation == site.organisation and entry.digest]
        entries += site.entries if site.listed else kept or site.entries
    return Ledger(whole.as_of_and_version.as_of, whole.as_of_and_version.version, tuple(entries))


def _unmergeable(reasons: Sequence[str]) -> Unmergeable:
    first, *more = dict.fromkeys(reasons)
    help_ = "nothing was written; build what does not fit again, and name each part once"
    return Unmergeable("\n".join([first, *(f"  {reason}" for reason in more)]), help_)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
