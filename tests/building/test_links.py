from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from playbookgen.building.engine import build_project, write_project
from playbookgen.building.links import LinkProblem, check_links
from playbookgen.model.playbook import Page
from playbookgen.model.text import Language
from support.playbooks import HOME, playbook, with_page


def site(folder: Path, body: str, *, page: str = "plan/roadmap/index.html") -> Path:
    for path, content in {
        "index.html": '<h1 id="home">Home</h1>',
        "404.html": '<a href="/assets/a.css">x</a>',
        "fi/404.html": '<a href="/../assets/a.css">x</a><a href="/">y</a><a href="//x.svg">z</a><a href="/x.svg">z</a>',
        "fi/x.svg": "<svg/>",
        "fi/index.html": '<a name="old">x</a>',
        "assets/a.css": "",
        "assets/ä b.svg": "<svg/>",
        "my-work/index.html": '<p id="ä">x</p>',
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    (folder / page).parent.mkdir(parents=True, exist_ok=True)
    (folder / page).write_text(f'<html><body id="here">{body}</body></html>', encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "link",
    [
        "../../", "../../index.html", "../..", ".", "./", "", "#", "#top", "#here", "../../my-work/#%C3%A4", "../../my-work", "?q=1#here",
        "../../fi/#old", "../../assets/%C3%A4%20b.svg#layer", "https://elsewhere.example/x#y", "//elsewhere.example", "mailto:a@b.example",
        "tel:+358", "https://example.org/org/my-work/", "https://example.org/org", "https://example.org/other/", "/org/assets/a.css",
        "data:image/png;base64,AA",
    ],
)  # fmt: skip
def test_a_good_link_is_left_alone(tmp_path: Path, link: str) -> None:
    problems = check_links(site(tmp_path, f'<a href="{link}">x</a>'), "https://example.org/org/")
    assert [problem for problem in problems if not problem.page.endswith("404.html")] == []


@pytest.mark.parametrize(
    ("html", "target", "reason"),
    [
        ('<a href="../missing/">x</a>', "../missing/", "no such page or file"),
        ('<a href="#nowhere">x</a>', "#nowhere", "no such place on plan/roadmap/index.html"),
        ('<a href="../../my-work/#nowhere">x</a>', "../../my-work/#nowhere", "no such place on my-work/index.html"),
        ('<img src="../a.png">', "../a.png", "no such page or file"),
        ('<img srcset="../../assets/a.css 1x, ../b.png 2x">', "../b.png", "no such page or file"),
        ('<svg><use xlink:href="#icon"/></svg>', "#icon", "no such place on plan/roadmap/index.html"),
        ('<a href="../../../other/">x</a>', "../../../other/", "leads out of the site"),
        ('<a href="/other/">x</a>', "/other/", "leads out of the site"),
        ('<a href="https://example.org/org/missing/">x</a>', "https://example.org/org/missing/", "no such page or file"),
        ('<a href="javascript:alert(1)">x</a>', "javascript:alert(1)", "an address of the kind javascript:"),
        ('<a href="http://[">x</a>', "http://[", "not an address"),
        ('<a href="../../Index.html">x</a>', "../../Index.html", "no such page or file"),
    ],
)
def test_a_bad_link_is_found(tmp_path: Path, html: str, target: str, reason: str) -> None:
    problems = check_links(site(tmp_path, html), "https://example.org/org/")
    assert LinkProblem("plan/roadmap/index.html", target, reason) in problems


def test_an_absolute_path_needs_a_public_address(tmp_path: Path) -> None:
    problems = check_links(site(tmp_path, '<a href="/my-work/">x</a>'))
    assert problems == [LinkProblem("plan/roadmap/index.html", "/my-work/", "leads out of the site")]


def test_the_page_for_missing_pages_counts_from_the_root_of_its_edition(tmp_path: Path) -> None:
    assert check_links(site(tmp_path, "")) == []
    (tmp_path / "fi/404.html").write_text('<a href="/assets/a.css">x</a>', encoding="utf-8")
    assert check_links(tmp_path) == [LinkProblem("fi/404.html", "/assets/a.css", "no such page or file")]


#: What a page may hold, and the links of it that lead nowhere. `m…` is never there, `../../my-work/` and `#here` are.
SEEN_AT_A_GLANCE = {
    "a link": ('<a href="m">x</a>', ["m"]),
    "on a line of its own": ('<a\nclass="b"\thref="m"\n>x</a>', ["m"]),
    "two": ('<a href="m">x</a><a href="n">y</a><a href="m">z</a>', ["m", "n"]),
    "blanks around": ('<a href=" m ">x</a>', ["m"]),
    "a greater sign in a value": ('<img alt="a > b" src="m.png">', ["m.png"]),
    "an apostrophe in a value": ('<img alt="it\'s" src="m.png">', ["m.png"]),
    "a value that looks like one": ('<a title="see href=\'m\'" href="../../my-work/">x</a>', []),
    "without a value": ('<input required id="f" disabled><a href="#f">x</a>', []),
    "a reference": ('<a href="m&amp;n">x</a><i id="q&#38;r"></i><a href="#q&amp;r">y</a>', ["m&n"]),
    "a picture": ('<svg viewBox="0 0 1 1"><use xlink:href="#m"/></svg><video poster="n.png"></video>', ["#m", "n.png"]),
    "names that only end like one": ('<a data-href="m" x-src="m" idx="here2">x</a><a href="#here2">y</a>', ["#here2"]),
    "what only begins like one": ('<a hrefs="m" srcs="m">x</a>', []),
    "candidates": ('<img srcset="m.png, n.png 2x,o.png 1.5x , a,b.png 3x, p">', ["a,b.png", "m.png", "n.png", "o.png", "p"]),
    "candidates with an s at an end": ('<img srcset="sa.png, bs 2x, s">', ["bs", "s", "sa.png"]),
    "one candidate": ('<img srcset="m">', ["m"]),
    "the empty candidate": ('<img srcset="">', []),
    "an old anchor": ('<a class="x" name="old">x</a><a name="o"></a><a href="#old">y</a><a href="#o">z</a>', []),
    "a name that is no anchor": ('<b name="old"></b><input name="x"><a href="#old">y</a><a data-name="z" href="#z">y</a>', ["#old", "#z"]),
    "a name after an end": ('<a></a><input name="old"><a href="#old">y</a>', ["#old"]),
    "a script": ('<script>if (a<b) { c = \'<a href="m">\' }</script><a href="n">x</a>', ["n"]),
    "a script with a source": ('<script type="module" src="m.js"></script>', ["m.js"]),
    "two scripts": ('<script>a<b</script><a href="m">x</a><script id="s">a<b</script><a href="#s">y</a>', ["m"]),
    "an element that begins like a script": ('<scripted><a href="m">x</a></scripted>', ["m"]),
    "a comment": ('<!-- <a href="m"> a < b --><a href="n">x</a><!----><a href="o">x</a>', ["n", "o"]),
    "a comment before a script": ('<!-- <script> --><a href="m">x</a><script>a</script>', ["m"]),
    "a script before a comment": ('<script>"<!--"</script><a href="m">x</a><!-- a -->', ["m"]),
    "an exclamation": ('<p>Well!</p><a href="m">done!</a>', ["m"]),
    "a declaration": ('<!DOCTYPE html><a href="m">x</a>', ["m"]),
    "alone": ('<br/><br /><img src="m.png"/>', ["m.png"]),
    "names of a drawing and of our own": ('<linearGradient id="g"><stop/></linearGradient><x-y1 d="" href="m">x</x-y1><use href="#g"/>', ["m"]),
    "names with signs": ('<a x:y.z-1="" @click="" _a="" :b="" href="m">x</a>', ["m"]),
}
LEFT_TO_A_PARSER = {
    "a sign that is no tag": ('a < b <a href="m">x</a>', ["m"]),
    "single quotes": ("<a title='see href=\"n\"' href='m'>x</a>", ["m"]),
    "no quotes": ('<a id=f href=m>x</a><a href="#f">y</a>', ["m"]),
    "capitals": ('<A HREF="m">x</A><a NAME="f" HREF="n"></a><a href="#f">y</a>', ["m", "n"]),
    "blanks before the value": ('<a href = "m">x</a>', ["m"]),
    "a tag in a value": ('<a title="<b>" href="m">x</a>', ["m"]),
    "nothing between": ('<a class="b"href="m">x</a>', ["m"]),
    "a script in capitals": ('<SCRIPT>c = \'<a href="m">\'</SCRIPT><a href="n">x</a>', ["n"]),
    "a script without end": ('<a href="m">x</a><script>a <', ["m"]),
    "a comment without end": ('<a href="m">x</a><!-- <a', ["m"]),
}


def linked(folder: Path, html: str) -> list[str]:
    """The links of a page that lead nowhere."""
    return [problem.target for problem in check_links(site(folder, html)) if problem.page == "plan/roadmap/index.html"]


@pytest.mark.parametrize(("html", "links"), SEEN_AT_A_GLANCE.values(), ids=SEEN_AT_A_GLANCE)
def test_a_page_like_ours_is_read_at_a_glance_and_as_a_parser_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, html: str, links: list[str]
) -> None:
    assert linked(tmp_path, f"{html} a < b") == links, "what the parser finds"
    monkeypatch.delattr(HTMLParser, "feed")
    assert linked(tmp_path, html) == links


