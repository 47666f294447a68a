"""What has not changed is not built again; what has, is; and nothing that is remembered can make a build fail."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from playbookgen import pipeline
from playbookgen.building import run as building_run
from playbookgen.building.workers import Outcome, Task
from playbookgen.model.progress import Event, Forgotten
from playbookgen.model.result import BuildRequest, BuildResult, BuiltOrganisation
from playbookgen.pipeline import making
from support.repositories import Clone
from support.workspaces import TODAY, in_this_process, told, tree, workspace


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The editions handed to a process, in the order in which they were."""
    names: list[str] = []
    stand_in = in_this_process()

    def run_all(tasks: Sequence[Task], jobs: int, *_: object) -> Iterator[Outcome]:
        names.extend(task.name for task in tasks)
        yield from stand_in(tasks, jobs)

    monkeypatch.setattr(building_run.workers, "run_all", run_all)
    return names


def request(root: Path, **changes: Any) -> BuildRequest:
    return replace(BuildRequest(root=root, output=root / "site", today=TODAY), **changes)


def statuses(result: BuildResult) -> dict[str, str]:
    return {each.id: each.status for each in result.organisations}


def reasons(result: BuildResult) -> dict[str, str]:
    return {one.edition.name: one.why for each in result.organisations for one in each.editions}


def told_of(each: BuiltOrganisation) -> tuple[object, ...]:
    return each.checked.name, each.checked.editions, each.checked.as_of, each.checked.digest, each.checked.found("error"), each.pages


def test_the_second_time_nothing_is_started(tmp_path: Path, started: list[str]) -> None:
    root = workspace(tmp_path, "beta", alfa=told("alfa", languages="en, fi"))
    first = pipeline.build(request(root))
    before = tree(root / "site")
    started.clear()
    second = pipeline.build(request(root))
    assert started == []
    assert statuses(second) == {"alfa": "unchanged", "beta": "unchanged"}
    assert set(reasons(second).values()) == {"nothing it is made of has changed"}
    assert {path: content for path, content in tree(root / "site").items() if path != "build.json"} == {
        path: content for path, content in before.items() if path != "build.json"
    }
    assert [told_of(each) for each in second.organisations] == [told_of(each) for each in first.organisations]


def test_no_cache_builds_everything_with_the_same_bytes(tmp_path: Path, started: list[str]) -> None:
    root = workspace(tmp_path, "alfa", "beta")
    pipeline.build(request(root))
    before = tree(root / "site" / "alfa")
    started.clear()
    result = pipeline.build(request(root, recall=False))
    assert started == ["alfa/en", "beta/en"]
    assert tree(root / "site" / "alfa") == before
    assert reasons(result) == dict.fromkeys(("alfa/en", "beta/en"), "everything is to be built; the site is the same")


CHANGES: list[tuple[str, Callable[[Path], object], dict[str, Any], str]] = [
    ("its file", lambda root: workspace(root, alfa=told("alfa", name="Renamed")), {}, "playbook/alfa.yml changed"),
    ("the settings", lambda root: (root / "site_config.yml").write_text('schema_version: 1\naccent: "#112233"\n'), {}, "site_config.yml changed"),
    ("the day", lambda root: None, {"today": date(2026, 11, 1)}, "the as-of date was 2026-10-31, is 2026-11-01"),
    ("the options", lambda root: None, {"audience": "public"}, "options of the build changed"),
    ("the libraries", lambda root: None, {}, "the engine or a library changed"),
    ("the published site", lambda root: (root / "site/alfa/index.html").write_text("x"), {}, "the published site is not as it was left"),
    ("the memory gone", lambda root: shutil.rmtree(root / "site/.playbookgen/cache"), {}, "nothing is known of an earlier build"),
]


