"""A site travels as bytes: the same site the same bytes, and nothing but plain files inside a folder comes out again."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from playbookgen.building.archive import BadArchive, Bounds, packed, unpacked
from playbookgen.building.manifest import listing

SMALL = Bounds(files=3, one=1, whole=2)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site with a long name, letters beyond ASCII, an empty file."""
    folder = tmp_path / "site"
    for path, text in {"index.html": "<p>ä</p>", "fi/" + "long-" * 40 + "/index.html": "x" * 70_000, "assets/ääni.svg": "", ".nojekyll": ""}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def test_what_was_packed_comes_out(site: Path, tmp_path: Path) -> None:
    assert unpacked(packed(site), tmp_path / "again") == listing(site) == listing(tmp_path / "again")


def test_the_same_site_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    first = packed(site)
    unpacked(first, tmp_path / "again")
    for path in sorted((tmp_path / "again").rglob("*"), reverse=True):
        os.utime(path, (1, 1))
        path.chmod(0o700)
    assert packed(tmp_path / "again") == first


def test_a_link_does_not_travel(site: Path) -> None:
    (site / "out").symlink_to(site)
    with pytest.raises(BadArchive, match="not a regular file: out"):
        packed(site)


def test_what_is_too_much_does_not_travel(site: Path) -> None:
    with pytest.raises(BadArchive, match="more than may travel"):
        packed(site, SMALL)


def archive(*entries: tuple[tarfile.TarInfo, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form) as tar:
        for entry, content in entries:
            tar.addfile(entry, io.BytesIO(content))
    return gzip.compress(buffer.getvalue())


def plain(name: str, content: bytes = b"x", **more: object) -> tuple[tarfile.TarInfo, bytes]:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    for key, value in more.items():
        setattr(entry, key, value)
    return entry, content


def special(kind: bytes, target: str = "") -> Callable[[], bytes]:
    return lambda: archive(plain("index.html"), plain("entry", b"", type=kind, linkname=target))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "absolute": (lambda: archive(plain("/etc/passwd")), "not a path"),
    "above": (lambda: archive(plain("a/../../b")), "not a path"),
    "dots alone": (lambda: archive(plain("./index.html")), "not a path"),
    "more dots": (lambda: archive(plain(".../index.html")), "not a path"),
    "empty part": (lambda: archive(plain("a//b")), "not a path"),
    "backslash": (lambda: archive(plain("..\\b")), "not a path"),
    "stream": (lambda: archive(plain("index.html:evil")), "not a path"),
    "control sign": (lambda: archive(plain("a\x1b[2Jb")), "not a path"),
    "symbolic link": (special(tarfile.SYMTYPE, "/etc"), "not a regular file"),
    "hard link": (special(tarfile.LNKTYPE, "index.html"), "not a regular file"),
    "pipe": (special(tarfile.FIFOTYPE), "not a regular file"),
    "device": (special(tarfile.CHRTYPE), "not a regular file"),
    "folder": (special(tarfile.DIRTYPE), "not a regular file"),
    "sparse": (special(tarfile.GNUTYPE_SPARSE), "not a regular file|damaged"),
    "twice": (lambda: archive(plain("a"), plain("a")), "twice the same"),
    "below a file": (lambda: archive(plain("a"), plain("a/b")), "where a folder should be"),
    "above a file": (lambda: archive(plain("a/b"), plain("a")), "where a folder should be"),
    "too many": (lambda: archive(*[plain(str(number)) for number in range(4)]), "more than 3 files"),
    "too large": (lambda: archive(plain("a", bytes(1024 * 1024 + 1))), "more than 1 MB"),
    "too much": (lambda: archive(*[plain(str(number), bytes(1024 * 1024)) for number in range(3)]), "more than 2 MB"),
    "headers without end": (lambda: archive(plain("a", pax_headers={"comment": "x" * 3_000_000})), "larger than it may"),
    "a long promise": (lambda: gzip.compress(gzip.decompress(archive(plain("a", bytes(900_000))))[:4096]), "damaged|too early"),
    "half": (lambda: archive(plain("a", os.urandom(9000)))[:5000], "damaged"),
    "noise": (lambda: os.urandom(600), "damaged"),
    "empty": (lambda: b"", "damaged"),
    "noise inside": (lambda: gzip.compress(os.urandom(600)), "damaged"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_no_site_is_refused(tmp_path: Path, case: str) -> None:
    made, said = HOSTILE[case]
    home = tmp_path / "home"
    home.mkdir()
    with pytest.raises(BadArchive, match=said):
        unpacked(made(), home / "site", SMALL)
    assert [path.name for path in home.iterdir()] == ["site"]
    assert all(path.is_dir() or (path.is_file() and not path.is_symlink()) for path in (home / "site").rglob("*"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]
