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
from markdown.blockprocessors import BlockProcessor, EmptyBlockProcessor, ParagraphProcessor
from markdown.inlinepatterns import (
    BACKTICK_RE,
    ENTITY_RE,
    ESCAPE_RE,
    LINK_RE,
    AsteriskProcessor,
    BacktickInlineProcessor,
    EscapeInlineProcessor,
    HtmlInlineProcessor,
    LinkInlineProcessor,
    Pattern,
    UnderscoreProcessor,
)
from markdown.util import Registry
from markupsafe import Markup

from playbookgen.composing.escaping import escape_markdown_in_html

_TAGS = {"p", "em", "strong", "code", "a", "br"}
_SCHEMES = {"http", "https", "mailto", "tel"}


@cache
def _converter() -> Markdown:
    """Paragraphs with code, links and emphasis: every other processor of Markdown is left out."""
    converter = Markdown(output_format="html")
    converter.preprocessors.deregister("html_block")
    blocks: Registry[BlockProcessor] = Registry()
    blocks.register(EmptyBlockProcessor(converter.parser), "empty", 20)
    blocks.register(ParagraphProcessor(converter.parser), "paragraph", 10)
    converter.parser.blockprocessors = blocks
    inline: Registry[Pattern] = Registry()
    inline.register(BacktickInlineProcessor(BACKTICK_RE), "backtick", 60)
    inline.register(EscapeInlineProcessor(ESCAPE_RE, converter), "escape", 50)
    inline.register(LinkInlineProcessor(LINK_RE, converter), "link", 40)
    inline.register(HtmlInlineProcessor(ENTITY_RE, converter), "entity", 30)
    inline.register(AsteriskProcessor(r"\*"), "em_strong", 20)
    inline.register(UnderscoreProcessor("_"), "em_strong_underscore", 10)
    converter.inlinePatterns = inline
    return converter


def rich(text: str) -> Markup:
    """Paragraphs of HTML from `text`; safe to put into a page."""
    converter = _converter().reset()
    raw = converter.convert(html.escape(text, quote=False))
    clean = nh3.clean(raw, tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel="noopener noreferrer nofollow")
    return escape_markdown_in_html(" ".join(clean.split("\n")))


def rich_inline(text: str) -> Markup:
    """As `rich`, without the paragraph around it: for a sentence inside a line or a cell."""
    return Markup(re.sub(r"</?p>", " ", rich(text)).strip())  # noqa: S704 - cleaned by rich
