"""ProperDocs builds the same bytes as MkDocs, Zensical the same pages; an engine that is not there is named with its way out."""

from __future__ import annotations

import os
import re
import stat
from datetime import date
from pathlib import Path

import pytest

from playbookgen.building import other_engines
from playbookgen.building.engine import EngineFailure
from playbookgen.building.links import check_links
from playbookgen.model.engine import OtherEngine
from playbookgen.model.failure import OutputUnusable, Usage
from support.locks import folder, locked
from support.playbooks import playbook
from support.workspaces import playbookgen, workspace

DAY = date(2026, 10, 31)


def program(place: Path, text: str, name: str = "properdocs") -> OtherEngine:
    """A program that stands in for an engine."""
    place.mkdir(exist_ok=True)
    path = place / name
    path.write_text("#!/bin/sh\n" + text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return OtherEngine(name, str(path), "1.0")  # type: ignore[arg-type]


def test_an_engine_that_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("properdocs", "zensical"):
        with pytest.raises(Usage) as caught:
            other_engines.find(name)  # type: ignore[arg-type]
        assert "is not installed" in caught.value.message
        assert f"pip install '{name}" in (caught.value.help or "")


def test_an_engine_is_found_with_its_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path, "echo properdocs, version 1.6.7 from here\n")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    found = other_engines.find("properdocs")
    assert (found.version, Path(found.command).parent) == ("1.6.7", tmp_path)


@pytest.mark.parametrize("text", ["exit 3\n", "echo hello\n"])
def test_an_engine_that_does_not_answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> None:
    program(tmp_path, text)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(Usage):
        other_engines.find("properdocs")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("echo 'WARNING -  a link leads nowhere' >&2\nexit 1\n", "could not build the site: WARNING -  a link leads nowhere"),
        ("mkdir -p \"$OUT\"; echo 'WARNING -  an odd thing'\n", "warned: WARNING -  an odd thing"),
        ("exit 1\n", "could not build the site: it said nothing"),
        ("exit 0\n", "left no site"),
    ],
)
def test_what_an_engine_complains_of_is_a_failure(tmp_path: Path, text: str, said: str) -> None:
    engine = program(tmp_path / "bin", text)
    with pytest.raises(EngineFailure, match=re.escape(said)):
        other_engines.build_with(engine, playbook(), tmp_path / "project", tmp_path / "site")


def test_an_engine_that_cannot_be_started(tmp_path: Path) -> None:
    gone = OtherEngine("properdocs", str(tmp_path / "gone"), "1.0")
    with pytest.raises(OutputUnusable):
        other_engines.build_with(gone, playbook(), tmp_path / "project", tmp_path / "site")


def test_an_engine_sees_nothing_of_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_CANARY", "zq81")
    engine = program(tmp_path / "bin", "env > seen; mkdir site; echo x > site/index.html\n", "zensical")
    other_engines.build_with(engine, playbook(), tmp_path / "project", tmp_path / "site")
    seen = (tmp_path / "project" / "seen").read_text(encoding="utf-8")
    assert "SECRET" not in seen
    assert "SOURCE_DATE_EPOCH=" in seen
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "x\n"


@pytest.mark.parametrize(
    ("name", "asked", "way_out"),
    [("zensical", {"pdf": True}, "--pdf"), ("zensical", {"offline": True}, "--offline"), ("properdocs", {"elsewhere": True}, "machines")],
)
def test_what_an_engine_cannot_do_is_said_before_anything_begins(name: str, asked: dict[str, bool], way_out: str) -> None:
    usual = {"pdf": False, "offline": False, "elsewhere": False}
    other_engines.require(OtherEngine("properdocs", "x", "1"), **usual | {"pdf": True, "offline": True})
    with pytest.raises(Usage, match=way_out):
        other_engines.require(OtherEngine(name, "x", "1"), **usual | asked)  # type: ignore[arg-type]


def installed(name: str) -> Path:
    """The folder of an engine's programs; whoever runs the slow tests without `make` is told."""
    place = folder(f"build/engine-{name}")
    if not (place / name).exists():
        pytest.skip(f"{name} is not installed: make build/engine-{name}/.ready")
    return place


def built(root: Path, name: str) -> dict[str, bytes]:
    """The site of an organisation, built by an engine as a user would."""
    place = [] if name == "mkdocs" else [str(installed(name))]
    path = os.pathsep.join([*place, os.environ["PATH"]])
    done = playbookgen(
        "build", "--engine", name, "-o", name, "--as-of", DAY.isoformat(), "--no-cache", cwd=root, environment={"PATH": path}, timeout=900
    )
    assert done.returncode == 0, done.stderr
    site = root / name / "alfa"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return workspace(tmp_path / "here", "alfa")


@pytest.mark.slow
def test_properdocs_builds_the_same_bytes(place: Path) -> None:
    assert built(place, "properdocs") == built(place, "mkdocs")


@pytest.mark.slow
def test_zensical_builds_the_same_pages_and_no_link_leads_nowhere(place: Path) -> None:
    theirs, ours = built(place, "zensical"), built(place, "mkdocs")
    pages = {path for path in ours if path.endswith(".html")}
    assert {path for path in theirs if path.endswith(".html")} == pages
    assert list(check_links(place / "zensical" / "alfa", None)) == []
    for path in pages:
        words, others = ((_words(each[path].decode("utf-8"))) for each in (ours, theirs))
        assert words == others, path
    exports = {path for path in ours if path.endswith((".ics", ".csv", ".json", ".xml")) and not path.startswith("search/")}
    made_by_engines = {"manifest.json", "sitemap.xml"}
    assert {path for path in exports - made_by_engines if ours[path] != theirs.get(path)} == set()
    assert theirs == built(place, "zensical")


def _words(page: str) -> str:
    """What the content of a page says."""
    content = page[page.index('id="pb-content"') : page.index("</article>")].partition(">")[2]
    return " ".join(re.sub(r"<[^>]*>", " ", content).split())


@pytest.mark.parametrize("name", ["properdocs", "zensical"])
def test_the_way_out_names_what_is_locked(name: str) -> None:
    asked = re.findall(rf"'{name}>=([\d.]+),", other_engines._INSTALL[name])[0]
    versions = {each.name: each.version for each in locked(f"engine-{name}")}
    assert tuple(map(int, versions[name].split("."))) >= tuple(map(int, asked.split(".")))
