"""The workflows that `init` writes, carried out on real repositories: what is checked, built, kept and published."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from support.repositories import Clone
from support.workflows import Service, shell
from support.workspaces import Invoke, told, workspace

BROKEN = "schema_version: 1\norganisation: [\n"
IDS = ("alfa", "beta", "gamma")
ROOT = Path(__file__).resolve().parents[2]
HOME = (ROOT / "templates" / "pages" / "home.md.j2").read_text(encoding="utf-8")
ZIZMOR = shutil.which("zizmor", path=str(ROOT / "build" / "auditor" / "bin")) or shutil.which("zizmor")


@pytest.fixture
def service(invoke: Invoke, tmp_path: Path) -> Service:
    """A repository as `init` leaves it, with three small organisations, on its main branch."""
    clone = Clone.begin(tmp_path / "origin")
    assert invoke("init", str(clone.root)).status == 0
    (clone.root / "playbook" / "origin.yml").unlink()
    workspace(clone.root, *IDS)
    clone.commit()
    return Service(tmp_path / "service", clone)


def pull_request(service: Service) -> None:
    """What is edited in the clone, as a pull request that has been merged into its target for the run."""
    clone = service.clone
    clone.git("switch", "--quiet", "--create", "work")
    clone.commit()
    clone.git("switch", "--quiet", "main")
    clone.git("merge", "--quiet", "--no-ff", "--message", "merge", "work")


def sites(folder: Path | None) -> set[str]:
    """The organisations that have a site in a folder."""
    assert folder is not None
    return {path.parent.name for path in folder.glob("*/index.html")}


def results(service: Service, event: str) -> dict[str, str]:
    return {name: outcome.result for name, outcome in service.run(event).items()}


@pytest.mark.parametrize(
    ("edits", "checked", "previews", "built"),
    [
        pytest.param({"playbook/beta.yml": told("beta", name="Toinen")}, "success", {"1-of-1": "success"}, {"beta"}, id="one edited"),
        pytest.param({"playbook/beta.yml": None}, "success", {}, set(), id="one deleted"),
        pytest.param(
            {"templates/pages/home.md.j2": HOME + "\nA sentence of our own.\n"},
            "success", {f"{number}-of-3": "success" for number in (1, 2, 3)}, set(IDS), id="template edited", marks=pytest.mark.slow,
        ),
        pytest.param({"README.md": "Read me.\n", "notes/plan.txt": "a plan"}, "success", {}, set(), id="nothing relevant"),
        pytest.param(
            {"playbook/alfa.yml": BROKEN, "playbook/beta.yml": told("beta", name="Toinen")},
            "failure", {"1-of-2": "failure", "2-of-2": "success"}, {"beta"}, id="broken YAML",
        ),
        pytest.param(
            {"playbook/$(touch caught).yml": told("x"), 'playbook/";touch caught;".yml': told("x")},
            "failure", {}, set(), id="hostile names",
        ),
    ],
)  # fmt: skip
def test_a_pull_request(service: Service, edits: dict[str, str | None], checked: str, previews: dict[str, str], built: set[str]) -> None:
    for path, text in edits.items():
        if text is None:
            (service.clone.root / path).unlink()
        else:
            service.clone.write(path, text)
    pull_request(service)
    run = results(service, "pull_request")
    assert run.pop("check") == checked
    assert run.pop("plan") == "success"
    assert (run.pop("build"), run.pop("publish")) == ("skipped", "skipped")
    assert run == ({f"preview {shard}": result for shard, result in previews.items()} or {"preview": "skipped"})
    assert {name for folder in service.artifacts.values() for name in sites(folder)} == built
    assert service.cache is None
    assert not list(service.folder.rglob("caught"))


@pytest.mark.slow
def test_what_is_shown_at_a_pull_request(service: Service) -> None:
    """Annotations at the lines, and on the page of the run what differs; organisations that nothing touched are not listed at length."""
    service.clone.write("playbook/alfa.yml", BROKEN).write("playbook/beta.yml", told("beta", name="Toinen"))
    pull_request(service)
    run = service.run("pull_request")
    assert "::error file=playbook/alfa.yml,line=" in run["check"].said
    assert run["plan"].result == "success"
    summary = run["plan"].summary
    assert "## alfa\n\nCannot be compared" in summary
    assert "| Home | organisation.name | Pikkula | Toinen |" in summary
    assert "## gamma\n\nNothing differs.\n" in summary


@pytest.mark.slow
def test_a_preview_opens_from_the_disk(service: Service) -> None:
    service.clone.write("playbook/beta.yml", told("beta", name="Toinen"))
    pull_request(service)
    service.run("pull_request")
    (preview,) = service.artifacts.values()
    assert not [path for path in preview.rglob("*") if path.name.startswith(".")]
    assert list(preview.rglob("offline*")) or 'href="index.html"' in (preview / "beta" / "index.html").read_text(encoding="utf-8")


def digests(service: Service) -> dict[str, str]:
    """Digest by edition of what was published, as its ledger says."""
    assert service.published
    return {each["edition"]: each["status"] for each in json.loads((service.published / "build.json").read_text(encoding="utf-8"))["editions"]}


@pytest.mark.slow
def test_from_the_first_push_to_the_weekly_run(service: Service) -> None:
    """Every site is uploaded, also when one was built; one with errors keeps its last good site, and the run ends red."""
    clone = service.clone
    assert results(service, "push") == {"check": "skipped", "plan": "skipped", "preview": "skipped", "build": "success", "publish": "success"}
    assert sites(service.published) == set(IDS)

    clone.write("playbook/beta.yml", told("beta", name="Toinen")).commit()
    assert results(service, "push")["publish"] == "success"
    assert sites(service.published) == set(IDS)
    assert digests(service) == {"alfa/en": "unchanged", "beta/en": "built", "gamma/en": "unchanged"}

    clone.write("playbook/alfa.yml", BROKEN)
    (clone.root / "playbook" / "gamma.yml").unlink()
    clone.commit()
    run = results(service, "push")
    assert (run["build"], run["publish"]) == ("success", "failure")
    assert sites(service.published) == {"alfa", "beta"}
    assert "alfa" in (service.published or Path()).joinpath("alfa/index.html").read_text(encoding="utf-8").lower()

    clone.write("playbook/alfa.yml", told("alfa")).commit()
    assert results(service, "schedule")["publish"] == "success"
    assert sites(service.published) == {"alfa", "beta"}


@pytest.mark.slow
def test_no_site_is_lost_with_the_cache(service: Service) -> None:
    """Pages replaces everything: rather yesterday's sites than fewer of them."""
    assert results(service, "push")["publish"] == "success"
    before = service.published
    service.cache = None
    service.clone.write("playbook/alfa.yml", BROKEN).commit()
    run = service.run("workflow_dispatch")
    assert (run["build"].result, run["publish"].result) == ("failure", "skipped")
    assert "nothing is published" in run["build"].said
    assert service.published == before


