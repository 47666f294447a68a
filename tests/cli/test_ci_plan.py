"""`ci-plan` on real repositories: exactly what a change touches, and plainly why it cannot be told."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.repositories import Clone
from support.workspaces import Invoke, workspace
from support.workspaces import told as told_of

Edit = Callable[[Clone], object]
ALL = ["alfa", "beta", "gamma"]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A repository with two organisations as files and one as a folder, committed once."""
    clone = Clone.begin(tmp_path_factory.mktemp("begun") / "clone")
    workspace(clone.workspace, "alfa", "beta")
    clone.write("playbook/gamma/gamma.yml").write("playbook/gamma/plan.yaml").write("playbook/gamma/logo.svg", "<svg/>")
    clone.write("playbook/gamma/library/en.yml").write("playbook/gamma/notes.md", "notes").write("playbook/notes.txt", "notes")
    clone.write("templates/pages/home.md.j2", "home").write("site_config.yml").write("requirements.txt", "playbookgen==1\n")
    clone.write("README.md", "read me").write(".github/workflows/playbook.yml", "on: push\n").write(".gitlab-ci.yml", "a: {}\n")
    clone.commit()
    shutil.rmtree(clone.root / ".git" / "hooks")
    return clone


@pytest.fixture
def clone(begun: Clone, tmp_path: Path) -> Clone:
    """A copy of it for one test."""
    return Clone(Path(shutil.copytree(begun.root, tmp_path / "clone", symlinks=True)))


def plan(invoke: Invoke, clone: Clone, since: str = "HEAD^1", *options: str) -> dict[str, Any]:
    """The plan as a machine reads it: one line."""
    ran = invoke("-C", str(clone.workspace), "ci-plan", "--since", since, *options)
    assert ran.status == 0, ran.err
    assert ran.out.count("\n") == 1
    told: dict[str, Any] = json.loads(ran.out)
    planned = [name for job in told["matrix"]["include"] for name in job["organisations"].split()]
    assert sorted(planned) == told["organisations"]
    assert len(planned) == told["count"]
    assert told["head"] == clone.git("rev-parse", "HEAD")
    return told


def remove(*paths: str) -> Edit:
    return lambda clone: [(clone.workspace / path).unlink() for path in paths]


def edit(*paths: str) -> Edit:
    return lambda clone: [clone.write(path, f"new: {path}\n") for path in paths]


def rename(before: str, after: str) -> Edit:
    return lambda clone: (clone.workspace / before).rename(clone.workspace / after)


def several(*edits: Edit) -> Edit:
    return lambda clone: [each(clone) for each in edits]


def link(path: str) -> Edit:
    return lambda clone: (clone.workspace / path).symlink_to("README.md")


def executable(path: str) -> Edit:
    return lambda clone: (clone.workspace / path).chmod(0o755)


