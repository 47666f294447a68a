"""The preview rebuilds what changed, and only that."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbookgen import pipeline
from playbookgen.building import run as building_run
from playbookgen.cli.live import Live, follow
from playbookgen.cli.session import Session
from playbookgen.model.failure import Usage
from playbookgen.model.result import BuildRequest, BuildResult
from support.workspaces import TODAY, in_this_process, told, tree, workspace


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The organisations of each build, in order."""
    monkeypatch.setattr(building_run.workers, "run_all", in_this_process())
    found: list[tuple[str, ...]] = []
    build = pipeline.build

    def listening(request: BuildRequest) -> BuildResult:
        found.append(request.organisations)
        return build(request)

    monkeypatch.setattr(pipeline, "build", listening)
    return found


def live(tmp_path: Path, organisation: str | None = None) -> Live:
    (tmp_path / "sites").mkdir()
    return Live(Session(folder=str(tmp_path / "workspace")), tmp_path / "sites", organisation, None, None, TODAY)


def test_only_what_changed_is_built(tmp_path: Path, asked: list[tuple[str, ...]]) -> None:
    root = workspace(tmp_path / "workspace", "alfa", "beta")
    preview = live(tmp_path)
    preview.build()
    preview.refresh()
    workspace(root, beta=told("beta", name="Renamed"))
    preview.refresh()
    (root / "site_config.yml").write_text('accent: "#112233"\n')
    preview.refresh()
    assert asked == [(), ("beta",), ()]
    assert preview.news.after(0, 0)["number"] == 3
    assert not (root / "site").exists()


def test_an_error_keeps_the_last_good_page(tmp_path: Path, asked: list[tuple[str, ...]]) -> None:
    root = workspace(tmp_path / "workspace", "alfa", "beta")
    preview = live(tmp_path)
    preview.build()
    before = tree(tmp_path / "sites" / "alfa")
    workspace(root, alfa=told("alfa", headcount="none"))
    preview.refresh()
    wrong = preview.news.after(0, 0)["wrong"]
    assert isinstance(wrong, dict)
    assert list(wrong) == ["alfa"]
    assert wrong["alfa"].startswith("error[E204]")
    assert tree(tmp_path / "sites" / "alfa") == before
    workspace(root, "alfa")
    preview.refresh()
    assert preview.news.after(0, 0)["wrong"] == {}


def test_a_new_and_a_deleted_organisation(tmp_path: Path, asked: list[tuple[str, ...]]) -> None:
    root = workspace(tmp_path / "workspace", "alfa", "beta")
    preview = live(tmp_path)
    preview.build()
    workspace(root, "gamma")
    preview.refresh()
    (root / "playbook" / "alfa.yml").unlink()
    preview.refresh()
    assert asked == [(), ("gamma",), ()]
    assert sorted(path.name for path in (tmp_path / "sites").iterdir() if path.is_dir() and path.name[0] != ".") == ["beta", "gamma"]


def test_one_organisation_only(tmp_path: Path, asked: list[tuple[str, ...]]) -> None:
    root = workspace(tmp_path / "workspace", "alfa", "beta")
    preview = live(tmp_path, "beta")
    preview.build()
    workspace(root, alfa=told("alfa", name="Renamed"))
    preview.refresh()
    assert asked == [("beta",)]
    assert not (tmp_path / "sites" / "alfa").exists()


def test_an_unknown_organisation(tmp_path: Path) -> None:
    workspace(tmp_path / "workspace", "alfa")
    with pytest.raises(Usage, match="alpha"):
        live(tmp_path, "alpha").build()


def test_a_failure_is_told_and_passes(tmp_path: Path, asked: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str]) -> None:
    root = workspace(tmp_path / "workspace", "alfa")
    preview = live(tmp_path)
    preview.build()
    (root / "playbook").rename(root / "away")
    preview.refresh()
    wrong = preview.news.after(0, 0)["wrong"]
    assert isinstance(wrong, dict)
    assert "playbook" in wrong[""]
    assert "error: " in capsys.readouterr().err
    (root / "away").rename(root / "playbook")
    workspace(root, alfa=told("alfa", name="Renamed"))
    preview.refresh()
    assert preview.news.after(0, 0)["wrong"] == {}


def test_a_wrong_configuration_is_told(tmp_path: Path, asked: list[tuple[str, ...]]) -> None:
    root = workspace(tmp_path / "workspace", "alfa")
    preview = live(tmp_path)
    preview.build()
    (root / "site_config.yml").write_text("accent: blue\n")
    preview.refresh()
    wrong = preview.news.after(0, 0)["wrong"]
    assert isinstance(wrong, dict)
    assert "site_config.yml:1:" in wrong[""]


def test_following_notices_changes_and_rests_between(tmp_path: Path, asked: list[tuple[str, ...]]) -> None:
    root = workspace(tmp_path / "workspace", "alfa")
    preview = live(tmp_path)
    preview.build()
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            workspace(root, alfa=told("alfa", name="Renamed"))
        if len(pauses) == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        follow(preview, root, pause)
    assert asked == [(), ()]
    assert all(seconds >= 0.1 for seconds in pauses)


def test_only_the_touched_edition_is_told_to_reload(tmp_path: Path, asked: list[tuple[str, ...]]) -> None:
    root = workspace(tmp_path / "workspace", "beta", alfa=told("alfa", languages="en, fi"))
    preview = live(tmp_path)
    preview.build()
    assert preview.news.after(0, 0)["editions"] == {"alfa/": 1, "alfa/fi/": 1, "beta/": 1}
    workspace(root, beta=told("beta", name="Renamed"))
    preview.refresh()
    assert preview.news.after(0, 0)["editions"] == {"alfa/": 1, "alfa/fi/": 1, "beta/": 2}
    (root / "playbook" / "beta.yml").write_text(told("beta", headcount="none"))
    preview.refresh()
    assert preview.news.after(0, 0)["editions"] == {"alfa/": 1, "alfa/fi/": 1, "beta/": 2}
    (root / "playbook" / "beta.yml").unlink()
    preview.refresh()
    editions = preview.news.after(0, 0)["editions"]
    assert isinstance(editions, dict)
    assert editions["beta/"] == 4