@pytest.mark.parametrize(("what", "change", "options", "why"), CHANGES, ids=[each[0] for each in CHANGES])
def test_whatever_changes_is_built_and_told(
    tmp_path: Path,
    started: list[str],
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    change: Callable[[Path], object],
    options: dict[str, Any],
    why: str,
) -> None:
    root = workspace(tmp_path, "alfa")
    pipeline.build(request(root))
    started.clear()
    change(root)
    if what == "the libraries":
        monkeypatch.setattr(making, "versions", lambda: "others")
    result = pipeline.build(request(root, **options))
    assert started == ["alfa/en"]
    assert reasons(result)["alfa/en"].startswith(why)


def test_what_a_killed_first_run_has_published_counts(tmp_path: Path, started: list[str]) -> None:
    """The ledger is written last: a run that is killed on its way through hundreds leaves none."""
    root = workspace(tmp_path, "alfa", "beta", "gamma")
    pipeline.build(request(root))
    (root / "site" / "build.json").unlink()
    shutil.rmtree(root / "site" / "gamma")
    (root / "site" / "beta" / "index.html").write_text("somebody else's", encoding="utf-8")
    started.clear()
    result = pipeline.build(request(root))
    assert statuses(result) == {"alfa": "unchanged", "beta": "built", "gamma": "built"}
    assert started == ["beta/en", "gamma/en"]
    assert statuses(pipeline.build(request(root))) == dict.fromkeys(("alfa", "beta", "gamma"), "unchanged")


def test_one_that_changed_leaves_the_others(tmp_path: Path, started: list[str]) -> None:
    root = workspace(tmp_path, "alfa", "beta", "gamma")
    pipeline.build(request(root))
    started.clear()
    workspace(root, beta=told("beta", name="Renamed"))
    assert statuses(pipeline.build(request(root))) == {"alfa": "unchanged", "beta": "built", "gamma": "unchanged"}
    assert started == ["beta/en"]


def test_a_new_day_does_not_touch_an_organisation_with_a_day_of_its_own(tmp_path: Path, started: list[str]) -> None:
    fixed = told("alfa").replace("site: {", "site: {as_of: 2026-10-01, ")
    root = workspace(tmp_path, "beta", alfa=fixed)
    pipeline.build(request(root))
    started.clear()
    assert statuses(pipeline.build(request(root, today=date(2026, 11, 1)))) == {"alfa": "unchanged", "beta": "built"}
    assert started == ["beta/en"]


def test_what_the_history_says_of_an_organisation_is_a_part_of_it(tmp_path: Path) -> None:
    clone = Clone.begin(tmp_path / "clone")
    root = workspace(clone.workspace, "alfa", "beta")

    def part(organisation: str) -> str | None:
        return (making.Making.of(request(root)).parts(organisation, own_day=False) or {}).get("the git history")

    assert part("alfa") is None
    clone.commit("2026-10-01")
    before = part("alfa"), part("beta")
    clone.write("playbook/beta.yml", "edited").commit("2026-10-02")
    assert part("alfa") == before[0] is not None
    assert part("beta") not in (None, before[1])


@pytest.mark.slow
def test_the_history_is_one_of_the_things_a_site_is_made_of(tmp_path: Path, started: list[str]) -> None:
    """And of the history only what concerns an organisation: a commit of another one builds that one."""
    clone = Clone.begin(tmp_path / "clone")
    root = workspace(clone.workspace, "alfa", "beta")
    clone.write(".gitignore", "site/\n").commit("2026-10-01")
    pipeline.build(request(root))
    started.clear()
    clone.write("playbook/beta.yml", told("beta", name="Renamed")).commit("2026-10-02")
    assert statuses(pipeline.build(request(root))) == {"alfa": "unchanged", "beta": "built"}
    clone.write("playbook/alfa.yml", told("alfa", name="For a day")).commit("2026-10-03")
    clone.write("playbook/alfa.yml", told("alfa")).commit("2026-10-04")
    again = pipeline.build(request(root))
    assert reasons(again)["alfa/en"].startswith("the git history changed")
    assert statuses(pipeline.build(request(root))) == {"alfa": "unchanged", "beta": "unchanged"}
    shutil.rmtree(clone.root / ".git")
    assert reasons(pipeline.build(request(root)))["beta/en"].startswith("the git history changed")
    assert started == ["beta/en", "alfa/en", "alfa/en", "beta/en"]


