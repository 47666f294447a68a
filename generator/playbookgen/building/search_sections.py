"""A page cut into the sections that the search index holds, to the letter as the theme's search plugin cuts it.

The plugin walks a page with a general HTML parser, which takes a fifth of the time of a build. Our pages need no general one. What
looks odd below (an element is known by its name alone, a section ends when something further out does) is how the plugin counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Final

_PIECE: Final = re.compile(r'<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z_:][-a-zA-Z0-9_:.]*(?:="[^"<>]*")?)*)\s*(/?)>([^<]*)')
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_KEPT: Final = frozenset(("p", "code", "pre", "li", "ol", "ul", "sub", "sup"))
_NEVER: Final = frozenset(("object", "script", "style"))
#: Read by other rules than those below.
_OPAQUE: Final = frozenset(("iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "xmp"))
_VOID: Final = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"))
_ATTRIBUTE: Final = re.compile(r'([a-zA-Z_:][-a-zA-Z0-9_:.]*)(?:="([^"]*)")?')
_NO_SECTION: Final = "hx"


@dataclass(slots=True)
class Section:
    """A heading and what follows it.

    Args:
        tag: the heading's element; none of HTML for what comes before the first heading.
        depth: how many elements were open when it began.
        id: its anchor.
        title: pieces of HTML.
        text: pieces of HTML.
        excluded: whether the search leaves it out.
    """

    tag: str
    depth: float = 0
    id: str | None = None
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    excluded: bool = False

    def is_excluded(self) -> bool:
        """Whether the search leaves it out."""
        return self.excluded


def sections(html: str) -> list[Section] | None:
    """The sections of a page's content; None when the HTML is not as plain as ours is."""
    pieces = _PIECE.findall(html)
    before = html.partition("<")[0]
    if len(pieces) != html.count("<"):
        return None
    cutter = _Cutter()
    if before:
        cutter.data(before)
    for closing, written, attributes, alone, text in pieces:
        name = written.lower()
        if name in _OPAQUE:
            return None
        if not closing:
            if name not in _VOID:
                cutter.start(name, attributes)
                if alone:
                    cutter.end(name)
        elif name in _VOID or not cutter.context or cutter.context[-1] != name:
            return None
        else:
            cutter.end(name)
        if text:
            cutter.data(text)
    return cutter.found


class _Cutter:
    """Where the walk through a page stands."""

    def __init__(self) -> None:
        self.found: list[Section] = []
        self.context: list[str] = []
        self.section: Section | None = None
        self.skipped: set[str] = set(_NEVER)
        self.permalinks: list[int] = []

    def _current(self) -> Section:
        if self.section is None:
            self.section = Section(_NO_SECTION)
            self.found.append(self.section)
        return self.section

    def start(self, name: str, attributes: str) -> None:
        """An element begins."""
        self.context.append(name)
        depth = len(self.context)
        if not attributes and name not in _KEPT and self.section is not None:
            return
        told = _attributes(attributes) if name in _HEADINGS or "data-search-exclude" in attributes or "linenodiv" in attributes else {}
        excluded = "data-search-exclude" in told
        if name == "a" and "headerlink" in attributes and _attributes(attributes).get("class") == "headerlink":
            self.permalinks.append(depth)
        if name in _HEADINGS and "id" in told:
            if name != "h1" and not self.found:
                self.found.append(Section(_NO_SECTION, depth))
            self.section = Section(name, depth, told["id"] if self.found else None, excluded=excluded)
            self.found.append(self.section)
        section = self._current()
        if excluded or told.get("class") == "linenodiv":
            self.skipped.add(name)
        elif name in _KEPT and self.skipped.isdisjoint(self.context):
            (section.title if section.tag in self.context else section.text).append(f"<{name}>")

    def end(self, name: str) -> None:
        """The innermost element, of this name, ends."""
        section = self._current()
        if section.depth > len(self.context):
            for earlier in reversed(self.found):
                if earlier.depth <= len(self.context):
                    section.depth = float("inf")
                    self.section = section = earlier
                    break
        if self.permalinks and self.permalinks[-1] == len(self.context):
            self.permalinks.pop()
        self.context.pop()
        if name in self.skipped:
            if name not in _NEVER:
                self.skipped.remove(name)
            return
        if name in _KEPT and self.skipped.isdisjoint(self.context):
            pieces = section.title if section.tag in self.context else section.text
            first = pieces.index(f"<{name}>")
            if all(piece.isspace() for piece in pieces[first + 1 :]):
                del pieces[first:]
            else:
                pieces.append(f"</{name}>")

    def data(self, text: str) -> None:
        """Text, as it stands in the page."""
        if not self.skipped.isdisjoint(self.context):
            return
        preformatted = "pre" in self.context
        said = unescape(text) if "&" in text else text
        is_plain = said is text and ">" not in text  # as nearly all is: there is nothing to write as a reference
        blank = said.isspace()
        if not preformatted:
            said = " " if blank else said.replace("\n", " ")
        section = self._current()
        if section.tag in self.context:
            if not self.permalinks:
                section.title.append(said if is_plain else escape(said, quote=False))
        elif not blank:
            section.text.append(said if is_plain else escape(said, quote=False))
        elif preformatted or not section.text or not section.text[-1].isspace():
            section.text.append(said)


def _attributes(written: str) -> dict[str, str]:
    return {name.lower(): unescape(value) for name, value in _ATTRIBUTE.findall(written)}
