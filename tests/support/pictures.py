"""Take the pictures of docs/images again: ``PYTHONPATH=tests python -m support.pictures``. Look at the difference before you commit it.

Builds two samples into a folder of its own, opens their pages in headless Chromium with the reader's clock set to the day after
the as-of date, and writes a PNG each.
"""

from __future__ import annotations

import struct
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal

from playwright.sync_api import Browser

from playbookgen import pipeline
from playbookgen.model.result import BuildRequest
from support.browsers import chromium
from support.house import REPOSITORY
from support.sites import served

#: A picture in a document is looked at in passing; more is paid by everyone who clones.
LARGEST: Final = 150 * 1024
FOLDER: Final = REPOSITORY / "docs" / "images"
_CLOCK: Final = datetime(2026, 11, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture.

    Args:
        name: of its file, without ending.
        page: address below the built sites.
        width, height: of the window, or of the sheet of paper, in CSS pixels.
        scheme: light or dark colours, or paper.
        at: what stands at the top, where that is not the top of the page.
    """

    name: str
    page: str
    width: int = 1280
    height: int = 860
    scheme: Literal["light", "dark", "paper"] = "light"
    at: str | None = None


#: Desktop, phone, dark, Finnish, Norwegian, Swedish and paper.
PICTURES: Final = (
    Picture("home", "lumivakka/"),
    Picture("home-phone", "lumivakka/fi/", 390, 844),
    Picture("home-dark", "kolmasen/", scheme="dark"),
    Picture("scoreboard", "lumivakka/current-state/scoreboard/"),
    Picture("roadmap", "lumivakka/fi/plan/roadmap/"),
    Picture("commitment-phone-dark", "lumivakka/fi/leadership/commitment/", 390, 844, "dark"),
    Picture("decisions-phone", "lumivakka/nb/my-work/decisions/", 390, 844),
    Picture("steering-dark", "lumivakka/leadership/steering-meeting/", scheme="dark"),
    Picture("role-card-paper", "lumivakka/fi/target-state/roles/agent/", 794, 1123, "paper"),
    Picture("decisions-board-paper", "lumivakka/my-work/decisions/", 1123, 794, "paper"),
)


def take(folder: Path, pictures: tuple[Picture, ...] = PICTURES) -> Iterator[tuple[Picture, int]]:
    """Write every picture into `folder`; gives each with the size of its file in bytes."""
    with TemporaryDirectory() as built:
        organisations = tuple(sorted({picture.page.partition("/")[0] for picture in pictures}))
        request = BuildRequest(root=REPOSITORY, output=Path(built) / "site", today=_CLOCK.date(), organisations=organisations)
        result = pipeline.build(request)
        assert all(one.status == "built" for one in result.organisations), result
        with served(Path(built) / "site") as address, chromium() as browser:
            for picture in pictures:
                content = smaller(_taken(browser, address, picture))
                (folder / f"{picture.name}.png").write_bytes(content)
                yield picture, len(content)


def _taken(browser: Browser, address: str, picture: Picture) -> bytes:
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
        reduced_motion="reduce",
        timezone_id="UTC",
        bypass_csp=True,  # for the margins of paper below
    )
    page = context.new_page()
    page.clock.set_fixed_time(_CLOCK)
    page.goto(address + picture.page, wait_until="load")
    if picture.scheme == "paper":
        page.emulate_media(media="print")
        # The margins that @page gives a real sheet.
        page.add_style_tag(content="body { padding: 16mm 15mm !important }")
    if picture.at:
        page.evaluate("selector => document.querySelector(selector).scrollIntoView()", picture.at)
    content = page.screenshot()
    context.close()
    return content


def smaller(png: bytes) -> bytes:
    """The same picture with as many bytes as zlib needs at its best, without what is not picture."""
    kept, data = [png[:8]], b""
    for kind, content in _chunks(png):
        if kind == b"IDAT":
            data += content
        elif kind == b"IEND":
            packed = zlib.compress(zlib.decompress(data), 9)
            kept += [_chunk(b"IDAT", packed), _chunk(b"IEND", b"")]
        elif kind in (b"IHDR", b"PLTE", b"tRNS"):
            kept.append(_chunk(kind, content))
    return b"".join(kept)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


if __name__ == "__main__":
    too_large = [picture.name for picture, size in take(FOLDER) if size > LARGEST]
    if too_large:
        sys.exit(f"larger than {LARGEST} bytes: {', '.join(too_large)}")
