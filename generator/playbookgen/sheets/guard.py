"""What is not opened: archives that unpack to more than a playbook needs, XML with entities, macros, links to other files, formulas."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any, Final
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

_MIB: Final = 1024 * 1024
#: Largest file, and most bytes all of its parts may unpack to.
MOST_BYTES: Final = 10 * _MIB
MOST_UNPACKED: Final = 32 * _MIB
#: How many times larger than packed a part may be; small ones may be anything.
MOST_RATIO: Final = 100
_SMALL: Final = _MIB
MOST_PARTS: Final = 1000
MOST_CELLS: Final = 100_000
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 500

#: Parts by their path, what they are, and the way out.
_FORBIDDEN: Final = (
    (re.compile(r"vbaProject|macrosheets|activeX|/ctrlProps/|\.xlm", re.IGNORECASE), "macros or controls", "save it as .xlsx, which has no macros"),
    (re.compile(r"xl/externalLinks/", re.IGNORECASE), "links to other workbooks", "break the links: the values stay"),
    (re.compile(r"xl/(connections\.xml|queryTables/|model/|customData/)", re.IGNORECASE), "connections to other data", "delete the connections"),
    (re.compile(r"/embeddings/", re.IGNORECASE), "embedded files", "delete what is embedded"),
)
_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class Refused(Exception):
    """The file is not opened; why, and what to do."""

    code: str
    message: str
    help: str


@dataclass
class Inspected:
    """What a look into the parts of a workbook found: for each sheet its merged cells, and its cells with formulas and with errors."""

    merged: dict[str, list[str]] = field(default_factory=dict)
    formulas: dict[str, list[str]] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)


def inspect(content: bytes) -> Inspected:
    """Look through a workbook before anything else opens it.

    Raises:
        Refused: it is none, or holds what is not read.
    """
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Refused("E601", "the file has a password, or the old format .xls", "save it as .xlsx without a password")
    if len(content) > MOST_BYTES:
        raise Refused("E104", f"the file has more than {MOST_BYTES // _MIB} MiB", "export the workbook again")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(archive.infolist())
            for info in archive.infolist():
                if info.filename.endswith((".xml", ".rels", ".vml")):
                    _check_xml(archive, info.filename)
            return _sheets(archive)
    except Refused:
        raise
    except DefusedXmlException:
        raise Refused("E609", "the workbook holds a document type or entities", "save it again as .xlsx with a spreadsheet program") from None
    except (zipfile.BadZipFile, ParseError, KeyError, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, LookupError):
        raise Refused("E601", "the file is no workbook (.xlsx) that can be read", "save it as .xlsx; other formats are not read") from None
    except Exception as error:
        raise Refused("E601", "the file is damaged", "save it again as .xlsx") from error


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    if "mimetype" in names and "content.xml" in names:
        raise Refused("E601", "the file is an OpenDocument spreadsheet", "save it as an Excel workbook (.xlsx)")
    if len(parts) > MOST_PARTS or len(names) != len(parts):
        raise Refused("E104", f"the file has {len(parts)} parts, at most {MOST_PARTS} are read, each once", "export the workbook again")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused("E104", f"the file unpacks to more than {MOST_UNPACKED // _MIB} MiB", "export the workbook again")
    for part in parts:
        if part.flag_bits & 1:
            raise Refused("E601", "the file is protected by a password", "save it without a password")
        if part.file_size > _SMALL and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            raise Refused("E104", f"a part of the file is packed more than {MOST_RATIO} times", "export the workbook again")
        for pattern, what, help in _FORBIDDEN:
            if pattern.search(part.filename):
                raise Refused("E609", f"the workbook holds {what}", help)
    if "xl/workbook.xml" not in names:
        raise Refused("E601", "the file is no workbook (.xlsx)", "save it as .xlsx; other formats are not read")


def _check_xml(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse document types, entities, macros declared by type and relations that lead out of the file; hyperlinks are never followed."""
    if name.startswith("xl/worksheets/") and not name.endswith(".rels"):
        return  # looked through below
    with _part(archive, name) as part:
        for _, element in ElementTree.iterparse(part, events=("end",), forbid_dtd=True):
            kind = element.get("Type", "")
            if element.get("TargetMode") == "External" and not kind.endswith("/hyperlink"):
                raise Refused("E609", "the workbook leads to files outside of it", "break the links: the values stay")
            if "macroEnabled" in element.get("ContentType", ""):
                raise Refused("E609", "the workbook holds macros or controls", "save it as an Excel workbook without macros (.xlsx)")
            if name != "xl/workbook.xml":
                element.clear()


def _sheets(archive: zipfile.ZipFile) -> Inspected:
    """Look through every sheet."""
    found = Inspected()
    targets = {}
    with _part(archive, "xl/_rels/workbook.xml.rels") as part:
        for relation in _root(part):
            targets[relation.get("Id")] = posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
    with _part(archive, "xl/workbook.xml") as part:
        sheets = [element for element in _root(part).iter() if element.tag.endswith("}sheet")]
    cells = 0
    for sheet in sheets:
        title = sheet.get("name", "")
        with _part(archive, targets[sheet.get(_RELATION)]) as part:
            for kind, address in _marks(part):
                if kind != "cell":
                    getattr(found, kind).setdefault(title, []).append(address)
                    continue
                cells += 1
                _check_size(cells, address)
    return found


def _part(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    """A part in memory; never more of it than its entry says, which has been checked."""
    return io.BytesIO(archive.read(name))


def _root(part: IO[bytes]) -> Any:
    return ElementTree.parse(part, forbid_dtd=True).getroot()


def _marks(part: IO[bytes]) -> Iterator[tuple[str, str]]:
    address = ""
    for event, element in ElementTree.iterparse(part, events=("start", "end"), forbid_dtd=True):
        name = element.tag.rpartition("}")[2]
        if event == "start":
            if name == "c":
                address = element.get("r", "")
                yield "cell", address
                if element.get("t") == "e":
                    yield "errors", address
            elif name == "row":
                yield "cell", f"A{element.get('r', '1')}"
            elif name == "f":
                yield "formulas", address
            elif name == "mergeCell":
                yield "merged", element.get("ref", "")
        elif name in ("row", "c", "mergeCell"):
            element.clear()


def _check_size(cells: int, address: str) -> None:
    if cells > MOST_CELLS:
        raise Refused("E104", f"the workbook has more than {MOST_CELLS} cells", "delete rows and columns that are not needed")
    found = _ADDRESS.match(address)
    if not found:
        return
    if int(found.group(2)) > MOST_ROWS or column_number(found.group(1)) > MOST_COLUMNS:
        raise Refused("E104", f"there is something in cell {address}, far outside the table", "delete what is far below or beside it")


def column_number(letters: str) -> int:
    """The number of a column, from 1: 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