@pytest.mark.slow
def test_a_word_of_one_language_leaves_the_others_edition_and_the_site_is_that_of_a_clean_build(tmp_path: Path) -> None:
    """With the engine and its theme, whose files are linked: of what is taken over nothing comes twice."""
    vision = "vision: {en: Settled at once., fi: Kerralla kuntoon.}"
    text = told("alfa", languages="en, fi").replace("vision: Settled at once.", vision)
    root = workspace(tmp_path / "workspace", alfa=text)
    pipeline.build(request(root))
    workspace(root, alfa=text.replace("Kerralla kuntoon", "Yhdellä yhteydenotolla"))
    (again,) = pipeline.build(request(root)).organisations
    assert [one.status for one in again.editions] == ["unchanged", "built"]
    pipeline.build(request(root, output=root / "clean"))
    assert tree(root / "site" / "alfa") == tree(root / "clean" / "alfa")
    assert statuses(pipeline.build(request(root))) == {"alfa": "unchanged"}


def test_problems_are_told_again(tmp_path: Path, started: list[str]) -> None:
    root = workspace(tmp_path, alfa=told("alfa") + "teams: [{id: one, name: One, agents: 3}]\n")
    first = pipeline.build(request(root))
    assert first.problems
    started.clear()
    assert pipeline.build(request(root)).problems == first.problems


def test_a_deleted_organisation_is_withdrawn_and_forgotten(tmp_path: Path, started: list[str]) -> None:
    root = workspace(tmp_path, "alfa", "beta")
    pipeline.build(request(root))
    (root / "playbook" / "beta.yml").unlink()
    started.clear()
    assert pipeline.build(request(root)).withdrawn == ("beta",)
    assert started == []
    assert [path.name for path in (root / "site/.playbookgen/cache").iterdir()] == ["alfa.json"]


@pytest.mark.parametrize(("harm", "warnings"), [("noise", 1), ("a file in the way", 0)])
def test_a_useless_cache_is_cleared_away_and_all_is_built(tmp_path: Path, started: list[str], harm: str, warnings: int) -> None:
    root = workspace(tmp_path, "alfa", "beta")
    pipeline.build(request(root))
    cache = root / "site/.playbookgen/cache"
    if harm == "noise":
        for path in cache.iterdir():
            path.write_bytes(b"\x00noise")
    else:
        shutil.rmtree(cache)
        cache.write_text("a file", encoding="utf-8")
    started.clear()
    events: list[Event] = []
    result = pipeline.build(request(root), events.append)
    assert not result.failed
    assert started == ["alfa/en", "beta/en"]
    assert [type(event) for event in events].count(Forgotten) == warnings


def test_what_changes_while_it_is_read_is_not_remembered(tmp_path: Path, started: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace(tmp_path, "alfa")
    from playbookgen.pipeline.opened import Opened

    read = Opened.read

    def read_and_change(self: Opened, *arguments: Any, **options: Any) -> Any:
        found = read(self, *arguments, **options)
        workspace(root, alfa=told("alfa", name="Changed meanwhile"))
        return found

    with monkeypatch.context() as patched:
        patched.setattr(Opened, "read", read_and_change)
        pipeline.build(request(root))
    started.clear()
    pipeline.build(request(root))
    assert started == ["alfa/en"]


def test_versions_are_those_of_what_is_installed() -> None:
    from importlib.metadata import version

    assert f" mkdocs {version('mkdocs')} " in making.versions()
    assert f" jinja2 {version('jinja2')} " in making.versions()
