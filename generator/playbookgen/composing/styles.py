"""The one style sheet of a site, from the small ones of `templates/theme/styles/`: one request, one order."""

from __future__ import annotations

import re
from typing import Final

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
    "print",
)

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


def stylesheet(pack: TemplatePack) -> bytes:
    """All parts one after another, without comments, indents and empty lines: readers load it on every first visit."""
    texts = (_COMMENT.sub("", pack.text(f"theme/styles/{part}.css")) for part in PARTS)
    lines = (line.strip() for text in texts for line in text.split("\n"))
    return ("\n".join(line for line in lines if line) + "\n").encode("utf-8")
