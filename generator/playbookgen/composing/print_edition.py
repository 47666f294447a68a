"""The print edition: every page of the playbook on one page, made from the pages as they are.

Nothing is composed a second time. What has to change so that pages can stand on one: ids get the page they come from
before them, and links between pages become links inside the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urljoin

from playbookgen.model.playbook import Page, Section

#: Stands between the anchor of a page and an id of that page; no address and no id of ours has it.
_BETWEEN: Final = "."
_TAG: Final = re.compile(r"<[a-zA-Z][^<>=]*=[^<>]*>")
_IDS: Final = re.compile(r'(?<=\s)(id|for|headers|aria-labelledby|aria-describedby|aria-controls)="([^"]*)"')
_LINK: Final = re.compile(r'(?<=\s)((?:xlink:)?href)="([^"]*)"')
#: What none of these stands in has nothing to change.
_BOUND: Final = re.compile(r'(?:id|for|headers|aria-[a-z]+|href)="|url\(#')
_PAINT: Final = re.compile(r"url\(#([^)\"']+)\)")
_HEADING_ID: Final = re.compile(r"^(#{1,6} .*\{:[^}\n]*?)#([^\s}]+)", re.MULTILINE)
_TITLE: Final = re.compile(r"^# (?!.*\{:.*\}\s*$)(.+)$", re.MULTILINE)
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
#: Guidance is folded on the screen; paper cannot be unfolded. Tables behind charts stay folded: the chart says the same.
_FOLDED: Final = re.compile(r"<details(?=[^>]*\bpb-guidance\b)(?![^>]*\sopen\b)")
#: A box beside a page is a landmark of that page. Many pages on one would have many of the same name.
_LANDMARK: Final = re.compile(r"<aside(?=[^>]*\saria-labelledby=)(?![^>]*\srole=)")
#: Words for the search, which a page on paper has no use for.
_ALSO: Final = re.compile(r'^<p class="pb-also">.*</p>$', re.MULTILINE)


def anchor(address: str) -> str:
    """The id under which a page begins in the print edition: ``plan/roadmap/`` → ``plan-roadmap``, Home → ``home``."""
    return address.strip("/").replace("/", "-") or "home"


def contents(navigation: Sequence[str | Section], pages: Mapping[str, Page]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The table of contents: title of a section (empty for a page outside the sections), titles and anchors of its pages."""
    listed: list[tuple[str, list[tuple[str, str]]]] = []
    for entry in navigation:
        addresses = entry.addresses if isinstance(entry, Section) else (entry,)
        found = [(pages[address].title, anchor(address)) for address in addresses if address in pages]
        if found:
            listed.append((entry.title if isinstance(entry, Section) else "", found))
    return listed


def print_edition(cover: str, pages: Sequence[Page], address: str) -> str:
    """The Markdown of the print edition.

    Args:
        cover: Markdown of what comes first: cover and contents. Its ids are taken as they are.
        pages: the pages in the order in which they are to be read.
        address: where the print edition stands; links to it lead to its cover.
    """
    anchors = {page.address: anchor(page.address) for page in pages} | {address: anchor(address)}
    parts = [cover.strip()]
    for page in pages:
        begin = f'<div class="pb-page pb-print-page" id="{anchors[page.address]}"></div>'
        parts += [begin, _moved(page, anchors, address).strip()]
    return "\n\n".join(parts) + "\n"


def _moved(page: Page, anchors: Mapping[str, str], address: str) -> str:
    """The Markdown of a page as part of the print edition."""
    own = anchors[page.address]

    def tag(found: re.Match[str]) -> str:
        if not _BOUND.search(found[0]):
            return found[0]
        text = _IDS.sub(lambda ids: f'{ids[1]}="{_prefixed(own, ids[2])}"', found[0])
        text = _LINK.sub(lambda link: f'{link[1]}="{_led(link[2], page.address, anchors, address)}"', text)
        return _PAINT.sub(lambda paint: f"url(#{own}{_BETWEEN}{paint[1]})", text)

    text = _TAG.sub(tag, _ALSO.sub("", page.markdown))
    text = _HEADING_ID.sub(lambda heading: f"{heading[1]}#{own}{_BETWEEN}{heading[2]}", text)
    text = _TITLE.sub(lambda title: f"# {title[1]} {{: #{own}{_BETWEEN}title }}", text, count=1)
    return _LANDMARK.sub('<aside role="note"', _FOLDED.sub("<details open", text))


def _prefixed(own: str, ids: str) -> str:
    return " ".join(f"{own}{_BETWEEN}{id}" for id in ids.split())


def _led(link: str, origin: str, anchors: Mapping[str, str], address: str) -> str:
    """Where a link of the page at `origin` leads from the print edition."""
    if _ELSEWHERE.match(link):
        return link
    path, _, fragment = link.partition("#")
    target = urljoin(f"/{origin}", path).lstrip("/")
    if target in anchors:
        return f"#{anchors[target]}{_BETWEEN}{fragment}" if fragment and target != address else f"#{anchors[target]}"
    back = "../" * address.count("/")
    return f"{back}{target}{'#' + fragment if fragment else ''}"
