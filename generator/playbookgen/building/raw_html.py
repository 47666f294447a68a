"""What a Markdown converter need not look at: HTML that comes out as it went in, and elements it has converted before.

Most of a page is HTML already, and a converter spends most of its time on reading it, only to hand it on. Guidance stands on its
page and again in the print edition, and is the same for every organisation. What is certain is lifted out before and put back
after; whatever is not certain stays, and the converter decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final, NamedTuple

#: A tag without surprises: known characters, values in double quotes, nothing like a tag inside.
_TAG: Final = re.compile(r'<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z_:][-a-zA-Z0-9_:.]*(?:="[^"<>`]*")?)*)\s*(/?)>')
_ATTRIBUTE: Final = re.compile(r'([a-zA-Z_:][-a-zA-Z0-9_:.]*)(?:="([^"]*)")?')
_REFERENCE: Final = re.compile(r"&#(?:[0-9]+|[xX][0-9a-fA-F]+);")
#: What a converter rewrites before it looks at anything: tabs, other line ends, its own marks, blanks on an empty line.
_REWRITTEN: Final = re.compile(r"[\t\r\x00-\x08\x0b\x0c\x0e-\x1f]|\n +\n")
_ID: Final = re.compile(r'\sid="([^"]*)"|<a\s(?:[^<>]*\s)?name="([^"]*)"')
_VOID: Final = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"))
#: Elements whose content is not read as HTML.
_OPAQUE: Final = frozenset(("iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "template", "xmp"))
#: What gives an element a bearing on the rest of its page, or the rest a bearing on it: headings, links, references, attributes.
_BEARING: Final = re.compile(r'^ {0,3}#|^ {0,3}(?:=+|-+) *$|<h[1-6]|<a\s|<img|\]\s*[\[(:]|\{:|\sid="|!!!|\?\?\?', re.MULTILINE)
_MARKED: Final = "markdown"
#: No text has this class: organisation text is escaped, and templates have no reason to.
_STANDS_FOR: Final = "pb-lifted"
_PLACE: Final = re.compile(rf'<div class="{_STANDS_FOR}-([0-9]+)"[^<>]*></div>')

#: Converts the Markdown of one element.
Convert = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Lifted:
    """Markdown with places in place of what was lifted out, and the HTML that belongs there, in order."""

    markdown: str
    pieces: tuple[str, ...]

    def ids(self) -> set[str]:
        """The anchors in what was lifted out."""
        return {one or other for piece in self.pieces for one, other in _ID.findall(piece)}

    def restored(self, html: str) -> str | None:
        """`html`, with everything back in its place; None when a place is missing or not where it was."""
        parts = _PLACE.split(html)
        if [int(number) for number in parts[1::2]] != list(range(len(self.pieces))):
            return None
        parts[1::2] = self.pieces
        return "".join(parts)


class _Span(NamedTuple):
    """An element of its own: from where to where, where its start tag ends, whether Markdown is to be converted inside."""

    first: int
    last: int
    inside: int
    marked: bool


def lift(markdown: str, blocks: Collection[str], convert: Convert) -> Lifted | None:
    """Lift out of a page's Markdown what need not be converted with it.

    Args:
        markdown: without front matter.
        blocks: names of the elements that the converter takes for blocks.
        convert: the converter, for an element that depends on nothing around it.

    Returns:
        None when there is nothing to lift, or anything in the page that could be read in more than one way.
    """
    if _STANDS_FOR in markdown or _REWRITTEN.search(markdown) or markdown.count("&#") != len(_REFERENCE.findall(markdown)):
        return None
    kept: list[str] = []
    pieces: list[str] = []
    end, joins = 0, False
    for span in _spans(markdown, blocks):
        between, element = markdown[end : span.first], markdown[span.first : span.last]
        if span.marked:
            html = _converted(markdown, span, convert)
            if html is None:
                joins = False
                continue
            kept += [between, _place(len(pieces), html, marked=True)]
            pieces.append(html)
        elif joins and not between.strip("\n"):
            pieces[-1] += f"\n\n{element}"
        else:
            kept += [between, _place(len(pieces), "", marked=False)]
            pieces.append(element)
        end, joins = span.last, not span.marked
    kept.append(markdown[end:])
    return Lifted("".join(kept), tuple(pieces)) if pieces else None


def _place(number: int, html: str, *, marked: bool) -> str:
    """What the converter finds instead: of the same kind, and with the same anchor, which it takes into account."""
    anchor = _ID.search(html[: html.find(">") + 1])
    known = f' id="{anchor[1]}"' if anchor and anchor[1] else ""
    kind = f' {_MARKED}="1"' if marked else ""
    return f'<div class="{_STANDS_FOR}-{number}"{known}{kind}></div>'


def _converted(markdown: str, span: _Span, convert: Convert) -> str | None:
    """The HTML of an element with Markdown inside; None when it depends on what is around it."""
    start, content = markdown[span.first : span.inside], markdown[span.inside : span.last]
    if "&" in start or _BEARING.search(content):
        return None
    tag = _TAG.fullmatch(start)
    if tag is None or tag[4]:
        return None
    attributes = {found[1]: found[1] if found[2] is None else found[2] for found in _ATTRIBUTE.finditer(tag[3])}
    if any(name != name.lower() for name in attributes):  # the converter changes them
        return None
    html = convert(f'<{tag[2]} {_MARKED}="1">{content}')
    if not html.startswith(f"<{tag[2]}>"):
        return None
    # The converter writes attributes in the order of their names, and one without a value as its own value.
    told = "".join(f' {name}="{value}"' for name, value in sorted(attributes.items()) if name != _MARKED)
    return f"<{tag[2]}{told}>{html[len(tag[2]) + 2 :]}"


def _spans(markdown: str, blocks: Collection[str]) -> list[_Span]:
    """Where elements stand that are blocks of their own: between blank lines, well-formed, from the start of a line. Empty if in doubt."""
    found: list[_Span] = []
    tags = 0
    open_elements: list[str] = []
    first = inside = 0
    marked = mixed = False
    for tag in _TAG.finditer(markdown):
        tags += 1
        closing, name, attributes, alone = tag.groups()
        if name in _OPAQUE or (name == "textarea" and not closing and not markdown.startswith("</textarea>", tag.end())):
            return []
        if open_elements:
            if closing:
                if open_elements.pop() != name:
                    return []
                if not open_elements and not mixed and _stands_alone(markdown, first, tag.end()):
                    found.append(_Span(first, tag.end(), inside, marked))
            else:
                mixed = mixed or (not marked and f" {_MARKED}" in attributes)
                if not alone and name not in _VOID:
                    open_elements.append(name)
        elif name in blocks:
            first, inside, marked, mixed = tag.start(), tag.end(), f' {_MARKED}="1"' in attributes, False
            # A name that stands alone on its line is no start of a block to the converter.
            if closing or alone or name in _VOID or attributes.startswith("\n") or (first and markdown[first - 1] != "\n"):
                return []
            mixed = not marked and f" {_MARKED}" in attributes
            open_elements.append(name)
    # A sign that is no tag, or a tag of another kind, could be anything.
    return [] if open_elements or tags != markdown.count("<") else found


def _stands_alone(markdown: str, first: int, last: int) -> bool:
    before = first == 0 or markdown.endswith("\n\n", 0, first)
    after = markdown.startswith("\n\n", last) or not markdown[last : last + 2].strip("\n")
    return before and after
