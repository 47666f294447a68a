"""The line as a whole, with a stand-in for the engine's processes."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from playbookgen import pipeline
from playbookgen.building import run as building_run
from playbookgen.building.publishing import workspace_lock
from playbookgen.building.workers import Outcome
from playbookgen.model.failure import Busy, LimitReached, OutputUnusable, Usage, WorkspaceMissing
from playbookgen.model.progress import EditionDone, Event, OrganisationDone, Planned
from playbookgen.model.result import BuildRequest, BuildResult
from playbookgen.reading import packaged_templates
from support.workspaces import TODAY, in_this_process, told, tree, workspace


@pytest.fixture(autouse=True)
def _no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building_run.workers, "run_all", in_this_process())


def request(root: Path, **changes: Any) -> BuildRequest:
    return replace(BuildRequest(root=root, output=root / "site", today=TODAY), **changes)


def statuses(result: BuildResult) -> dict[str, str]:
    return {each.id: each.status for each in result.organisations}


def ledger(root: Path) -> dict[str, str]:
    return {entry["edition"]: entry["status"] for entry in json.loads((root / "site" / "build.json").read_text())["editions"]}


def test_check_reports_every_organisation_and_writes_nothing(tmp_path: Path) -> None:
    root = workspace(tmp_path, "alfa", beta=told("beta", headcount="none"))
    result = pipeline.check(root, today=TODAY)
    assert [(each.id, each.is_sound()) for each in result.organisations] == [("alfa", True), ("beta", False)]
    assert [problem.code for problem in result.problems] == ["E204"]
    assert sorted(path.name for path in root.iterdir()) == ["playbook"]


def test_as_of_of_the_caller_goes_before_that_of_the_day(tmp_path: Path) -> None:
    root = workspace(tmp_path, "alfa")
    (checked,) = pipeline.check(root, as_of=date(2026, 5, 1), today=TODAY).organisations
    assert checked.as_of == date(2026, 5, 1)
    (checked,) = pipeline.check(root, today=TODAY).organisations
    assert checked.as_of == TODAY


def test_an_unknown_organisation_is_a_usage_failure_with_a_guess(tmp_path: Path) -> None:
    root = workspace(tmp_path, "lumivakka", "multelia")
    with pytest.raises(Usage) as caught:
        pipeline.check(root, organisations=["lumivaka"], today=TODAY)
    assert caught.value.help == "did you mean lumivakka?"
    with pytest.raises(Usage, match="no organisation zzz"):
        pipeline.build(request(root, organisations=("zzz",)))


@pytest.mark.parametrize("there", [False, True])
def test_no_workspace_or_an_empty_one(tmp_path: Path, there: bool) -> None:
    if there:
        (tmp_path / "playbook").mkdir()
    with pytest.raises(WorkspaceMissing):
        pipeline.build(request(tmp_path))
    assert not (tmp_path / "site").exists()


def test_build_publishes_each_language_at_its_place(tmp_path: Path) -> None:
    root = workspace(tmp_path, alfa=told("alfa", languages="en, fi"))
    result = pipeline.build(request(root))
    assert statuses(result) == {"alfa": "built"}
    assert [(one.edition.prefix, one.pages) for one in result.organisations[0].editions] == [("", 1), ("fi/", 1)]
    assert {"alfa/index.html", "alfa/fi/index.html", "build.json"} <= tree(root / "site").keys()
    assert ledger(root) == {"alfa/en": "built", "alfa/fi": "built"}
    assert statuses(pipeline.build(request(root))) == {"alfa": "unchanged"}


def test_one_language_stands_at_the_root(tmp_path: Path) -> None:
    root = workspace(tmp_path, alfa=told("alfa", languages="en, fi"))
    result = pipeline.build(request(root, language="fi"))
    assert [(one.edition.language, one.edition.prefix) for one in result.organisations[0].editions] == [("fi", "")]
    assert "alfa/fi/index.html" not in tree(root / "site")


def test_a_broken_organisation_keeps_its_site_and_does_not_stop_the_others(tmp_path: Path) -> None:
    root = workspace(tmp_path, "alfa", "beta", "gamma")
    pipeline.build(request(root))
    before = tree(root / "site" / "beta")
    workspace(root, beta=told("beta", headcount="none"), delta=told("delta", headcount="none"))
    result = pipeline.build(request(root))
    assert statuses(result) == {"alfa": "unchanged", "beta": "kept", "delta": "failed", "gamma": "unchanged"}
    assert tree(root / "site" / "beta") == before
    assert ledger(root) == {"alfa/en": "unchanged", "beta/en": "kept", "delta": "failed", "gamma/en": "unchanged"}


@pytest.mark.parametrize(
    ("outcome", "cause"),
    [
        (Outcome("alfa/fi", crash="Traceback: boom"), "bug"),
        (Outcome("alfa/fi", failure=LimitReached("too long", "shorten")), "limit"),
        (Outcome("alfa/fi", failure=OutputUnusable("disk full")), "world"),
    ],
)
def test_one_edition_that_fails_holds_back_its_organisation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, outcome: Outcome, cause: str) -> None:
    root = workspace(tmp_path, "beta", alfa=told("alfa", languages="en, fi"))
    pipeline.build(request(root))
    before = tree(root / "site" / "alfa")
    monkeypatch.setattr(building_run.workers, "run_all", in_this_process({"alfa/fi": outcome}))
    workspace(root, alfa=told("alfa", languages="en, fi", name="Renamed"))
    result = pipeline.build(request(root))
    assert [(each.id, each.status, each.cause) for each in result.organisations] == [("alfa", "kept", cause), ("beta", "unchanged", None)]
    assert tree(root / "site" / "alfa") == before
    assert not list((root / "site" / ".playbookgen").glob("staging/*"))


def test_a_link_that_leads_nowhere_holds_back_its_organisation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = in_this_process()

    def with_link(tasks: Any, jobs: int, *_: object) -> Any:
        for outcome, task in zip(plain(tasks, jobs), sorted(tasks, key=lambda task: task.name), strict=True):
            page = task.arguments[2] / "index.html"
            page.write_text('<html><body><a href="gone/">x</a></body></html>', encoding="utf-8")
            yield outcome

    monkeypatch.setattr(building_run.workers, "run_all", with_link)
    root = workspace(tmp_path, "alfa")
    (each,) = pipeline.build(request(root)).organisations
    assert (each.status, each.cause) == ("failed", "content")
    assert each.reasons == ("index.html: the link “gone/” leads nowhere: no such page or file",)


def test_strict_lets_warnings_stop_a_build(tmp_path: Path) -> None:
    warned = told("alfa") + "teams: [{id: one, name: One, agents: 3}]\n"
    root = workspace(tmp_path, alfa=warned)
    assert statuses(pipeline.build(request(root))) == {"alfa": "built"}
    assert statuses(pipeline.build(request(root, strict=True))) == {"alfa": "kept"}


def test_a_full_build_withdraws_what_is_no_longer_told(tmp_path: Path) -> None:
    root = workspace(tmp_path, "alfa", "beta")
    pipeline.build(request(root))
    (root / "playbook" / "beta.yml").unlink()
    assert pipeline.build(request(root, organisations=("alfa",))).withdrawn == ()
    assert pipeline.build(request(root, shard=(1, 1))).withdrawn == ()
    assert (root / "site" / "beta").is_dir()
    assert pipeline.build(request(root)).withdrawn == ("beta",)
    assert not (root / "site" / "beta").exists()
    assert ledger(root) == {"alfa/en": "unchanged"}


def test_a_link_in_place_of_a_file_keeps_the_site(tmp_path: Path) -> None:
    root = workspace(tmp_path, "alfa", "beta")
    pipeline.build(request(root))
    (root / "playbook" / "beta.yml").rename(tmp_path / "elsewhere.yml")
    (root / "playbook" / "beta.yml").symlink_to(tmp_path / "elsewhere.yml")
    result = pipeline.build(request(root))
    assert statuses(result) == {"alfa": "unchanged", "beta": "kept"}
    assert [problem.code for problem in result.problems] == ["E108"]


def test_the_ledger_keeps_organisations_that_were_not_asked_for(tmp_path: Path) -> None:
    root = workspace(tmp_path, "alfa", "beta")
    pipeline.build(request(root))
    pipeline.build(request(root, organisations=("beta",)))
    assert ledger(root) == {"alfa/en": "built", "beta/en": "unchanged"}


def test_shards_share_the_organisations_out(tmp_path: Path) -> None:
    names = ("alfa", "beta", "delta", "gamma", "kappa")
    root = workspace(tmp_path, *names)
    parts = [set(statuses(pipeline.build(request(root, shard=(part, 3))))) for part in (1, 2, 3)]
    assert set.union(*parts) == set(names)
    assert sum(map(len, parts)) == len(names)


def test_a_wrong_configuration_builds_nothing(tmp_path: Path) -> None:
    root = workspace(tmp_path, "alfa")
    pipeline.build(request(root))
    before = tree(root / "site")
    (root / "site_config.yml").write_text("schema_version: 1\naccent: blue\n")
    result = pipeline.build(request(root))
    assert result.organisations == ()
    assert [problem.place.path for problem in result.workspace_problems if problem.place] == ["site_config.yml"]
    assert tree(root / "site") == before


def test_another_build_is_waited_for_or_not(tmp_path: Path) -> None:
    root = workspace(tmp_path, "alfa")
    with workspace_lock(root / "site", False), pytest.raises(Busy):
        pipeline.build(request(root, wait=False))
    assert not (root / "site" / "alfa").exists()


@pytest.mark.parametrize("output", [".", "playbook/site", "taken"])
def test_places_that_cannot_be_an_output(tmp_path: Path, output: str) -> None:
    root = workspace(tmp_path, "alfa")
    (root / "taken").write_text("a file")
    with pytest.raises(OutputUnusable):
        pipeline.build(request(root, output=root / output))
    assert (root / "taken").read_text() == "a file"


def test_interrupted_leaves_the_published_site_and_no_staging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace(tmp_path, "alfa", "beta")
    pipeline.build(request(root))
    before = tree(root / "site")

    def interrupted(tasks: Any, jobs: int, *_: object) -> Any:
        tasks[0].arguments[2].mkdir(parents=True)
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(building_run.workers, "run_all", interrupted)
    workspace(root, alfa=told("alfa", name="Renamed"))
    with pytest.raises(KeyboardInterrupt):
        pipeline.build(request(root))
    assert tree(root / "site") == before
    assert not list((root / "site" / ".playbookgen").glob("staging/*"))


def test_events_tell_the_whole_story(tmp_path: Path) -> None:
    root = workspace(tmp_path, alfa=told("alfa", languages="en, fi"), beta=told("beta", headcount="none"))
    events: list[Event] = []
    pipeline.build(request(root), events.append)
    assert [type(event) for event in events] == [OrganisationDone, Planned, EditionDone, EditionDone, OrganisationDone]
    assert Planned(2) in events


def test_fingerprints_change_with_what_a_site_is_made_of(tmp_path: Path) -> None:
    root = workspace(tmp_path, "alfa", "beta")
    first = pipeline.fingerprints(root)
    workspace(root, alfa=told("alfa", name="Renamed"))
    second = pipeline.fingerprints(root)
    assert first["alfa"] != second["alfa"]
    assert first["beta"] == second["beta"]
    (root / "site_config.yml").write_text('schema_version: 1\naccent: "#112233"\n')
    third = pipeline.fingerprints(root)
    assert not set(second.values()) & set(third.values())


def test_export_writes_a_project_a_language(tmp_path: Path) -> None:
    root = workspace(tmp_path / "workspace", alfa=told("alfa", languages="en, fi"))
    checked, folders = pipeline.export(root, "alfa", tmp_path / "out", language=None, audience=None, as_of=None, today=TODAY)
    assert checked.is_sound()
    assert [folder.name for folder in folders] == ["en", "fi"]
    assert all((folder / "mkdocs.yml").is_file() for folder in folders)


def test_export_of_one_language_stands_alone(tmp_path: Path) -> None:
    root = workspace(tmp_path / "workspace", alfa=told("alfa", languages="en, fi"))
    (root / "site_config.yml").write_text("schema_version: 1\nsite_url: https://example.org/books/\n")
    _, folders = pipeline.export(root, "alfa", tmp_path / "out", language="fi", audience="public", as_of=None, today=TODAY)
    assert [folder.name for folder in folders] == ["fi"]
    assert 'https://example.org/books/alfa/"' in (folders[0] / "mkdocs.yml").read_text(encoding="utf-8")
    assert b"URL:https://example.org/books/alfa/" in tree(folders[0])["docs/calendar.ics"]
    assert [path for path, content in tree(folders[0]).items() if b"alfa/fi" in content] == []


def test_export_of_a_broken_organisation_writes_nothing(tmp_path: Path) -> None:
    root = workspace(tmp_path / "workspace", alfa=told("alfa", headcount="none"))
    checked, folders = pipeline.export(root, "alfa", tmp_path / "out", language=None, audience=None, as_of=None, today=TODAY)
    assert not checked.is_sound()
    assert folders == ()
    assert not (tmp_path / "out").exists()


def test_templates_of_the_workspace_come_first(tmp_path: Path) -> None:
    root = workspace(tmp_path, "alfa")
    first = pipeline.fingerprints(root)
    shutil.copytree(packaged_templates() / "library", root / "templates" / "library")
    assert pipeline.fingerprints(root) == first
    sections = root / "templates" / "library" / "sections.yml"
    sections.write_bytes(sections.read_bytes() + b"\n# changed\n")
    assert pipeline.fingerprints(root) != first
