from __future__ import annotations

import pytest
from markdown import Markdown

from playbookgen.building.raw_html import lift

EXTENSIONS = ["admonition", "attr_list", "md_in_html", "pymdownx.details", "tables", "toc"]
BLOCKS = frozenset(Markdown(extensions=["md_in_html"]).block_level_elements)


def converted(text: str) -> str:
    return Markdown(extensions=EXTENSIONS).convert(text)


def put_together(text: str) -> str | None:
    lifted = lift(text, BLOCKS, converted)
    return lifted.restored(converted(lifted.markdown)) if lifted else None


TABLE = '<table class="pb-table">\n<tr><th scope="row" id="a">A &amp; B</th>\n\n<td>r="3&#46;5"<br><hr></td></tr>\n</table>'
GUIDE = (
    '<details open class="pb-guidance" id="guide-x" markdown="1">\n<summary><span class="t">Guide</span> Why *so*</summary>\n'
    '<div class="b" markdown="1">\n\nSome **bold** words.\n\n- one\n- two\n\n</div>\n</details>'
)

LIFTED = {
    "a table": TABLE,
    "blocks in a row": f"{TABLE}\n\n<p>x</p>\n\n\n<div>y</div>",
    "between headings": f"# Title\n\n{TABLE}\n\n## Next {{: #next }}\n\ntext *with* stress\n\n<div>z</div>\n",
    "among lists and text": f"- one\n- two\n\n{TABLE}\n\n1. first\n\n   more\n\n<p>c</p>\n\nlast",
    "guidance": f"## Guide\n\n{GUIDE}\n\n{GUIDE}\n\nand after\n\n{TABLE}",
    "guidance beside raw": f"{TABLE}\n\n{GUIDE}\n\n{TABLE}",
    "drawing": '<figure>\n<svg viewBox="0 0 1 1"><title id="t">T &#46;</title><linearGradient/><line x1="1"/></svg>\n</figure>\n\nx',
    "empty field": '<div><textarea name="a" rows="4"></textarea><input type="text" required></div>\n\ntext',
    "inline tags in text": f'a <small>b</small> <a href="x/">c</a>\n\n{TABLE}',
    "directly after another": f"<div>one</div>\n<div>two</div>\n\n{TABLE}\n\ntext",
    "text before without a blank line": f"text\n{TABLE}\n\n<div>y</div>",
    "text after without a blank line": f"{TABLE}\ntext\n\n<div>y</div>",
}


@pytest.mark.parametrize("text", LIFTED.values(), ids=LIFTED.keys())
def test_what_is_lifted_comes_out_as_the_converter_has_it(text: str) -> None:
    assert put_together(text) == converted(text)


LEFT = {
    "nothing in it": "# Title\n\ntext",
    "an unclosed element": f"<div>\n\n{TABLE}\n\ntext",
    "a stray end": f"</div>\n\n{TABLE}",
    "a wrong end": "<div><p></div></p>\n\ntext",
    "a comment": f"<!-- note -->\n\n{TABLE}",
    "a script": f"<script>a < b</script>\n\n{TABLE}",
    "text in a field": "<div><textarea>**a**</textarea></div>\n\ntext",
    "a lesser sign": f"a < b\n\n{TABLE}",
    "a block in a line": f"text <div>x</div>\n\n{TABLE}",
    "an open reference": f"a &#46 b\n\n{TABLE}",
    "a tab": f"a\tb\n\n{TABLE}",
    "blanks on an empty line": f"a\n  \n{TABLE}",
    "odd quotes": f"<div class='x'>y</div>\n\n{TABLE}",
    "our own mark": f'<div class="pb-lifted-0"></div>\n\n{TABLE}',
}


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT.keys())
def test_what_could_be_read_in_two_ways_is_left_to_the_converter(text: str) -> None:
    assert lift(text, BLOCKS, converted) is None


@pytest.mark.parametrize(
    "inside", ["## A heading", "Heading\n---", "[a link](x/)", "[ref]\n\n[ref]: x/", "text {: #id }", '<h3 id="x">y</h3>', '<a href="x/">y</a>']
)
def test_an_element_that_depends_on_its_page_stays_there(inside: str) -> None:
    text = f'<div markdown="1">\n\n{inside}\n\n</div>\n\n{TABLE}\n\ntext'
    lifted = lift(text, BLOCKS, converted)
    assert lifted is not None
    assert inside in lifted.markdown
    assert lifted.restored(converted(lifted.markdown)) == converted(text)


def test_markdown_inside_raw_html_stays_raw() -> None:
    text = f'<div>\n<div markdown="1">\n\n**a**\n\n</div>\n</div>\n\n{TABLE}\n\ntext'
    assert put_together(text) == converted(text)


def test_an_element_that_comes_twice_is_converted_once() -> None:
    asked: list[str] = []

    def convert(element: str) -> str:
        asked.append(element)
        return converted(element)

    assert lift(f"{GUIDE}\n\n{GUIDE.replace('guide-x', 'other.guide-x')}", BLOCKS, convert) is not None
    assert len(asked) == 2
    assert len(set(asked)) == 1


def test_anchors_of_what_is_lifted_are_known() -> None:
    lifted = lift(f'{TABLE}\n\n{GUIDE}\n\n<p><a name="old"></a></p>', BLOCKS, converted)
    assert lifted is not None
    assert lifted.ids() == {"a", "guide-x", "old"}


def test_a_place_that_went_missing_is_noticed() -> None:
    lifted = lift(f"{TABLE}\n\ntext\n\n{TABLE}", BLOCKS, converted)
    assert lifted is not None
    assert lifted.restored("<p>text</p>") is None
    assert lifted.restored('<div class="pb-lifted-1"></div><div class="pb-lifted-0"></div>') is None
