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
    "references in numbers": f"a &#46; &#x2e; &#X2E; &#xaf09; &#XFA90; b\n\n{TABLE}",
    "attributes of all kinds": '<div Aa-z:Z0.9_="1" _a="x y" :b="" zZ=" " hidden>x</div>\n\ntext <B>x</B> <Zz9 a="">y</Zz9>\n\n<aAzZ09>y</aAzZ09>',
    "blanks in a tag": '<div class="x"\n id="y" >x<br /><hr/><i\n hidden>y</i></div >\n\ntext',
    "a heading called like an anchor": f"{GUIDE}\n\n## Guide x\n\ntext\n\n{TABLE}\n\n# A\n\ntext",
    "a heading called like an anchor that is written last": '<div id="x-y" markdown="1">\n\n*x*\n\n</div>\n\n## X y\n\ntext',
    "a heading called like an anchor before it": f"## Guide x\n\n{GUIDE}\n\ntext",
    "attributes out of order": '<div title="a" hidden class="b" markdown="1" aria-label="c">\n\n*x*\n\n</div>\n\ntext',
    "attributes of all kinds of a marked one": '<div _a="1" :b="" z9-0.x_:="3" hidden open="" z9="a" z9="b" markdown="1">\n\n*x*\n\n</div>\n\ntext',
    "capitals in attributes of a marked one": f'<div A="1" b="2" markdown="1">\n\n*x*\n\n</div>\n\n{TABLE}',
    "guidance with an old anchor": '<div markdown="1" class="x">\n\n*x*\n\n</div>\n\n<p><a class="b" name="old">y</a></p>\n\ntext',
    "a field with nothing in it": '<div><textarea name="a"></textarea></div>\n\ntext',
    "elements without end": '<p>a<br>b<img src="x.png"><input><wbr></p>\n\ntext\n\n<ul><li>a<hr></li></ul>',
    "closed in itself": '<figure><svg><path d="M0"/><g><rect/></g></svg></figure>\n\ntext',
    "one after the other": "<div>a</div>\n\n<p>b</p>\n\n\n\n<div>c</div>\n\ntext\n\n<div>d</div>\n\n<p>e</p>\n",
    "at the very end": f"text\n\n{TABLE}",
    "a line after": f"{TABLE}\n",
    "marked between raw": f"<div>a</div>\n\n{GUIDE}\n\n<div>b</div>\n\n<div>c</div>",
    "marked that stays between raw": '<div>a</div>\n\n<div markdown="1">\n\n## H\n\n</div>\n\n<div>b</div>\n\n<div>c</div>',
    "marked in marked": '<div markdown="1">\n\n<div markdown="1">\n\n*a*\n\n</div>\n\n**b**\n\n</div>\n\ntext',
    "marked as a span": '<div markdown="span">*a*</div>\n\n<div>b</div>\n\ntext',
}


@pytest.mark.parametrize("text", LIFTED.values(), ids=LIFTED.keys())
def test_what_is_lifted_comes_out_as_the_converter_has_it(text: str) -> None:
    assert put_together(text) == converted(text)


OPAQUE = ("iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "template", "xmp")
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
    "a greater sign in a value": f'<div title="a>b">y</div>\n\n{TABLE}',
    "a lesser sign in a value": f'<div title="a<b">y</div>\n\n{TABLE}',
    "code in a value": f'<div title="`">y</div>\n\n{TABLE}',
    "a value without quotes": f"<div class=x>y</div>\n\n{TABLE}",
    "no value": f"<div class=>y</div>\n\n{TABLE}",
    "a name of signs": f'<div 1a="x">y</div>\n\n{TABLE}',
    "nothing between attributes": f'<div a="x"b="y">y</div>\n\n{TABLE}',
    "a reference without number": f"a &#; b\n\n{TABLE}",
    "a reference in letters": f"a &#4a; b\n\n{TABLE}",
    "a reference that is none": f"a &#xg; b\n\n{TABLE}",
    "a block closed in itself": f"<div/>\n\n{TABLE}",
    "a name alone on its line": f'<div\n class="x">y</div>\n\n{TABLE}',
    "a rule of its own": f"<hr>\n\n{TABLE}",
    "an end too many": f"<div>a</div></div>\n\n{TABLE}",
    **{f"the character {number}": f"a{chr(number)}b\n\n{TABLE}" for number in (*range(10), *range(11, 32))},
    **{f"an element of its own kind: {name}": f"<{name}></{name}>\n\n{TABLE}" for name in OPAQUE},
}


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT.keys())
def test_what_could_be_read_in_two_ways_is_left_to_the_converter(text: str) -> None:
    assert lift(text, BLOCKS, converted) is None


BEARING = [
    *("# A heading", "   ###### A heading", "Heading\n---", "Heading\n-", "Heading\n===", "Heading\n   =  ", "Heading\n   ---  "),
    *(
        "[a link](x/)",
        "[ref]\n\n[ref]: x/",
        "[a] [b]",
        "[a][b]",
        "![a](x.png)",
        "text {: #id }",
        "text\n{: .b }",
        "!!! note\n    x",
        "??? note\n    x",
    ),
    *('<h1 id="x">y</h1>', "<h6>y</h6>", '<a href="x/">y</a>', '<a\nhref="x/">y</a>', '<img src="x.png">', '<p id="x">y</p>', '<p\nid="x">y</p>'),
]


@pytest.mark.parametrize("inside", BEARING)
def test_an_element_that_depends_on_its_page_stays_there(inside: str) -> None:
    text = f'<div markdown="1">\n\n{inside}\n\n</div>\n\n{TABLE}\n\ntext'
    lifted = lift(text, BLOCKS, converted)
    assert lifted is not None
    assert inside in lifted.markdown
    assert lifted.restored(converted(lifted.markdown)) == converted(text)


@pytest.mark.parametrize(
    "inside",
    [
        "a # b",
        "    # code",
        "a-b",
        "- one",
        "a = b",
        "<h7>y</h7>",
        "<abbr>y</abbr>",
        "[a]",
        "{a}",
        "a! b? c",
        "h1 to h6",
        "a img",
        '<p data-id="x">y</p>',
    ],
)
def test_an_element_that_does_not_is_converted_by_itself(inside: str) -> None:
    text = f'<div markdown="1">\n\n{inside}\n\n</div>\n\ntext'
    lifted = lift(text, BLOCKS, converted)
    assert lifted is not None
    assert inside not in lifted.markdown
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
    named = '<p data-id="no"><a name="old"></a><a\nclass="b" name="older" title="c"></a><a data-name="no" sname="no"></a><b name="no" id="b"></b></p>'
    lifted = lift(f"{TABLE}\n\n{GUIDE}\n\n{named}", BLOCKS, converted)
    assert lifted is not None
    assert lifted.ids() == {"a", "b", "guide-x", "old", "older"}


def test_a_place_that_went_missing_is_noticed() -> None:
    lifted = lift(f"{TABLE}\n\ntext\n\n{TABLE}", BLOCKS, converted)
    assert lifted is not None
    assert lifted.restored("<p>text</p>") is None
    assert lifted.restored('<div class="pb-lifted-1"></div><div class="pb-lifted-0"></div>') is None
