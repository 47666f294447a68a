from __future__ import annotations

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
        "fi/404.html": '<a href="/../assets/a.css">x</a><a href="/">y</a>',
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
