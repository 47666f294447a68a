from __future__ import annotations

import pytest
from material.plugins.search.plugin import Parser

from playbookgen.building.search_sections import sections

Cut = list[tuple[str | None, str, str, bool]]

PAGES = {
    "text alone": "just text",
    "text first": "before <p>a</p>",
    "no heading": "<p>a</p>\n<ul>\n<li>b &amp; c</li>\n</ul>",
    "headings": '<h1 id="t">Title<a class="headerlink" href="#t" title="x">&para;</a></h1>\n<p>l</p><h2 id="s">S &lt; <code>k</code></h2><p>x</p>',
    "first heading is no title": '<p>a</p><h2 id="s">S</h2><p>x</p>',
    "second-level heading first": '<h2 id="s">S</h2><p>x</p><h1 id="t">T</h1>',
    "heading without an anchor": "<h2>S</h2><p>x</p>",
    "nested headings": '<div><h2 id="a">A</h2><p>in</p><div><h3 id="b">B</h3><p>deep</p></div><p>after</p></div><p>out</p><h2 id="c">C</h2>',
    "heading in a card": '<ul><li class="c"><h3 id="a">A</h3><p>one</p></li><li><h3 id="b">B</h3></li></ul><p>after</p>',
    "empty elements": "<p></p><p> \n </p><ul><li></li></ul><p>x</p>",
    "left out": '<h2 id="a">A</h2><div data-search-exclude><p>no</p><div>no</div><p>quirk</p></div><p>yes</p>',
    "a section left out": '<h2 id="a" data-search-exclude>A</h2><p>no</p><h2 id="b">B</h2><p>yes</p>',
    "line numbers": '<div class="linenodiv"><pre>1</pre></div><pre><code>a\n  b</code></pre>',
    "void and drawn": '<p>a<br>b<img src="x"></p><svg viewBox="0 0"><title>t</title><linearGradient id="g"/><line x1="1"/><text>n</text></svg>',
    "spaces": "<p>a  \n b</p>  \n\n <p>c</p>",
    "pre": "<pre>a\n\n  b</pre>\n<pre>  \n</pre>",
    "nothing": "",
}


def stock(html: str) -> Cut:
    parser = Parser()
    parser.feed(html)
    parser.close()
    return [(each.id, "".join(each.title), "".join(each.text), each.is_excluded()) for each in parser.data]


@pytest.mark.parametrize("html", PAGES.values(), ids=PAGES.keys())
def test_a_page_is_cut_as_the_plugin_cuts_it(html: str) -> None:
    ours = sections(html)
    assert ours is not None
    assert [(each.id, "".join(each.title), "".join(each.text), each.is_excluded()) for each in ours] == stock(html)


@pytest.mark.parametrize("html", ["<p>a<!-- b --></p>", "<script>a</script>", "<p>a < b</p>", "<div><p></div></p>", "<p class='x'>y</p>", "</p>"])
def test_html_that_is_not_plain_is_left_to_the_plugin(html: str) -> None:
    assert sections(html) is None
