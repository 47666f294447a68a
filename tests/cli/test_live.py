"""The preview rebuilds what changed, and only that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from playbookgen import pipeline
from playbookgen.building import run as building_run
from playbookgen.cli.live import Live, follow
from playbookgen.cli.preview import News
from playbookgen.cli.session import Session
from playbookgen.model.failure import Usage
from playbookgen.model.progress import Progress
from playbookgen.model.result import BuildRequest, BuildResult
from support.workspaces import TODAY, in_this_process, told, tree, workspace


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The organisations of each build, in order."""
    monkeypatch.setattr(building_run.workers, "run_all", in_this_process())
    found: list[tuple[str, ...]] = []
    build = pipeline.build

    def listening(request: BuildRequest, progress: Progress) -> BuildResult:
        found.append(request.organisations)
        return build(request, progress)

    monkeypatch.setattr(pipeline, "build", listening)
    return found


def live(tmp_path: Path, organisation: str | None = None) -> Live:
    (tmp_path / "sites").mkdir()
    return Live(Session(folder=str(tmp_path / "workspace")), tmp_path / "sites", organisation, None, None, TODAY, News(patience=0))


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
    assert not (root / "site").exists()


def test_an_error_keeps_the_last_good_page(tmp_path: Path, asked: list[tuple[str, ...]]) -> None:
    root = workspace(tmp_path / "workspace", "alfa", "beta")
    preview = live(tmp_path)
    preview.build()
    before = tree(tmp_path / "sites" / "alfa")
    workspace(root, alfa=told("alfa", headcount="none"))
    preview.refresh()
    wrong = preview.news.after(None, "")["wrong"]
    assert isinstance(wrong, dict)
    assert list(wrong) == ["alfa"]
    assert wrong["alfa"].startswith("error[E204]")
    assert tree(tmp_path / "sites" / "alfa") == before
    workspace(root, "alfa")
    preview.refresh()
    assert preview.news.after(None, "")["wrong"] == {}


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
    wrong = preview.news.after(None, "")["wrong"]
    assert isinstance(wrong, dict)
    assert "playbook" in wrong[""]
    assert "error: " in capsys.readouterr().err
    (root / "away").rename(root / "playbook")
    workspace(root, alfa=told("alfa", name="Renamed"))
    preview.refresh()
    assert preview.news.after(None, "")["wrong"] == {}


def test_a_wrong_configuration_is_told(tmp_path: Path, asked: list[tuple[str, ...]]) -> None:
    root = workspace(tmp_path / "workspace", "alfa")
    preview = live(tmp_path)
    preview.build()
    (root / "site_config.yml").write_text("accent: blue\n")
    preview.refresh()
    wrong = preview.news.after(None, "")["wrong"]
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
    assert all(seconds >= 0.05 for seconds in pauses)


def changed(preview: Live, *pages: str) -> list[object]:
    return [preview.news.after(None, page)["changed"] for page in pages]


def shown(preview: Live, page: str) -> bytes:
    """What the server would send."""
    return preview.news.ahead(page) or (preview.folder / page / "index.html").read_bytes()


def test_only_the_touched_edition_is_told_to_reload(tmp_path: Path, asked: list[tuple[str, ...]]) -> None:
    root = workspace(tmp_path / "workspace", "beta", alfa=told("alfa", languages="en, fi"))
    preview, pages = live(tmp_path), ("alfa/", "alfa/fi/", "beta/")
    preview.build()
    assert changed(preview, *pages) == [1, 1, 2]
    workspace(root, beta=told("beta", name="Renamed"))
    preview.refresh()
    assert changed(preview, *pages) == [1, 1, 3]
    (root / "playbook" / "beta.yml").write_text(told("beta", headcount="none"))
    preview.refresh()
    assert changed(preview, *pages) == [1, 1, 3]
    (root / "playbook" / "beta.yml").unlink()
    preview.refresh()
    news = preview.news.number
    assert changed(preview, *pages) == [1, 1, news]


@pytest.fixture
def looked(tmp_path: Path, asked: list[tuple[str, ...]]) -> Live:
    """A preview of two organisations, one of them in two languages; somebody looks at its Finnish home."""
    workspace(tmp_path / "workspace", "beta", alfa=told("alfa", languages="en, fi"))
    preview = live(tmp_path)
    preview.build()
    preview.news.after(None, "alfa/fi/")
    return preview


