"""Library texts of an organisation's own: laid over the library text by text, never templates."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbookgen.model.library import Library, OwnText
from playbookgen.model.problem import Problem
from playbookgen.model.text import LocalisedText
from playbookgen.reading import Reading, discover, read_organisation
from support.library import in_all_languages, small_library
from support.mistakes import base, base_with_site
from support.sources import TODAY


def library() -> Library:
    said = in_all_languages
    page = {"page": "change_team", "blocks": [{"id": "who", "title": said("Who")}, {"id": "how", "title": said("How"), "text": said("Like this")}]}
    return small_library(guides=[page])


def read(root: Path, site: str = "languages: [en, fi]\n  default_language: en", **files: str) -> Reading:
    """The reading of an organisation with these files in its library; ``__`` in a name is a slash, ``_yml`` its ending."""
    target = root / "playbook" / "northlight"
    (target / "library" / "guides").mkdir(parents=True)
    told = base_with_site(site)
    (target / "all.yml").write_text(told, encoding="utf-8")
    for name, content in files.items():
        (target / "library" / f"{name.replace('__', '/')}.yml").write_text(content, encoding="utf-8")
    (source,) = discover(root).sources
    return read_organisation(source, library=library(), as_of=None, today=TODAY)


def spoken(text: LocalisedText | None) -> dict[str, str]:
    assert text is not None
    return dict(text.entries)


def test_one_language_of_one_text(tmp_path: Path) -> None:
    found = read(tmp_path, glossary="- id: fcr\n  definition: {fi: Hoitui kerralla}\n")
    assert found.problems == ()
    (term,) = found.library.glossary
    assert spoken(term.definition) == in_all_languages("Definition") | {"fi": "Hoitui kerralla"}
    assert term.term == library().glossary[0].term
    assert isinstance(term.definition, OwnText)
    assert term.definition.own == {"fi"}
    assert found.library.metrics == library().metrics


def test_a_text_without_a_language_speaks_the_main_one(tmp_path: Path) -> None:
    found = read(tmp_path, site="languages: [fi]", guides__change_team="unused: 1")
    assert [problem.code for problem in found.problems] == ["E118"]  # pages are files with hyphens
    found = read(tmp_path / "again", site="languages: [fi]", metrics="- {id: fcr, name: Kerralla valmis}\n")
    assert spoken(next(metric for metric in found.library.metrics if metric.id == "fcr").name)["fi"] == "Kerralla valmis"


def test_a_block_of_a_page(tmp_path: Path) -> None:
    (tmp_path / "playbook/northlight/library/guides").mkdir(parents=True)
    (tmp_path / "playbook/northlight/library/guides/change-team.yml").write_text(
        "blocks:\n  - id: how\n    text: {fi: Näin}\n    steps: [{en: One, fi: Yksi}]\n", encoding="utf-8"
    )
    (tmp_path / "playbook/northlight/all.yml").write_text(base(), encoding="utf-8")
    (source,) = discover(tmp_path).sources
    found = read_organisation(source, library=library(), as_of=None, today=TODAY)
    assert found.problems == ()
    who, how = found.library.guides[0].blocks
    assert who == library().guides[0].blocks[0]
    assert spoken(how.text)["fi"] == "Näin"
    assert spoken(how.text)["en"] == "Like this (en)"
    assert spoken(how.steps[0]) == {"en": "One", "fi": "Yksi", "nb": "One", "sv": "One"}


def test_lists_of_the_same_length_fall_back_place_by_place(tmp_path: Path) -> None:
    found = read(tmp_path, challenges="- id: unclear_goals\n  self_checks: [{fi: Kysy}]\n  remedies: [{en: One, fi: Yksi}, {en: Two, fi: Kaksi}]\n")
    assert found.problems == ()
    card = next(card for card in found.library.challenges if card.id == "unclear_goals")
    assert spoken(card.self_checks[0]) == in_all_languages("Check") | {"fi": "Kysy"}
    assert [spoken(text)["fi"] for text in card.remedies] == ["Yksi", "Kaksi"]


@pytest.mark.parametrize(
    ("name", "text", "code", "line", "column", "suggestion"),
    [
        ("glosary", "- id: fcr\n", "E118", 1, 1, "glossary.yml"),
        ("guides__change-taem", "blocks: []\n", "E118", 1, 1, "guides/change-team.yml"),
        ("guides__change-team", "page: home\n", "E118", 1, 7, "change_team"),
        ("guides__change-team", "blocks:\n  - {id: hwo, text: x}\n", "E118", 2, 10, "who"),
        ("glossary", "- {id: frc, term: x}\n", "E118", 1, 8, "fcr"),
        ("glossary", "- {term: x}\n", "E201", 1, 3, None),
        ("glossary", "- {id: fcr, trem: x}\n", "E202", 1, 13, "term"),
        ("glossary", "- {id: fcr, term: {no: x}}\n", "E212", 1, 20, "nb"),
        ("glossary", "- {id: fcr, term: ''}\n", "E209", 1, 19, None),
        ("glossary", "- {id: fcr, term: [x]}\n", "E204", 1, 19, None),
        ("glossary", "- {id: fcr, term: x}\n- {id: fcr, term: y}\n", "E302", 2, 3, None),
        ("glossary", "id: fcr\n", "E204", 1, 1, None),
        ("metrics", "- {id: fcr, unit: seconds}\n", "E118", 1, 13, None),
        ("leadership", "acts:\n  - {id: floor_visit, core: false}\n", "E118", 2, 23, None),
        ("challenges", "- id: unclear_goals\n  remedies: [{en: a}, {en: b, fi: c}]\n", "E209", 2, 14, None),
        ("glossary", "- id: fcr\n   term: x\n", "E103", 2, 4, None),
    ],
)
def test_slips_are_located(tmp_path: Path, name: str, text: str, code: str, line: int, column: int, suggestion: str | None) -> None:
    found = read(tmp_path, **{name: text})
    assert found.organisation is None
    (problem,) = found.problems
    assert problem.place is not None
    shown = f"playbook/northlight/library/{name.replace('__', '/')}.yml"
    assert (problem.code, problem.place.path, problem.place.line, problem.place.column) == (code, shown, line, column), problem
    assert problem.suggestion == suggestion
    assert problem.help


def test_links_are_refused_and_other_files_ignored(tmp_path: Path) -> None:
    target = tmp_path / "playbook/northlight"
    (target / "library").mkdir(parents=True)
    (target / "all.yml").write_text(base(), encoding="utf-8")
    (target / "library/README.md").write_text("why", encoding="utf-8")
    (target / "library/glossary.yml").symlink_to("/etc/hostname")
    (source,) = discover(tmp_path).sources
    assert [problem.code for problem in source.problems] == ["E108"]
    assert source.library == ()


def test_the_digest_knows_them(tmp_path: Path) -> None:
    first = read(tmp_path, glossary="- {id: fcr, term: x}\n").source
    second = read(tmp_path / "other", glossary="- {id: fcr, term: y}\n").source
    assert first.digest != second.digest


def problems_by_code(found: Reading) -> dict[str, Problem]:
    return {problem.code: problem for problem in found.problems}


def test_a_file_that_is_broken_elsewhere_still_says_all(tmp_path: Path) -> None:
    found = read(tmp_path, site="languages: [en, xx]", glossary="- {id: frc, term: x}\n")
    assert set(problems_by_code(found)) == {"E212", "E118"}
