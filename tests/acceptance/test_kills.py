"""kill -9 at any moment, and eight builds at once: real processes, the real engine."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from playbookgen.building import manifest
from support.workspaces import playbookgen, told, tree, workspace

#: Everything a build has to say on, and nothing of the day.
BUILD = ("build", "--as-of", "2026-10-31", "--jobs", "2")


def started(root: Path, *more: str) -> subprocess.Popen[bytes]:
    """A build in a session of its own, so that all of its processes can be killed together."""
    command = [sys.executable, "-m", "playbookgen", "-C", str(root), *BUILD, *more]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)


def site(folder: Path) -> dict[str, str] | None:
    """The listing of a published site, which its own manifest must confirm; none if there is none."""
    if not folder.exists():
        return None
    found = manifest.listing(folder)
    assert manifest.listed(folder) == found, "the manifest tells something else"
    return found


def left_over(root: Path) -> list[str]:
    room = root / "site" / ".playbookgen"
    known = {f"cache/{path.stem}.json" for path in (root / "playbook").iterdir()} | {"lock"}
    files = {path.relative_to(room).as_posix() for path in room.rglob("*") if path.is_file()}
    return sorted(path for path in files - known if not path.startswith("theme/"))


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, str], tuple[dict[str, str] | None, ...]]:
    """A workspace, two texts of its organisation, and the site of each."""
    root = tmp_path_factory.mktemp("kills")
    texts = told("alfa"), told("alfa", name="Renamed")
    sites = []
    for text in reversed(texts):
        workspace(root, alfa=text)
        done = playbookgen("-C", str(root), *BUILD)
        assert done.returncode == 0, done.stderr
        sites.append(site(root / "site" / "alfa"))
    return root, texts, tuple(reversed(sites))


def kill_at_random(
    root: Path, texts: tuple[str, str], sites: tuple[dict[str, str] | None, ...], times: int, seed: int, group: bool
) -> dict[str, int]:
    """Change the organisation, build, kill; how often the site was the old one or the new one."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    seen = {"old": 0, "new": 0}
    begun = time.monotonic()
    assert playbookgen("-C", str(root), *BUILD, "--no-cache").returncode == 0
    longest = time.monotonic() - begun
    now = 0
    for _ in range(times):
        workspace(root, alfa=texts[1 - now])
        process = started(root)
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0, longest))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL) if group else process.kill()
        process.communicate()
        found = site(root / "site" / "alfa")
        assert found in sites
        seen["new" if found == sites[1 - now] else "old"] += 1
        done = playbookgen("-C", str(root), *BUILD)
        assert done.returncode == 0, done.stderr
        assert site(root / "site" / "alfa") == sites[1 - now]
        assert left_over(root) == []
        now = 1 - now
    workspace(root, alfa=texts[0])
    return seen


@pytest.mark.parametrize("group", [True, False], ids=["all of its processes", "the first of them"])
def test_a_killed_build_leaves_the_old_site_or_the_new_one(two: tuple[Path, tuple[str, str], tuple[dict[str, str] | None, ...]], group: bool) -> None:
    seen = kill_at_random(*two, times=1, seed=26, group=group)
    assert sum(seen.values()) == 1


@pytest.mark.slow
def test_builds_killed_at_500_moments(two: tuple[Path, tuple[str, str], tuple[dict[str, str] | None, ...]]) -> None:
    times = int(os.environ.get("PLAYBOOKGEN_KILLS", "500"))
    seen = kill_at_random(*two, times=times, seed=2026, group=True)
    print(f"killed {times} times: {seen}")  # noqa: T201 - the figure of docs/reliability.md


@pytest.mark.slow
def test_stock_mkdocs_tears_what_we_do_not(tmp_path: Path) -> None:
    """The promise is worth something: on the same pages the stock command leaves a torn site. The figure of docs/reliability.md."""
    root = workspace(tmp_path / "workspace", "alfa")
    assert playbookgen("-C", str(root), "export", "alfa", str(tmp_path / "exported"), "--as-of", "2026-10-31").returncode == 0
    (project,) = [path.parent for path in (tmp_path / "exported").rglob("mkdocs.yml")]
    live = tmp_path / "live"
    stock = partial(subprocess.Popen, [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(project / "mkdocs.yml"), "-d", str(live)])
    begun = time.monotonic()
    assert stock(stderr=subprocess.DEVNULL).wait(120) == 0
    longest = time.monotonic() - begun
    whole, torn = tree(live), 0
    for part in range(10):
        process = stock(stderr=subprocess.DEVNULL)
        with suppress(subprocess.TimeoutExpired):
            process.wait(longest * (0.5 + part / 20))
        process.kill()
        process.wait()
        torn += set(tree(live)) != set(whole)
        assert stock(stderr=subprocess.DEVNULL).wait(120) == 0
    print(f"stock mkdocs: {torn} of 10 torn")  # noqa: T201
    assert torn > 0


def together(root: Path, builders: int) -> None:
    """Some builds at once, each waiting for the others; the site is that of a clean build afterwards."""
    processes = [started(root, "--no-cache") for _ in range(builders)]
    for process in processes:
        _, said = process.communicate(timeout=600)
        assert process.returncode == 0, said.decode()
        assert b"Traceback" not in said
    assert left_over(root) == []


@pytest.mark.parametrize(
    ("builders", "rounds"), [(3, 1), pytest.param(8, 50, marks=pytest.mark.slow)], ids=["three of them", "eight of them, fifty times"]
)
def test_builds_at_once_come_to_the_same_as_one(tmp_path: Path, builders: int, rounds: int) -> None:
    clean = workspace(tmp_path / "clean", "alfa", "beta")
    assert playbookgen("-C", str(clean), *BUILD).returncode == 0
    root = workspace(tmp_path / "busy", "alfa", "beta")
    for _ in range(rounds):
        shutil.rmtree(root / "site", ignore_errors=True)
        together(root, builders)
        for name in ("alfa", "beta"):
            assert tree(root / "site" / name) == tree(clean / "site" / name)
