"""What somebody typed appears as typed, wherever a template puts it."""

from __future__ import annotations

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from playbookgen.composing.escaping import escape

EXTENSIONS = ["tables", "attr_list", "md_in_html", "admonition", "def_list", "footnotes", "abbr", "pymdownx.details", "pymdownx.superfences"]
PLACES = {
    "paragraph": "Before\n\n{}\n\nAfter",
    "line": "Before {} after",
    "item": "- {}\n",
    "numbered": "1. {}\n",
    "heading": "## {} {{: #here }}\n",
    "table": "| a | b |\n|---|---|\n| {} | x |\n",
    "html": '<div class="x"><p>{}</p></div>\n',
    "details": '<details markdown="1"><summary>s</summary>\n\n{}\n\n</details>\n',
}
NAUGHTY = [
    "{{ 7*7 }}",
    "{% raw %}",
    "<script>alert(1)</script>",
    "**bold** _em_ `code`",
    "a | b",
    "# heading",
    "1. one",
    "1) one",
    "- item",
    "+ item",
    "> quote",
    "!!! note",
    "??? note",
    "=== tab",
    "--- rule",
    "[x](javascript:alert(1))",
    "![x](y)",
    "[^1]: note",
    "*[HTML]: abbreviation",
    "{: onclick=alert(1) }",
    ": definition",
    "&lt;b&gt; &amp; &#42;",
    "\\*not\\*",
    "~~~ fence",
    "``` fence",
    "==mark== ^^ins^^ ~~del~~",
    "“quotes” 'single' \"double\"",
    "http://example.org/a_b_c",
    "<me@example.org>",
    "2026-10-31",
    "...",
    "Asiakastyytyväisyys – 90 %",
]


def _shown(markdown: str) -> str:
    html = Markdown(extensions=EXTENSIONS).convert(markdown)
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    assert not [node for node in tree.iter() if node.tag in {"script", "img", "em", "strong", "code", "a", "blockquote", "hr", "pre", "dl"}], html
    return " ".join("".join(tree.itertext()).split())


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty_text_appears_as_typed(text: str, place: str) -> None:
    assert text in _shown(PLACES[place].format(escape(text)))


SYNTAX = st.sampled_from(" *_`|<>{}[]()#+-.!&\\~^=:$\"'")
LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"))


@given(st.text(alphabet=LETTERS | SYNTAX, min_size=1, max_size=40))
def test_any_text_appears_as_typed(text: str) -> None:
    line = " ".join(text.split())
    if line:
        for place in ("paragraph", "item", "table", "heading", "html"):
            assert line in _shown(PLACES[place].format(escape(line))), place


def test_line_breaks_become_spaces_and_controls_vanish() -> None:
    assert str(escape("a\nb\tc\x00d")) == "a b cd"
