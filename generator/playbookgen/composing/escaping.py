"""Text is text: what somebody typed appears as typed, in Markdown and in HTML alike.

Characters that Markdown or HTML could read as syntax become numeric character references. Python-
Markdown leaves those alone everywhere (paragraphs, tables, headings, raw HTML, attributes), which a
backslash does not offer: inside raw HTML it would show.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup

# Syntax anywhere in a line: HTML, emphasis, code, links and images, tables, attribute lists,
# strikethrough and other inline marks, entities, mathematics.
_ANYWHERE = {character: f"&#{ord(character)};" for character in "\\`*_{}[]<>|~^$\"'"} | {"&": "&amp;"}
_REFERENCES = str.maketrans(_ANYWHERE)
# Syntax only where a block could begin: heading, list, quote, setext line, definition, admonition.
_AT_START = re.compile(r"\A(?:[#+\-=:!?/.]|\d+(?=[.)]))")
# Marks that are syntax only when doubled, before a bracket or, in a heading, at its end.
_DOUBLED = re.compile(r"(?<==)=|(?<=\+)\+|(?<=-)-|!(?=&#91;)|:(?=:)|#(?=#* ?\Z)")
# Breaks and runs of blanks; a no-break space is a choice of the writer and stays.
_BLANKS = re.compile(r"[ \t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


# The same labels and names stand on many pages; a text and what it becomes never change.
@lru_cache(maxsize=16384)
def escape(text: str) -> Markup:
    """`text` so that it shows as typed wherever a template puts it.

    It becomes one line: breaks and runs of blanks are one space, also before and after the words.
    """
    line = _UNSEEN.sub("", _BLANKS.sub(" ", text))
    before, line = (" ", line[1:]) if line.startswith(" ") else ("", line)
    start = _AT_START.match(line)
    head = ""
    if start:
        first = start.group()
        if first[0].isdigit():
            head, line = f"{first}&#{ord(line[len(first)])};", line[len(first) + 1 :]
        else:
            head, line = f"&#{ord(first)};", line[1:]
    escaped = line.translate(_REFERENCES)
    return Markup(before + head + _DOUBLED.sub(lambda mark: f"&#{ord(mark.group())};", escaped))  # noqa: S704 - this is the escaping


def escape_markdown_in_html(html: str) -> Markup:
    """Clean HTML (from the sanitiser) whose text Markdown may not read a second time.

    Tags stay; in the text between them Markdown's own characters become references.
    """
    pieces = re.split(r"(<[^>]*>|&[#\w]+;)", html)
    for index in range(0, len(pieces), 2):
        pieces[index] = pieces[index].translate(_REFERENCES)
    return Markup("".join(pieces))  # noqa: S704 - the input comes from the sanitiser