#: What is done to the workspace → organisations, organisations gone, names that cannot be, whether all are touched.
SITUATIONS: dict[str, tuple[Edit, list[str], list[str], list[str], bool]] = {
    "one file edited": (edit("playbook/alfa.yml"), ["alfa"], [], [], False),
    "two files edited": (edit("playbook/alfa.yml", "playbook/beta.yml"), ["alfa", "beta"], [], [], False),
    "one file deleted": (remove("playbook/beta.yml"), [], ["beta"], [], False),
    "one deleted, one edited": (lambda c: (remove("playbook/beta.yml")(c), edit("playbook/alfa.yml")(c)), ["alfa"], ["beta"], [], False),
    "one added": (edit("playbook/delta.yml"), ["delta"], [], [], False),
    "one renamed": (rename("playbook/beta.yml", "playbook/delta.yml"), ["delta"], ["beta"], [], False),
    "other ending": (rename("playbook/beta.yml", "playbook/beta.yaml"), ["beta"], [], [], False),
    "from file to folder": (
        lambda c: (remove("playbook/beta.yml")(c), edit("playbook/beta/beta.yml")(c)),
        ["beta"], [], [], False,
    ),
    "one of two of a name deleted": (
        lambda c: (edit("playbook/beta/beta.yml")(c), c.commit(), remove("playbook/beta.yml")(c)),
        ["beta"], [], [], False,
    ),
    "broken YAML": (lambda c: c.write("playbook/alfa.yml", "a: [\n"), ["alfa"], [], [], False),
    "bytes that are no text": (lambda c: (c.workspace / "playbook/alfa.yml").write_bytes(b"\xff\x00"), ["alfa"], [], [], False),
    "emptied": (lambda c: c.write("playbook/alfa.yml", ""), ["alfa"], [], [], False),
    "a file of a folder edited": (edit("playbook/gamma/plan.yaml"), ["gamma"], [], [], False),
    "a file of a folder deleted": (remove("playbook/gamma/plan.yaml"), ["gamma"], [], [], False),
    "own library text": (edit("playbook/gamma/library/en.yml"), ["gamma"], [], [], False),
    "logo": (edit("playbook/gamma/logo.svg"), ["gamma"], [], [], False),
    "all YAML of a folder deleted, notes stay": (
        remove("playbook/gamma/gamma.yml", "playbook/gamma/plan.yaml", "playbook/gamma/library/en.yml", "playbook/gamma/logo.svg"),
        ["gamma"], [], [], False,
    ),
    "notes in a folder": (edit("playbook/gamma/notes.md"), [], [], [], False),
    "notes beside": (edit("playbook/notes.txt", "README.md", "docs/guide.yml"), [], [], [], False),
    "what an editor leaves": (edit("playbook/.alfa.yml.swp", "playbook/alfa.yml~", "playbook/.drafts/alfa.yml"), [], [], [], False),
    "permissions only": (executable("playbook/alfa.yml"), [], [], [], False),
    "a link": (link("playbook/delta"), ["delta"], [], [], False),
    "nothing": (lambda c: None, [], [], [], False),
    "a folder renamed": (rename("playbook/gamma", "playbook/omega"), ["omega"], ["gamma"], [], False),
    "a file of a folder renamed": (rename("playbook/gamma/plan.yaml", "playbook/gamma/roadmap.yaml"), ["gamma"], [], [], False),
    "renamed and edited": (
        several(rename("playbook/beta.yml", "playbook/delta.yml"), edit("playbook/delta.yml")), ["delta"], ["beta"], [], False,
    ),
    "two that change places": (
        several(edit("playbook/alfa.yml"), rename("playbook/alfa.yml", "playbook/x.yml"), rename("playbook/beta.yml", "playbook/alfa.yml"),
                rename("playbook/x.yml", "playbook/beta.yml")),
        ["alfa", "beta"], [], [], False,
    ),
    "a file becomes a link": (several(remove("playbook/beta.yml"), link("playbook/beta.yml")), ["beta"], [], [], False),
    "a folder becomes a link": (
        several(lambda c: shutil.rmtree(c.workspace / "playbook/gamma"), link("playbook/gamma")), ["gamma"], [], [], False,
    ),
    "templates become a link": (
        several(lambda c: shutil.rmtree(c.workspace / "templates"), link("templates")), ALL, [], [], True,
    ),
    "edited and made executable": (several(edit("playbook/alfa.yml"), executable("playbook/alfa.yml")), ["alfa"], [], [], False),
    "all deleted but one": (
        several(remove("playbook/alfa.yml"), lambda c: shutil.rmtree(c.workspace / "playbook/gamma")), [], ["alfa", "gamma"], [], False,
    ),
    "settings deleted": (remove("site_config.yml"), ALL, [], [], True),
    "the version of Python": (edit(".python-version"), ALL, [], [], True),
    "the other workflow": (edit(".gitlab-ci.yml"), ALL, [], [], True),
    "a hidden file among templates": (edit("templates/.DS_Store", "templates/pages/home.md.j2~"), [], [], [], False),
    "a file too deep": (edit("playbook/gamma/library/deep/er/en.yml"), ["gamma"], [], [], False),
    "a picture too deep": (edit("playbook/gamma/pictures/team.png"), [], [], [], False),
    "many commits at once, some undone": (
        several(edit("playbook/alfa.yml"), lambda c: c.commit(), edit("playbook/beta.yml"), lambda c: c.commit(),
                lambda c: c.git("reset", "--quiet", "--soft", "HEAD~2")),
        ["alfa", "beta"], [], [], False,
    ),
    "a template edited": (edit("templates/pages/home.md.j2"), ALL, [], [], True),
    "a template deleted": (remove("templates/pages/home.md.j2"), ALL, [], [], True),
    "a library text added": (edit("templates/library/glossary.yml"), ALL, [], [], True),
    "settings": (edit("site_config.yml"), ALL, [], [], True),
    "version of the tool": (edit("requirements.txt"), ALL, [], [], True),
    "a lock": (edit("uv.lock"), ALL, [], [], True),
    "the workflow": (edit(".github/workflows/playbook.yml"), ALL, [], [], True),
    "another workflow": (edit(".github/workflows/labels.yml"), [], [], [], False),
    "a template and one deleted": (lambda c: (edit("templates/x.css")(c), remove("playbook/beta.yml")(c)), ["alfa", "gamma"], ["beta"], [], True),
    "a name that cannot be": (edit("playbook/$(touch x).yml", "playbook/My Centre.yml"), [], [], ["$(touch x)", "My Centre"], False),
    "letters beyond ASCII": (edit("playbook/yhteyskeskus_ääni.yml"), [], [], ["yhteyskeskus_ääni"], False),
}  # fmt: skip


