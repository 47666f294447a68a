"""`merge`: parts become the whole they would have been, or nothing is touched and every reason is said."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from playbookgen import pipeline
from playbookgen.building import files
from playbookgen.building import run as building_run
from playbookgen.building.lock import workspace_lock
from playbookgen.cli.run import run
from playbookgen.model.failure import Busy, OutputUnusable, Unmergeable
from playbookgen.model.result import BuildRequest, BuildResult
from support.sites import ROOT
from support.sites import TODAY as DAY_OF_SAMPLES
from support.workspaces import TODAY, in_this_process, told, tree, workspace

NAMES = ("alfa", "beta", "delta", "gamma", "kappa", "omega")
PARTS = 2


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where templates stay compiled from test to test."""
    return tmp_path_factory.mktemp("private")


@pytest.fixture
def root(tmp_path: Path, private: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of six, one of them in two languages; editions are built in this process."""
    (tmp_path / "private").symlink_to(private)
    monkeypatch.setattr(building_run.workers, "run_all", in_this_process())
    return workspace(tmp_path / "workspace", *NAMES, beta=told("beta", languages="en, fi"))


def built(root: Path, output: str, **changes: Any) -> BuildResult:
    request = BuildRequest(root=root, output=root.parent / output, today=TODAY, private=(root.parent / "private").resolve())
    return pipeline.build(replace(request, **changes))


@pytest.fixture(scope="module")
def halves(tmp_path_factory: pytest.TempPathFactory, private: Path) -> Path:
    """Both halves, built once."""
    home = tmp_path_factory.mktemp("halves")
    (home / "private").symlink_to(private)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building_run.workers, "run_all", in_this_process())
        root = workspace(home / "workspace", *NAMES, beta=told("beta", languages="en, fi"))
        for part in range(1, PARTS + 1):
            built(root, f"part{part}", shard=(part, PARTS))
    return home


@pytest.fixture
def parts(root: Path, halves: Path) -> list[Path]:
    """The outputs of both halves, as they come from other machines."""
    copies = [root.parent / f"part{part}" for part in range(1, PARTS + 1)]
    for copy in copies:
        shutil.copytree(halves / copy.name, copy)
    return copies


def owner(parts: list[Path], name: str) -> Path:
    return next(part for part in parts if (part / name).is_dir())


def without_times(tree: dict[str, bytes]) -> dict[str, Any]:
    return {path: json.loads(content)["editions"] if path == "build.json" else content for path, content in tree.items()}


def test_the_whole_is_what_one_build_makes(root: Path, parts: list[Path]) -> None:
    built(root, "whole")
    result = pipeline.merge(root, list(reversed(parts)), root.parent / "merged")
    assert [each.id for each in result.organisations] == list(NAMES)
    assert result.failed == ()
    assert without_times(tree(root.parent / "merged")) == without_times(tree(root.parent / "whole"))
    assert "shard" not in json.loads((root.parent / "merged" / "build.json").read_text())


def test_a_mixed_workspace_is_merged_to_what_one_build_makes(root: Path) -> None:
    workspace(root, gamma=told("gamma", headcount="none"), kappa=told("kappa", languages="sv, nb, en"))
    (root / "playbook" / "zeta").mkdir()
    (root / "playbook" / "zeta" / "zeta.yml").write_text(told("zeta"), encoding="utf-8")
    whole = built(root, "whole")
    assert {each.id: each.status for each in whole.organisations if each.status != "built"} == {"gamma": "failed"}
    for part in (1, 2, 3):
        built(root, f"part{part}", shard=(part, 3))
    result = pipeline.merge(root, [root.parent / f"part{part}" for part in (3, 1, 2)], root.parent / "merged")
    assert [each.id for each in result.failed] == ["gamma"]
    assert without_times(tree(root.parent / "merged")) == without_times(tree(root.parent / "whole"))


@pytest.mark.slow
def test_the_samples_in_three_shards_are_the_samples_in_one_build(samples: Path, private: Path, tmp_path: Path) -> None:
    parts = [tmp_path / f"part{number}" for number in (1, 2, 3)]
    for number, part in enumerate(parts, 1):
        result = pipeline.build(BuildRequest(ROOT, part, DAY_OF_SAMPLES, jobs=2, shard=(number, 3), private=private))
        assert not result.failed
    assert sum(len(list(part.glob("*/index.html"))) for part in parts) == len(list(samples.glob("*/index.html"))) > 3
    pipeline.merge(ROOT, parts, tmp_path / "merged")
    merged, whole = tree(tmp_path / "merged"), tree(samples)
    ledgers = [json.loads(each.pop("build.json")) for each in (merged, whole)]
    for edition in [edition for ledger in ledgers for edition in ledger["editions"]]:
        assert edition.pop("seconds") > 0
    assert ledgers[0] == ledgers[1]
    assert merged.keys() == whole.keys()
    assert [path for path, content in whole.items() if merged[path] != content] == []


def test_files_are_linked_and_the_parts_stay(root: Path, parts: list[Path]) -> None:
    before = [tree(part) for part in parts]
    pipeline.merge(root, parts, root.parent / "merged")
    assert [tree(part) for part in parts] == before
    page = Path("alfa", "index.html")
    assert (root.parent / "merged" / page).samefile(owner(parts, "alfa") / page)


def test_where_nothing_can_be_linked_it_is_copied(root: Path, parts: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(old: Path, new: Path) -> None:
        raise files.LinkUnavailable

    monkeypatch.setattr(files, "link_only", refuse)
    pipeline.merge(root, parts, root.parent / "merged")
    page = Path("alfa", "index.html")
    assert not (root.parent / "merged" / page).samefile(owner(parts, "alfa") / page)
    assert (root.parent / "merged" / page).read_bytes() == (owner(parts, "alfa") / page).read_bytes()


def test_what_is_merged_need_not_be_built_again(root: Path, parts: list[Path]) -> None:
    pipeline.merge(root, parts, root.parent / "merged")
    assert {each.status for each in built(root, "merged").organisations} == {"unchanged"}


def test_merging_again_changes_nothing_and_takes_away_what_is_no_longer_told(root: Path, parts: list[Path]) -> None:
    pipeline.merge(root, parts, root.parent / "merged")
    before = tree(root.parent / "merged")
    pipeline.merge(root, parts, root.parent / "merged")
    assert tree(root.parent / "merged") == before
    (root / "playbook" / "gamma.yml").unlink()
    for number, part in enumerate(parts, 1):
        shutil.rmtree(part)
        built(root, f"part{number}", shard=(number, PARTS))
    assert pipeline.merge(root, parts, root.parent / "merged").withdrawn == ("gamma",)
    assert not (root.parent / "merged" / "gamma").exists()


def test_outputs_that_are_no_shards_add_up(root: Path) -> None:
    built(root, "one", organisations=("alfa", "beta"))
    built(root, "two", organisations=("gamma",))
    built(root, "merged", organisations=("omega",))
    result = pipeline.merge(root, [root.parent / "one", root.parent / "two"], root.parent / "merged")
    assert [each.id for each in result.organisations] == ["alfa", "beta", "gamma"]
    editions = json.loads((root.parent / "merged" / "build.json").read_text())["editions"]
    assert [each["edition"] for each in editions] == ["alfa/en", "beta/en", "beta/fi", "gamma/en", "omega/en"]


def test_what_failed_in_its_part_keeps_its_good_site(root: Path, parts: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    merged = root.parent / "merged"
    pipeline.merge(root, parts, merged)
    good = tree(merged / "gamma")
    workspace(root, gamma=told("gamma", headcount="none"))
    shutil.rmtree(owner(parts, "gamma"))
    part = next(number for number in (1, 2) if not parts[number - 1].exists())
    built(root, f"part{part}", shard=(part, PARTS))
    assert run(["-C", str(root), "merge", *map(str, parts), "-o", str(merged), "--json"]) == 3
    said = capsys.readouterr()
    assert "gamma failed" in said.err
    assert {each["id"]: each["status"] for each in json.loads(said.out)["organisations"]}["gamma"] == "kept"
    assert tree(merged / "gamma") == good


def damage(change: Callable[[list[Path]], object]) -> Callable[[Path, list[Path]], list[Path]]:
    def done(root: Path, parts: list[Path]) -> list[Path]:
        change(parts)
        return parts

    return done


def another_version(parts: list[Path]) -> None:
    path = parts[1] / "build.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"version": "0.0.1"}))


def another_day(root: Path, parts: list[Path]) -> list[Path]:
    built(root, "part2", shard=(2, PARTS), as_of=date(2026, 1, 1))
    return parts


def another_workspace(root: Path, parts: list[Path]) -> list[Path]:
    workspace(root, "sigma")
    built(root, "part2", shard=(2, PARTS))
    return parts


def another_count(root: Path, parts: list[Path]) -> list[Path]:
    built(root, "part3", shard=(3, 3))
    return [*parts, root.parent / "part3"]


def a_whole_build_too(root: Path, parts: list[Path]) -> list[Path]:
    built(root, "whole", organisations=("alfa",))
    return [*parts, root.parent / "whole"]


def only_some(root: Path, parts: list[Path]) -> list[Path]:
    shutil.rmtree(parts[0])
    own = [each.id for each in built(root, "part1", shard=(1, PARTS)).organisations]
    shutil.rmtree(parts[0])
    built(root, "part1", shard=(1, PARTS), organisations=(own[0],))
    return parts


def twisted(name: str, how: Callable[[Path], object]) -> Callable[[Path, list[Path]], list[Path]]:
    """Put something else in the place of a file or folder of the part that has `alfa`."""

    def done(root: Path, parts: list[Path]) -> list[Path]:
        place = owner(parts, "alfa") / name
        place.rename(root.parent / "aside")
        how(place)
        return parts

    return done


def edited(parts: list[Path], **changes: str) -> None:
    path = owner(parts, "alfa") / "build.json"
    ledger = json.loads(path.read_text())
    ledger["editions"][0] |= changes
    path.write_text(json.dumps(ledger))


def promised(parts: list[Path]) -> None:
    path = owner(parts, "alfa") / "alfa" / "manifest.json"
    content = json.loads(path.read_text())
    content["files"]["../../../outside.html"] = "0" * 64
    path.write_text(json.dumps(content))


WRONG: dict[str, tuple[Callable[[Path, list[Path]], list[Path]], str]] = {
    "a shard missing": (lambda root, parts: parts[:1], "shard 2/2 is missing"),
    "a part twice": (lambda root, parts: [*parts, parts[0]], "named twice"),
    "no such folder": (lambda root, parts: [*parts, root.parent / "nowhere"], "no folder"),
    "no build": (lambda root, parts: [*parts, root], "no build.json"),
    "an edited page": (
        damage(lambda parts: (owner(parts, "alfa") / "alfa" / "index.html").write_text("x")),
        "alfa is not as it was published: index.html",
    ),
    "a file too many": (damage(lambda parts: (owner(parts, "alfa") / "alfa" / "more.js").write_text("x")), "more.js"),
    "a lost page": (damage(lambda parts: (owner(parts, "beta") / "beta" / "fi" / "index.html").unlink()), "fi/index.html"),
    "a lost site": (damage(lambda parts: shutil.rmtree(owner(parts, "beta") / "beta")), "beta is not as it was published"),
    "a link": (damage(lambda parts: (owner(parts, "alfa") / "alfa" / "out").symlink_to("index.html")), "not a regular file: out"),
    "another version": (damage(another_version), "0.0.1"),
    "another day": (another_day, "2026-01-01"),
    "another workspace": (another_workspace, "only one of them has sigma"),
    "another count": (another_count, "is 3/3"),
    "no shard among shards": (a_whole_build_too, "whole is none"),
    "the same organisation": (a_whole_build_too, "alfa is in"),
    "a path that leads out": (damage(promised), "alfa is not as it was published: ../../../outside.html"),
    "a link for a site": (twisted("alfa", lambda place: place.symlink_to("../aside")), "no manifest of that organisation"),
    "a link for a manifest": (twisted("alfa/manifest.json", lambda place: place.symlink_to("/dev/zero")), "no manifest of that organisation"),
    "a pipe for a manifest": (twisted("alfa/manifest.json", os.mkfifo), "no manifest of that organisation"),
    "a pipe for a page": (twisted("alfa/index.html", os.mkfifo), "not a regular file: index.html"),
    "a link for a folder": (twisted("alfa/index.html", lambda place: place.symlink_to("/etc")), "not a regular file: index.html"),
    "not all built": (only_some, "only some of its organisations were built"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_does_not_fit_is_said_and_nothing_is_written(root: Path, parts: list[Path], case: str) -> None:
    change, said = WRONG[case]
    with pytest.raises(Unmergeable) as failure:
        pipeline.merge(root, change(root, parts), root.parent / "merged")
    assert said in failure.value.message
    assert failure.value.help
    assert not (root.parent / "merged").exists()


@pytest.mark.parametrize("how", [os.mkfifo, lambda place: place.symlink_to("../aside")], ids=["pipe", "link"])
def test_what_stands_where_a_ledger_belongs(root: Path, parts: list[Path], how: Callable[[Path], object]) -> None:
    twisted("build.json", how)(root, parts)
    with pytest.raises((OutputUnusable, Unmergeable), match=r"build\.json") as failure:
        pipeline.merge(root, parts, root.parent / "merged")
    assert failure.value.help
    assert not (root.parent / "merged").exists()


@pytest.mark.parametrize("name", ["../alfa/en", "/etc/en", "al fa/en", "ALFA/en", ".playbookgen/en", ""])
def test_a_ledger_that_names_what_no_organisation_can_be_called(root: Path, parts: list[Path], name: str) -> None:
    edited(parts, edition=name)
    with pytest.raises((OutputUnusable, Unmergeable)) as failure:
        pipeline.merge(root, parts, root.parent / "merged")
    assert failure.value.help
    assert not (root.parent / "merged").exists()


def test_what_a_part_remembers_is_taken_from_a_plain_file_only(root: Path, parts: list[Path]) -> None:
    remembered = owner(parts, "alfa") / ".playbookgen" / "cache" / "alfa.json"
    remembered.unlink()
    os.mkfifo(remembered)
    pipeline.merge(root, parts, root.parent / "merged")
    assert {each.id: each.status for each in built(root, "merged").organisations if each.status != "unchanged"} == {}


def test_what_is_merged_wrongly_leaves_the_published_sites(root: Path, parts: list[Path]) -> None:
    pipeline.merge(root, parts, root.parent / "merged")
    before = tree(root.parent / "merged")
    os.mkfifo(owner(parts, "alfa") / "alfa" / "more.html")
    with pytest.raises(Unmergeable):
        pipeline.merge(root, parts, root.parent / "merged")
    assert tree(root.parent / "merged") == before


def test_a_site_of_another_build_does_not_pass_for_the_one_of_the_ledger(root: Path, parts: list[Path]) -> None:
    workspace(root, alfa=told("alfa", name="Renamed"))
    built(root, "other", organisations=("alfa",))
    place = owner(parts, "alfa") / "alfa"
    shutil.rmtree(place)
    shutil.copytree(root.parent / "other" / "alfa", place)
    with pytest.raises(Unmergeable, match=r"another edition en"):
        pipeline.merge(root, parts, root.parent / "merged")


def test_the_whole_may_not_be_one_of_its_parts(root: Path, parts: list[Path]) -> None:
    before = tree(parts[0])
    with pytest.raises(Unmergeable, match="one of the parts"):
        pipeline.merge(root, parts, parts[0])
    assert tree(parts[0]) == before


def test_a_full_disk_while_staging_leaves_the_old_sites(root: Path, parts: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    merged = root.parent / "merged"
    built(root, "merged", as_of=date(2026, 1, 1))
    before, linked, link = tree(merged), [0], files.link

    def full(old: Path, new: Path) -> None:
        linked[0] += 1
        if linked[0] > 3:
            raise OSError(28, "No space left on device")
        link(old, new)

    monkeypatch.setattr(files, "link", full)
    with pytest.raises(OutputUnusable):
        pipeline.merge(root, parts, merged)
    assert tree(merged) == before
    assert list((merged / ".playbookgen" / "staging").iterdir()) == []


def test_a_foreign_folder_in_the_way_is_left_alone(root: Path, parts: list[Path]) -> None:
    (root.parent / "merged" / "alfa").mkdir(parents=True)
    (root.parent / "merged" / "alfa" / "mine.txt").write_text("mine")
    with pytest.raises(OutputUnusable):
        pipeline.merge(root, parts, root.parent / "merged")
    assert (root.parent / "merged" / "alfa" / "mine.txt").read_text() == "mine"


def test_a_running_build_is_not_disturbed(root: Path, parts: list[Path]) -> None:
    (root.parent / "merged").mkdir()
    with workspace_lock(root.parent / "merged", False), pytest.raises(Busy):
        pipeline.merge(root, parts, root.parent / "merged", wait=False)


def test_the_command_says_what_it_did(root: Path, parts: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(root), "merge", *map(str, parts), "-o", str(root.parent / "merged")]) == 0
    assert "6 organisations in" in capsys.readouterr().err
    assert run(["-C", str(root), "merge", str(parts[0]), "-o", str(root.parent / "again")]) == 2
    assert "error: shard 2/2 is missing" in capsys.readouterr().err
