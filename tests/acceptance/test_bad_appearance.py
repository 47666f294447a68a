"""A colour nobody can read and a logo that does more than draw: said with line and column, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.workspaces import playbookgen, told

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">\n{}\n</svg>'
HOSTILE = {
    "script": SVG.format("<script>alert(1)</script>"),
    "handler": SVG.format('<rect onload="alert(1)"/>'),
    "elsewhere": SVG.format('<use xlink:href="https://example.org/x.svg#a"/>'),
    "page": SVG.format('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'),
    "style": SVG.format("<style>path { fill: url(//example.org/x) }</style>"),
    "entities": '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n' + SVG.format("<text>&b;</text>"),
    "heavy": SVG.format(" " * 10_000_000),
}


def _folder(root: Path, site: str) -> Path:
    folder = root / "playbook" / "pikkula"
    folder.mkdir(parents=True)
    (folder / "all.yml").write_text(told("pikkula").replace("site: {languages: [en]}", f"site:\n  languages: [en]\n  {site}"), encoding="utf-8")
    return folder


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_logo_is_refused(tmp_path: Path, kind: str) -> None:
    (_folder(tmp_path, "logo: logo.svg") / "logo.svg").write_text(HOSTILE[kind], encoding="utf-8")
    ran = playbookgen("build", "--output", "site", cwd=tmp_path)
    assert ran.returncode == 1
    said = ran.stdout + ran.stderr
    assert "playbook/pikkula/all.yml:4:9" in said
    assert kind == "heavy" or "playbook/pikkula/logo.svg:" in said
    assert not list((tmp_path / "site").glob("pikkula"))


def test_a_colour_without_contrast_is_refused_with_the_nearest_that_has_it(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "accent: '#ffcc00'")
    ran = playbookgen("build", "--output", "site", cwd=tmp_path)
    assert ran.returncode == 1
    said = ran.stdout + ran.stderr
    assert "playbook/pikkula/all.yml:4:11" in said
    assert "E122" in said
    assert "#8e7100" in said
    assert not list((tmp_path / "site").glob("pikkula"))
    (folder / "all.yml").write_text((folder / "all.yml").read_text(encoding="utf-8").replace("#ffcc00", "#8e7100"), encoding="utf-8")
    assert playbookgen("check", cwd=tmp_path).returncode == 0