def test_there_are_enough_of_them() -> None:
    assert len(SITUATIONS) >= 50


@pytest.mark.parametrize("situation", SITUATIONS)
def test_exactly_what_is_touched(invoke: Invoke, clone: Clone, situation: str) -> None:
    done, organisations, deleted, unusable, is_all = SITUATIONS[situation]
    done(clone)
    clone.commit()
    told = plan(invoke, clone)
    assert (told["organisations"], told["deleted"], told["unusable"], bool(told["because"])) == (organisations, deleted, unusable, is_all)


def test_a_workspace_below_the_root_of_its_repository(invoke: Invoke, tmp_path: Path) -> None:
    clone = Clone.begin(tmp_path / "clone", "centres/north ÄÖ/")
    workspace(clone.workspace, "alfa", "beta")
    clone.commit()
    (clone.root / "playbook").mkdir()
    (clone.root / "playbook" / "alfa.yml").write_text("another workspace's")
    (clone.root / "site_config.yml").write_text("another workspace's")
    clone.commit()
    assert plan(invoke, clone)["organisations"] == []
    clone.write("playbook/beta.yml")
    clone.commit()
    assert plan(invoke, clone)["organisations"] == ["beta"]
    (clone.root / "requirements.txt").write_text("playbookgen==2")
    clone.commit()
    assert plan(invoke, clone)["because"] == ["requirements.txt"]


def test_a_branch_is_compared_with_where_it_parted(invoke: Invoke, clone: Clone) -> None:
    """What others did on main meanwhile is theirs; what came and went is nothing."""
    clone.git("switch", "--quiet", "--create", "work")
    clone.write("playbook/alfa.yml")
    clone.write("playbook/beta.yml", "for a while")
    clone.commit()
    clone.git("checkout", "--quiet", "main", "--", "playbook/beta.yml")
    clone.commit()
    clone.git("switch", "--quiet", "main")
    clone.write("site_config.yml", "others: did this\n").commit()
    clone.git("switch", "--quiet", "work")
    assert plan(invoke, clone, "main")["organisations"] == ["alfa"]


def test_a_merge_as_a_pull_request_is_checked_out(invoke: Invoke, clone: Clone, tmp_path: Path) -> None:
    """Two commits deep and detached: the first parent is the branch it goes to."""
    clone.git("switch", "--quiet", "--create", "work")
    clone.write("playbook/alfa.yml").commit()
    clone.git("switch", "--quiet", "main")
    clone.write("playbook/beta.yml").commit()
    clone.git("merge", "--quiet", "--no-ff", "--message", "merge", "work")
    shallow = clone.cloned(tmp_path / "shallow", "--depth=2")
    shallow.git("checkout", "--quiet", "--detach")
    assert plan(invoke, shallow)["organisations"] == ["alfa"]