@pytest.mark.parametrize(("html", "links"), LEFT_TO_A_PARSER.values(), ids=LEFT_TO_A_PARSER)
def test_what_is_written_otherwise_is_left_to_a_parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, html: str, links: list[str]) -> None:
    assert linked(tmp_path, html) == links
    monkeypatch.delattr(HTMLParser, "feed")
    with pytest.raises(AttributeError):
        check_links(tmp_path)


def whole_site(folder: Path, languages: tuple[Language, ...], home: str, site_url: str | None = None) -> Path:
    for code in languages:
        edition = with_page(playbook(code, languages, site_url=site_url), Page("", "Home", home if code == languages[-1] else HOME))
        write_project(edition, folder / code, site_dir="s")
        build_project(folder / code, folder / "site" / edition.prefix)
    return folder / "site"


@pytest.mark.parametrize("site_url", [None, "https://example.org/lumivakka/"])
def test_a_built_site_in_two_languages_is_whole(tmp_path: Path, site_url: str | None) -> None:
    built = whole_site(tmp_path, ("en", "fi"), HOME, site_url)
    assert check_links(built, site_url) == []


def test_a_page_missing_in_one_language_breaks_the_switch(tmp_path: Path) -> None:
    built = whole_site(tmp_path, ("en", "fi"), HOME)
    (built / "fi/plan/roadmap/index.html").rename(built / "fi/plan/roadmap/moved.html")
    problems = check_links(built)
    assert LinkProblem("plan/roadmap/index.html", "../../fi/plan/roadmap/", "no such page or file") in problems


def test_raw_html_that_the_engine_does_not_check_is_checked(tmp_path: Path) -> None:
    built = whole_site(tmp_path, ("en",), '# T {#t}\n\n<p><a href="plan/rodmap/">x</a></p>\n')
    assert check_links(built) == [LinkProblem("index.html", "plan/rodmap/", "no such page or file")]
