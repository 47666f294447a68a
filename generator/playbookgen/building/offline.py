"""A site that opens from a disk: a browser there finds no index page of a folder and fetches no JSON.

A named step after the engine. It changes links in the pages and adds one file, the search index as a script.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

_INDEX: Final = "search/search_index.json"
#: The same index as a script, under the name the theme asks for when a page comes from a disk.
SCRIPT: Final = "search/search_index.js"
_LINK: Final = re.compile(r'(<(?:a|link)\b[^>]*?\bhref=")([^"#?]*)([^"]*")')
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def make_offline(site: Path) -> None:
    """Make the built edition in `site` one that works from a disk as well as from a server.

    Raises:
        OSError: the disk refuses.
    """
    for page in sorted(site.rglob("*.html")):
        before = page.read_bytes()
        after = with_file_links(before.decode("utf-8")).encode("utf-8")
        if after != before:
            page.write_bytes(after)
    index = json.loads((site / _INDEX).read_bytes())
    for entry in index["docs"]:
        entry["location"] = file_of(entry["location"])
    # As ASCII, since a script from a disk comes without a word about its encoding.
    (site / SCRIPT).write_text(f"var __index = {json.dumps(index, separators=(',', ':'))}\n", encoding="ascii")


def with_file_links(html: str) -> str:
    """A page with every link to a folder of the site leading to the file in it; links to elsewhere stay."""

    def named(match: re.Match[str]) -> str:
        before, path, rest = match.groups()
        if not path or _ELSEWHERE.match(path):
            return match.group(0)
        return f"{before}{file_of(path)}{rest}"

    return _LINK.sub(named, html)


def file_of(address: str) -> str:
    """The file behind an address: ``plan/roadmap/#late`` is ``plan/roadmap/index.html#late``; a file stays what it is."""
    path, mark, anchor = address.partition("#")
    if path in ("", ".", "..") or path.endswith(("/", "/.", "/..")):
        path = f"{path}index.html" if not path or path.endswith("/") else f"{path}/index.html"
    return f"{path}{mark}{anchor}"
