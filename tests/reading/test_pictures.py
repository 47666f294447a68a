"""Which pictures may be a logo: known by their bytes, and an SVG only when all it does is draw."""

from __future__ import annotations

import pytest

from playbookgen.reading.pictures import why_unfit

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
JPEG = b"\xff\xd8\xff\xe0" + bytes(20)
WEBP = b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(8)


def svg(inside: str, attributes: str = "", before: str = "") -> bytes:
    """An SVG with this content, these attributes on its root, this before it."""
    start = f'{before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" {attributes}>'
    return f"{start}{inside}</svg>".encode()


@pytest.mark.parametrize(("content", "ending"), [(PNG, "png"), (JPEG, "jpg"), (JPEG, "jpeg"), (WEBP, "webp")])
def test_raster_pictures_are_known_by_their_bytes(content: bytes, ending: str) -> None:
    assert why_unfit(content, ending) is None


@pytest.mark.parametrize(
    ("content", "ending", "says", "way_out"),
    [
        (JPEG, "png", "is a JPEG picture", "rename it to end in .jpg"),
        (PNG, "svg", "is a PNG picture", "rename it to end in .png"),
        (b"GIF89a", "png", "is not a PNG picture", "save it again"),
        (b"<html></html>", "webp", "is not a WebP picture", "save it again"),
        (b"", "png", "is empty", "save"),
        (b"", "svg", "is empty", "save"),
    ],
)
def test_the_name_says_what_it_is(content: bytes, ending: str, says: str, way_out: str) -> None:
    unfit = why_unfit(content, ending)
    assert unfit is not None
    assert says in unfit.message
    assert way_out in unfit.help


@pytest.mark.parametrize(
    "drawing",
    [
        svg('<path d="M0 0h9v9z" fill="#123456"/>'),
        svg('<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><rect width="9" height="9" fill="url(#a)"/>'),
        svg('<g id="b"><circle r="3"/></g><use xlink:href="#b"/><use href="#b" transform="scale(2)"/>'),
        svg("<style>.a{fill:url( '#a' )}</style><title>Lumi &amp; co</title>"),
        svg("<text>Talvivaara – å</text>", before='<?xml version="1.0" encoding="UTF-8"?><!-- drawn by hand -->'),
        svg("", before='<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'),
    ],
)
def test_what_only_draws_is_let_through(drawing: bytes) -> None:
    assert why_unfit(drawing, "svg") is None


@pytest.mark.parametrize(
    ("drawing", "says"),
    [
        (svg("<script>alert(1)</script>"), "<script>"),
        (svg("<g><SCRIPT/></g>"), "<SCRIPT>"),
        (svg("<foreignObject/>"), "<foreignObject>"),
        (svg('<image href="#x"/>'), "<image>"),
        (svg('<a href="#x"><path d=""/></a>'), "<a>"),
        (svg('<animate attributeName="href" to="javascript:alert(1)"/>'), "<animate>"),
        (svg('<set attributeName="onclick" to="alert(1)"/>'), "<set>"),
        (svg("", 'onload="alert(1)"'), "onload"),
        (svg('<path ONCLICK="alert(1)"/>'), "ONCLICK"),
        (svg('<use xlink:href="https://example.org/x.svg#a"/>'), "leads out"),
        (svg('<use href="javascript:alert(1)"/>'), "leads out"),
        (svg('<use href=" #a"/>'), "leads out"),
        (svg('<path fill="url(https://example.org/x)"/>'), "leads out"),
        (svg('<path style="fill:u\\72l(//x)"/>'), "leads out"),
        (svg("<style>@import '//example.org';</style>"), "leads out"),
        (svg("<style>a{b:url(</style><style>//example.org)}</style>"), "leads out"),
        (svg("<style><![CDATA[a{b:URL  (data:x)}]]></style>"), "leads out"),
        (svg("", 'xml:base="https://example.org/"'), "attribute base"),
        (svg("", 'xmlns:ink="http://example.org/draw" ink:version="1"'), "of another format"),
        (svg('<b xmlns="http://www.w3.org/1999/xhtml"/>'), "<b>"),
        (svg("&x;", before='<!DOCTYPE svg [<!ENTITY x "y">]>'), "entities"),
        (svg("", before='<!DOCTYPE svg [<!ENTITY % x SYSTEM "other.dtd"> %x;]>'), "entities"),
        (svg("", before='<?xml-stylesheet href="https://example.org/x.css"?>'), "xml-stylesheet"),
        (svg("", before='<?xml version="1.0" encoding="UTF-7"?>'), "UTF-7"),
        (svg("<g>" * 200 + "</g>" * 200), "deep"),
        (b"<svg><path/></svg>", "does not begin with"),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "does not begin with"),
        (svg("<path>"), "not a whole SVG"),
        (svg("") + b"\xff", "not a whole SVG"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>'.encode("utf-16"), "not a whole SVG"),
        (b"hello", "not a whole SVG"),
    ],
)
def test_what_does_more_is_refused(drawing: bytes, says: str) -> None:
    unfit = why_unfit(drawing, "svg")
    assert unfit is not None
    assert says in unfit.message
    assert unfit.help


def test_what_is_wrong_in_a_drawing_has_its_line_and_column() -> None:
    unfit = why_unfit(svg('\n<path d=""/>\n  <script>alert(1)</script>\n'), "svg")
    assert unfit is not None
    assert (unfit.line, unfit.column) == (3, 3)
    unfit = why_unfit(svg("\n<path>\n"), "svg")
    assert unfit is not None
    assert unfit.line == 3
