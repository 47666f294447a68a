from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from playbookgen.building import manifest
from playbookgen.building.memory import Memory, Remembered, RememberedEdition, stamp

SITE = {"index.html": "one", "fi/index.html": "yksi", "assets/own.css": "a{}"}


def remembered() -> Remembered:
    editions = (RememberedEdition("en", "internal", "", 2, "d1", "c1"), RememberedEdition("fi", "internal", "fi/", 2, "d2", "c2"))
    return Remembered({"templates/": "t", "playbook/alfa.yml": "a"}, "2026-10-31", "Alfa", ("playbook/alfa.yml",), "s", {"error": 1}, editions)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    site = tmp_path / "site" / "alfa"
    for path, text in SITE.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    (site / manifest.NAME).write_bytes(manifest.text("alfa", manifest.listing(site)))
    return tmp_path / "site"


def written(output: Path) -> Memory:
    memory = Memory(output)
    memory.remember("alfa", remembered())
    assert memory.trouble is None
    return memory


def test_what_is_remembered_is_recalled(output: Path) -> None:
    memory = written(output)
    found = memory.recall("alfa")
    assert found is not None
    assert (found.parts, found.editions, found.findings) == (remembered().parts, remembered().editions, {"error": 1})
    assert memory.knows("alfa")
    assert memory.stands("alfa", found)
    assert memory.recall("beta") is None
    assert memory.trouble is None


@pytest.mark.parametrize("noise", [b"", b"\x00\xff" * 600, b"[]", b"{}", b"null", b'{"format": 1, "digest": "0", "site": "{}"}', b"[" * 100_000])
def test_noise_is_no_memory_and_told_once(output: Path, noise: bytes) -> None:
    memory = written(output)
    (memory.folder / "alfa.json").write_bytes(noise)
    assert memory.recall("alfa") is None
    assert "alfa.json is damaged" in (memory.trouble or "")


def test_one_changed_byte_is_found(output: Path) -> None:
    memory = written(output)
    path = memory.folder / "alfa.json"
    path.write_bytes(path.read_bytes().replace(b"Alfa", b"Olfa"))
    assert memory.recall("alfa") is None
    assert memory.trouble is not None


@pytest.mark.parametrize(
    "lie", [{"as_of": "yesterday"}, {"parts": {"a": 1}}, {"parts": []}, {"findings": {"doom": 1}}, {"editions": []}, {"editions": [{}]}, {"name": 7}]
)
def test_what_is_whole_but_cannot_be_is_no_memory(output: Path, lie: dict[str, object]) -> None:
    memory = written(output)
    path = memory.folder / "alfa.json"
    body = json.dumps(json.loads(json.loads(path.read_bytes())["site"]) | lie)
    path.write_text(json.dumps({"format": 1, "digest": hashlib.sha256(body.encode()).hexdigest(), "site": body}), encoding="utf-8")
    assert memory.recall("alfa") is None
    assert "alfa.json is damaged" in (memory.trouble or "")


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("elsewhere")])
def test_what_stands_in_its_place_keeps_nobody_waiting_and_makes_room(output: Path, make: Callable[[Path], object]) -> None:
    memory = written(output)
    path = memory.folder / "alfa.json"
    path.unlink()
    make(path)
    assert memory.recall("alfa") is None
    memory.remember("alfa", remembered())
    assert memory.recall("alfa") is not None


def test_another_format_is_simply_no_memory(output: Path) -> None:
    memory = written(output)
    path = memory.folder / "alfa.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"format": 2}), encoding="utf-8")
    assert memory.recall("alfa") is None
    assert memory.trouble is None


def test_a_folder_that_cannot_be_written_is_trouble_and_nothing_more(output: Path) -> None:
    memory = Memory(output)
    memory.folder.parent.mkdir(parents=True)
    memory.folder.write_text("a file in the way", encoding="utf-8")
    memory.remember("alfa", remembered())
    assert memory.recall("alfa") is None
    assert "cannot be written" in (memory.trouble or "")


def test_forgetting_what_is_not_there_is_no_trouble(output: Path) -> None:
    memory = Memory(output)
    memory.forget("alfa")
    assert memory.trouble is None


def test_an_old_memory_does_not_vouch_for_a_newer_site(output: Path) -> None:
    memory = written(output)
    found = memory.recall("alfa")
    assert found is not None
    (output / "alfa" / "index.html").write_text("two", encoding="utf-8")
    (output / "alfa" / manifest.NAME).write_bytes(manifest.text("alfa", manifest.listing(output / "alfa")))
    assert not memory.stands("alfa", found)


@pytest.mark.parametrize("harm", ["changed", "same size and time", "gone", "more", "no manifest", "all gone"])
def test_a_site_somebody_touched_does_not_stand(output: Path, harm: str) -> None:
    memory = written(output)
    found = memory.recall("alfa")
    assert found is not None
    page = output / "alfa" / "fi" / "index.html"
    before = page.stat()
    if harm == "changed":
        page.write_text("something else", encoding="utf-8")
    elif harm == "same size and time":
        page.write_text("iski", encoding="utf-8")
        os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    elif harm == "gone":
        page.unlink()
    elif harm == "more":
        (output / "alfa" / "extra.html").write_text("x", encoding="utf-8")
    elif harm == "no manifest":
        (output / "alfa" / manifest.NAME).unlink()
    else:
        (output / "alfa").rename(output / "beta")
    assert not memory.stands("alfa", found)
    assert memory.trouble is None


def test_a_site_that_was_carried_is_read_and_then_trusted(output: Path) -> None:
    memory = written(output)
    found = memory.recall("alfa")
    assert found is not None
    page = output / "alfa" / "index.html"
    page.rename(page.with_suffix(".old"))
    page.write_bytes(page.with_suffix(".old").read_bytes())
    page.with_suffix(".old").unlink()
    assert stamp(output / "alfa") != found.stamp
    assert memory.stands("alfa", found)
    again = memory.recall("alfa")
    assert again is not None
    assert again.stamp == stamp(output / "alfa")
