"""`build`: what it says and the status it ends with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from playbookgen.building import run as building_run
from playbookgen.building.cluster import Cluster
from playbookgen.building.publishing import workspace_lock
from playbookgen.building.workers import Outcome, Task
from playbookgen.cli import crash
from playbookgen.cli.build import status_of
from playbookgen.model.failure import ExecutorUnusable, LimitReached, OutputUnusable
from playbookgen.model.result import BuildResult, BuiltOrganisation, Cause, CheckedOrganisation
from support.workspaces import Invoke, in_this_process, told, tree, workspace


@pytest.fixture(autouse=True)
def _no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building_run.workers, "run_all", in_this_process())


def ends(monkeypatch: pytest.MonkeyPatch, **outcomes: Outcome) -> None:
    monkeypatch.setattr(building_run.workers, "run_all", in_this_process({f"{name}/en": outcome for name, outcome in outcomes.items()}))


def test_one_site(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, alfa=told("alfa", languages="en, fi"))
    ran = invoke("-C", str(tmp_path), "build")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.splitlines() == [
        f"✓ alfa: 2 editions, 2 pages, 1.0 s → {tmp_path}/site/alfa/index.html",
        "  findings: 2 errors, 28 warnings, 5 hints",
        "",
        "for internal readers only: the host of the site must restrict who can open it, its pages cannot",
        f"next: look at it with: playbookgen -C {tmp_path} serve alfa",
    ]


def test_some_published_others_not(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, "alfa", "beta", "gamma")
    assert invoke("-C", str(tmp_path), "build").status == 0
    before = tree(tmp_path / "site" / "beta")
    workspace(tmp_path, beta=told("beta", headcount="none"))
    ran = invoke("-C", str(tmp_path), "build")
    assert ran.status == 3
    lines = ran.err.splitlines()
    assert lines[0].startswith("✓ alfa: 1 edition, 1 page, unchanged → ")
    assert "✗ beta: not built, 1 problem; the earlier site stays" in lines[:6]
    assert lines[-5:] == [
        "   2 unchanged: alfa, gamma",
        "   1 not built, earlier site kept: beta",
        "for internal readers only: the host of the site must restrict who can open it, its pages cannot",
        "1 problem in 1 of 3 organisations",
        f"next: correct what is said above, then: playbookgen -C {tmp_path} build beta",
    ]
    assert tree(tmp_path / "site" / "beta") == before


def test_none_published(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, alfa=told("alfa", headcount="none"))
    assert invoke("-C", str(tmp_path), "build").status == 1


@pytest.mark.parametrize(
    ("outcome", "status", "said"),
    [
        (Outcome("alfa/en", failure=LimitReached("alfa/en took longer than 120 seconds", "shorten")), 4, "took longer"),
        (Outcome("alfa/en", failure=OutputUnusable("disk full \x1b[2J", "free some")), 3, "disk full \\x1b[2J"),
        (Outcome("alfa/en", crash="Traceback: boom"), 70, "playbookgen-crash-1.txt"),
    ],
)
def test_what_went_wrong_decides_the_status(
    invoke: Invoke,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    outcome: Outcome,
    status: int,
    said: str,
) -> None:
    monkeypatch.setattr(crash.tempfile, "gettempdir", lambda: str(tmp_path))
    ends(monkeypatch, alfa=outcome)
    workspace(tmp_path / "workspace", "alfa", "beta")
    ran = invoke("-C", str(tmp_path / "workspace"), "build")
    assert ran.status == status
    assert said in ran.err
    assert "\x1b" not in ran.err
    assert "Traceback" not in ran.err
    assert (tmp_path / "workspace" / "site" / "beta").is_dir()


def test_the_crash_report_holds_the_childs_traceback(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crash.tempfile, "gettempdir", lambda: str(tmp_path))
    ends(monkeypatch, alfa=Outcome("alfa/en", crash="Traceback: boom"))
    invoke("-C", str(workspace(tmp_path / "workspace", "alfa")), "build")
    assert "Traceback: boom" in (tmp_path / "playbookgen-crash-1.txt").read_text()


def test_json_says_it_all_and_nothing_else_is_on_standard_output(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, "alfa", beta=told("beta", headcount="none"))
    ran = invoke("-C", str(tmp_path), "build", "--json", "-o", str(tmp_path / "out"), "--as-of", "2026-05-01")
    said = json.loads(ran.out)
    assert said["status"] == ran.status == 3
    assert [(each["id"], each["status"], each["cause"], each["as_of"]) for each in said["organisations"]] == [
        ("alfa", "built", None, "2026-05-01"),
        ("beta", "failed", "content", "2026-05-01"),
    ]
    edition = said["organisations"][0]["editions"][0]
    assert (edition["folder"], edition["pages"], len(edition["digest"])) == ("alfa/", 1, 64)
    assert (tmp_path / "out" / "alfa").is_dir()


def test_a_held_workspace(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, "alfa")
    with workspace_lock(tmp_path / "site", False):
        ran = invoke("-C", str(tmp_path), "build", "--no-wait")
    assert ran.status == 75
    assert "another build" in ran.err


def test_withdrawn_sites_are_named(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, "alfa", "beta")
    invoke("-C", str(tmp_path), "build")
    (tmp_path / "playbook" / "beta.yml").unlink()
    assert "withdrawn: beta (no longer in playbook/)" in invoke("-C", str(tmp_path), "build").err


def test_a_wrong_configuration(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, "alfa")
    (tmp_path / "site_config.yml").write_text("accent: blue\n")
    ran = invoke("-C", str(tmp_path), "build")
    assert ran.status == 1
    assert "site_config.yml:1:" in ran.err


def test_who_may_read_is_said_where_not_everybody_may(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, "alfa", beta=told("beta").replace("{languages: [en]}", "{languages: [en], audience: leadership}"))
    assert "for internal and leadership readers only: the host" in invoke("-C", str(tmp_path), "build").err
    assert "readers only" not in invoke("-C", str(tmp_path), "build", "--audience", "public").err
    assert "readers only" not in invoke("-q", "-C", str(tmp_path), "build").err


def test_strict_stops_at_findings_of_severity_error_and_says_how_to_see_them(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, "alfa")
    ran = invoke("-C", str(tmp_path), "build", "--strict", "--json")
    assert ran.status == 1
    assert ran.err.splitlines()[0] == "✗ alfa: not built, 2 findings of severity error"
    assert f"next: see the findings with: playbookgen -C {tmp_path} check --strict alfa" in ran.err
    assert not (tmp_path / "site" / "alfa").exists()
    (each,) = json.loads(ran.out)["organisations"]
    assert (each["status"], each["findings"]["error"]) == ("failed", 2)


def test_the_log_of_a_build_counts_findings_and_tells_none(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, alfa=told("alfa").replace("Better", "Canary of the boardroom"))
    for arguments in (["build", "--json"], ["build", "--strict", "--json"]):
        ran = invoke("-v", "-C", str(tmp_path), *arguments)
        assert "findings" in ran.err
        assert "Canary" not in ran.out + ran.err
        assert "PB0" not in ran.out + ran.err


def _result(*causes: Cause | None) -> BuildResult:
    built = (
        BuiltOrganisation(CheckedOrganisation(f"o{n}", (), "", ()), "failed" if cause else "built", cause=cause) for n, cause in enumerate(causes)
    )
    return BuildResult(Path("site"), tuple(built))


@pytest.mark.parametrize(
    ("causes", "status"),
    [
        ((None, None), 0),
        (("content", "content"), 1),
        (("content", None), 3),
        (("world",), 1),
        (("limit", None), 4),
        (("limit", "content"), 4),
        (("bug", "limit", None), 70),
    ],
)
def test_the_status_of_a_mixture(causes: tuple[Cause | None, ...], status: int) -> None:
    assert status_of(_result(*causes)) == status


@pytest.mark.parametrize(("options", "jobs"), [((), 0), (("--jobs", "3"), 3)])
def test_an_executor_builds_in_place_of_this_machine(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], jobs: int
) -> None:
    asked = list[tuple[str, int]]()

    def run_all(cluster: Cluster, tasks: Sequence[Task], jobs: int, *_: object) -> Iterator[Outcome]:
        asked.append((cluster.address, jobs))
        yield from in_this_process()(tasks, jobs)

    monkeypatch.setattr(building_run.workers, "run_all", lambda *_: pytest.fail("built here"))
    monkeypatch.setattr(Cluster, "run_all", run_all)
    workspace(tmp_path, "alfa")
    assert invoke("-C", str(tmp_path), "build", "--executor", "tls://[::1]:8786", *options).status == 0
    assert asked == [("tls://[::1]:8786", jobs)]
    assert (tmp_path / "site" / "alfa" / "index.html").exists()


def test_an_executor_that_is_not_there_leaves_the_sites(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(cluster: Cluster, tasks: Sequence[Task], jobs: int, *_: object) -> Iterator[Outcome]:
        raise ExecutorUnusable(f"no scheduler at {cluster.address}", "look at it")
        yield Outcome("")

    workspace(tmp_path, "alfa")
    invoke("-C", str(tmp_path), "build")
    before = tree(tmp_path / "site")
    monkeypatch.setattr(Cluster, "run_all", nobody)
    ran = invoke("-C", str(tmp_path), "build", "--no-cache", "--executor", "dask://nowhere.internal:8786")
    assert (ran.status, tree(tmp_path / "site")) == (2, before)
    assert "error: no scheduler at dask://nowhere.internal:8786\n  = help: look at it" in ran.err


@pytest.mark.parametrize("address", ["nowhere", "dask://nowhere", "http://nowhere:8786", "dask://no where:8786", "dask://nowhere:8786/path"])
def test_an_address_that_is_none(invoke: Invoke, tmp_path: Path, address: str) -> None:
    ran = invoke("-C", str(tmp_path), "build", "--executor", address)
    assert ran.status == 2
    assert "dask://HOST:PORT" in ran.err