def test_several_branches_merged_at_once(invoke: Invoke, clone: Clone) -> None:
    """What each of them brought; what main did meanwhile is seen from main's side only."""
    for name in ("alfa", "beta"):
        clone.git("switch", "--quiet", "--create", f"work-{name}", "main")
        clone.write(f"playbook/{name}.yml", "of the branch").commit()
    clone.git("switch", "--quiet", "main")
    clone.write("playbook/gamma/gamma.yml", "of main").commit()
    clone.git("merge", "--quiet", "--no-ff", "--message", "merge", "work-alfa", "work-beta")
    assert plan(invoke, clone)["organisations"] == ["alfa", "beta"]
    assert plan(invoke, clone, "HEAD^2")["organisations"] == ["beta", "gamma"]
    assert plan(invoke, clone, "HEAD^1^1")["organisations"] == ALL


def test_histories_that_share_nothing(invoke: Invoke, clone: Clone) -> None:
    clone.git("switch", "--quiet", "--orphan", "new")
    workspace(clone.workspace, "alfa", "delta")
    clone.commit()
    told = plan(invoke, clone, "main")
    assert told["organisations"] == ["alfa", "delta"]
    assert told["deleted"] == ["beta", "gamma"]
    assert told["because"]


def test_a_branch_that_was_not_there_before(invoke: Invoke, clone: Clone) -> None:
    told = plan(invoke, clone, "0" * 40)
    assert (told["organisations"], told["since"], told["because"]) == (ALL, None, [])


def test_a_submodule_in_place_of_a_folder(invoke: Invoke, clone: Clone, tmp_path: Path) -> None:
    other = Clone.begin(tmp_path / "other")
    other.write("delta.yml").commit()
    clone.git("submodule", "--quiet", "add", str(other.root), "playbook/delta")
    clone.commit()
    assert plan(invoke, clone)["organisations"] == ["delta"]


def test_what_is_not_committed_does_not_count(invoke: Invoke, clone: Clone) -> None:
    clone.write("playbook/alfa.yml").commit()
    clone.write("playbook/beta.yml", "not: committed\n")
    assert plan(invoke, clone)["organisations"] == ["alfa"]


def test_the_last_one_deleted(invoke: Invoke, tmp_path: Path) -> None:
    clone = Clone.begin(tmp_path / "clone")
    clone.write("playbook/alfa.yml").commit()
    (clone.workspace / "playbook" / "alfa.yml").unlink()
    clone.commit()
    told = plan(invoke, clone)
    assert (told["organisations"], told["deleted"], told["matrix"]) == ([], ["alfa"], {"include": []})


def test_names_a_line(invoke: Invoke, clone: Clone) -> None:
    clone.write("playbook/alfa.yml").write("playbook/gamma/gamma.yml", "a: b").commit()
    ran = invoke("-C", str(clone.workspace), "ci-plan", "--since", "HEAD^1", "--format", "names")
    assert (ran.status, ran.out) == (0, "alfa\ngamma\n")
    assert ran.err == "2 of 3 organisations: alfa, gamma\n"
    nothing = invoke("-C", str(clone.workspace), "ci-plan", "--since", "HEAD", "--format", "names")
    assert (nothing.out, nothing.err) == ("", "nothing that a site is made of has changed\n")


@pytest.mark.parametrize(("count", "most", "jobs"), [(1, 20, 1), (7, 20, 7), (45, 20, 20), (45, 4, 4), (300, 20, 20)])
def test_shards_are_even_and_the_same_twice(invoke: Invoke, tmp_path: Path, count: int, most: int, jobs: int) -> None:
    clone = Clone.begin(tmp_path / "clone")
    clone.commit()
    for number in range(count):
        clone.write(f"playbook/centre_{number:03}.yml", "x" * (1000 + 37 * (number % 50)))
    clone.commit()
    told = plan(invoke, clone, "HEAD^1", "--shards", str(most))
    include = told["matrix"]["include"]
    assert len(include) == jobs
    assert len({job["shard"] for job in include}) == jobs
    loads = [sum(4096 + (clone.workspace / "playbook" / f"{name}.yml").stat().st_size for name in job["organisations"].split()) for job in include]
    assert max(loads) - min(loads) <= 4096 + 1000 + 37 * 49
    assert plan(invoke, clone, "HEAD^1", "--shards", str(most)) == told


