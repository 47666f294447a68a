"""Pictures of an organisation: what they are, and whether they may stand on a page.

A raster picture is known by its first bytes. An SVG is a document: opened on its own it can run scripts and
load from elsewhere. So only what draws is let through, element by element, and nothing that leads out of the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
#: What draws, groups, names and colours; no script, no animation, no link, no picture or page inside the picture.
_ELEMENTS: Final = {
    "svg", "g", "defs", "symbol", "use", "title", "desc", "style", "switch", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "text", "tspan", "textPath", "linearGradient", "radialGradient", "stop", "pattern", "clipPath", "mask", "marker", "filter",
    "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR",
    "feGaussianBlur", "feMerge", "feMergeNode", "feOffset",
}  # fmt: skip
_DEEPEST: Final = 100
_LEADS_OUT: Final = re.compile(r"@import|\\|(?:url|src|image-set|image)\s*\((?!\s*['\"]?#)", re.IGNORECASE)
_PLAIN: Final = "save it as a plain SVG without scripts, links and embedded pictures, or take a PNG"
_KINDS: Final[Mapping[str, str]] = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WebP", "svg": "SVG"}


class _Refused(Exception):
    """Why an SVG may not stand on a page, and where in it that is."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line, self.column = line, column


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a picture cannot be a logo.

    Args:
        message: what goes on after its name.
        help: the way out.
        line, column: where in the picture, counted from 1.
    """

    message: str
    help: str
    line: int = 1
    column: int = 1


def why_unfit(content: bytes, ending: str) -> Unfit | None:
    """Why a picture cannot be a logo; ``None`` when it can.

    Args:
        content: its bytes.
        ending: of its name, in small letters: ``png``, ``jpg``, ``jpeg``, ``webp`` or ``svg``.
    """
    meant, found = _KINDS[ending], _kind(content)
    if not content:
        return Unfit("is empty", "save the picture again")
    if meant != "SVG":
        if found == meant:
            return None
        if found is None:
            return Unfit(f"is not a {meant} picture", f"save it again as {meant}")
        right = next(name for name, kind in _KINDS.items() if kind == found)
        return Unfit(f"is a {found} picture", f"rename it to end in .{right}, here too")
    if found is not None:
        right = next(name for name, kind in _KINDS.items() if kind == found)
        return Unfit(f"is a {found} picture", f"rename it to end in .{right}, here too")
    return _unfit_svg(content)


def _kind(content: bytes) -> str | None:
    """What the first bytes say of a raster picture."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    return "WebP" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None


def _unfit_svg(content: bytes) -> Unfit | None:
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    walk = _Walk(parser)
    parser.StartElementHandler = walk.begin
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    parser.ProcessingInstructionHandler = walk.instruction
    parser.StartDoctypeDeclHandler = walk.doctype
    parser.EntityDeclHandler = walk.entity
    parser.XmlDeclHandler = walk.declaration
    try:
        # As UTF-8 only, whatever the file claims: a browser must not read anything else than what is checked here.
        content.decode("utf-8")
        parser.Parse(content, True)
    except _Refused as refused:
        return Unfit(str(refused), _PLAIN, refused.line, refused.column)
    except (expat.ExpatError, UnicodeDecodeError, LookupError, ValueError):
        return Unfit("is not a whole SVG", "save it again as SVG, in UTF-8", parser.ErrorLineNumber, parser.ErrorColumnNumber + 1)
    return None


class _Walk:
    """Looks at an SVG from its beginning to its end."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self._parser = parser
        self._open: list[str] = []
        self._style: list[str] = []

    def _refused(self, message: str) -> _Refused:
        # Here, not where it is caught: an empty element is over by then.
        return _Refused(message, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if not self._open and (namespace, local) != (_SVG, "svg"):
            raise self._refused("is not an SVG picture: it does not begin with <svg xmlns=…>")
        if namespace != _SVG or local not in _ELEMENTS:
            raise self._refused(f"holds the element <{local[:40]}>, which a logo cannot have")
        if len(self._open) >= _DEEPEST:
            raise self._refused(f"holds elements more than {_DEEPEST} deep in each other")
        for key, value in attributes.items():
            self._attribute(key, value)
        self._open.append(local)

    def _attribute(self, name: str, value: str) -> None:
        namespace, _, local = name.rpartition(" ")
        if namespace not in ("", _XLINK, _XML) or (namespace == _XML and local not in ("space", "lang", "id")):
            raise self._refused(f"holds the attribute {local[:40]} of another format")
        if local.lower().startswith("on"):
            raise self._refused(f"holds the script attribute {local[:40]}")
        if local.lower() in ("href", "src") and not value.startswith("#"):
            raise self._refused(f"leads out of the file by {local}")
        if _LEADS_OUT.search(value):
            raise self._refused(f"leads out of the file by the attribute {local[:40]}")

    def end(self, name: str) -> None:
        if self._open.pop() == "style":
            if _LEADS_OUT.search("".join(self._style)):
                raise self._refused("leads out of the file by its style")
            self._style.clear()

    def text(self, data: str) -> None:
        if self._open and self._open[-1] == "style":
            self._style.append(data)

    def instruction(self, target: str, data: str) -> None:
        raise self._refused(f"holds the processing instruction {target[:40]}")

    def doctype(self, name: str, system: str | None, public: str | None, has_internal_subset: int) -> None:
        if has_internal_subset:
            raise self._refused("declares entities")

    def entity(self, *declared: object) -> None:
        raise self._refused("declares entities")

    def declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if (encoding or "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
            raise self._refused(f"is written in {encoding}, not in UTF-8")
