"""Bytes from the disk: regular files, up to a limit, and nothing left open."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from playbookgen.model.problem import Problem
from playbookgen.model.workspace import SourceFile
from playbookgen.reading.disk import read_regular, special_kind

KINDS = {
    stat.S_IFLNK: "a symbolic link",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder",
    0: "a special file",
}


@pytest.mark.parametrize(("mode", "kind"), KINDS.items(), ids=map(oct, KINDS))
def test_what_is_no_file_is_called_by_its_name(mode: int, kind: str) -> None:
    problem = special_kind(mode, "playbook/a.yml")
    assert (problem.code, problem.message) == ("E108", f"this is {kind}; only regular files are read")
    assert problem.place is not None
    assert problem.place.path == "playbook/a.yml"
    assert problem.help == "put the file itself here, or delete this"


def refused(path: Path, limit: int | None = None) -> Problem:
    found = read_regular(path, "playbook/a.yml") if limit is None else read_regular(path, "playbook/a.yml", limit)
    assert isinstance(found, Problem)
    assert found.place is not None
    assert found.place.path == "playbook/a.yml"
    assert found.help
    return found


def file(folder: Path, size: int) -> Path:
    (folder / "a.yml").write_bytes(bytes(index % 251 for index in range(size)))
    return folder / "a.yml"


@pytest.mark.parametrize("size", [0, 1, 65536, 65537, 140_000])
def test_all_of_a_file_is_read(tmp_path: Path, size: int) -> None:
    path = file(tmp_path, size)
    assert read_regular(path, "shown", 140_000) == SourceFile("shown", path.read_bytes())


@pytest.mark.parametrize(
    ("size", "limit", "said"),
    [
        (2049, 2048, "the file has 3 KiB, at most 2 KiB is read"),
        (1024 * 1024 - 1, 2048, "the file has 1024 KiB, at most 2 KiB is read"),
        (1024 * 1024, 2048, "the file has 1.0 MiB, at most 2 KiB is read"),
        (1024 * 1024 + 1, None, "the file has 1.0 MiB, at most 1 MiB is read"),
        (2_700_000, None, "the file has 2.6 MiB, at most 1 MiB is read"),
    ],
)
def test_a_file_above_the_limit_is_told_with_its_size(tmp_path: Path, size: int, limit: int | None, said: str) -> None:
    problem = refused(file(tmp_path, size), limit)
    assert (problem.code, problem.message) == ("E104", said)


def test_a_file_that_grows_while_it_is_read_has_as_much_as_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And no more of it is read than one byte above the limit, however much there is."""
    asked: list[int] = []

    def endless(_: int, most: int) -> bytes:
        asked.append(most)
        return b"x" * most

    monkeypatch.setattr("playbookgen.reading.disk.os.read", endless)
    assert refused(file(tmp_path, 1), 70_000).message == "the file has 69 KiB, at most 69 KiB is read"
    assert asked == [65536, 70_001 - 65536]


def test_a_file_of_the_largest_size_is_read_and_nothing_after_it_is_asked_for(tmp_path: Path) -> None:
    assert isinstance(read_regular(file(tmp_path, 2048), "shown", 2048), SourceFile)


@pytest.mark.parametrize("call", ["open", "fstat", "read"])
def test_a_refusal_of_the_disk_is_a_problem_and_nothing_stays_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    path = file(tmp_path, 3)

    def refuse(*_: object) -> None:
        raise OSError(5, "Input/output error")

    before = os.listdir("/proc/self/fd")  # noqa: PTH208
    with monkeypatch.context() as patch:
        patch.setattr(f"playbookgen.reading.disk.os.{call}", refuse)
        problem = refused(path)
    assert (problem.code, problem.message, problem.help) == ("E101", "the file cannot be read: Input/output error", "check its permissions")
    assert isinstance(read_regular(path, "shown"), SourceFile)
    assert os.listdir("/proc/self/fd") == before  # noqa: PTH208


def test_what_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.yml").message == "the file cannot be read: No such file or directory"


def test_a_device_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playbookgen.reading.disk.os.open", None)
    assert refused(Path("/dev/null")).message == "this is a device; only regular files are read"


def test_what_is_exchanged_for_a_link_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, real = file(tmp_path, 3), os.open
    (tmp_path / "other").write_text("secret", encoding="utf-8")

    def exchanged(place: Path, flags: int) -> int:
        path.unlink()
        path.symlink_to("other")
        return real(place, flags)

    monkeypatch.setattr("playbookgen.reading.disk.os.open", exchanged)
    assert refused(path).code == "E101"
