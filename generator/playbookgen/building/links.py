"""Every internal link of a built site leads somewhere.

The engine checks the links of Markdown only. This looks at the pages a reader gets: links in raw HTML, in
the navigation and the theme, and the switch between languages, whose pages come from different builds.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

_ADDRESSES: Final = frozenset({"href", "src", "poster", "xlink:href"})
_ELSEWHERE: Final = frozenset({"http", "https", "mailto", "tel", "data"})
#: What may hold signs that are no tags; of a script the tag itself counts.
_HIDDEN: Final = re.compile(r"<script\b[^<>]*>|<!--")
#: A tag as ours are: small letters, values in double quotes. What is written otherwise could be read otherwise.
_TAG: Final = re.compile(r'<[a-z][a-zA-Z0-9-]*+(?:\s++[a-z_:@-][\w:.-]*+(?:="[^"<]*+")?)*+\s*+/?>')
_ATTRIBUTE: Final = re.compile(r'\s(id|href|src|srcset|poster|xlink:href)="([^"]*)"')
_NAMED: Final = re.compile(r"""<a\s(?:[^<>]*\s)?name="([^"]*)\"""")
_CANDIDATE: Final = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s[^,]*)?(?:,|$)")


@dataclass(frozen=True, slots=True, order=True)
class LinkProblem:
    """A link that leads nowhere: the page it stands on (file below the site), what it says, why it is wrong."""

    page: str
    target: str
    reason: str


@dataclass(slots=True)
class _Seen:
    links: set[str] = field(default_factory=set)
    anchors: set[str] = field(default_factory=set)


#: What files say that are still there as they were read, by what the system says of them.
_KNOWN: Final[dict[tuple[int, ...], _Seen]] = {}
_AT_MOST: Final = 4000


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = _Seen()

    def updatepos(self, i: int, j: int) -> int:
        # Nobody asks for line numbers; counting them takes about a tenth of the time.
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is None:
                continue
            if name == "id" or (name == "name" and tag == "a"):
                self.seen.anchors.add(value)
            elif name in _ADDRESSES:
                self.seen.links.add(value.strip())
            elif name == "srcset":
                self.seen.links.update(_CANDIDATE.findall(value))


def check_links(site: Path, site_url: str | None = None, *, remembered: bool = False) -> list[LinkProblem]:
    """Check the links of a whole site, all its languages together.

    Args:
        site: the built site of an organisation.
        site_url: its public address, if it has one; links that begin with it are internal.
        remembered: keep in mind what each file says, and read a file no more that has not been touched since.

    Returns:
        The links that lead nowhere, sorted; links to other places are not followed.
    """
    files = frozenset(_files(site))
    read = _remembered if remembered else _read
    pages = {path: read(site / path) for path in sorted(files) if path.endswith(".html")}
    place = _Place(files, {path: seen.anchors for path, seen in pages.items()}, urlsplit(f"{site_url.rstrip('/')}/") if site_url else None)
    return sorted(
        LinkProblem(page, link, reason) for page, seen in pages.items() for link in seen.links if (reason := place.fault(link, page)) is not None
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """The site as links see it: its files, the anchors of its pages, its public address."""

    files: frozenset[str]
    anchors: Mapping[str, set[str]]
    address: SplitResult | None

    def fault(self, link: str, page: str) -> str | None:
        """Why `link` on `page` leads nowhere; None when it leads somewhere, or to another site."""
        try:
            parts = urlsplit(link)
        except ValueError:
            return "not an address"
        if (parts.scheme or parts.netloc) and not self._is_ours(parts):
            kind = parts.scheme or "http"
            return None if kind in _ELSEWHERE else f"an address of the kind {kind}:"
        inside = self._inside(unquote(parts.path), page, absolute=bool(parts.netloc))
        if inside is None:
            return "leads out of the site"
        target = self._file(inside)
        if target is None:
            return "no such page or file"
        anchor = unquote(parts.fragment)
        if anchor and anchor != "top" and target in self.anchors and anchor not in self.anchors[target]:
            return f"no such place on {target}"
        return None

    def _is_ours(self, parts: SplitResult) -> bool:
        ours = self.address
        return ours is not None and parts.netloc == ours.netloc and parts.scheme in {"", ours.scheme} and f"{parts.path}/".startswith(ours.path)

    def _inside(self, path: str, page: str, *, absolute: bool) -> str | None:
        """The path below the site, without dots; None when it leaves the site. A folder ends with a stroke."""
        if path.startswith("/") or absolute:
            if self.address is not None:
                if not f"{path}/".startswith(self.address.path):
                    return None
                whole = path[len(self.address.path) :]
            elif posixpath.basename(page) == "404.html":
                # The engine takes the root of the server for the root of its edition: the page may be shown at any depth.
                whole = posixpath.join(posixpath.dirname(page), path.lstrip("/"))
            else:
                return None
        elif not path:
            return page
        else:
            whole = posixpath.join(posixpath.dirname(page), path)
        plain = posixpath.normpath(whole) if whole else "."
        if plain == ".." or plain.startswith("../"):
            return None
        folder = whole.endswith(("/", "/.", "/..")) or whole in {"", ".", ".."}
        return ("" if plain == "." else f"{plain}/") if folder else plain

    def _file(self, path: str) -> str | None:
        if path in self.files:
            return path
        index = f"{path.rstrip('/')}/index.html" if path else "index.html"
        return index if index in self.files else None


def _files(site: Path) -> Iterator[str]:
    for folder, _, names in os.walk(site):
        for name in names:
            yield Path(folder, name).relative_to(site).as_posix()


def _remembered(path: Path) -> _Seen:
    status = path.stat()
    key = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
    if key not in _KNOWN:
        if len(_KNOWN) >= _AT_MOST:
            _KNOWN.clear()
        _KNOWN[key] = _read(path)
    return _KNOWN[key]


def _read(path: Path) -> _Seen:
    html = path.read_text(encoding="utf-8")
    seen = _seen_at_a_glance(html)
    if seen is None:
        reader = _Reader()
        reader.feed(html)
        reader.close()
        seen = reader.seen
    return seen


def _seen_at_a_glance(html: str) -> _Seen | None:
    """Links and anchors of a page whose every ``<`` begins a tag as ours are, a comment or a script; None for any other.

    That is every page of ours, and a tenth of the work of a real parser.
    """
    plain = _plain(html)
    tags = _TAG.findall(plain)
    if plain.count("<") != len(tags) + plain.count("</") + plain.count("<!"):
        return None
    seen = _Seen()
    links = set()
    for name, text in _ATTRIBUTE.findall("".join(tags)):
        value = unescape(text)
        if name == "id":
            seen.anchors.add(value)
        elif name == "srcset":
            links.update(_CANDIDATE.findall(value))
        else:
            links.add(value.strip())
    seen.links = links
    seen.anchors.update(unescape(value) for tag in tags if tag.startswith("<a") and " name=" in tag for value in _NAMED.findall(tag))
    return seen


def _plain(html: str) -> str:
    """`html` without comments and without what is inside of scripts."""
    kept, end = [], 0
    while found := _HIDDEN.search(html, end):
        is_script = found[0] != "<!--"
        last = html.find("</script>" if is_script else "-->", found.end())
        if last < 0:
            break
        kept.append(html[end : found.end() if is_script else found.start()])
        end = last + (9 if is_script else 3)
    kept.append(html[end:])
    return "".join(kept)
