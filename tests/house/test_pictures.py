"""The pictures of the documents: all there, all shown, none heavy; and made smaller without a pixel lost."""

from __future__ import annotations

import struct
import zlib

import pytest

from support.house import REPOSITORY
from support.pictures import FOLDER, LARGEST, PICTURES, Picture, smaller


def test_every_picture_is_there_and_no_other() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{picture.name}.png" for picture in PICTURES}
    assert {picture.scheme for picture in PICTURES} == {"light", "dark", "paper"}


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_is_light_and_shown_with_words(picture: Picture) -> None:
    content = (FOLDER / f"{picture.name}.png").read_bytes()
    assert len(content) <= LARGEST
    assert struct.unpack(">II", content[16:24]) == (picture.width, picture.height)
    page = (REPOSITORY / "docs" / "pictures.md").read_text(encoding="utf-8")
    shown, _, _ = page.partition(f"](images/{picture.name}.png)")
    assert len(shown) < len(page)
    assert len(shown.rpartition("![")[2]) > 30


def test_making_a_picture_smaller_keeps_every_pixel() -> None:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\x00" + bytes([row, 0, 255]) * 8 for row in range(8))
    packed = zlib.compress(rows, 0)
    head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
    png = head + chunk(b"tEXt", b"Software\x00x") + chunk(b"IDAT", packed[:20]) + chunk(b"IDAT", packed[20:]) + chunk(b"IEND", b"")
    made = smaller(png)
    assert len(made) < len(png)
    assert b"tEXt" not in made
    data = made[made.index(b"IDAT") + 4 : made.index(b"IEND") - 8]
    assert zlib.decompress(data) == rows
