"""How the Markdown of a page is laid out."""

from __future__ import annotations

import re
from typing import Final

#: Where one cell of a table, or one line of it, touches the next.
_TOUCHING: Final = re.compile(r"(</t[dh]>|<br>)(?=\S)")


def tidy(markdown: str) -> str:
    """As pages hold it: a blank line at most between blocks, no blanks at line ends, a newline at the end; cells of a table a blank apart.

    A browser does not see that blank. The engine's search index does: it drops tags and would glue the words of two cells.
    """
    lines = "\n".join(line.rstrip() for line in markdown.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", _TOUCHING.sub(r"\1 ", lines)).strip() + "\n"
