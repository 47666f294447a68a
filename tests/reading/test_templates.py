"""Templates and library: complete, typed, and only where a workspace may have its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbookgen.model.failure import TemplatesUnusable
from playbookgen.model.library import Library
from playbookgen.model.problem import Place, Problem
from playbookgen.model.workspace import TemplatePack
from playbookgen.reading import load_library, load_templates, packaged_templates, read_library


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
    own = write(tmp_path / "own", {"pages/home.md.j2": "theirs", "pages/home.md.j2~": "leftover", "README.md": "why"})
    pack = load_templates(package, own)
    assert {path: pack.text(path) for path in pack.files} == {"pages/home.md.j2": "theirs", "pages/why.md.j2": "ours", "theme/x.css": "x"}
    assert list(pack.files) == sorted(pack.files)
    assert pack.problems == ()
    assert pack.overrides == ("pages/home.md.j2",)
    assert pack.packaged == {"pages/home.md.j2": b"ours"}


def test_missing_overrides_are_none(tmp_path: Path) -> None:
    package = write(tmp_path / "package", {"pages/home.md.j2": "ours"})
    assert list(load_templates(package, tmp_path / "templates").files) == ["pages/home.md.j2"]


def test_the_same_files_are_no_overrides(tmp_path: Path) -> None:
    """A workspace that holds the whole pack, as the repository does, beside an installed wheel."""
    texts = {"pages/home.md.j2": "ours", "theme/x.css": "x", "starter/y.yml": "y"}
    pack = load_templates(write(tmp_path / "package", texts), write(tmp_path / "own", texts))
    assert pack.overrides == ()
    assert pack.problems == ()
    repository = load_templates(packaged_templates(), packaged_templates())
    assert repository.overrides == ()


@pytest.mark.parametrize("path", ["theme/main.html", "theme/new.html", "starter/x.yml"])
def test_theme_and_starter_cannot_be_overridden(tmp_path: Path, path: str) -> None:
    package = write(tmp_path / "package", {"pages/home.md.j2": "ours", "theme/main.html": "ours"})
    pack = load_templates(package, write(tmp_path / "own", {path: "x"}))
    (problem,) = pack.problems
    assert (problem.code, problem.severity, problem.place) == ("E120", "error", Place(f"templates/{path}"))
    assert "cannot be overridden" in problem.message
    assert problem.help
    assert pack.files.get(path) != b"x"


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("pages/roadmap.md.j2", "pages/plan/roadmap.md.j2"),
        ("pages/plan/roadmap.md", "pages/plan/roadmap.md.j2"),
        ("page/plan/roadmap.md.j2", "pages/plan/roadmap.md.j2"),
        ("roadmpa.md.j2", "pages/plan/roadmap.md.j2"),
        ("library/glosary.yml", "library/glossary.yml"),
        ("locales/se/messages.po", "locales/sv/messages.po"),
        ("other/zebra.txt", None),
    ],
)
def test_an_override_of_nothing_is_located_and_says_what_was_meant(tmp_path: Path, path: str, meant: str | None) -> None:
    known = {
        "pages/home.md.j2": "",
        "pages/plan/roadmap.md.j2": "",
        "library/glossary.yml": "",
        "locales/sv/messages.po": "",
        "theme/roadmap.md.j2": "",
    }
    pack = load_templates(write(tmp_path / "package", known), write(tmp_path / "own", {path: "x"}))
    (problem,) = pack.problems
    assert (problem.code, problem.place, problem.suggestion) == ("E119", Place(f"templates/{path}"), meant)
    assert (f"did you mean templates/{meant}?" if meant else "delete this one") in (problem.help or "")
    assert path not in pack.files


def test_links_and_bytes_that_are_no_text_are_problems(tmp_path: Path) -> None:
    package = write(tmp_path / "package", {"pages/home.md.j2": "ours", "pages/why.md.j2": "ours"})
    own = write(tmp_path / "own", {"partials/x": ""})
    (own / "partials/x").unlink()
    (own / "pages").symlink_to(package / "pages")
    (own / "partials/home").symlink_to(tmp_path / "secret")
    assert [(problem.code, problem.place and problem.place.path) for problem in load_templates(package, own).problems] == [
        ("E108", "templates/pages"),
        ("E108", "templates/partials/home"),
    ]
    (own / "pages").unlink()
    (own / "pages").mkdir()
    (own / "pages/home.md.j2").write_bytes(b"\xff\xfe\x00")
    (own / "partials/home").unlink()
    pack = load_templates(package, own)
    assert [problem.code for problem in pack.problems] == ["E102"]
    assert pack.text("pages/home.md.j2") == "ours"


def test_a_broken_package_is_no_fault_of_the_workspace(tmp_path: Path) -> None:
    package = write(tmp_path / "package", {"pages/why.md.j2": "x"})
    (package / "pages/home.md.j2").symlink_to(tmp_path / "secret")
    with pytest.raises(TemplatesUnusable, match="symbolic link"):
        load_templates(package, None)


def library_with(path: str, text: str) -> tuple[Library, tuple[Problem, ...]]:
    """The packaged library with one file overridden."""
    pack = load_templates(packaged_templates(), None)
    return read_library(TemplatePack({**pack.files, path: text.encode()}, {path: pack.files[path]}))


def test_an_override_changes_what_it_says_and_nothing_else() -> None:
    packaged = load_library(load_templates(packaged_templates(), None))
    library, problems = library_with("library/sections.yml", "- {id: plan, title: {fi: Reitti}}\n")
    assert problems == ()
    assert [section.id for section in library.sections] == [section.id for section in packaged.sections]
    plan = next(section for section in library.sections if section.id == "plan")
    assert plan.title.speak("fi", "en").text == "Reitti"
    assert plan.title.speak("sv", "en").text == next(one for one in packaged.sections if one.id == "plan").title.speak("sv", "en").text
    assert library.glossary == packaged.glossary


def test_an_override_may_add_an_entry() -> None:
    term = "- {id: harbour, term: {en: Harbour, fi: Satama, nb: Havn, sv: Hamn}, definition: {en: A., fi: B., nb: C., sv: D.}}\n"
    library, problems = library_with("library/glossary.yml", term)
    assert problems == ()
    assert library.glossary[-1].id == "harbour"
    assert len(library.glossary) > 50


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "suggestion"),
    [
        ("- {id: pln, title: {en: Plan}}\n", "E119", 1, 8, "plan"),
        ("# ours\n- {id: harbour, title: {en: Harbour}}\n", "E204", 2, 17, None),
        ("- {id: plan, titel: {en: Plan}}\n", "E204", 1, 14, None),
        ("- id: plan\n  title: {en: [1]}\n", "E204", 2, 11, None),
        ("a: [\n", "E103", 1, 4, "]"),
    ],
)
def test_a_slip_in_an_override_is_located_and_the_packaged_file_holds(text: str, code: str, line: int, column: int, suggestion: str | None) -> None:
    packaged = load_library(load_templates(packaged_templates(), None))
    library, problems = library_with("library/sections.yml", text)
    first = problems[0]
    assert first.place is not None
    assert (first.code, first.place.path, first.place.line, first.place.column) == (code, "templates/library/sections.yml", line, column), first
    assert first.suggestion == suggestion
    assert library.sections == packaged.sections


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