@pytest.mark.parametrize("shards", ["0", "21", "many"])
def test_how_many_shards_there_can_be(invoke: Invoke, clone: Clone, shards: str) -> None:
    assert invoke("-C", str(clone.workspace), "ci-plan", "--since", "HEAD", "--shards", shards).status == 2


def refused(invoke: Invoke, folder: Path, since: str) -> str:
    ran = invoke("-C", str(folder), "ci-plan", "--since", since)
    assert (ran.status, ran.out) == (2, "")
    return ran.err


def test_no_repository(invoke: Invoke, tmp_path: Path) -> None:
    assert "is in no git repository" in refused(invoke, workspace(tmp_path / "loose", "alfa"), "main")
    assert "there is no folder" in refused(invoke, tmp_path / "nowhere", "main")


def test_a_repository_without_a_commit(invoke: Invoke, tmp_path: Path) -> None:
    clone = Clone.begin(tmp_path / "clone")
    workspace(clone.workspace, "alfa")
    assert "no commit yet" in refused(invoke, clone.workspace, "HEAD")


def test_a_repository_without_files(invoke: Invoke, clone: Clone, tmp_path: Path) -> None:
    bare = clone.cloned(tmp_path / "bare", "--bare")
    assert "without files" in refused(invoke, bare.root, "main")


def test_a_history_that_was_cut_off(invoke: Invoke, clone: Clone, tmp_path: Path) -> None:
    first = clone.git("rev-parse", "HEAD")
    clone.write("playbook/alfa.yml").commit()
    shallow = clone.cloned(tmp_path / "shallow", "--depth=1")
    for since in ("HEAD^1", first):
        said = refused(invoke, shallow.workspace, since)
        assert "a shallow clone" in said
        assert "fetch-depth: 0" in said


def test_where_they_parted_was_cut_off(invoke: Invoke, clone: Clone, tmp_path: Path) -> None:
    clone.git("branch", "work")
    clone.write("playbook/alfa.yml").commit()
    clone.git("switch", "--quiet", "work")
    clone.write("playbook/beta.yml").commit()
    shallow = clone.cloned(tmp_path / "shallow", "--depth=1", "--no-single-branch")
    assert "where origin/main and HEAD parted is not known" in refused(invoke, shallow.workspace, "origin/main")


def test_detached(invoke: Invoke, clone: Clone) -> None:
    clone.write("playbook/alfa.yml").commit()
    clone.git("checkout", "--quiet", "--detach")
    assert plan(invoke, clone, "main^1")["organisations"] == ["alfa"]
    assert "HEAD is detached" in refused(invoke, clone.workspace, "release")


@pytest.mark.parametrize(
    "since", ["", "nowhere", "--output=x", "-h", "HEAD^9", "HEAD:playbook", "main..HEAD", "\x1b[31m", "a" * 5000, "--end-of-options"]
)
def test_a_revision_that_is_none(invoke: Invoke, clone: Clone, since: str) -> None:
    said = refused(invoke, clone.workspace, since)
    assert "\x1b" not in said
    assert [path.name for path in clone.root.iterdir() if path.name == "x"] == []


