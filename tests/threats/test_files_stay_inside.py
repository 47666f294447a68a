"""Nothing outside of an organisation's own files is read, whatever stands in their place (T12, T13)."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from playbookgen import pipeline, reading
from playbookgen.model.problem import Problem
from playbookgen.model.result import CheckResult
from playbookgen.reading.disk import read_regular
from support.vectors import naughty, own
from support.workspaces import TODAY, told, workspace

SECRET = "the-secret-of-somebody-else"


def link(target: str) -> Callable[[Path], None]:
    return lambda place: place.symlink_to(target)


def chain(place: Path) -> None:
    (place.parent.parent / "one.yml").symlink_to("two.yml")
    (place.parent.parent / "two.yml").symlink_to("outside/secret.yml")
    place.symlink_to("../one.yml")


def folder_of_another(place: Path) -> None:
    place.with_suffix("").symlink_to("../outside", target_is_directory=True)


def pipe(place: Path) -> None:
    os.mkfifo(place)


def listening(place: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(place.parent)
        try:
            server.bind(place.name)
        finally:
            os.chdir(here)


SHAPES: dict[str, Callable[[Path], None]] = {
    "a file outside": link("../outside/secret.yml"),
    "an absolute link": lambda place: place.symlink_to(place.parent.parent / "outside" / "secret.yml"),
    "the environment": link("/proc/self/environ"),
    "an endless file": link("/dev/zero"),
    "a chain": chain,
    "dangling": link("../outside/nothing.yml"),
    "itself": link("beta.yml"),
    "a folder of another": folder_of_another,
    "a neighbour": link("alfa.yml"),
    "a pipe": pipe,
    "a socket": listening,
}


def checked(root: Path) -> CheckResult:
    return pipeline.check(root, today=TODAY)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_link_or_a_special_file_is_refused(tmp_path: Path, shape: Callable[[Path], None]) -> None:
    root = workspace(tmp_path, "alfa")
    (root / "outside").mkdir()
    (root / "outside" / "secret.yml").write_text(told("beta", name=SECRET), encoding="utf-8")
    shape(root / "playbook" / "beta.yml")
    result = checked(root)
    (beta,) = [each for each in result.organisations if each.id == "beta"]
    assert [problem.code for problem in beta.problems] == ["E108"]
    assert SECRET not in repr(result)
    assert all(each.is_sound() for each in result.organisations if each.id == "alfa")


def test_what_is_exchanged_between_look_and_use_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is a file when it is looked at, and a link when it is opened."""
    root = workspace(tmp_path, "alfa")
    (root / "secret.yml").write_text(told("alfa", name=SECRET), encoding="utf-8")
    path = root / "playbook" / "alfa.yml"
    real = os.open

    def exchanged(place: str, flags: int, *more: int) -> int:
        if os.fspath(place) == os.fspath(path) and not path.is_symlink():
            path.unlink()
            path.symlink_to(root / "secret.yml")
        return real(place, flags, *more)

    monkeypatch.setattr(os, "open", exchanged)
    result = checked(root)
    assert not result.organisations[0].is_sound()
    assert SECRET not in repr(result)


def test_a_pipe_put_in_the_place_of_a_file_keeps_nobody_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "alfa.yml"
    path.touch()
    real = os.open

    def exchanged(place: Path, flags: int) -> int:
        path.unlink()
        os.mkfifo(path)
        assert flags & os.O_NONBLOCK, "to open it would wait for somebody to write"
        return real(place, flags)

    monkeypatch.setattr(os, "open", exchanged)
    found = read_regular(path, "playbook/alfa.yml")
    assert isinstance(found, Problem)
    assert (found.code, found.message) == ("E108", "this is a named pipe; only regular files are read")


@pytest.mark.parametrize(
    ("make", "kind"), [(link("nowhere"), "a symbolic link"), (os.mkfifo, "a named pipe"), (listening, "a socket"), (Path.mkdir, "a folder")]
)
def test_what_is_no_file_is_called_by_its_name(tmp_path: Path, make: Callable[[Path], None], kind: str) -> None:
    make(tmp_path / "alfa.yml")
    found = read_regular(tmp_path / "alfa.yml", "playbook/alfa.yml")
    assert isinstance(found, Problem)
    assert found.message == f"this is {kind}; only regular files are read"


def test_what_is_gone_between_look_and_use_is_a_problem_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace(tmp_path, "alfa", "beta")
    real = Path.lstat

    def vanished(self: Path) -> os.stat_result:
        if self.name == "alfa.yml":
            self.unlink(missing_ok=True)
        return real(self)

    monkeypatch.setattr(Path, "lstat", vanished)
    found = {source.id: [problem.code for problem in source.problems] for source in reading.discover(root).sources}
    assert found == {"alfa": ["E101"], "beta": []}


def possible(name: str) -> bool:
    """Whether a name can be one of a file here."""
    return bool(name) and "/" not in name and "\0" not in name and len(name.encode("utf-8", "replace")) < 200


NAMES = [name for name in dict.fromkeys(text.replace("/", "\u2044") for text in (*own()[::3], *naughty()[::3])) if possible(name)]


def test_names_of_files_are_ids_or_refused_and_shown_harmlessly(tmp_path: Path) -> None:
    root = workspace(tmp_path, "alfa")
    for name in NAMES:
        (root / "playbook" / f"{name}.yml").write_text(told("beta"), encoding="utf-8")
    result = checked(root)
    assert len(result.organisations) > 100
    for each in result.organisations:
        assert each.is_sound() == bool(re.fullmatch(r"[a-z][a-z0-9_]{1,39}", each.id) and each.id == "alfa")
        assert all(not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", problem.message) for problem in each.problems)
