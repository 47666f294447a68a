"""“On this page for you”: which sections of a long page are whose business, as links below its lead."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from markupsafe import Markup

from playbookgen.model.library import DoorId

#: A heading with its id, or a drawer of guidance with its title.
_HEADING: Final = re.compile(r"^#{2,3} (?P<title>.+?) \{: #(?P<id>[\w-]+) \}$", re.MULTILINE)
_DRAWER: Final = re.compile(r'<details class="pb-guidance" id="(?P<id>[\w-]+)"[^>]*>\n<summary><span[^>]*>[^<]*</span> (?P<title>[^\n]+)</summary>')
_LEAD: Final = re.compile(r'^<p class="pb-lead">.*</p>$', re.MULTILINE)


def with_shortcuts(markdown: str, sections: Mapping[DoorId, Sequence[str]], doors: Sequence[tuple[DoorId, Markup]], title: Markup) -> str:
    """A page with the shortcuts of each role below its lead; the page as it is where it has none of the sections.

    Args:
        markdown: the page.
        sections: ids of headings or of guidance, by door (`lead`, `supervise`, `coach`, `serve`), the most important first.
        doors: id and title of every door, in the order of Home; markup.
        title: “On this page for you”; markup.
    """
    titles = {found["id"]: found["title"].strip() for pattern in (_HEADING, _DRAWER) for found in pattern.finditer(markdown)}
    rows = []
    for door, name in doors:
        links = [f'<a href="#{anchor}">{titles[anchor]}</a>' for anchor in sections.get(door, ()) if anchor in titles]
        if links:
            rows.append(f'<li data-pb-role="{door}"><span class="pb-foryou__who">{name}</span> <span>{" ".join(links)}</span></li>')
    lead = _LEAD.search(markdown)
    if not rows or lead is None:
        return markdown
    block = "\n".join(['<details class="pb-foryou pb-noprint">', f"<summary>{title}</summary>", "<ul>", *rows, "</ul>", "</details>"])
    return f"{markdown[: lead.end()]}\n\n{block}{markdown[lead.end() :]}"
