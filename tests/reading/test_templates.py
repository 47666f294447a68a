"""Templates and library: complete, typed, and only where a workspace may have its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbookgen.model.failure import TemplatesUnusable
from playbookgen.model.library import Library
from playbookgen.model.workspace import TemplatePack
from playbookgen.reading import load_library, load_templates, packaged_templates


def write(root: Path, files: dict[str, str]) -> Path:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    return root


def test_packaged_templates_hold_the_library() -> None:
    pack = load_templates(packaged_templates(), None)
    assert all(f"library/{name}.yml" in pack.files or pack.below(f"library/{name}") for name in Library.model_fields)


def test_the_library_loads() -> None:
    library = load_library(load_templates(packaged_templates(), None))
    assert isinstance(library, Library)
    assert {area.id for area in library.assessment.areas} >= {"people", "results"}
    assert all(isinstance(act.core, bool) for act in library.leadership.acts)
    assert all(isinstance(level.low, int) for level in library.assessment.levels)


def test_overrides_win_and_the_rest_stays(tmp_path: Path) -> None:
    package = write(tmp_path / "package", {"pages/home.md.j2": "ours", "pages/why.md.j2": "ours", "theme/x.css": "x"})
    own = write(tmp_path / "own", {"pages/home.md.j2": "theirs", "locales/fi.po": "fi", "pages/home.md.j2~": "leftover", "README.md": "why"})
    pack = load_templates(package, own)
    assert {path: pack.text(path) for path in pack.files} == {
        "locales/fi.po": "fi",
        "pages/home.md.j2": "theirs",
        "pages/why.md.j2": "ours",
        "theme/x.css": "x",
    }
    assert list(pack.files) == sorted(pack.files)


def test_missing_overrides_are_none(tmp_path: Path) -> None:
    package = write(tmp_path / "package", {"pages/home.md.j2": "ours"})
    assert list(load_templates(package, tmp_path / "templates").files) == ["pages/home.md.j2"]


@pytest.mark.parametrize("path", ["theme/main.html", "starter/x.yml", "other/x", "top.md"])
def test_theme_and_starter_cannot_be_overridden(tmp_path: Path, path: str) -> None:
    package = write(tmp_path / "package", {"pages/home.md.j2": "ours"})
    with pytest.raises(TemplatesUnusable, match="cannot be overridden"):
        load_templates(package, write(tmp_path / "own", {path: "x"}))


def test_links_are_refused(tmp_path: Path) -> None:
    package = write(tmp_path / "package", {"pages/home.md.j2": "ours"})
    own = write(tmp_path / "own", {"pages/why.md.j2": "x"})
    (own / "pages/home.md.j2").symlink_to(tmp_path / "secret")
    with pytest.raises(TemplatesUnusable, match="not a regular file"):
        load_templates(package, own)
    (own / "pages/home.md.j2").unlink()
    (own / "partials").symlink_to(package / "pages")
    with pytest.raises(TemplatesUnusable, match="not a regular file"):
        load_templates(package, own)


def test_library_with_a_file_missing() -> None:
    with pytest.raises(TemplatesUnusable, match=r"library/glossary\.yml"):
        load_library(TemplatePack({"library/pages.yml": b"[]"}))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- {id: plan, title: {en: Plan, fi: Suunnitelma, nb: Plan}}\n", "no text in sv"),
        ("- {id: plan, titel: {en: Plan}}\n", "titel"),
        ("a: [\n", "never closed"),
        ("", "empty"),
        ("id: plan\n", "list"),
    ],
)
def test_slips_in_the_library_are_located(text: str, says: str) -> None:
    files = dict(load_templates(packaged_templates(), None).files)
    files["library/sections.yml"] = text.encode()
    with pytest.raises(TemplatesUnusable, match=says) as caught:
        load_library(TemplatePack(files))
    assert "templates/library/sections.yml:1:" in caught.value.message
