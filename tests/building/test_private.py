from __future__ import annotations

import os
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


@pytest.mark.parametrize("harm", ["cut", "changed", "empty", "a link", "others may write", "others may write the folder", "somebody else's"])
def test_what_is_not_safely_ours_is_not_recalled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str) -> None:
    path = tmp_path / "own" / "thing"
    keep(path, b"content")
    if harm == "cut":
        path.write_bytes(path.read_bytes()[:-1])
    elif harm == "changed":
        path.write_bytes(path.read_bytes()[:-1] + b"!")
    elif harm == "empty":
        path.write_bytes(b"")
    elif harm == "a link":
        path.rename(tmp_path / "elsewhere")
        path.symlink_to(tmp_path / "elsewhere")
    elif harm == "others may write":
        path.chmod(0o666)
    elif harm == "others may write the folder":
        path.parent.chmod(0o777)
    else:
        owner = path.stat().st_uid
        monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    assert recall(path) is None


def test_a_place_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="ascii")
    assert not keep(tmp_path / "file" / "thing", b"content")
    (tmp_path / "open").mkdir(mode=0o777)
    (tmp_path / "open").chmod(0o777)
    assert not keep(tmp_path / "open" / "thing", b"content")
    assert list((tmp_path / "open").iterdir()) == []


def test_old_things_make_room(tmp_path: Path) -> None:
    for number in range(9):
        path = tmp_path / "own" / f"thing-{number}"
        keep(path, b"content")
        os.utime(path, (number, number))
    assert recall(tmp_path / "own" / "thing-8") == b"content"
    assert recall(tmp_path / "own" / "thing-0") is None
    assert len(list((tmp_path / "own").iterdir())) == 6
