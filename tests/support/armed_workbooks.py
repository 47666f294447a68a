"""Workbooks that want something else than to be read, and ordinary ones that were treated badly."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Final

ENTITY: Final = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def with_parts(content: bytes, parts: Mapping[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """A workbook with parts replaced, changed or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = parts.get(name)
            new.writestr(name, old.read(name) if change is None else change(old.read(name)) if callable(change) else change)
        for name, part in parts.items():
            if name not in old.namelist() and not callable(part):
                new.writestr(name, part)
    return stream.getvalue()


def first_sheet(change: Callable[[bytes], bytes]) -> dict[str, Callable[[bytes], bytes]]:
    """A change of the sheet behind the contents."""
    return {"xl/worksheets/sheet2.xml": change}


def bombs(content: bytes) -> dict[str, bytes]:
    """Archives that unpack to more than they look like."""
    rows = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>a</t></is></c></row>'
    sheet = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    many = sheet + b"".join(rows % (number % 1000 + 1, number % 1000 + 1) for number in range(110_000)) + b"</sheetData></worksheet>"
    far = sheet + rows % (1_048_576, 1_048_576) + b"</sheetData></worksheet>"
    return {
        "a part of 40 MiB": with_parts(content, {"xl/media/image1.bin": b"\0" * (40 * 1024 * 1024)}),
        "a ratio over 100": with_parts(content, {"xl/sharedStrings.xml": b"<sst>" + b" " * (5 * 1024 * 1024) + b"</sst>"}),
        "too many parts": with_parts(content, {f"xl/media/{number}.bin": b"" for number in range(1200)}),
        "too many cells": with_parts(content, first_sheet(lambda _: many)),
        "a cell far outside": with_parts(content, first_sheet(lambda _: far)),
        "entities in a sheet": with_parts(content, first_sheet(lambda part: ENTITY + strip(part))),
        "entities in a part that is not read": with_parts(content, {"docProps/core.xml": lambda part: ENTITY + strip(part)}),
        "an outer entity": with_parts(
            content, {"xl/styles.xml": lambda part: b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "other.txt">]>' + strip(part)}
        ),
        "nested a thousand deep": with_parts(content, {"docProps/app.xml": b"<a>" * 200_000 + b"</a>" * 200_000}),
    }


def strip(part: bytes) -> bytes:
    """A part without its declaration."""
    return part.partition(b"?>")[2] if part.startswith(b"<?xml") else part


def armed(content: bytes) -> dict[str, bytes]:
    """Workbooks that would run or fetch something."""
    types = "[Content_Types].xml"
    kinds = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    relation = b'<Relationship Id="rX" Type="' + kinds + b'%s" Target="http://example.org/x" TargetMode="External"/></Relationships>'
    return {
        "a macro": with_parts(content, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        "a macro by type": with_parts(content, {types: lambda part: part.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")}),
        "a link to another workbook": with_parts(content, {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}),
        "a template from elsewhere": with_parts(
            content, {"xl/_rels/workbook.xml.rels": lambda part: part.replace(b"</Relationships>", relation % b"attachedTemplate")}
        ),
        "a connection": with_parts(content, {"xl/connections.xml": b"<connections/>"}),
        "an embedded file": with_parts(content, {"xl/embeddings/oleObject1.bin": b"MZ"}),
        "a control": with_parts(content, {"xl/activeX/activeX1.xml": b"<ax/>"}),
    }


def no_workbooks(content: bytes) -> dict[str, bytes]:
    """Files that only look like workbooks, or were workbooks."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<a/>")
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    return {
        "nothing": b"",
        "a text": b"id;name\n1;x\n",
        "the old format": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "OpenDocument": stream.getvalue(),
        "an empty archive": empty.getvalue(),
        "half a file": content[: len(content) // 2],
        "a damaged sheet": with_parts(content, first_sheet(lambda part: part[: len(part) // 2])),
        "a sheet that is gone": with_parts(content, {"xl/_rels/workbook.xml.rels": lambda part: part.replace(b"sheet3.xml", b"sheet999.xml")}),
        "styles of another kind": with_parts(content, {"xl/styles.xml": b"<html/>"}),
    }
