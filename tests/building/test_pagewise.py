"""A preview builds only the pages that changed, and has the site that a whole build makes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from playbookgen.building import pagewise
from playbookgen.building.manifest import listing
from playbookgen.building.pagewise import before, forget, keep, left_standing, standing, without_text
from playbookgen.building.run import build_pages, build_staged
from playbookgen.model.playbook import Playbook
from playbookgen.pipeline.edition import composed
from playbookgen.pipeline.means import Means
from playbookgen.pipeline.opened import Opened
from support.playbooks import playbook
from support.sites import ROOT

EDITS = {
    "one text": ("Customers leave the first contact with the matter settled", "Customers leave it with the matter settled"),
    "a figure": ("agents_fte: 54.5", "agents_fte: 53.5"),
    "a day": ("reviewed: 2026-10-12", "reviewed: 2026-10-13"),
    "the name": ("en: Lumivakka Insurance", "en: Lumivakka Cover"),
}


def project_of(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    return folder / "en.project"


def changed(whole: Playbook, number: int, **changes: Any) -> Playbook:
    return replace(whole, pages=tuple(replace(page, **changes) if at == number else page for at, page in enumerate(whole.pages)))


@pytest.fixture
def known(tmp_path: Path) -> Iterator[tuple[Playbook, Path]]:
    """A playbook that was built, and the output folder."""
    whole, project = playbook(), project_of(tmp_path, "first")
    assert standing(before(tmp_path, tmp_path / "site", "alfa/en"), whole, project) is None, "the first time everything is built"
    keep({"alfa/en": project, "alfa/fi": project_of(tmp_path, "not built")}, tmp_path)
    return whole, tmp_path  # type: ignore[return-value]


def found(known: tuple[Playbook, Path], now: Playbook, *, site: bool = True) -> pagewise.Standing | None:
    output = known[1]
    return standing(before(output, output / "site" if site else None, "alfa/en"), now, project_of(output, "now"))


def test_pages_of_the_same_source_stand(known: tuple[Playbook, Path]) -> None:
    whole = known[0]
    stands = found(known, changed(whole, 0, markdown="Other words"))
    assert stands is not None
    assert stands.pages == {page.source_path for page in whole.pages[1:]}


@pytest.mark.parametrize(
    "now",
    [
        lambda whole: replace(whole, description="Another description"),
        lambda whole: replace(whole, theme={**whole.theme, "main.html": b"another"}),
        lambda whole: replace(whole, pages=whole.pages[:-1]),
    ],
)
def test_what_all_pages_show_has_all_of_them_built(known: tuple[Playbook, Path], now: Any) -> None:
    assert found(known, now(known[0])) is None


def test_a_build_that_was_not_published_changes_nothing_that_is_known(known: tuple[Playbook, Path]) -> None:
    assert found(known, known[0]) is not None
    (known[1] / "now").rename(known[1] / "abandoned")
    assert found(known, known[0]) is not None


def test_what_is_being_published_is_not_known(known: tuple[Playbook, Path]) -> None:
    whole, output = known
    assert found(known, whole) is not None
    (output / "now").rename(output / "killed")
    forget({"alfa/en": output / "first" / "en.project"}, output)
    assert found(known, whole) is not None, "of this edition nothing was built"
    (output / "now").rename(output / "another")
    forget({"alfa/en": output / "killed" / "en.project"}, output)
    assert found(known, whole) is None, "nobody knows what became of that build"


def test_a_site_that_was_touched_stands_for_nothing(known: tuple[Playbook, Path]) -> None:
    assert found(known, known[0], site=False) is None


@pytest.mark.parametrize("content", ["", "[]", "{", '{"mkdocs.yml": 3}'])
def test_noise_stands_for_nothing(known: tuple[Playbook, Path], content: str) -> None:
    (path,) = (known[1] / ".playbookgen" / "pages").iterdir()
    path.write_text(content)
    assert found(known, known[0]) is None


def test_pages_without_text_are_left_out() -> None:
    whole = playbook()
    rest = without_text(changed(whole, 0, markdown=""))
    assert (rest.pages, rest.site) == ({whole.pages[0].source_path}, None)


@pytest.mark.parametrize("number", range(3))
def test_one_page_by_itself_comes_to_the_same_as_among_all(tmp_path: Path, number: int) -> None:
    whole = playbook("fi", ("en", "fi"))
    build_staged(whole, tmp_path / "whole", tmp_path / "site")
    alone = replace(whole, pages=tuple(page if at == number else replace(page, markdown="") for at, page in enumerate(whole.pages)))
    address = whole.pages[number].address
    expected = {address: (tmp_path / "site" / address / "index.html").read_bytes()}
    assert build_pages(alone, tmp_path / "alone", tmp_path / "one") == expected
    made = [path for path in (tmp_path / "one").rglob("*") if path.is_file()]
    assert sorted(made) == sorted([tmp_path / "one" / address / "index.html", tmp_path / "one" / "search" / "search_index.json"])


def test_the_engine_is_as_it_was_afterwards(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    (tmp_path / "search" / "search_index.json").write_text(json.dumps({"docs": []}))
    engine = SimpleNamespace(_populate_page=object(), _build_page=object(), get_files=object(), _build_theme_template=object())
    was = vars(engine).copy()
    for site in (tmp_path, None):
        with left_standing(engine, {}, pagewise.Standing(frozenset(), site)):
            assert (vars(engine)["get_files"] != was["get_files"]) == (site is None)
            assert vars(engine)["_build_page"] != was["_build_page"]
        assert vars(engine) == was


@pytest.mark.slow
def test_page_by_page_comes_to_the_same_site_as_all_at_once(tmp_path: Path) -> None:
    means = Means.read(ROOT).with_theme()
    told = (ROOT / "playbook" / "lumivakka.yml").read_text(encoding="utf-8")
    (tmp_path / "playbook").mkdir()
    stood = {}
    for number, (name, edit) in enumerate({"": ("", ""), **EDITS}.items()):
        assert edit[0] in told
        told = told.replace(*edit)
        (tmp_path / "playbook" / "lumivakka.yml").write_text(told, encoding="utf-8")
        opened = Opened.at(tmp_path, means)
        read = opened.read(opened.workspace.sources[0], date(2026, 10, 31), date(2026, 10, 31), None, "en")
        (order,) = opened.orders(read)
        now, stage = composed(order, means), tmp_path / str(number)
        (stage / "whole").mkdir(parents=True)
        build_staged(now, stage / "whole.project", stage / "whole" / "en", theme=means.theme)
        earlier = before(tmp_path, tmp_path / "published" if number else None, "lumivakka/en")
        stood[name] = _counted(earlier, now, stage)
        build_staged(now, stage / "en.project", stage / "en", theme=means.theme, before=earlier)
        assert listing(stage / "en") == listing(stage / "whole" / "en"), name
        shutil.rmtree(tmp_path / "published", ignore_errors=True)
        (stage / "en").rename(tmp_path / "published")
        keep({"lumivakka/en": stage / "en.project"}, tmp_path)
    assert stood["one text"] > 25, "a text of one page leaves most others as they are"
    assert stood[""] == stood["the name"] == 0, "the name stands on every page"


def _counted(earlier: pagewise.Before, now: Playbook, stage: Path) -> int:
    """How many pages stand; what is known of them stays."""
    kept = earlier.listing.read_bytes() if earlier.listing.exists() else None
    stands = standing(earlier, now, stage / "counted.project")
    if kept is not None:
        earlier.listing.write_bytes(kept)
    return len(stands.pages) if stands else 0
