"""An organisation's own colour and logo, from its folder to the reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbookgen.model.problem import Problem
from playbookgen.reading import Reading, discover, read_organisation
from support.mistakes import base_with_site
from support.sources import TODAY, library

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def folder(root: Path, site: str = "logo: logo.png", **pictures: bytes) -> Path:
    """An organisation in folder form with these lines below `site`; pictures by name, ``_`` for the dot."""
    target = root / "playbook" / "northlight"
    target.mkdir(parents=True)
    told = base_with_site(site)
    (target / "all.yml").write_text(told, encoding="utf-8")
    for name, content in pictures.items():
        (target / name.replace("_", ".")).write_bytes(content)
    return target


def read(root: Path) -> Reading:
    (source,) = discover(root).sources
    return read_organisation(source, library=library(), as_of=None, today=TODAY)


def only_problem(reading: Reading) -> Problem:
    assert len(reading.problems) == 1, [problem.message for problem in reading.problems]
    assert reading.organisation is None
    return reading.problems[0]


def test_colour_and_logo_of_ones_own(tmp_path: Path) -> None:
    folder(tmp_path, "logo: logo.png\n  accent: '#1D5C63'", logo_png=PNG, other_png=PNG)
    found = read(tmp_path)
    assert found.problems == ()
    assert found.organisation is not None
    assert found.organisation.site.accent == "#1d5c63"
    assert found.logo is not None
    assert (found.logo.shown, found.logo.content) == ("playbook/northlight/logo.png", PNG)


def test_without_a_logo_pictures_are_nothing_to_us(tmp_path: Path) -> None:
    folder(tmp_path, "languages: [en]", photo_jpg=b"no picture", large_png=bytes(300_000))
    found = read(tmp_path)
    assert (found.problems, found.logo) == ((), None)


@pytest.mark.parametrize(
    ("site", "pictures", "code", "says", "suggestion"),
    [
        ("logo: logo.png", {}, "E301", "there is no logo.png in playbook/northlight/", None),
        ("logo: loog.png", {"logo_png": PNG}, "E301", "there is no loog.png", "logo.png"),
        ("logo: Logo.PNG", {"logo_png": PNG}, "E301", "there is no Logo.PNG", "logo.png"),
        ("logo: logo.png", {"logo_png": PNG + bytes(200 * 1024)}, "E104", "at most 200 KiB", None),
        ("logo: logo.png", {"logo_png": b"GIF89a"}, "E117", "is not a PNG picture", None),
        ("logo: logo.svg", {"logo_svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'}, "E117", "<script>", None),
        ("logo: ../logo.png", {"logo_png": PNG}, "E204", "is a path", "logo.png"),
        ("logo: logo.gif", {}, "E204", "cannot be a logo", None),
        ("logo: [logo.png]", {"logo_png": PNG}, "E204", "the name of a picture", None),
    ],
)
def test_what_is_wrong_is_said_where_the_logo_is_named(
    tmp_path: Path, site: str, pictures: dict[str, bytes], code: str, says: str, suggestion: str | None
) -> None:
    target = folder(tmp_path, site, **pictures)
    problem = only_problem(read(tmp_path))
    assert (problem.code, problem.suggestion) == (code, suggestion)
    assert says in problem.message
    assert problem.help
    assert problem.place is not None
    line = (target / "all.yml").read_text(encoding="utf-8").split("\n")[problem.place.line - 1]
    assert line.strip() == site
    assert problem.place.path == "playbook/northlight/all.yml"


def test_a_logo_behind_a_link_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    target = folder(tmp_path)
    (target / "logo.png").symlink_to(tmp_path / "secret.png")
    problem = only_problem(read(tmp_path))
    assert (problem.code, problem.place.path if problem.place else None) == ("E108", "playbook/northlight/logo.png")


def test_the_digest_knows_the_logo(tmp_path: Path) -> None:
    target = folder(tmp_path, logo_png=PNG)
    (before,) = discover(tmp_path).sources
    (target / "logo.png").write_bytes(PNG + b"x")
    (after,) = discover(tmp_path).sources
    assert before.digest != after.digest
    assert before.inputs == ("playbook/northlight/all.yml", "playbook/northlight/logo.png")


def test_a_lost_colour_of_the_workspace_is_found(tmp_path: Path) -> None:
    folder(tmp_path, "languages: [en]")
    (tmp_path / "site_config.yml").write_text("schema_version: 1\naccent: #abc  # ours\n", encoding="utf-8")
    (problem,) = discover(tmp_path).problems
    assert (problem.code, problem.suggestion, problem.place.line if problem.place else 0) == ("E204", "'#abc'", 2)


@pytest.mark.parametrize("colour", ["#ffcc00", "#FFFFFF", "#00a0e0"])
def test_a_colour_nobody_can_read_is_refused_with_the_nearest_that_can_be(tmp_path: Path, colour: str) -> None:
    target = folder(tmp_path, f"accent: '{colour}'")
    problem = only_problem(read(tmp_path))
    assert problem.code == "E122"
    assert problem.place is not None
    line = (target / "all.yml").read_text(encoding="utf-8").split("\n")[problem.place.line - 1]
    assert line[problem.place.column - 1 :] == f"'{colour}'"
    assert colour in problem.message
    assert problem.suggestion is not None
    assert problem.suggestion in (problem.help or "")
    (target / "all.yml").write_text(base_with_site(f"accent: {problem.suggestion}"), encoding="utf-8")
    assert read(tmp_path).problems == ()


def test_a_colour_of_the_workspace_must_be_readable_too(tmp_path: Path) -> None:
    folder(tmp_path, "languages: [en]")
    (tmp_path / "site_config.yml").write_text("schema_version: 1\naccent: '#ffee00'\n", encoding="utf-8")
    (problem,) = discover(tmp_path).problems
    assert (problem.code, problem.place.line if problem.place else 0, problem.place.column if problem.place else 0) == ("E122", 2, 9)


def test_a_huge_logo_is_refused_without_being_read(tmp_path: Path) -> None:
    target = folder(tmp_path, "logo: logo.svg")
    with (target / "logo.svg").open("wb") as file:
        file.write(b'<svg xmlns="http://www.w3.org/2000/svg">')
        file.truncate(10 * 1024 * 1024)
    problem = only_problem(read(tmp_path))
    assert (problem.code, problem.place.line if problem.place else 0) == ("E104", 3)
    assert "smaller picture" in (problem.help or "")


def test_a_hostile_logo_is_refused_with_its_line_and_column(tmp_path: Path) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg">\n  <path d=""/>\n  <g onclick="alert(1)"/>\n</svg>'
    folder(tmp_path, "logo: logo.svg", logo_svg=drawing)
    problem = only_problem(read(tmp_path))
    assert problem.code == "E117"
    assert problem.related is not None
    assert (problem.related.path, problem.related.line, problem.related.column) == ("playbook/northlight/logo.svg", 3, 3)
