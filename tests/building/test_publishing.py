from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from playbookgen.building import files, manifest
from playbookgen.building.memory import Memory
from playbookgen.building.publishing import (
    Entry,
    Ledger,
    assemble,
    bring,
    check_output,
    discard,
    publish,
    stage,
    sweep,
    take_over,
    withdraw,
    write_ledger,
)
from playbookgen.model.failure import OutputUnusable

OLD = {"index.html": "old", "a/index.html": "old a", "gone.html": "old"}
NEW = {"index.html": "new", "a/index.html": "new a", "b/c/index.html": "new c"}
CALLS = ("make_folder", "write_new", "rename", "exchange", "sync_folder", "sync_tree", "remove_tree")


class Killed(BaseException):
    """Stands for kill -9: no call succeeds any more."""


def write(folder: Path, content: dict[str, str]) -> Path:
    for path, text in content.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def read(folder: Path) -> dict[str, str] | None:
    if not folder.exists():
        return None
    return {path: (folder / path).read_text(encoding="utf-8") for path in manifest.listing(folder)}


def build(output: Path, content: dict[str, str], organisation: str = "org") -> bool:
    sweep(output)
    staged = stage(output, organisation)
    try:
        return publish(write(staged / "site", content), output, organisation)
    finally:
        discard(staged)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return check_output(tmp_path / "workspace/site", tmp_path / "workspace")


