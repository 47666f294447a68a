"""Whatever call of a build fails, and however: each site is the old one or the new one, whole, and the next run puts all in order."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache, partial
from itertools import count
from pathlib import Path

import pytest

from playbookgen import pipeline
from playbookgen.building import manifest
from playbookgen.building import run as building_run
from playbookgen.building.workers import Outcome, Task
from playbookgen.model.failure import Failure, OutputUnusable
from playbookgen.model.result import BuildRequest
from support.faults import ERRORS, Fault, Killed
from support.forked import started
from support.quick_builds import read_once
from support.workspaces import TODAY, in_this_process, told, workspace

KINDS = [*ERRORS, "KeyboardInterrupt", "Killed"]
#: What a run may leave in its own room.
LEFT = {"lock", "cache"}

Site = dict[str, bytes] | None


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is the same in each build is read once, and an edition is one page."""
    read_once(monkeypatch)
    monkeypatch.setattr(building_run.workers, "run_all", run_all)


def run_all(tasks: Sequence[Task], jobs: int, *_: object, **__: object) -> Iterator[Outcome]:
    """As the processes of the real one do: a refusal of the disk is an outcome, and the others go on."""
    for task in tasks:
        try:
            yield from in_this_process()([task], jobs)
        except OSError as error:
            yield Outcome(task.name, failure=OutputUnusable(str(error)))


def build(root: Path) -> None:
    pipeline.build(BuildRequest(root=root, output=root / "site", today=TODAY, wait=False))


def before(root: Path) -> None:
    """A workspace that is built, and then edited: one organisation changed, one gone, one new."""
    workspace(root, "beta", alfa=told("alfa", languages="en, fi"))
    build(root)
    workspace(root, "gamma", alfa=told("alfa", name="Renamed", languages="en, fi"))
    (root / "playbook" / "beta.yml").unlink()


def site(root: Path, organisation: str) -> Site:
    """The files of a published site, its manifest apart; none if there is none."""
    folder = root / "site" / organisation
    if not folder.exists():
        return None
    found = {path: (folder / path).read_bytes() for path in manifest.listing(folder)}
    assert manifest.listed(folder) == manifest.listing(folder), "the manifest tells something else"
    return found


def sites(root: Path) -> dict[str, Site]:
    return {name: site(root, name) for name in ("alfa", "beta", "gamma")}


@cache
def old_and_new() -> tuple[Path, dict[str, Site], dict[str, Site]]:
    """The workspace before, and what its sites are before and after."""
    from tempfile import mkdtemp

    root = Path(mkdtemp(prefix="faults-"))
    before(root)
    old = sites(root)
    after = root.with_name(f"{root.name}-after")
    shutil.copytree(root, after)
    build(after)
    new = sites(after)
    shutil.rmtree(after)
    assert old["beta"]
    assert new["beta"] is None
    assert old["alfa"] != new["alfa"]
    return root, old, new


@pytest.fixture(scope="module", autouse=True)
def _tidy() -> Iterator[None]:
    yield
    if old_and_new.cache_info().currsize:
        shutil.rmtree(old_and_new()[0], ignore_errors=True)


def strays(root: Path) -> list[str]:
    """What stands in the output folder and is neither a site nor the ledger nor in its place in our room."""
    room = root / "site" / ".playbookgen"
    found = [path.relative_to(root).as_posix() for path in room.rglob("*") if path.is_file() and path.name != "lock"]
    return [path for path in found if path not in {f"site/.playbookgen/cache/{name}.json" for name in ("alfa", "gamma")}]


def tried(root: Path, nth: int, kind: str) -> bool:
    """Build with the n-th call failing; whether there was one."""
    start, old, new = old_and_new()
    shutil.copytree(start, root, symlinks=True)
    fault = Fault(root, nth, kind)
    with fault.injected(), suppress(Failure, KeyboardInterrupt, Killed):  # anything else would be a traceback
        build(root)
    if kind != "Killed":
        assert_old_or_new(root, old, new, fault.where)
    build(root)
    assert sites(root) == new, fault.where
    assert strays(root) == [], fault.where
    entries = json.loads((root / "site/build.json").read_bytes())["editions"]
    assert {entry["edition"] for entry in entries} == {"alfa/en", "alfa/fi", "gamma/en"}
    shutil.rmtree(root)
    return fault.struck


def assert_old_or_new(root: Path, old: dict[str, Site], new: dict[str, Site], where: str) -> None:
    for name, found in sites(root).items():
        assert found in (old[name], new[name]), f"{name} is torn after {where}"


@pytest.mark.parametrize(("kind", "number"), [(kind, number) for number, kind in enumerate(KINDS)])
def test_a_call_that_fails_leaves_the_old_site_or_the_new_one(tmp_path: Path, kind: str, number: int) -> None:
    """Every 55th call, another one for each kind of failure; the slow test takes them all."""
    for nth in count(1 + 9 * number, 55):
        if not tried(tmp_path / str(nth), nth, kind):
            assert nth > 100
            return


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_call_that_fails_leaves_the_old_site_or_the_new_one(tmp_path: Path, kind: str) -> None:
    for nth in count(1):
        if not tried(tmp_path / str(nth), nth, kind):
            assert nth > 100
            print(f"{kind}: {nth - 1}", flush=True)  # noqa: T201 - the figure of docs/reliability.md
            return


def died(root: Path, nth: int) -> bool:
    """Let a process that builds end at its n-th call, at once; whether there was one."""
    start, old, new = old_and_new()
    shutil.copytree(start, root, symlinks=True)
    process = started(partial(die, root, nth), root / "said")
    assert process.wait() in (0, 9), process.heard()
    (root / "said").unlink()
    assert_old_or_new(root, old, new, f"death at call {nth}")
    build(root)
    assert sites(root) == new
    assert strays(root) == []
    shutil.rmtree(root)
    return process.status == 9


def die(root: Path, nth: int) -> None:
    with Fault(root, nth, "exit").injected():
        build(root)


def test_a_process_that_dies_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    assert died(tmp_path / "one", 150)


@pytest.mark.slow
def test_a_process_that_dies_at_any_call_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    for nth in count(1):
        if not died(tmp_path / str(nth), nth):
            assert nth > 100
            print(f"processes that died: {nth - 1}", flush=True)  # noqa: T201 - the figure of docs/reliability.md
            return