def gitlab(service: Service, name: str, **more: str) -> tuple[int, set[str]]:
    """One job of the GitLab workflow in the clone: its status, and the organisations with a site in what it keeps."""
    here = service.folder / f"gitlab {name} {len(list(service.folder.glob('*')))}"
    here.mkdir(parents=True)
    clone = service.clone.cloned(here / "workspace")
    clone.git("checkout", "--quiet", "--detach")
    told_jobs = yaml.safe_load((clone.root / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    job = told_jobs[name]
    kept = [path for path in job.get("cache", {}).get("paths", []) if service.cache]
    for path in kept:
        shutil.copytree(service.cache or Path(), clone.root / path)
    done = shell("gitlab", "\n".join([*told_jobs["default"]["before_script"], *job["script"]]), here, more)
    paths = [clone.root / path for path in job["artifacts"]["paths"] if (clone.root / path).is_dir()]
    if done.returncode == 0 and "cache" in job:
        service.cache = paths[0]
    return done.returncode, {name for path in paths for name in sites(path)}


@pytest.mark.slow
def test_gitlab_builds_what_a_merge_request_touches(service: Service) -> None:
    base = service.clone.git("rev-parse", "HEAD")
    assert gitlab(service, "preview", CI_MERGE_REQUEST_DIFF_BASE_SHA=base) == (0, set())
    service.clone.write("playbook/beta.yml", told("beta", name="Toinen")).write("playbook/$(touch caught).yml").commit()
    assert gitlab(service, "preview", CI_MERGE_REQUEST_DIFF_BASE_SHA=base) == (0, {"beta"})
    assert gitlab(service, "preview", CI_MERGE_REQUEST_DIFF_BASE_SHA="f" * 40)[0] == 2
    assert not list(service.folder.rglob("caught"))


@pytest.mark.slow
def test_gitlab_publishes_every_site(service: Service) -> None:
    assert gitlab(service, "pages") == (0, set(IDS))
    service.clone.write("playbook/alfa.yml", BROKEN).write("playbook/beta.yml", told("beta", name="Toinen")).commit()
    assert gitlab(service, "pages") == (0, set(IDS))
    assert (service.cache or Path()).with_name("status").read_text() == "3\n"
    service.cache = None
    assert gitlab(service, "pages")[0] == 3


@pytest.mark.parametrize(
    ("name", "options"),
    [(".github/workflows/playbook.yml", ["vendor.github-workflows"]), (".gitlab-ci.yml", ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"])],
)
def test_the_services_know_every_key(service: Service, name: str, options: list[str]) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", *options, str(service.clone.root / name)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.skipif(ZIZMOR is None, reason="zizmor is not installed: make build/auditor/.ready")
def test_nothing_to_find_for_a_pedant(service: Service) -> None:
    done = subprocess.run(
        [str(ZIZMOR), "--offline", "--pedantic", "--no-progress", str(service.clone.root)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings" in done.stdout + done.stderr
