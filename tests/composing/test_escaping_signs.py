"""Each sign that could be syntax, by itself and exactly: a filter that forgets one of them is noticed here."""

from __future__ import annotations

import pytest

from playbookgen.composing.escaping import escape, escape_markdown_in_html
from playbookgen.composing.rich_text import _kept, rich, rich_inline

REL = ' rel="noopener noreferrer nofollow"'


@pytest.mark.parametrize("sign", list("\\`*_{}[]<>|~^$\"'"))
def test_a_sign_that_is_syntax_anywhere(sign: str) -> None:
    assert str(escape(f"a{sign}b{sign}")) == f"a&#{ord(sign)};b&#{ord(sign)};"
    assert str(escape_markdown_in_html(f"<p>a{sign}b</p>" if sign not in "<>" else "<p>a</p>")).count(f"&#{ord(sign)};") == (sign not in "<>")


@pytest.mark.parametrize("sign", list("#+-=:!?/."))
def test_a_sign_that_is_syntax_at_the_start_only(sign: str) -> None:
    assert str(escape(f"{sign} a {sign} b")) == f"&#{ord(sign)}; a {sign} b"
    assert str(escape(f" {sign} a")) == f" &#{ord(sign)}; a"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a&b &amp;", "a&amp;b &amp;amp;"),
        ("1. a 1. b", "1&#46; a 1. b"),
        ("12) a", "12&#41; a"),
        ("1a 2.", "1a 2."),
        ("a==b=c", "a=&#61;b=c"),
        ("a++b+c", "a+&#43;b+c"),
        ("a--b-c", "a-&#45;b-c"),
        ("a![b!c", "a&#33;&#91;b!c"),
        ("a::b:c", "a&#58;:b:c"),
        ("a # b #", "a # b &#35;"),
        ("a ##", "a &#35;&#35;"),
        ("a ## ", "a &#35;&#35; "),
        ("  a  b  ", " a b "),
        ("", ""),
        (" ", " "),
    ],
)
def test_signs_that_are_syntax_in_company(text: str, escaped: str) -> None:
    assert str(escape(text)) == escaped


@pytest.mark.parametrize("blank", list(" \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029"))
def test_every_blank_is_one_space(blank: str) -> None:
    assert str(escape(f"a{blank}{blank}b")) == "a b"


@pytest.mark.parametrize("unseen", [*map(chr, range(9)), "\x0e", "\x1b", "\x7f", "\x84", "\x86", "\x9f", *"\u202a\u202e\u2066\u2069"])
def test_what_acts_unseen_is_gone(unseen: str) -> None:
    assert str(escape(f"a{unseen}b")) == "ab"


@pytest.mark.parametrize("seen", ["\xa0", "\u2029a"[1], "\u202f", "\u2065", "\u206a", "\u200d"])
def test_what_a_writer_chose_stays(seen: str) -> None:
    assert str(escape(f"x{seen}y")) == f"x{seen}y"


@pytest.mark.parametrize(
    ("html", "escaped"),
    [
        ("<p>a_b &amp; &#95; *c*</p> d_e", "<p>a&#95;b &amp; &#95; &#42;c&#42;</p> d&#95;e"),
        ('<a href="x_y*z">z_z</a>', '<a href="x_y*z">z&#95;z</a>'),
        ("&nope y_ &lt;b&gt;", "&amp;nope y&#95; &lt;b&gt;"),
        ("a_b", "a&#95;b"),
    ],
)
def test_clean_html_is_read_once(html: str, escaped: str) -> None:
    assert str(escape_markdown_in_html(html)) == escaped


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*a* **b** `c` _d_ __e__", "<p><em>a</em> <strong>b</strong> <code>c</code> <em>d</em> <strong>e</strong></p>"),
        ("a\n\nb\nc", "<p>a</p> <p>b c</p>"),
        ("<b>x</b> & &lt; &amp;", "<p>&lt;b&gt;x&lt;/b&gt; &amp; &amp;lt; &amp;amp;</p>"),
        ("# a", "<p># a</p>"),
        ("a\n===", "<p>a ===</p>"),
        ("a\n---", "<p>a ---</p>"),
        ("---", "<p>---</p>"),
        ("1. a\n2. b", "<p>1. a 2. b</p>"),
        ("- a\n- b", "<p>- a - b</p>"),
        ("> a", "<p>&gt; a</p>"),
        ("    a", "<p>a</p>"),
        ("[x]: https://e", "<p>&#91;x&#93;: https://e</p>"),
        (
            "[x]: https://e\n\n[x] [y][x] ![x][x] ![x]",
            "<p>&#91;x&#93;: https://e</p> <p>&#91;x&#93; &#91;y&#93;&#91;x&#93; !&#91;x&#93;&#91;x&#93; !&#91;x&#93;</p>",
        ),
        ("![a](https://e)", "<p>!&#91;a&#93;(https://e)</p>"),
        ("<https://e.org> <a@b.fi>", "<p>&lt;https://e.org&gt; &lt;a@b.fi&gt;</p>"),
        ("a  \nb", "<p>a   b</p>"),
        ('it\'s *a "b"*', "<p>it&#39;s <em>a &#34;b&#34;</em></p>"),
    ],
)
def test_of_markdown_four_marks_are_left(text: str, html: str) -> None:
    assert str(rich(text)) == html


@pytest.mark.parametrize(
    "address", ["https://e.org", "http://e.org", "mailto:a@e.org", "tel:+358", "HTTPS://e", "/a:b", "?a:b", "#a:b", "a/b", "https://e/a:b"]
)
def test_an_address_that_stays(address: str) -> None:
    assert str(rich(f"[x]({address})")) == f'<p><a href="{address}"{REL}>x</a></p>'


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:a", "JavaScript:a", "data:a", "vbscript:a", "ftp://e", "file:a", "java&#x73;cript:a", "java&amp;#x73;cript:a"),
        *("java\u00a0script:a", "java\u3000script:a", "java\u2028script:a", "\x01javascript:a", "java\x7fscript:a", "x-y:z", "java&Tab;script:a"),
    ],
)
def test_an_address_that_does_not(address: str) -> None:
    assert str(rich(f"[x](<{address}>)")) in {f"<p><a{REL}>x</a></p>", f"<p>{escape(f'[x](<{address}>)')}</p>".replace("&#40;", "(")}


@pytest.mark.parametrize(
    "blank", ["\0", "\x01", "\t", "\n", "\x1f", " ", "\x7f", "\x80", "\xa0", "\u2028", "\u2029", "\u3000", "&Tab;", "&amp;Tab;", "&#1;"]
)
def test_a_blank_hides_no_scheme(blank: str) -> None:
    """The filter itself: what the sanitiser makes of an address is a second look at it."""
    assert _kept("a", "href", f"java{blank}script:a") is None
    assert _kept("a", "href", f"{blank}https{blank}://e") is not None


def test_the_filter_looks_at_addresses_only() -> None:
    assert _kept("a", "rel", "javascript:a") == "javascript:a"
    assert _kept("a", "href", "mailto:a:b") == "mailto:a:b"


def test_a_link_has_no_other_attribute() -> None:
    assert str(rich('[x](https://e.org "a title")')) == f'<p><a href="https://e.org"{REL}>x</a></p>'


def test_inline_there_is_no_paragraph() -> None:
    assert str(rich_inline("a *b*")) == "a <em>b</em>"
    assert str(rich_inline("a\n\nb")) == "a   b"