@pytest.fixture(params=["exchange", "rename"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Once with the exchange of folders, once as on a system that has none."""
    if request.param == "rename":

        def unavailable(one: Path, other: Path) -> None:
            raise files.ExchangeUnavailable

        monkeypatch.setattr(files, "exchange", unavailable)
    return str(request.param)


def left_over(output: Path) -> list[str]:
    return sorted(path.relative_to(output).as_posix() for path in output.rglob("*") if ".playbookgen" in path.parts and not path.is_dir())


@pytest.mark.usefixtures("either_way")
def test_a_site_is_published_replaced_and_left_alone(output: Path) -> None:
    assert build(output, OLD) is True
    assert read(output / "org") == OLD
    assert build(output, NEW) is True
    assert read(output / "org") == NEW
    before = (output / "org").stat().st_ino
    assert build(output, NEW) is False
    assert (output / "org").stat().st_ino == before
    assert left_over(output) == []


def test_this_system_exchanges_in_one_step(tmp_path: Path) -> None:
    one, other = write(tmp_path / "one", OLD), write(tmp_path / "other", NEW)
    try:
        files.exchange(one, other)
    except files.ExchangeUnavailable:
        pytest.skip("no exchange of folders here")
    assert (read(one), read(other)) == (NEW, OLD)
    with pytest.raises(FileNotFoundError):
        files.exchange(one, tmp_path / "missing")


def test_a_damaged_site_is_repaired(output: Path) -> None:
    build(output, OLD)
    (output / "org/a/index.html").unlink()
    assert build(output, OLD) is True
    assert read(output / "org") == OLD


def _break(monkeypatch: pytest.MonkeyPatch, nth: int, blow: BaseException, *, after: bool, for_good: bool) -> Callable[[], bool]:
    """Make the n-th call of `files` fail, before or after its work; whether it came to that is what is returned."""
    count = 0
    struck = False

    def failing(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            nonlocal count, struck
            count += 1
            if count == nth or (struck and for_good):
                struck = True
                if after and count == nth:
                    original(*arguments, **named)
                raise blow
            return original(*arguments, **named)

        return call

    for name in CALLS:
        monkeypatch.setattr(files, name, failing(getattr(files, name)))
    return lambda: struck


BLOWS: list[tuple[BaseException, bool]] = [
    (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), False),
    (OSError(errno.EACCES, os.strerror(errno.EACCES)), True),
    (KeyboardInterrupt(), False),
    (Killed(), True),
]


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(("blow", "for_good"), BLOWS, ids=["full", "denied", "interrupted", "killed"])
@pytest.mark.parametrize("old", [None, OLD], ids=["first", "second"])
def test_whatever_call_fails_the_site_is_old_or_new(
    tmp_path: Path, old: dict[str, str] | None, blow: BaseException, for_good: bool, after: bool
) -> None:
    for nth in range(1, 100):
        workspace = tmp_path / str(nth)
        output = check_output(workspace / "site", workspace)
        if old:
            build(output, old)
            write_ledger(output, Ledger(date(2026, 10, 31), "1", (Entry("org/en", "built", "d"),)))
        with pytest.MonkeyPatch.context() as patch:
            struck = _break(patch, nth, blow, after=after, for_good=for_good)
            with suppress(OutputUnusable, KeyboardInterrupt, Killed):
                build(output, NEW)
            happened = struck()
        if not for_good:
            assert read(output / "org") in (old, NEW)
        sweep(output)
        assert read(output / "org") in (old, NEW)
        assert left_over(output) == []
        build(output, NEW)
        assert read(output / "org") == NEW
        if not happened:
            assert nth > 5
            return
    raise AssertionError("the calls never ended")


def test_the_disk_s_refusal_is_told_with_its_place(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(output, OLD)
    _break(monkeypatch, 4, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), after=False, for_good=False)
    with pytest.raises(OutputUnusable, match="No space left on device") as caught:
        build(output, NEW)
    assert str(output) in caught.value.message
    assert "as they were" in (caught.value.help or "")


def foreign_folder(place: Path) -> None:
    write(place, {"thesis.txt": "the only copy"})


def foreign_file(place: Path) -> None:
    place.write_text("the only copy", encoding="utf-8")


def foreign_link(place: Path) -> None:
    place.symlink_to(write(place.parent.parent / "elsewhere", {"thesis.txt": "the only copy"}))


def site_of_another(place: Path) -> None:
    write(place, {"thesis.txt": "the only copy", "manifest.json": manifest.text("other", {}).decode()})


@pytest.mark.parametrize("make", [foreign_folder, foreign_file, foreign_link, site_of_another])
def test_what_is_not_ours_is_not_replaced_nor_removed(output: Path, make: Callable[[Path], None]) -> None:
    make(output / "org")
    with pytest.raises(OutputUnusable, match="org"):
        build(output, NEW)
    assert withdraw(output, "org") is False
    sweep(output)
    kept = output / "org" if (output / "org").is_file() else output / "org/thesis.txt"
    assert kept.read_text(encoding="utf-8") == "the only copy"


def test_an_empty_folder_may_be_filled(output: Path) -> None:
    (output / "org").mkdir()
    assert build(output, NEW) is True


def test_only_what_the_ledger_lists_is_withdrawn(output: Path) -> None:
    build(output, OLD, "listed")
    build(output, OLD, "unlisted")
    assert withdraw(output, "listed") is False  # no ledger yet
    write_ledger(output, Ledger(date(2026, 10, 31), "1", (Entry("listed/en", "built", "d"), Entry("never/en", "failed"))))
    assert withdraw(output, "listed") is True
    assert withdraw(output, "listed") is False
    assert withdraw(output, "unlisted") is False
    assert withdraw(output, "never") is False
    assert not (output / "listed").exists()
    assert read(output / "unlisted") == OLD
    assert left_over(output) == []


@pytest.mark.parametrize("make", [foreign_folder, foreign_link, site_of_another])
def test_a_listed_folder_that_changed_hands_stays(output: Path, make: Callable[[Path], None]) -> None:
    write_ledger(output, Ledger(date(2026, 10, 31), "1", (Entry("org/en", "built", "d"),)))
    make(output / "org")
    with pytest.raises(OutputUnusable, match="not the site"):
        withdraw(output, "org")
    assert (output / "org/thesis.txt").exists()


def test_a_sweep_clears_what_killed_runs_left_and_nothing_else(output: Path) -> None:
    room = output / ".playbookgen"
    write(room / "staging/org.17/site", NEW)
    write(room / "withdrawn/late.17", OLD)
    write(room / "replaced/org.17", OLD)
    write(room / "replaced/there.17", OLD)
    write(output / "there", NEW)
    (room / "build.json.17").write_text("{", encoding="utf-8")
    (room / "lock").write_text("17", encoding="utf-8")
    write(output, {"index.html": "of the user"})
    sweep(output)
    assert read(output / "org") == OLD
    assert read(output / "there") == NEW
    assert not (output / "late").exists()
    assert left_over(output) == [".playbookgen/lock"]
    assert (output / "index.html").read_text(encoding="utf-8") == "of the user"


def test_a_sweep_follows_no_link(output: Path, tmp_path: Path) -> None:
    elsewhere = write(tmp_path / "elsewhere", {"thesis.txt": "the only copy"})
    (output / ".playbookgen/staging").mkdir()
    (output / ".playbookgen/staging/org.17").symlink_to(elsewhere)
    (output / ".playbookgen/replaced").symlink_to(elsewhere)
    sweep(output)
    assert (elsewhere / "thesis.txt").exists()
    assert not (output / ".playbookgen/staging/org.17").is_symlink()


def test_languages_come_together(output: Path) -> None:
    staged = stage(output, "org")
    editions = {prefix: write(staged / f"built{number}", {"index.html": prefix}) for number, prefix in enumerate(["fi/", "", "nb/"])}
    assemble(editions, staged / "site")
    assert read(staged / "site") == {"index.html": "", "fi/index.html": "fi/", "nb/index.html": "nb/"}


def test_a_page_at_a_language_s_address_is_noticed(output: Path) -> None:
    staged = stage(output, "org")
    editions = {"": write(staged / "en", {"fi/index.html": "x"}), "fi/": write(staged / "fi", {"index.html": "y"})}
    with pytest.raises(OutputUnusable):
        assemble(editions, staged / "site")


@pytest.mark.parametrize("place", [".", "..", "playbook", "playbook/site", "templates/x", ".git"])
def test_an_output_among_the_sources_is_refused(tmp_path: Path, place: str) -> None:
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    with pytest.raises(OutputUnusable):
        check_output(workspace / place, workspace)
    assert list(workspace.iterdir()) == []


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("x", encoding="utf-8")
    with pytest.raises(OutputUnusable, match="is a file"):
        check_output(tmp_path / "site", tmp_path)
    with pytest.raises(OutputUnusable, match="cannot write"):
        check_output(tmp_path / "site/below", tmp_path)


def test_an_output_with_another_tool_s_ledger_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "site", {"build.json": '{"scripts": {}}'})
    with pytest.raises(OutputUnusable, match="ledger"):
        check_output(tmp_path / "site", tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_output_without_permission_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir(mode=0o500)
    with pytest.raises(OutputUnusable, match="cannot write"):
        check_output(tmp_path / "site", tmp_path)


@pytest.mark.parametrize("lasting", [True, False])
def test_what_has_to_last_is_flushed_and_the_theme_is_shared(output: Path, monkeypatch: pytest.MonkeyPatch, lasting: bool) -> None:
    flushed: list[str] = []
    for name in ("write_new", "sync_tree", "sync_folder"):
        call = getattr(files, name)
        monkeypatch.setattr(files, name, lambda *given, call=call, name=name: flushed.append(name) or call(*given))
    styled = NEW | {"assets/stylesheets/main.css": "a{}"}
    for organisation in ("one", "two"):
        assert publish(write(stage(output, organisation) / "site", styled), output, organisation, lasting=lasting)
        assert read(output / organisation) == styled
    assert flushed == (["write_new", "sync_tree", "sync_folder"] * 2 if lasting else [])
    assert (output / "one/assets/stylesheets/main.css").samefile(output / "two/assets/stylesheets/main.css")


def listing(output: Path, *organisations: str) -> None:
    write_ledger(output, Ledger(date(2026, 10, 31), "1", tuple(Entry(f"{each}/en", "built", "d") for each in organisations)))


def test_what_is_withdrawn_or_put_back_is_flushed(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(output, OLD)
    listing(output, "org")
    flushed: list[Path] = []
    monkeypatch.setattr(files, "sync_folder", flushed.append)
    stale = write(output / f".playbookgen/withdrawn/org.{os.getpid()}", OLD)
    assert withdraw(output, "org") is True
    assert (flushed, stale.exists()) == ([output], False)
    write(output / ".playbookgen/replaced/org.17", OLD)
    sweep(output)
    assert flushed == [output, output]
    assert read(output / "org") == OLD


@pytest.mark.parametrize("listed", [True, False])
def test_a_folder_without_our_manifest_is_ours_if_the_ledger_says_so(output: Path, listed: bool) -> None:
    listing(output, "org" if listed else "other")
    write(output / "org", OLD)
    if listed:
        assert build(output, NEW) is True
        assert read(output / "org") == NEW
    else:
        with pytest.raises(OutputUnusable, match="did not write"):
            build(output, NEW)
        assert (output / "org/gone.html").exists()


def no_exchange(one: Path, other: Path) -> None:
    raise files.ExchangeUnavailable


def test_without_the_exchange_the_old_site_is_gone_at_once_or_back(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "exchange", no_exchange)
    build(output, OLD)
    aside = write(output / f".playbookgen/replaced/org.{os.getpid()}", NEW)
    assert publish(write(stage(output, "org") / "site", NEW), output, "org")
    assert (read(output / "org"), aside.exists()) == (NEW, False)
    renamed, rename = list[Path](), files.rename

    def second_fails(old: Path, new: Path) -> None:
        renamed.append(new)
        if len(renamed) == 2:
            raise OSError(errno.EIO, "Input/output error")
        rename(old, new)

    monkeypatch.setattr(files, "rename", second_fails)
    with pytest.raises(OutputUnusable, match="Input/output error"):
        publish(write(stage(output, "org") / "site", OLD), output, "org")
    assert read(output / "org") == NEW
    assert not aside.exists()


@pytest.mark.parametrize(("error", "said"), [(OSError(errno.ENOSPC, "No space left on device"), "No space left on device"), (OSError("odd"), "odd")])
def test_the_reason_is_told(output: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, said: str) -> None:
    def refuse(folder: Path) -> None:
        raise error

    monkeypatch.setattr(files, "make_folder", refuse)
    with pytest.raises(OutputUnusable) as caught:
        stage(output, "org")
    assert caught.value.message.endswith(f": {said}")


def test_our_rooms_are_folders_or_become_free(tmp_path: Path) -> None:
    room = check_output(tmp_path / "site", tmp_path / "workspace") / ".playbookgen"
    write(room, {"cache/org.json": "{}", "theme": "a file", "staging": "a file"})
    check_output(tmp_path / "site", tmp_path / "workspace")
    assert (room / "cache/org.json").read_text(encoding="utf-8") == "{}"
    assert not (room / "theme").exists()
    assert not (room / "staging").exists()


def test_what_was_staged_is_gone_whatever_came_of_it(output: Path) -> None:
    for changed in (True, False):
        staged = write(stage(output, "org") / "site", OLD)
        assert publish(staged, output, "org") is changed
        assert not staged.exists()


def test_a_sweep_clears_the_pool_of_what_no_site_has(output: Path) -> None:
    pool = output / ".playbookgen" / "theme"
    build(output, OLD | {"assets/stylesheets/old.css": "a{}"})
    sweep(output)
    assert len(list(pool.iterdir())) == 1
    build(output, OLD)
    sweep(output)
    assert list(pool.iterdir()) == []


def test_a_stage_is_empty_and_in_the_output(output: Path) -> None:
    folder = stage(output, "org")
    assert folder == output / ".playbookgen" / "staging" / f"org.{os.getpid()}"
    write(folder, OLD)
    assert list(stage(output, "org").iterdir()) == []


@pytest.mark.parametrize(
    ("prefix", "taken"),
    [
        ("", {"index.html": "home", "a/index.html": "a", "fib/index.html": "no language", "assets/x.css": "x"}),
        ("fi/", {"index.html": "koti", "a/index.html": "a fi"}),
        ("nb/", {"index.html": "hjem"}),
    ],
)
def test_an_edition_that_would_come_out_the_same_is_taken_over(output: Path, tmp_path: Path, prefix: str, taken: dict[str, str]) -> None:
    others = {"fi/index.html": "koti", "fi/a/index.html": "a fi", "nb/index.html": "hjem"}
    home = {"index.html": "home", "a/index.html": "a", "fib/index.html": "no language", "assets/x.css": "x"}
    build(output, home | others)
    take_over(output, "org", prefix, ("", "fi/", "nb/"), tmp_path / "edition")
    assert read(tmp_path / "edition") == taken
    assert (tmp_path / "edition/index.html").samefile(output / "org" / prefix / "index.html"), "nothing is copied"
    assert read(output / "org") == home | others


def test_a_site_published_elsewhere_is_brought(output: Path, tmp_path: Path) -> None:
    build(output, OLD)
    bring(output / "org", sorted(OLD)[:2], tmp_path / "site")
    assert read(tmp_path / "site") == {path: OLD[path] for path in sorted(OLD)[:2]}


def test_our_own_room_must_not_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site/.playbookgen").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputUnusable, match="is a link"):
        check_output(tmp_path / "site", tmp_path / "workspace")
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("denied", [os.W_OK, os.X_OK])
def test_an_output_the_system_would_not_let_us_change_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, denied: int) -> None:
    monkeypatch.setattr(os, "access", lambda path, asked: not asked & denied)
    with pytest.raises(OutputUnusable, match="is not writable"):
        check_output(tmp_path / "site", tmp_path / "workspace")


@pytest.mark.parametrize("organisation", ["a", "0", "5", "z_-9", "a5", "a0z", "a" * 63])
def test_a_name_is_a_folder_of_the_output(output: Path, organisation: str) -> None:
    build(output, OLD, organisation)
    assert read(output / organisation) == OLD


@pytest.mark.parametrize(
    "organisation", ["", "..", "a/b", "A", ".playbookgen", "-a", "_a", "a" * 64, "a.b", "a,b", "a{0", "`", "a\n", "aA", "a;", "5:"]
)
def test_no_name_leaves_the_output(output: Path, organisation: str) -> None:
    for call in (stage, withdraw):
        with pytest.raises(ValueError, match="organisation id"):
            call(output, organisation)
    with pytest.raises(ValueError, match="organisation id"):
        publish(output / "x", output, organisation)


def test_a_site_with_a_link_in_it_is_not_published(output: Path) -> None:
    build(output, OLD)
    staged = write(stage(output, "org") / "site", NEW)
    (staged / "environ").symlink_to("/proc/self/environ")
    with pytest.raises(ValueError, match="environ"):
        publish(staged, output, "org")
    assert read(output / "org") == OLD


@pytest.mark.parametrize("name", ["cache", "theme", "staging", "replaced", "withdrawn"])
def test_a_link_in_our_own_room_leads_nothing_elsewhere(tmp_path: Path, name: str) -> None:
    """An output folder may come from anywhere: a link in it would let a build write, or tidy up, in somebody else's folder."""
    output, precious = tmp_path / "site", tmp_path / "workspace" / "playbook"
    precious.mkdir(parents=True)
    (precious / "alfa.yml").write_text("precious", encoding="utf-8")
    check_output(output, tmp_path / "workspace")
    (output / ".playbookgen" / name).symlink_to(precious)
    check_output(output, tmp_path / "workspace")
    sweep(output)
    Memory(output).keep_only([])
    assert not (output / ".playbookgen" / name).is_symlink()
    assert [path.name for path in precious.iterdir()] == ["alfa.yml"]


@pytest.mark.parametrize("make", [os.mkfifo, Path.touch, Path.mkdir, lambda path: path.symlink_to("nothing")])
def test_whatever_was_left_is_swept(tmp_path: Path, make: Callable[[Path], object]) -> None:
    output = check_output(tmp_path / "site", tmp_path / "workspace")
    for place in ("staging/alfa.1", "replaced/alfa.1", "withdrawn/alfa.1", "build.json.1"):
        path = output / ".playbookgen" / place
        path.parent.mkdir(exist_ok=True)
        make(path)
    (output / "alfa").mkdir()
    sweep(output)
    assert not [path for path in (output / ".playbookgen").rglob("*") if path.is_symlink() or not path.is_dir() or path.name.endswith(".1")]
