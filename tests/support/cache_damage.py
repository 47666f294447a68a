"""A hundred ways in which what a build remembers can be damaged: in the room of the output folder, in the private folder, in the sites."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playbookgen.building import files

FAR: Final = 4_000_000_000


@dataclass(frozen=True)
class Places:
    """Where a build keeps things: its output folder with the sites of ``alfa`` and ``beta``, and the private folder."""

    output: Path
    private: Path

    @property
    def room(self) -> Path:
        """Our own room in the output folder."""
        return self.output / ".playbookgen"

    @property
    def memory(self) -> Path:
        """What is remembered of ``alfa``."""
        return self.room / "cache" / "alfa.json"

    @property
    def pooled(self) -> Path:
        """A file of the theme that all sites share."""
        return sorted((self.room / "theme").iterdir())[0]

    @property
    def means(self) -> Path:
        """Templates and library, ready for use."""
        return next(self.private.glob("means-*"))

    @property
    def page(self) -> Path:
        """A published page of ``alfa``."""
        return self.output / "alfa" / "page-3" / "index.html"


Harm = Callable[[Path], object]
Damage = Callable[[Places], object]


def _flipped(at: float) -> Harm:
    def harm(path: Path) -> None:
        content = bytearray(path.read_bytes())
        if not content:
            return  # an earlier damage has left nothing to flip
        content[min(int(len(content) * at), len(content) - 1)] ^= 0x10
        path.write_bytes(content)

    return harm


def _cut(keep: float) -> Harm:
    return lambda path: path.write_bytes(path.read_bytes()[: int(path.stat().st_size * keep)])


def _instead(make: Harm) -> Harm:
    """Something else stands in its place."""

    def harm(path: Path) -> None:
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        make(path)

    return harm


def _full_folder(path: Path) -> None:
    (path / "deeper").mkdir(parents=True)
    (path / "deeper" / "file").write_text("x", encoding="ascii")


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        here = os.open(path.parent, os.O_RDONLY)
        try:
            one.bind(f"/proc/self/fd/{here}/{path.name}")
        finally:
            os.close(here)


def _moved_behind_a_link(path: Path) -> None:
    other = path.with_name(f"{path.name}-moved")
    files.remove_tree(other)
    path.rename(other)
    path.symlink_to(other)


def _noise(length: int) -> Harm:
    return lambda path: path.write_bytes(random.Random(length).randbytes(length))  # noqa: S311 - noise


def _aged(seconds: int) -> Harm:
    return lambda path: os.utime(path, (seconds, seconds))


#: What can happen to any file.
OF_A_FILE: Final[dict[str, Harm]] = {
    "gone": Path.unlink,
    "empty": _cut(0),
    "a half of it": _cut(0.5),
    "all but the end": _cut(0.99),
    "flipped at the beginning": _flipped(0),
    "flipped in the middle": _flipped(0.5),
    "flipped at the end": _flipped(1),
    "noise": _noise(600),
    "much noise": _noise(2_000_000),
    "twice": lambda path: path.write_bytes(path.read_bytes() * 2),
    "a folder": _instead(Path.mkdir),
    "a full folder": _instead(_full_folder),
    "a link to nothing": _instead(lambda path: path.symlink_to("nothing")),
    "a link to itself": _instead(lambda path: path.symlink_to(path.name)),
    "a link to a folder": _instead(lambda path: path.symlink_to("..")),
    "moved behind a link": _moved_behind_a_link,
    "a pipe": _instead(os.mkfifo),
    "a socket": _instead(_socket),
    "not readable": lambda path: path.chmod(0),
    "writable for all": lambda path: path.chmod(0o777),
    "from the future": _aged(FAR),
    "from 1970": _aged(0),
}


def _content(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found


def _as_of_version(number: object) -> Harm:
    return lambda path: path.write_text(json.dumps(_content(path) | {"format": number}), encoding="utf-8")


def _told_otherwise(**changes: object) -> Harm:
    """A memory that is whole, and says something that cannot be: no value of the kind it should have."""

    def harm(path: Path) -> None:
        body = json.dumps({name: value for name, value in (json.loads(_content(path)["site"]) | changes).items() if value != "left out"})
        path.write_text(json.dumps({"format": 1, "digest": hashlib.sha256(body.encode()).hexdigest(), "site": body}), encoding="utf-8")

    return harm


_NO_LANGUAGE: Final = {"language": "xx", "audience": "internal", "prefix": "", "pages": 1, "digest": "", "composed": ""}
_NO_NUMBER: Final = {"language": "en", "audience": "all", "prefix": 3, "pages": "x", "digest": 1, "composed": []}
OF_A_MEMORY: Final[dict[str, Harm]] = {
    "of the next version": _as_of_version(2),
    "of a version that is a word": _as_of_version("two"),
    "a list": lambda path: path.write_bytes(b"[]"),
    "nothing": lambda path: path.write_bytes(b"null"),
    "deep": lambda path: path.write_bytes(b"[" * 100_000),
    "without a body": lambda path: path.write_bytes(b'{"format": 1, "digest": "", "site": null}'),
    "without editions": _told_otherwise(editions=[]),
    "editions that are words": _told_otherwise(editions=["en"]),
    "an edition with too much": _told_otherwise(editions=[{"more": 1}]),
    "a language that is none": _told_otherwise(editions=[_NO_LANGUAGE]),
    "pages that are a word": _told_otherwise(editions=[_NO_NUMBER]),
    "a day that is none": _told_otherwise(as_of="yesterday"),
    "a day that is a number": _told_otherwise(as_of=20261031),
    "parts that are a list": _told_otherwise(parts=[]),
    "parts that are numbers": _told_otherwise(parts={"templates/": 1}),
    "a field more": _told_otherwise(more=1),
    "a field less": _told_otherwise(stamp="left out"),
    "findings that are words": _told_otherwise(findings="many"),
    "findings of an unknown kind": _told_otherwise(findings={"doom": 1}),
    "a name that is a map": _told_otherwise(name={"en": "x"}),
    "a manifest that is a number": _told_otherwise(manifest=7),
}  # fmt: skip


def _swapped(one: str, other: str) -> Damage:
    def damage(places: Places) -> None:
        first, second, aside = places.output / one, places.output / other, places.output / "aside"
        first.rename(aside)
        second.rename(first)
        aside.rename(second)

    return damage


def _left(*names: str) -> Damage:
    """What killed runs of long ago left."""

    def damage(places: Places) -> None:
        for name in names:
            folder = places.room / name
            folder.mkdir(parents=True)
            (folder / "index.html").write_text("half a page", encoding="utf-8")

    return damage


def _in_the_room(name: str, make: Harm) -> Damage:
    def damage(places: Places) -> None:
        path = places.room / name
        if os.path.lexists(path):
            _instead(make)(path)
        else:
            make(path)

    return damage


def _many_files(places: Places) -> None:
    for number in range(300):
        (places.room / "cache" / f"noise-{number}.json").write_bytes(b"{}")


def _all_of(folder: str, harm: Harm) -> Damage:
    def damage(places: Places) -> None:
        for path in (places.output / folder).iterdir():
            harm(path)

    return damage


def _other_room(places: Places) -> None:
    """All that is remembered, restored from a cache of CI: every file has another number and other times."""
    shutil.copytree(places.room, places.output / "copy")
    shutil.rmtree(places.room)
    (places.output / "copy").rename(places.room)


def _both(one: Damage, other: Damage) -> Damage:
    return lambda places: (one(places), other(places))


def _copied(one: str, other: str) -> Damage:
    return lambda places: shutil.copyfile(places.output / one, places.output / other)


OF_FOLDERS: Final[dict[str, Damage]] = {
    "memories swapped": _swapped(".playbookgen/cache/alfa.json", ".playbookgen/cache/beta.json"),
    "the memory of another": _copied(".playbookgen/cache/beta.json", ".playbookgen/cache/alfa.json"),
    "sites swapped": _swapped("alfa", "beta"),
    "sites and memories swapped": _both(_swapped("alfa", "beta"), _swapped(".playbookgen/cache/alfa.json", ".playbookgen/cache/beta.json")),
    "the site of another": lambda places: (shutil.rmtree(places.output / "alfa"), shutil.copytree(places.output / "beta", places.output / "alfa")),
    "the manifest of another": _copied("beta/manifest.json", "alfa/manifest.json"),
    "no cache": lambda places: shutil.rmtree(places.room / "cache"),
    "no theme": lambda places: shutil.rmtree(places.room / "theme", ignore_errors=True),
    "no room": lambda places: shutil.rmtree(places.room),
    "the cache a file": _in_the_room("cache", Path.touch),
    "the cache a link": lambda places: _moved_behind_a_link(places.room / "cache"),
    "the cache a link to nothing": _in_the_room("cache", lambda path: path.symlink_to("nothing")),
    "the theme a file": _in_the_room("theme", Path.touch),
    "the theme a link to nothing": _in_the_room("theme", lambda path: path.symlink_to("nothing")),
    "the staging a file": _in_the_room("staging", Path.touch),
    "the staging a link": _in_the_room("staging", lambda path: path.symlink_to("../alfa")),
    "the old sites a file": _in_the_room("replaced", Path.touch),
    "a staged site": _left("staging/alfa.4711"),
    "many staged sites": _left(*(f"staging/beta.{number}" for number in range(50))),
    "an old site of one that stands": _left("replaced/alfa.4711"),
    "a withdrawn site": _left("withdrawn/beta.4711"),
    "a half-written ledger": _in_the_room("build.json.4711", lambda path: path.write_text("{", encoding="ascii")),
    "a folder for a ledger": _in_the_room("build.json.4711", Path.mkdir),
    "half-written memories": lambda places: [(places.room / "cache" / f"alfa.{number}").write_bytes(b"{") for number in range(20)],
    "many files in the cache": _many_files,
    "folders in the cache": lambda places: _full_folder(places.room / "cache" / "noise"),
    "files of noise in the room": lambda places: [(places.room / name).write_bytes(b"\x00") for name in (".DS_Store", "Thumbs.db", "core", "..x")],
    "a lock of long ago": _in_the_room("lock", lambda path: path.write_text("4711\n", encoding="ascii")),
    "a lock of noise": _in_the_room("lock", _noise(5000)),
    "no lock": lambda places: (places.room / "lock").unlink(),
    "a lock nobody may write": lambda places: (places.room / "lock").chmod(0o444),
    "carried": _other_room,
    "all sites touched": lambda places: [path.touch() for path in places.output.rglob("*.html")],
    "a page more": lambda places: (places.output / "alfa" / "more.html").write_text("x", encoding="ascii"),
    "a page less": lambda places: places.page.unlink(),
    "a page another": lambda places: places.page.write_text("x", encoding="ascii"),
    "a page a link": lambda places: _moved_behind_a_link(places.page),
    "no site": lambda places: shutil.rmtree(places.output / "alfa"),
    "no private folder": lambda places: shutil.rmtree(places.private),
    "a private file for a folder": lambda places: _instead(Path.touch)(places.private),
    "a private folder for all": lambda places: places.private.chmod(0o777),
    "the private folder a link to nothing": lambda places: _instead(lambda path: path.symlink_to("nothing"))(places.private),
    "noise in the private folder": lambda places: [(places.private / f"means-{number}").write_bytes(b"x") for number in range(20)],
}  # fmt: skip


def _everything() -> Iterator[tuple[str, Damage]]:
    for what, harm in (OF_A_FILE | OF_A_MEMORY).items():
        yield f"memory: {what}", lambda places, harm=harm: harm(places.memory)  # type: ignore[misc]
    yield "every memory: noise", _all_of(".playbookgen/cache", _noise(99))
    yield "every file of the theme: flipped", _all_of(".playbookgen/theme", _flipped(0.5))
    for what, harm in OF_A_FILE.items():
        yield f"theme: {what}", lambda places, harm=harm: harm(places.pooled)  # type: ignore[misc]
    for what, harm in OF_A_FILE.items():
        yield f"private: {what}", lambda places, harm=harm: harm(places.means)  # type: ignore[misc]
    yield from OF_FOLDERS.items()


DAMAGE: Final = dict(_everything())
