"""What a stranger puts where compiled things are kept is not loaded: it could run (T17)."""

from __future__ import annotations

import hashlib
import marshal
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from playbookgen import pipeline
from playbookgen.building import run as building_run
from playbookgen.building.compiled_theme import CompiledTheme
from playbookgen.model.result import BuildRequest
from playbookgen.pipeline import means
from playbookgen.pipeline.making import Making
from support.quick_builds import read_once
from support.workspaces import TODAY, in_this_process, workspace


class Planted:
    """Leaves a mark when it is read again."""

    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def __reduce__(self) -> tuple[Callable[..., object], tuple[Path]]:
        return Path.touch, (self._mark,)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is the same in each build is read once, and an edition is one page."""
    read_once(monkeypatch)
    monkeypatch.setattr(building_run.workers, "run_all", in_this_process())


def sealed(content: bytes) -> bytes:
    """As an older version wrote it, which anybody can: a digest of the content."""
    return hashlib.sha256(content).digest() + content


@pytest.mark.parametrize("where", ["private", "workspace/.cache/playbookgen", "workspace/site/.playbookgen"])
@pytest.mark.parametrize("form", [sealed, lambda content: bytes(32) + content, bytes])
def test_a_planted_file_of_the_right_name_is_not_loaded(tmp_path: Path, where: str, form: Callable[[bytes], bytes]) -> None:
    """Also where a CI service points XDG_CACHE_HOME into the checkout: the file has come with the pull request."""
    root = workspace(tmp_path / "workspace", "alfa")
    private = tmp_path / where
    request = BuildRequest(root, root / "site", TODAY, private=private)
    target = means.place(private, Making.of(request).of_all, ())
    assert target
    private.mkdir(parents=True, mode=0o700)
    planted = form(pickle.dumps(Planted(tmp_path / "ran")))
    target.write_bytes(planted)
    for recall in (True, False):
        assert not pipeline.build(replace(request, recall=recall)).failed
        assert not (tmp_path / "ran").exists()
    inside = where != "private"
    assert (target.exists() and target.read_bytes() == planted) == inside, "nothing is written into a workspace or an output folder"


def test_what_runs_when_it_is_loaded_would_have_been_noticed(tmp_path: Path) -> None:
    """The test above can fail: the same file, kept by ourselves, does run."""
    from playbookgen.building import private

    private.keep(tmp_path / "own" / "thing", pickle.dumps(Planted(tmp_path / "ran")))
    assert means.recalled(tmp_path / "own" / "thing") is None
    assert (tmp_path / "ran").exists()


@pytest.mark.parametrize("kept", [b"", b"noise", marshal.dumps([1]), marshal.dumps({"a": 1})[:-2], pickle.dumps({})])
def test_a_theme_from_elsewhere_is_none(kept: bytes) -> None:
    theme = CompiledTheme()
    theme.take(kept)
    assert theme.get_bucket(None, "a", None, "").code is None
