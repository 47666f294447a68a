"""The one style sheet of a site, from the small ones of `templates/theme/styles/`: one request, one order."""

from __future__ import annotations

import re
from typing import Final

from playbookgen.model.colour import shades
from playbookgen.model.workspace import TemplatePack

#: Where the sheet stands in a site.
SHEET: Final = "assets/playbook.css"

#: The sheets in the order of the cascade: what is general comes first, paper last.
PARTS: Final = (
    "colours",
    "base",
    "header",
    "search",
    "navigation",
    "footer",
    "text",
    "home",
    "voices",
    "findings",
    "tables",
    "cards",
    "steps",
    "checklists",
    "forms",
    "charts",
    "lists",
    "reading",
    "print",
)

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


def stylesheet(pack: TemplatePack, accent: str | None = None) -> bytes:
    """All parts one after another, without comments, indents and empty lines: readers load it on every first visit.

    Args:
        pack: all templates.
        accent: the organisation's own colour, ``#rrggbb``; its shades go over the usual ones.
    """
    texts = [_COMMENT.sub("", pack.text(f"theme/styles/{part}.css")) for part in PARTS]
    if accent:
        texts.append(_own_colour(accent))
    lines = (line.strip() for text in texts for line in text.split("\n"))
    return ("\n".join(line for line in lines if line) + "\n").encode("utf-8")


def _own_colour(accent: str) -> str:
    """The accent of the light page, the dark page and paper, and the first series of charts with it."""
    found = shades(accent)
    light = f"--pb-accent: {found.light}; --pb-accent-soft: {found.light_soft}; --pb-series-1: {found.light};"
    dark = f"--pb-accent: {found.dark}; --pb-accent-soft: {found.dark_soft}; --pb-series-1: {found.dark};"
    return (
        f'[data-md-color-scheme="default"] {{ {light} }}\n'
        f'[data-md-color-scheme="slate"] {{ {dark} }}\n'
        f"@media print {{ [data-md-color-scheme] {{ {light} }} }}\n"
    )
