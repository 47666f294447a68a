"""The inline Markdown an organisation may use in notes, definitions and practices.

Emphasis, strong, code and links; nothing else. Raw HTML is shown as typed. What comes out passes
through nh3 with a list of allowed tags, so a mistake here is not yet a hole.
"""

from __future__ import annotations

import html
import re
from functools import cache

import nh3
from markdown import Markdown
from markupsafe import Markup

from playbookgen.composing.escaping import escape_markdown_in_html

_TAGS = {"p", "em", "strong", "code", "a", "br"}
#: The sanitiser lets a few attributes stand on every element unless it is told that there are none.
_ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
#: What stands before the first colon of an address, unless that belongs to its path.
_SCHEME = re.compile(r"([^/?#:]*):")
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\u3000]+")

# What Python-Markdown could do and a note may not: it stays text.
_NOT_BLOCKS = ("indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote", "reference")
_NOT_INLINE = (
    *("reference", "image_link", "image_reference", "short_reference", "short_image_ref"),
    *("autolink", "automail", "linebreak", "html"),
)


@cache
def _converter() -> Markdown:
    converter = Markdown(output_format="html")
    converter.preprocessors.deregister("html_block")
    for name in _NOT_BLOCKS:
        converter.parser.blockprocessors.deregister(name)
    for name in _NOT_INLINE:
        converter.inlinePatterns.deregister(name)
    return converter


def rich(text: str) -> Markup:
    """Paragraphs of HTML from `text`; safe to put into a page."""
    converter = _converter().reset()
    raw = converter.convert(html.escape(text, quote=False))
    clean = nh3.clean(raw, tags=_TAGS, attributes=_ATTRIBUTES, attribute_filter=_kept, url_schemes=_SCHEMES, link_rel="noopener noreferrer nofollow")
    return escape_markdown_in_html(" ".join(clean.split("\n")))


def _kept(element: str, attribute: str, value: str) -> str | None:
    """An address, unless it has another scheme than those allowed however it is read: with its references resolved, without its blanks."""
    scheme = _SCHEME.match(_BLANKS.sub("", html.unescape(html.unescape(value)))) if attribute == "href" else None
    return value if scheme is None or scheme[1].lower() in _SCHEMES else None


def rich_inline(text: str) -> Markup:
    """As `rich`, without the paragraph around it: for a sentence inside a line or a cell."""
    return Markup(re.sub(r"</?p>", " ", rich(text)).strip())  # noqa: S704 - cleaned by rich
