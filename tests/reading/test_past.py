"""On which days an organisation was changed and what it held before: on real repositories of every shape, and plainly nothing where there is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from playbookgen.model.workspace import Source, SourceFile
from playbookgen.reading.history import Repository
from playbookgen.reading.past import DAYS, Past
from playbookgen.reading.versions import versions
from support.repositories import Clone

SOURCE = Source("alfa", ())


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """Two organisations, begun on one day; alfa was changed on two more."""
    made = Clone.begin(tmp_path / "clone")
    made.write("playbook/alfa.yml", "one").write("playbook/beta.yml", "one").commit("2026-08-01")
    made.write("playbook/alfa.yml", "two").commit("2026-08-05")
    made.write("playbook/alfa.yml", "three").commit("2026-08-09")
    return made


def told(clone: Clone, organisation: str = "alfa") -> list[tuple[str, str | None]]:
    """The days on which it was changed, with what it held before; the newest first."""
    found = Past.of(clone.workspace).organisations.get(organisation)
    if found is None:
        return []
    with Repository.around(clone.workspace).contents() as content:
        texts = [_text(version) for version in versions(found, SOURCE, content)]
    return [(day.day.isoformat(), text) for day, text in zip(found.days, texts[1:], strict=True)]


def _text(version: Source | None) -> str | None:
    return None if version is None else "+".join(file.content.decode() for file in version.files)


def test_days_and_what_was_there_before(clone: Clone) -> None:
    assert told(clone) == [("2026-08-09", "two"), ("2026-08-05", "one"), ("2026-08-01", None)]
    assert told(clone, "beta") == [("2026-08-01", None)]


def test_a_day_is_one_however_many_commits_it_has(clone: Clone) -> None:
    for text in ("four", "five", "six"):
        clone.write("playbook/alfa.yml", text).commit("2026-08-20")
    assert told(clone)[:2] == [("2026-08-20", "three"), ("2026-08-09", "two")]


def test_the_newest_days_only(clone: Clone) -> None:
    for number in range(10, 18):
        clone.write("playbook/alfa.yml", str(number)).commit(f"2026-09-{number}")
    assert [day for day, _ in told(clone)] == [f"2026-09-{number}" for number in range(17, 17 - DAYS, -1)]


def test_a_clock_that_goes_back(clone: Clone) -> None:
    clone.write("playbook/alfa.yml", "four").commit("2026-08-02")
    assert told(clone) == [("2026-08-02", "one"), ("2026-08-01", None)]


def _merged(clone: Clone) -> None:
    clone.git("switch", "--quiet", "--create", "work")
    clone.write("playbook/alfa.yml", "worked on").commit("2026-08-11")
    clone.git("switch", "--quiet", "main")
    clone.write("notes.md", "others").commit("2026-08-12")
    clone.git("merge", "--quiet", "--no-ff", "--message", "merge", "work", day="2026-08-15")


def _detached(clone: Clone) -> None:
    clone.write("playbook/alfa.yml", "four").commit("2026-08-15")
    clone.git("checkout", "--quiet", "--detach")


def _not_committed(clone: Clone) -> None:
    clone.write("playbook/alfa.yml", "four").commit("2026-08-15")
    clone.write("playbook/alfa.yml", "an edit of today")


def _permissions(clone: Clone) -> None:
    _detached(clone)
    (clone.workspace / "playbook" / "alfa.yml").chmod(0o755)
    clone.commit("2026-08-15")


def _beside(clone: Clone) -> None:
    _detached(clone)
    clone.write("playbook/.alfa.yml.swp").write("playbook/notes.txt").write("playbook/alfa.yml~").write("playbook/alfa.png", "no").commit(
        "2026-08-15"
    )


@pytest.mark.parametrize("shape", [_merged, _detached, _not_committed, _permissions, _beside])
def test_shapes_of_a_history(clone: Clone, shape: Callable[[Clone], None]) -> None:
    """What a branch brought counts on the day of its merge; what is not committed has no day."""
    shape(clone)
    assert told(clone) == [("2026-08-15", "three"), ("2026-08-09", "two"), ("2026-08-05", "one"), ("2026-08-01", None)]


def test_from_a_file_to_a_folder(clone: Clone) -> None:
    (clone.workspace / "playbook" / "alfa.yml").unlink()
    clone.write("playbook/alfa/plan.yml", "plan").write("playbook/alfa/alfa.yml", "rest").write("playbook/alfa/library/en.yml", "words").commit(
        "2026-08-15"
    )
    clone.write("playbook/alfa/plan.yml", "plan again").commit("2026-08-16")
    assert told(clone)[:3] == [("2026-08-16", "rest+plan"), ("2026-08-15", "three"), ("2026-08-09", "two")]


def test_deleted_and_written_again(clone: Clone) -> None:
    (clone.workspace / "playbook" / "alfa.yml").unlink()
    clone.commit("2026-08-15")
    clone.write("playbook/alfa.yml", "four").commit("2026-08-16")
    assert told(clone)[:3] == [("2026-08-16", None), ("2026-08-15", "three"), ("2026-08-09", "two")]


def test_a_link_and_another_repository_are_no_versions(clone: Clone, tmp_path: Path) -> None:
    (clone.workspace / "playbook" / "alfa.yml").unlink()
    (clone.workspace / "playbook" / "alfa.yml").symlink_to("beta.yml")
    clone.commit("2026-08-15")
    assert told(clone)[0] == ("2026-08-15", "three")
    other = Clone.begin(tmp_path / "other")
    other.write("gamma.yml").commit()
    clone.git("submodule", "--quiet", "add", str(other.root), "playbook/gamma")
    clone.commit("2026-08-16")
    assert told(clone, "gamma") == []


def test_a_shallow_clone_knows_the_days_it_has(clone: Clone, tmp_path: Path) -> None:
    """Where the history was cut off, everything looks new; that is no change."""
    two = clone.cloned(tmp_path / "two", "--depth=2")
    assert (told(two), told(two, "beta")) == ([("2026-08-09", "two")], [])
    assert told(clone.cloned(tmp_path / "one", "--depth=1")) == []


def test_a_workspace_below_the_root_of_its_repository(tmp_path: Path) -> None:
    clone = Clone.begin(tmp_path / "clone", "centres/north ÄÖ/")
    (clone.root / "playbook").mkdir()
    (clone.root / "playbook" / "alfa.yml").write_text("another workspace's")
    clone.git("config", "diff.relative", "true")
    clone.git("config", "log.showRoot", "false")
    clone.git("config", "color.ui", "always")
    clone.write("playbook/alfa.yml", "one").commit("2026-08-01")
    clone.write("playbook/alfa.yml", "two").commit("2026-08-02")
    assert told(clone) == [("2026-08-02", "one"), ("2026-08-01", None)]


def test_no_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loose = tmp_path / "loose"
    (loose / "playbook").mkdir(parents=True)
    (loose / "playbook" / "alfa.yml").write_text("one")
    assert Past.of(loose) == Past()
    assert Past.of(tmp_path / "nowhere") == Past()
    empty = Clone.begin(tmp_path / "empty").write("playbook/alfa.yml")
    assert Past.of(empty.workspace) == Past()
    empty.write("notes.md").git("add", "notes.md")
    empty.git("commit", "--quiet", "--message", "without the workspace")
    assert Past.of(empty.workspace).organisations == {}
    empty.commit()
    (empty.root / ".git" / "HEAD").write_text("ref: refs/heads/nowhere\n")
    assert Past.of(empty.workspace) == Past()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Past.of(empty.workspace) == Past()


def test_what_is_known_of_one_does_not_depend_on_the_others(clone: Clone) -> None:
    before = Past.of(clone.workspace)
    clone.write("playbook/beta.yml", "two").commit("2026-08-20")
    after = Past.of(clone.workspace)
    assert before.digest("alfa") == after.digest("alfa") != ""
    assert before.digest("beta") != after.digest("beta")
    assert after.digest("gamma") == ""


def test_blobs_that_are_not_to_be_had(clone: Clone) -> None:
    clone.write("playbook/alfa.yml", "x" * (1024 * 1024 + 1)).commit("2026-08-15")
    clone.write("playbook/alfa.yml", "x" * (1024 * 1024)).commit("2026-08-16")
    clone.write("playbook/alfa.yml", "four").commit("2026-08-17")
    found = told(clone)
    assert [(day, text and len(text)) for day, text in found[:3]] == [("2026-08-17", 1024 * 1024), ("2026-08-16", None), ("2026-08-15", 5)]
    with Repository.around(clone.workspace).contents() as content:
        assert content("0" * 40) is None
        assert content(clone.git("rev-parse", "HEAD")) is None, "a commit is no file"
        assert content(clone.git("rev-parse", "HEAD:playbook/alfa.yml")) == b"four"
    assert content("0" * 40) is None, "the process has ended"


def test_pictures_and_library_are_those_of_now(clone: Clone) -> None:
    now = Source("alfa", (SourceFile("playbook/alfa.yml", b"four"),), library=(SourceFile("playbook/alfa/library/en.yml", b"words"),))
    with Repository.around(clone.workspace).contents() as content:
        found = list(versions(Past.of(clone.workspace).organisations["alfa"], now, content))
    assert [version.library for version in found if version] == [now.library] * 3


def test_nothing_the_repository_says_is_run_and_nothing_is_fetched(clone: Clone, tmp_path: Path) -> None:
    """A build asks git without being told to, in a workspace that may come from anywhere."""
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/caught\n")
    trap.chmod(0o755)
    clone.write(".gitattributes", "* filter=x diff=x\n").write("playbook/alfa.yml", "four").commit("2026-08-15")
    clone.git("config", "uploadpack.allowFilter", "true")
    partial = clone.cloned(tmp_path / "partial", "--filter=blob:none", "--no-checkout")
    for made in (clone, partial):
        for setting in ("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "diff.x.textconv", "diff.x.command", "gpg.program",
                        "filter.x.clean", "filter.x.smudge", "filter.x.process", "core.alternateRefsCommand", "log.showSignature"):  # fmt: skip
            made.git("config", setting, "true" if setting == "log.showSignature" else str(trap))
    partial.git("config", "remote.origin.uploadpack", f"touch {tmp_path}/caught; git-upload-pack")
    assert told(clone)[0] == ("2026-08-15", "three")
    assert [text for _, text in told(partial)] == [None] * 4
    assert not (tmp_path / "caught").exists()


def test_a_workspace_that_cannot_be_looked_at_has_no_past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build goes on without it, and says at the place that matters what is wrong with the disk."""

    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_dir", refuse)
    assert Past.of(tmp_path) == Past()
