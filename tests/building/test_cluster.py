"""A real scheduler and real workers on this machine: the same bytes as a build without them, whoever dies on the way."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from playbookgen.building import cluster as building_cluster
from playbookgen.building.cluster import Cluster
from playbookgen.model.failure import Usage
from support import work
from support.clusters import Running, cluster, outcomes, surroundings
from support.workspaces import playbookgen, told, tree, workspace

SITES = ("alfa", "beta", "gamma")
#: Dask gives an edition up when it has lost so many workers; fewer than usual, because each takes seconds to come back.
FEW = "1"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A scheduler and two workers."""
    with cluster(tmp_path_factory.mktemp("cluster"), DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES=FEW) as found:
        yield found


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three organisations, one in two languages, and what one build on this machine makes of them."""
    root = workspace(tmp_path_factory.mktemp("workspace"), *SITES, beta=told("beta", languages="en, fi"))
    done = playbookgen("-C", str(root), "build", "--as-of", "2026-10-31")
    assert done.returncode == 0, done.stderr
    return root


def without_times(tree: dict[str, bytes]) -> dict[str, Any]:
    ledger = json.loads(tree["build.json"])
    for edition in ledger["editions"]:
        del edition["seconds"]
    return tree | {"build.json": ledger}


def build(root: Path, output: Path, address: str, *more: str) -> subprocess.CompletedProcess[str]:
    return playbookgen("-C", str(root), "-v", "build", "--as-of", "2026-10-31", "-o", str(output), "--executor", address, *more, timeout=280)


def building(root: Path, output: Path, address: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "playbookgen", "-C", str(root), "-v", "build", "--as-of", "2026-10-31", "-o", str(output)]
    return subprocess.Popen([*command, "--executor", address], env=surroundings(), stderr=subprocess.PIPE, text=True)


def test_without_dask_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(building_cluster, "find_spec", lambda name: None)
    with pytest.raises(Usage, match="not installed") as failure:
        building_cluster.require()
    assert "playbookgen[dask]" in (failure.value.help or "")
    assert list(Cluster("dask://127.0.0.1:1", work.versions).run_all([], 1)) == [], "nothing to do, nobody to ask"


@pytest.mark.slow
def test_a_worker_killed_on_the_way_changes_no_byte(root: Path, tmp_path: Path) -> None:
    with (
        cluster(tmp_path / "cluster") as running,
        building(root, tmp_path / "site", running.address) as ours,
    ):
        assert ours.stderr
        said = []
        for line in ours.stderr:
            said.append(line)
            if " is ready" in line and running.workers[0].process.poll() is None:
                running.workers[0].kill()
        assert ours.wait(200) == 0, "".join(said)
        assert running.workers[0].process.poll() is not None
        left = [path for path in (tmp_path / "cluster").rglob("*") if path.suffix in {".html", ".yml"}]
    assert left == [], "a worker keeps nothing"
    assert without_times(tree(tmp_path / "site")) == without_times(tree(root / "site"))


@pytest.mark.slow
def test_an_edition_that_kills_its_workers_fails_alone(running: Running, tmp_path: Path) -> None:
    tasks = {"a": "little_site", "b": "kill_worker", "c": "little_site", "d": "fail_elsewhere"}
    found = {each["name"]: each for each in outcomes(tmp_path, running.address, tasks)}
    assert [found[name]["kind"] for name in tasks] == ["", "LimitReached", "", "OutputUnusable"]
    assert f"b was given up: {int(FEW) + 1} workers died" in found["b"]["said"]


@pytest.mark.slow
def test_a_scheduler_that_goes_takes_only_what_it_had(root: Path, tmp_path: Path) -> None:
    with (
        cluster(tmp_path / "cluster", 1) as running,
        building(root, tmp_path / "site", running.address) as ours,
    ):
        assert ours.stderr
        said = []
        for line in ours.stderr:
            said.append(line)
            if "alfa/en is ready" in line:
                running.scheduler.kill()
        assert ours.wait(200) == 3, "".join(said)
    assert "gamma/en was not built: the connection to the scheduler was lost" in "".join(said)
    assert tree(tmp_path / "site" / "alfa") == tree(root / "site" / "alfa")
    ledger = json.loads((tmp_path / "site" / "build.json").read_text())
    assert {each["edition"]: each["status"] for each in ledger["editions"]}["gamma/en"] == "failed"


@pytest.mark.slow
def test_a_worker_that_hangs_is_left_alone(tmp_path: Path) -> None:
    with cluster(tmp_path / "cluster", DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL="4 seconds") as running:
        os.killpg(running.workers[0].process.pid, signal.SIGSTOP)
        found = outcomes(tmp_path, running.address, {"a": "little_site", "b": "little_site", "c": "wait_elsewhere"}, answer=3)
    assert [each["kind"] for each in found] == ["", "", "LimitReached"]


@pytest.mark.slow
def test_when_all_workers_are_gone_it_ends(tmp_path: Path) -> None:
    with cluster(tmp_path / "cluster", 1) as running:
        found = outcomes(tmp_path, running.address, {"a": "kill_worker_for_good", "b": "little_site"}, worker=3)
    assert [each["kind"] for each in found] == ["ExecutorUnusable", "ExecutorUnusable"]
    assert "a was not built: there has been no worker for 3 seconds" in found[0]["said"]


@pytest.mark.slow
def test_who_is_not_there_is_said_before_anything_begins(running: Running, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, cluster(tmp_path / "empty", 0) as empty:
        wrong = {
            "dask://127.0.0.1:1": "no Dask scheduler has answered",
            f"dask://127.0.0.1:{silent.getsockname()[1]}": "no Dask scheduler has answered",
            worker_address(running): "is no Dask scheduler but a Worker",
            empty.address: "has no workers",
            running.address.replace("dask:", "tls:"): "certificates",
        }
        for address, said in wrong.items():
            patience = 3 if said.startswith("no Dask") else 60  # who answers may take its time on a busy machine
            (found,) = outcomes(tmp_path, address, {"a": "little_site"}, scheduler=patience, worker=1)
            assert (found["name"], found["kind"]) == ("", "ExecutorUnusable")
            assert said in found["said"]


@pytest.mark.slow
def test_a_worker_with_another_version_is_refused_and_the_sites_stay(root: Path, tmp_path: Path) -> None:
    before = tree(root / "site")
    (tmp_path / "path" / "mkdocs-1.5.0.dist-info").mkdir(parents=True)
    with cluster(tmp_path / "cluster", 1, PYTHONPATH=str(tmp_path / "path")) as running:
        done = build(root, root / "site", running.address, "--no-cache")
    assert done.returncode == 2, done.stderr
    assert "mkdocs 1.5.0 (here 1.6.1)" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(root / "site") == before


def worker_address(running: Running) -> str:
    said = "".join(running.workers[0].said)
    # The last one: a worker that was killed has come back at another address.
    return "dask://" + said.rpartition("Start worker at:")[2].split()[0].removeprefix("tcp://")