def test_git_is_not_there(invoke: Invoke, clone: Clone, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git is not installed" in refused(invoke, clone.workspace, "HEAD")


@pytest.mark.parametrize(
    "setting",
    ["core.fsmonitor", "core.sshCommand", "core.pager", "diff.external", "core.askPass", "filter.x.clean", "filter.x.smudge", "filter.x.process",
     "diff.x.textconv", "diff.x.command", "core.alternateRefsCommand", "gpg.program", "core.editor", "uploadpack.packObjectsHook", "alias.diff-tree"],
)  # fmt: skip
def test_nothing_the_repository_says_is_run(invoke: Invoke, clone: Clone, setting: str, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/caught\n")
    trap.chmod(0o755)
    clone.write(".gitattributes", "* filter=x diff=x\n").write("playbook/alfa.yml").commit()
    clone.git("config", setting, f"!{trap}" if setting.startswith("alias") else str(trap))
    for hook in ("post-index-change", "reference-transaction", "post-checkout"):
        (clone.root / ".git" / "hooks").mkdir(exist_ok=True)
        (clone.root / ".git" / "hooks" / hook).symlink_to(trap)
    assert plan(invoke, clone)["organisations"] == ["alfa"]
    assert not (tmp_path / "caught").exists()


def test_what_is_missing_is_not_fetched(invoke: Invoke, clone: Clone, tmp_path: Path) -> None:
    """A clone that promises to fetch objects when they are asked for: by a command of the repository's choosing."""
    clone.write("playbook/alfa.yml").commit()
    clone.git("config", "uploadpack.allowFilter", "true")
    partial = clone.cloned(tmp_path / "partial", "--filter=tree:0", "--no-checkout")
    partial.git("config", "remote.origin.uploadpack", f"touch {tmp_path}/caught; git-upload-pack")
    ran = invoke("-C", str(partial.root), "ci-plan", "--since", "HEAD^1")
    assert ran.status == 2
    assert "git cannot read the history" in ran.err
    assert not (tmp_path / "caught").exists()


def test_variables_of_the_caller_lead_nowhere_else(invoke: Invoke, clone: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Clone.begin(tmp_path / "other")
    other.write("playbook/other.yml").commit()
    other.write("playbook/other.yml", "a: b").commit()
    clone.write("playbook/alfa.yml").commit()
    told = plan(invoke, clone)
    for name, value in {
        "GIT_DIR": f"{other.root}/.git",
        "GIT_WORK_TREE": str(other.root),
        "GIT_CONFIG_COUNT": "junk",
        "GIT_TRACE": f"{tmp_path}/t",
    }.items():
        monkeypatch.setenv(name, value)
    ran = invoke("-C", str(clone.workspace), "ci-plan", "--since", "HEAD^1")
    assert json.loads(ran.out) == told
    assert not (tmp_path / "t").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_workspace_of_another_user(invoke: Invoke, clone: Clone) -> None:
    """Containers of CI services mount it so."""
    clone.write("playbook/alfa.yml").commit()
    for path in (clone.root, clone.root / ".git"):
        os.chown(path, 65534, 65534)
    assert plan(invoke, clone)["organisations"] == ["alfa"]


def test_nothing_is_written(invoke: Invoke, clone: Clone) -> None:
    clone.write("playbook/alfa.yml").commit()
    before = {path: path.stat().st_mtime_ns for path in clone.root.rglob("*")}
    plan(invoke, clone)
    assert {path: path.stat().st_mtime_ns for path in clone.root.rglob("*")} == before


def test_check_of_what_a_change_touches_and_of_nothing_else(invoke: Invoke, clone: Clone) -> None:
    """Gamma is in pieces all the time: whoever edits alfa does not hear of it, unless what they touched is everybody's."""

    def checked(since: str = "HEAD^1") -> tuple[int, set[str]]:
        ran = invoke("-C", str(clone.workspace), "check", "--since", since, "--format", "json")
        told = json.loads(ran.out)
        return ran.status, {each["id"] for each in told["organisations"]}

    assert checked("HEAD") == (0, set())
    clone.write("playbook/alfa.yml", told_of("alfa", name="Toinen")).commit()
    assert checked() == (0, {"alfa"})
    clone.write("playbook/beta.yml", "a: [").commit()
    assert checked() == (1, {"beta"})
    clone.write("site_config.yml", 'schema_version: 1\naccent: "#112233"\n').commit()
    assert checked() == (1, set(ALL))
    clone.write("playbook/My Centre.yml").commit()
    assert checked()[1] > set(ALL), "no organisation can be called that: all are looked at, so that it is told"
    assert invoke("-C", str(clone.workspace), "check", "--since", "nowhere").status == 2
