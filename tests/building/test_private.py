from __future__ import annotations

import os
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from playbookgen.building.private import keep, recall


def test_what_is_kept_is_recalled(tmp_path: Path) -> None:
    path = tmp_path / "own" / "thing"
    assert recall(path) is None
    assert keep(path, b"content")
    assert recall(path) == b"content"
    assert keep(path, b"other")
    assert recall(path) == b"other"
    assert [each.name for each in path.parent.iterdir()] == ["thing"]
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.stat().st_mode & 0o777 == 0o600


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def change_one_byte(path: Path) -> None:
    before = path.stat()
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def put_a_link(path: Path) -> None:
    path.rename(path.parent.with_name("elsewhere"))
    path.symlink_to(path.parent.with_name("elsewhere"))


def put_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def put_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def copy(path: Path) -> None:
    """As a checkout does, and with the times as well."""
    shutil.copy2(path, path.with_suffix(".copy"))
    path.with_suffix(".copy").replace(path)


def restore_from_an_archive(path: Path) -> None:
    """As the cache of a CI service does: modes and times are those of the archive."""
    with tarfile.open(path.parent.with_name("cache.tar"), "w") as archive:
        archive.add(path.parent, "own")
    path.parent.rename(path.parent.with_name("before"))
    with tarfile.open(path.parent.with_name("cache.tar")) as archive:
        archive.extractall(path.parent.parent, filter="tar")


def take_that_of_another_name(path: Path) -> None:
    other = path.with_name("other")
    keep(other, b"for other sites")
    other.replace(path)


def put_back_an_old_one(path: Path) -> None:
    content = path.read_bytes()
    keep(path, b"newer")
    path.write_bytes(content)


def make_the_folder_a_link(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))
    path.parent.symlink_to(path.parent.with_name("elsewhere"))


HARMS: list[Callable[[Path], object]] = [
    cut, change_one_byte, put_a_link, put_a_pipe, put_a_folder, copy, restore_from_an_archive, take_that_of_another_name, put_back_an_old_one,
    make_the_folder_a_link,
]  # fmt: skip


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_what_is_not_as_and_where_it_was_written_is_not_recalled(tmp_path: Path, harm: Callable[[Path], object]) -> None:
    path = tmp_path / "own" / "thing"
    assert keep(path, b"content")
    harm(path)
    assert recall(path) is None


@pytest.mark.parametrize("mode", [0o666, 0o620, 0o602])
def test_a_file_others_may_write_is_not_recalled(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "own" / "thing"
    keep(path, b"content")
    path.chmod(mode)
    assert recall(path) is None


@pytest.mark.parametrize("where", ["own", "own/deeper", "."])
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702])
def test_nothing_is_taken_from_where_others_may_put_something(tmp_path: Path, where: str, mode: int) -> None:
    """The folder itself, or one above it: whoever can write there can put another in its place."""
    path = tmp_path / "own" / "deeper" / "thing"
    assert keep(path, b"content")
    (tmp_path / where).chmod(mode)
    try:
        assert recall(path) is None
        assert not keep(path, b"more")
        (tmp_path / where).chmod(mode | 0o1000)  # as of /tmp: others may put something beside it, not in its place
        assert (recall(path) == b"content") == (where != "own/deeper")
    finally:
        (tmp_path / where).chmod(0o700)


@pytest.mark.parametrize("where", ["own", "own/deeper", "own/deeper/thing", "link"])
def test_nothing_of_another_user_is_recalled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """Neither from a folder of another, as that of who became root with sudo, nor over a link of another."""
    path = tmp_path / "own" / "deeper" / "thing"
    keep(path, b"content")
    (tmp_path / "link").symlink_to("own")
    owner = os.getuid()
    others = (tmp_path / where).lstat().st_ino
    lstat, fstat = Path.lstat, os.fstat

    def owned(status: os.stat_result) -> os.stat_result:
        return os.stat_result((*status[:4], owner + 1, *status[5:])) if status.st_ino == others else status

    assert recall(tmp_path / "link" / "deeper" / "thing") == b"content"
    monkeypatch.setattr(Path, "lstat", lambda path: owned(lstat(path)))
    monkeypatch.setattr(os, "fstat", lambda number: owned(fstat(number)))
    assert recall(tmp_path / "link" / "deeper" / "thing") is None


def test_links_on_the_way_are_followed_by_their_own_ways(tmp_path: Path) -> None:
    path = tmp_path / "real" / "own" / "thing"
    keep(path, b"content")
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    (tmp_path / "open" / "second").symlink_to(tmp_path / "real")
    (tmp_path / "first").symlink_to("open/second")
    (tmp_path / "up").symlink_to("real/own/..")
    (tmp_path / "round").symlink_to("round")
    assert recall(tmp_path / "up" / "own" / "thing") == b"content"
    assert recall(tmp_path / "first" / "own" / "thing") is None, "the second link stands where anybody can put another"
    assert recall(tmp_path / "round" / "own" / "thing") is None
    assert recall(tmp_path / "nowhere" / "own" / "thing") is None


def test_a_place_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="ascii")
    assert not keep(tmp_path / "file" / "thing", b"content")
    (tmp_path / "open").mkdir(mode=0o777)
    (tmp_path / "open").chmod(0o777)
    assert not keep(tmp_path / "open" / "thing", b"content")
    assert list((tmp_path / "open").iterdir()) == []


def test_what_stands_in_the_way_of_writing_goes(tmp_path: Path) -> None:
    path = tmp_path / "own" / "thing"
    keep(path, b"content")
    beside = path.with_name(f"thing.{os.getpid()}.new")
    beside.symlink_to(tmp_path / "target")
    assert not keep(path, b"more")
    assert not (tmp_path / "target").exists()
    assert recall(path) == b"content"
    assert keep(path, b"more")
    assert recall(path) == b"more"


def test_old_things_make_room(tmp_path: Path) -> None:
    for number in range(9):
        path = tmp_path / "own" / f"thing-{number}"
        keep(path, b"content")
        if number < 8:
            os.utime(path, (number, number))
    assert recall(tmp_path / "own" / "thing-8") == b"content"
    assert recall(tmp_path / "own" / "thing-0") is None
    assert len(list((tmp_path / "own").iterdir())) == 6