class Steps:
    """What a listener would see after each step of a build, at one page."""

    def __init__(self, preview: Live, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen: list[tuple[object, bool, bytes]] = []
        publish = preview.news.publish

        def listening(*arguments: Any, **options: Any) -> None:
            publish(*arguments, **options)
            self.seen.append((preview.news.after(None, page)["changed"], preview.news.ahead(page) is not None, shown(preview, page)))

        monkeypatch.setattr(preview.news, "publish", listening)


def test_the_page_somebody_looks_at_comes_first_and_once(looked: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = Steps(looked, "alfa/fi/", monkeypatch)
    published = (looked.folder / "alfa" / "fi" / "index.html").read_bytes()
    workspace(tmp_path / "workspace", alfa=told("alfa", name="Renamed", languages="en, fi"))
    looked.refresh()
    (first, whole) = steps.seen
    assert first == (3, True, whole[2])
    assert whole[:2] == (3, False), "the site has come, and the page is what it was"
    assert b"Renamed" in whole[2]
    assert b"Renamed" not in published
    assert changed(looked, "alfa/", "alfa/plan/", "beta/") == [4, 4, 2]


def test_a_page_that_stays_as_it_is_is_not_reloaded(looked: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked.news.after(None, "alfa/plan/")
    steps = Steps(looked, "alfa/fi/", monkeypatch)
    workspace(tmp_path / "workspace", alfa=told("alfa", languages="en, fi") + "# Nothing of it is on a page\n")
    looked.refresh()
    assert [at for at, _, _ in steps.seen] == [1]


def test_a_page_is_reloaded_again_for_what_it_is_shown_with(looked: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    styles = iter([{"assets/a.css": "1"}, {"assets/a.css": "2"}])
    monkeypatch.setattr(pipeline, "shown_with", lambda *_: next(styles))
    steps = Steps(looked, "alfa/fi/", monkeypatch)
    workspace(tmp_path / "workspace", alfa=told("alfa", name="Renamed", languages="en, fi"))
    looked.refresh()
    assert [at for at, _, _ in steps.seen] == [3, 4]


def test_an_error_has_no_first_look_and_mending_it_has(looked: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = Steps(looked, "alfa/fi/", monkeypatch)
    workspace(tmp_path / "workspace", alfa=told("alfa", headcount="none", languages="en, fi"))
    looked.refresh()
    assert [(at, ahead) for at, ahead, _ in steps.seen] == [(1, False)]
    assert looked.news.after(None, "")["wrong"]
    workspace(tmp_path / "workspace", alfa=told("alfa", name="Mended", languages="en, fi"))
    looked.refresh()
    assert [(at, ahead) for at, ahead, _ in steps.seen[1:]] == [(4, True), (4, False)]
    assert looked.news.after(None, "")["wrong"] == {}


def test_a_page_that_is_no_more_is_told_so(looked: Live, tmp_path: Path) -> None:
    workspace(tmp_path / "workspace", alfa=told("alfa"))
    looked.refresh()
    assert changed(looked, "alfa/fi/") == [looked.news.number]
    assert not (looked.folder / "alfa" / "fi").exists()
    workspace(tmp_path / "workspace", alfa=told("alfa", languages="en, fi"))
    looked.refresh()
    assert changed(looked, "alfa/fi/") == [looked.news.number]


def test_two_organisations_are_looked_at(looked: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked.news.after(None, "beta/")
    steps = Steps(looked, "beta/", monkeypatch)
    (tmp_path / "workspace" / "site_config.yml").write_text('accent: "#112233"\n')
    workspace(tmp_path / "workspace", beta=told("beta", name="Renamed"), alfa=told("alfa", name="Renamed", languages="en, fi"))
    looked.refresh()
    assert [(at, ahead) for at, ahead, _ in steps.seen] == [(3, True), (3, True), (3, False)], "first looks, alfa, beta"
    assert changed(looked, "alfa/fi/", "alfa/") == [3, 4]


def test_a_save_while_the_whole_is_built_ends_that_and_is_seen_first(looked: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "workspace"
    before = tree(looked.folder)
    steps = Steps(looked, "alfa/fi/", monkeypatch)
    workspace(root, alfa=told("alfa", name="One", languages="en, fi"))

    def touched() -> bool:
        workspace(root, alfa=told("alfa", name="Two", languages="en, fi"))
        return True

    looked.refresh(touched)
    assert [(at, ahead) for at, ahead, _ in steps.seen] == [(3, True)]
    assert tree(looked.folder) == before, "nothing was published"
    assert not list((looked.folder / ".playbookgen" / "staging").iterdir())
    looked.refresh(lambda: True)
    assert [(at, ahead) for at, ahead, _ in steps.seen[1:]] == [(4, True), (4, False)], "touched, but with nothing changed"
    assert b"Two" in shown(looked, "alfa/fi/")
    assert changed(looked, "alfa/") == [5]


def test_what_was_published_before_the_rest_was_given_up_has_been_told(looked: Live, tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    workspace(root, alfa=told("alfa", name="One", languages="en, fi"), beta=told("beta", name="One"))
    ticks: list[int] = []

    def touched() -> bool:
        ticks.append(0)
        if len(ticks) == 3:  # both editions of alfa are done
            workspace(root, beta=told("beta", name="Two"))
        return True

    looked.refresh(touched)
    assert b"One" in (looked.folder / "alfa" / "index.html").read_bytes()
    assert b"One" not in (looked.folder / "beta" / "index.html").read_bytes()
    assert changed(looked, "alfa/", "beta/") == [4, 2]
    looked.refresh()
    assert b"Two" in (looked.folder / "beta" / "index.html").read_bytes()
    assert changed(looked, "alfa/", "beta/")[0] == 4


def test_taking_back_what_was_only_seen_ahead(looked: Live, tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    at_first = shown(looked, "alfa/fi/")
    workspace(root, alfa=told("alfa", name="One", languages="en, fi"))

    def touched() -> bool:
        workspace(root, alfa=told("alfa", languages="en, fi"))
        return True

    looked.refresh(touched)
    assert shown(looked, "alfa/fi/") != at_first
    before = changed(looked, "alfa/fi/")
    looked.refresh()
    assert shown(looked, "alfa/fi/") == at_first
    assert changed(looked, "alfa/fi/") > before
