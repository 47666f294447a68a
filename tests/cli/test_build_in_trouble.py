"""`build` with real processes of which one comes to harm, and with a cache that others touch: the right status and reason, the rest published."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from playbookgen.building import files, workers
from playbookgen.building.run import Staged
from playbookgen.building.workers import Limits
from playbookgen.pipeline import edition
from support import work
from support.killing import small_edition
from support.quick_builds import read_once
from support.workspaces import Invoke, told, tree, workspace


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    read_once(monkeypatch)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    monkeypatch.setattr(edition, "build_edition", small_edition)
    # What stands in for the engine is known to this process alone; a browser of an earlier test has left it threads.
    monkeypatch.setattr(workers, "can_fork_here", lambda tasks: True)


def harmed(harm: Callable[..., object], order: Any, *folders: Any) -> Staged:
    """The edition of ``beta`` comes to harm when half of it is written."""
    made = small_edition(order, *folders)
    if order.edition.organisation == "beta":
        harm()
    return made


def remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


#: Each starts three processes twice, which takes a second and many where others work too: the quick ones are those that differ most.
HARMS = [
    pytest.param(work.kill_oneself, Limits(), "beta/en was ended by SIGKILL before it was done", id="killed"),
    pytest.param(work.hoard, Limits(), "beta/en needs more than 2048 MB of memory", id="out of memory"),
    pytest.param(work.fall, Limits(), "beta/en was ended by SIGSEGV before it was done", marks=pytest.mark.slow, id="fallen"),
    pytest.param(work.die, Limits(), "beta/en ended with status 7 before it was done", marks=pytest.mark.slow, id="ended"),
    pytest.param(
        work.burn,
        Limits(processor_seconds=1),
        "beta/en took more than 1 seconds of processor time and was stopped",
        marks=pytest.mark.slow,
        id="busy for ever",
    ),
    pytest.param(
        work.wait_for_ever,
        Limits(seconds=15),
        "beta/en took longer than 15 seconds and was stopped",
        marks=pytest.mark.slow,
        id="hanging for ever",
    ),
]
GONE = [".playbookgen", *(pytest.param(gone, marks=pytest.mark.slow) for gone in (".playbookgen/cache", ".playbookgen/theme", "beta"))]


@pytest.mark.parametrize(("harm", "limits", "said"), HARMS)
def test_a_process_that_comes_to_harm(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: Callable[[], object], limits: Limits, said: str
) -> None:
    root = workspace(tmp_path / "workspace", "alfa", "beta", "gamma")
    assert invoke("-C", str(root), "build", "--jobs", "2").status == 0
    before = tree(root / "site" / "beta")
    workspace(root, **{id: told(id, name="Renamed") for id in ("alfa", "beta", "gamma")})
    monkeypatch.setattr(edition, "build_edition", partial(harmed, harm))
    run_all = workers.run_all
    monkeypatch.setattr(workers, "run_all", lambda tasks, jobs, _=None: run_all(tasks, jobs, limits))
    ran = invoke("-C", str(root), "build", "--jobs", "2")
    assert ran.status == 4
    assert "✗ beta: not built" in ran.err
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert tree(root / "site" / "beta") == before
    for id in ("alfa", "gamma"):
        assert b"Renamed" in tree(root / "site" / id)["index.html"]
    assert not list((root / "site/.playbookgen").glob("staging/*"))


@pytest.mark.parametrize("gone", GONE)
def test_what_others_remove_while_a_build_runs(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: str) -> None:
    """Where the folder of what is being built goes, that is said; nothing else is the worse for it, and the next run puts all in order."""
    root = workspace(tmp_path / "workspace", "alfa", "beta", "gamma")
    assert invoke("-C", str(root), "build").status == 0
    workspace(root, **{id: told(id, name="Renamed") for id in ("alfa", "beta", "gamma")})
    monkeypatch.setattr(edition, "build_edition", partial(harmed, partial(remove, root / "site" / gone)))
    ran = invoke("-C", str(root), "build")
    assert ran.status in ((0, 1, 3) if gone == ".playbookgen" else (0,))
    assert "Traceback" not in ran.err
    monkeypatch.setattr(edition, "build_edition", small_edition)
    assert invoke("-C", str(root), "build").status == 0
    for id in ("alfa", "beta", "gamma"):
        assert b"Renamed" in tree(root / "site" / id)["index.html"]


def test_a_cache_that_cannot_be_written_is_a_warning(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace(tmp_path / "workspace", "alfa", "beta")
    rename = files.rename

    def read_only(old: Path, new: Path) -> None:
        if new.parent.name == "cache":
            raise OSError(30, os.strerror(30), str(new))
        rename(old, new)

    monkeypatch.setattr(files, "rename", read_only)
    ran = invoke("-C", str(root), "build")
    assert ran.status == 0
    assert "alfa.json cannot be written: Read-only file system" in ran.err
    monkeypatch.undo()
    assert {path.parent.name for path in (root / "site").glob("*/manifest.json")} == {"alfa", "beta"}
