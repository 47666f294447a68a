"""A built site as one piece of bytes, to travel from the machine that built it; unpacked as if a stranger had sent it."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import tarfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

_MEGABYTE: Final = 1024 * 1024
_CHUNK: Final = 256 * 1024
#: Signs that a name of a file of ours never has: the other system's separator, drives and streams, and whatever acts on a terminal.
_REFUSED_SIGNS: Final = frozenset('\\:*?"<>|')
#: Fast is enough: pages shrink to a seventh at once, and to a ninth with patience.
_LEVEL: Final = 1
#: Bytes that a file's headers and its last, half empty block take, at most.
_HEADERS: Final = 4096


class BadArchive(Exception):
    """An archive that is not one of a site: what is wrong with it, in words."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an archive may hold: files, megabytes of one of them, megabytes together."""

    files: int = 20_000
    one: int = 256
    whole: int = 1024


_USUAL: Final = Bounds()


def packed(site: Path, bounds: Bounds = _USUAL) -> bytes:
    """The files of a built site, sorted, without times, owners and modes: the same site gives the same bytes.

    Raises:
        BadArchive: there is more of it than `bounds` allow, or something that is neither file nor folder.
        OSError: a file cannot be read.
    """
    sizes = {path: (site / path).stat().st_size for path in _names(site)}
    if len(sizes) > bounds.files or sum(sizes.values()) > bounds.whole * _MEGABYTE:
        raise BadArchive(f"it has {len(sizes)} files and {sum(sizes.values()) // _MEGABYTE} MB, more than may travel")
    buffer = io.BytesIO()
    # The compressor's header shows no name and no time.
    with (
        gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=buffer, mtime=0) as squeezed,
        tarfile.open(fileobj=squeezed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path, size in sizes.items():
            entry = tarfile.TarInfo(path)
            entry.size, entry.mode = size, 0o644
            with (site / path).open("rb") as file:
                archive.addfile(entry, file)
    return buffer.getvalue()


def unpacked(content: bytes, site: Path, bounds: Bounds = _USUAL) -> dict[str, str]:
    """Write the files of an archive below `site`, a folder that must not exist yet.

    Only plain files come out of it, at plain relative paths, each once, within `bounds`, whatever its headers promise.

    Returns:
        Each file with its SHA-256, as `manifest.listing` would.

    Raises:
        BadArchive: it is damaged, or holds anything else; what was written until then is for the caller to remove.
        OSError: the disk refuses.
    """
    site.mkdir(parents=True)
    found: dict[str, str] = {}
    left = bounds.whole * _MEGABYTE
    try:
        with (
            gzip.GzipFile(fileobj=io.BytesIO(content)) as squeezed,
            tarfile.open(fileobj=_Bounded(squeezed, left + bounds.files * _HEADERS), mode="r|") as archive,
        ):
            for entry in archive:
                path = _checked(entry, found, bounds)
                left -= entry.size
                if left < 0:
                    raise BadArchive(f"it holds more than {bounds.whole} MB")
                found[path] = _written(archive.extractfile(entry), site / path, entry.size)
    except (tarfile.TarError, EOFError, gzip.BadGzipFile, zlib.error, ValueError, OverflowError) as error:
        raise BadArchive(f"it is damaged ({type(error).__name__})") from error
    return dict(sorted(found.items()))


class _Bounded(io.RawIOBase):
    """What was squeezed, up to an end: a few bytes can promise to become a great many."""

    def __init__(self, source: gzip.GzipFile, most: int) -> None:
        super().__init__()
        self._source = source
        self._left = most

    def read(self, size: int = -1, /) -> bytes:
        read = self._source.read(_CHUNK if size < 0 else size)
        self._left -= len(read)
        if self._left < 0:
            raise BadArchive("it becomes larger than it may")
        return read


def _names(site: Path) -> list[str]:
    found: list[str] = []
    for folder, folders, names in os.walk(site):
        for name in [*folders, *names]:
            path = Path(folder, name)
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                raise BadArchive(f"not a regular file: {path.relative_to(site).as_posix()}")
        found += [Path(folder, name).relative_to(site).as_posix() for name in names]
    return sorted(found)


def _checked(entry: tarfile.TarInfo, found: dict[str, str], bounds: Bounds) -> str:
    """The path of an entry that may be written."""
    path = entry.name
    if entry.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) or entry.issparse():
        raise BadArchive(f"not a regular file: {path[:80]!r}")
    parts = path.split("/")
    if not all(part.strip(".") and part.isprintable() and not _REFUSED_SIGNS & set(part) for part in parts):
        raise BadArchive(f"not a path inside a site: {path[:80]!r}")
    if path in found:
        raise BadArchive(f"twice the same file: {path[:80]!r}")
    if len(found) >= bounds.files:
        raise BadArchive(f"it holds more than {bounds.files} files")
    if not 0 <= entry.size <= bounds.one * _MEGABYTE:
        raise BadArchive(f"a file of more than {bounds.one} MB: {path[:80]!r}")
    return path


def _written(content: IO[bytes] | None, target: Path, size: int) -> str:
    """Write one file; its SHA-256."""
    if content is None:
        raise BadArchive("a file without content")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            total = hashlib.sha256()
            while chunk := content.read(_CHUNK):
                total.update(chunk)
                file.write(chunk)
            if file.tell() != size:
                raise BadArchive("it ends too early")
    except (FileExistsError, NotADirectoryError) as error:
        raise BadArchive("a file where a folder should be") from error
    return total.hexdigest()
