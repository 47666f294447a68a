"""Whatever has happened to what is remembered: the next build comes out as one that remembers nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from playbookgen import pipeline
from playbookgen.building import files, manifest
from playbookgen.building import run as building_run
from playbookgen.model.result import BuildRequest
from playbookgen.pipeline import means
from support.cache_damage import DAMAGE, Places
from support.killing import small_editions
from support.quick_builds import read_once
from support.workspaces import TODAY, told, workspace

TEXTS = {name: {"alfa": told("alfa", name=name, languages="en, fi"), "beta": told("beta", name=f"{name} too")} for name in ("Pikkula", "Renamed")}
Sites = dict[str, dict[str, bytes]]


def own(root: Path) -> Path:
    """The private folder of the builds of a workspace."""
    return root.with_name(f"{root.name}-own")


def build(root: Path, *, recall: bool = True) -> None:
    """As in a process of its own, that has nothing at hand."""
    means._LATEST.clear()
    result = pipeline.build(BuildRequest(root, root / "site", TODAY, private=own(root), recall=recall))
    assert not result.failed
    assert not result.withdrawn


def sites(root: Path) -> Sites:
    found = {}
    for name in ("alfa", "beta"):
        site = root / "site" / name
        found[name] = {path: (site / path).read_bytes() for path in [*manifest.listing(site), manifest.NAME]}
        assert manifest.listed(site) == manifest.listing(site)
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Sites]]]:
    """A workspace that is built, and what the sites of each of its texts come to from nothing."""
    with pytest.MonkeyPatch.context() as patch:
        read_once(patch)
        patch.setattr(building_run.workers, "run_all", small_editions)
        clean = {}
        for name, texts in TEXTS.items():
            root = workspace(tmp_path_factory.mktemp("clean"), **texts)
            build(root)
            clean[name] = sites(root)
        yield workspace(tmp_path_factory.mktemp("damaged"), **TEXTS["Pikkula"]), clean


def damaged_and_built(root: Path, clean: dict[str, Sites], what: str) -> None:
    """With nothing changed in the workspace, and with one organisation of two changed."""
    places = Places(root / "site", own(root))
    for after in ("Pikkula", "Renamed"):
        workspace(root, **TEXTS["Pikkula"])
        files.remove_tree(own(root))
        build(root, recall=False)  # what is made once a workspace is there to be damaged
        DAMAGE[what](places)
        workspace(root, alfa=TEXTS[after]["alfa"])
        build(root)
        assert sites(root) == {"alfa": clean[after]["alfa"], "beta": clean["Pikkula"]["beta"]}, f"{what}, {after}"
        build(root)
        assert strays(root) == [], what
    files.remove_tree(own(root))


def strays(root: Path) -> list[str]:
    """What stands in our places of the room and should not; what others put beside them is theirs."""
    room = root / "site" / ".playbookgen"
    found = {path.relative_to(room).as_posix() for path in room.rglob("*") if not path.is_dir() or path.is_symlink()}
    ours = {path for path in found if path.startswith(("cache/", "staging", "replaced", "withdrawn", "build.json."))}
    return sorted(ours - {"cache/alfa.json", "cache/beta.json"})


def test_there_are_a_hundred_kinds() -> None:
    assert len(DAMAGE) >= 100


@pytest.mark.parametrize("what", list(DAMAGE)[::11])
def test_a_damaged_cache_is_built_anew(built: tuple[Path, dict[str, Sites]], what: str) -> None:
    damaged_and_built(*built, what)


@pytest.mark.slow
@pytest.mark.parametrize("what", list(DAMAGE))
def test_any_damage_to_what_is_remembered_is_built_anew(built: tuple[Path, dict[str, Sites]], what: str) -> None:
    damaged_and_built(*built, what)
