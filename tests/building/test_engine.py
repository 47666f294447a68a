from __future__ import annotations

import errno
import json
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import html5lib
import pytest
import yaml

from playbookgen.building import engine, manifest
from playbookgen.building.compiled_theme import CompiledTheme
from playbookgen.building.engine import EngineFailure, build_project, second_of, write_project
from playbookgen.model.failure import OutputUnusable, Usage
from playbookgen.model.playbook import Page, Section
from support.playbooks import AS_OF, playbook, with_page

EPOCH = str(second_of(AS_OF))
HOSTILE = "</title></script><pwn pwned=1>\" pwned='1' {{7*7}} {% raw %} x: !ENV HOME # & \n ä <!--"
# Page text of an organisation reaches the engine escaped; these are the texts that the engine itself must escape.


@pytest.fixture(autouse=True)
def _no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition with a public address, written to `project` and built to `site`."""
    folder = tmp_path_factory.mktemp("built")
    write_project(playbook("fi", ("en", "fi"), site_url="https://example.org/lumivakka/"), folder / "project", site_dir="../stock")
    build_project(folder / "project", folder / "site")
    return folder


def pages(site: Path) -> Iterator[tuple[Path, Any]]:
    for path in sorted(site.rglob("*.html")):
        yield path, html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)


def test_the_stock_command_builds_the_same_bytes_without_a_warning(built: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    surroundings = {"PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=built / "project", env=surroundings, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert manifest.listing(built / "stock") == manifest.listing(built / "site")


@pytest.mark.parametrize(("zone", "locale", "seed"), [("Pacific/Kiritimati", "C", "1"), ("America/Adak", "fi_FI.UTF-8", "4711")])
def test_the_bytes_depend_on_nothing_but_the_playbook(built: Path, tmp_path: Path, zone: str, locale: str, seed: str) -> None:
    script = (
        "from pathlib import Path; from support.playbooks import playbook; from playbookgen.building.engine import *;"
        "write_project(playbook('fi', ('en', 'fi'), site_url='https://example.org/lumivakka/'), Path('å b/p'), site_dir='s');"
        "build_project(Path('å b/p'), Path('s'))"
    )
    surroundings = {"PATH": os.environ["PATH"], "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[1])}
    subprocess.run([sys.executable, "-X", "utf8", "-c", script], cwd=tmp_path, env=surroundings, check=True, timeout=60)
    assert manifest.listing(tmp_path / "s") == manifest.listing(built / "site")


def test_the_site_map_says_the_as_of_date(built: Path) -> None:
    assert AS_OF.isoformat() in (built / "site/sitemap.xml").read_text(encoding="utf-8")


def test_nothing_is_asked_of_another_host(built: Path) -> None:
    asked = []
    for path, page in pages(built / "site"):
        for element in page.iter():
            for name in ("href", "src", "srcset", "action", "data"):
                value = element.get(name, "")
                if re.match(r"\s*(https?:)?//", value) and element.get("rel") != "canonical":
                    asked.append((path.name, value))
    for path in (built / "site").rglob("*.css"):
        asked += [(path.name, found) for found in re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)]*", path.read_text(encoding="utf-8"))]
    assert asked == []


def test_search_leaves_out_a_page_that_asks_for_it(built: Path) -> None:
    index = json.loads((built / "site/search/search_index.json").read_text(encoding="utf-8"))
    found = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert {"", "plan/roadmap/", "my-work/decisions/"} == found
    assert index["config"]["lang"] == ["fi"]


def test_a_page_hides_what_it_does_without(built: Path) -> None:
    page = html5lib.parse((built / "site/print/index.html").read_text(encoding="utf-8"), namespaceHTMLElements=False)
    hidden = {element.get("data-md-type") for element in page.iter("div") if "hidden" in element.attrib}
    assert {"navigation", "toc"} <= hidden


def test_a_text_like_a_key_stays_on_the_page(tmp_path: Path) -> None:
    edition = with_page(playbook(), Page("print/", "Print", "Goal: be kind\nTitle: stolen\n\nMore.\n"))
    write_project(edition, tmp_path / "p", site_dir="s")
    build_project(tmp_path / "p", tmp_path / "s")
    assert "Goal: be kind" in (tmp_path / "s/print/index.html").read_text(encoding="utf-8")


def test_hostile_titles_are_shown_and_never_obeyed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/canary-of-the-environment")
    shown = " ".join(HOSTILE.split())
    edition = playbook("en", ("en", "fi"))
    edition = replace(
        edition,
        site_name=HOSTILE,
        description=HOSTILE,
        navigation=("", Section(HOSTILE, ("plan/roadmap/",)), "my-work/decisions/"),
        pages=tuple(replace(page, title=HOSTILE, description=HOSTILE) for page in edition.pages),
        alternates=tuple(replace(other, name=HOSTILE) for other in edition.alternates),
        words={HOSTILE: HOSTILE, "to_dark": HOSTILE, "to_light": HOSTILE, "permalink": HOSTILE, "on_this_page": HOSTILE},
        values={"accent": HOSTILE},
        theme={},  # the stock theme is the least careful one
    )
    write_project(edition, tmp_path / "p", site_dir="s")
    settings = yaml.safe_load((tmp_path / "p/mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["extra"]["words"][HOSTILE] == HOSTILE
    build_project(tmp_path / "p", tmp_path / "s")
    for path, page in pages(tmp_path / "s"):
        assert not list(page.iter("pwn")), path
        assert not [element for element in page.iter() if "pwned" in element.attrib], path
        assert shown in "".join(page.find(".//title").itertext()), path
    for path in (tmp_path / "s").rglob("*"):
        if path.is_file() and path.suffix in {".html", ".json", ".xml"}:
            assert "canary-of-the-environment" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ("# T {#t}\n\n[x](missing.md)\n", "missing.md"),
        ("# T {#t}\n\n[x](plan/roadmap/index.md#nowhere)\n", "nowhere"),
        ("# T {#t}\n\n[x](/plan/)\n", "absolute"),
    ],
)
def test_a_warning_of_the_engine_fails_the_build(tmp_path: Path, markdown: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    write_project(with_page(playbook(), Page("", "Home", markdown)), tmp_path / "p", site_dir="s")
    with pytest.raises(EngineFailure, match=said) as caught:
        build_project(tmp_path / "p", tmp_path / "s")
    assert any(said in message for message in caught.value.messages)
    assert capsys.readouterr() == ("", "")


def test_a_broken_theme_fails_the_build(tmp_path: Path) -> None:
    write_project(replace(playbook(), theme={"main.html": b"{% if %}"}), tmp_path / "p", site_dir="s")
    with pytest.raises(EngineFailure):
        build_project(tmp_path / "p", tmp_path / "s")


def test_a_failure_survives_the_way_between_processes() -> None:
    failure = pickle.loads(pickle.dumps(EngineFailure("what", "help", ("one", "two"))))  # noqa: S301
    assert (failure.message, failure.help, failure.messages) == ("what", "help", ("one", "two"))


@pytest.mark.parametrize("second", ["abc", "99999999999999", "-1", "1.5"])
def test_a_source_date_that_is_no_time_is_refused(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, second: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", second)
    with pytest.raises(Usage, match="SOURCE_DATE_EPOCH"):
        build_project(built / "project", tmp_path / "s")


def test_a_given_source_date_counts_and_the_environment_stays(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    before = dict(os.environ)
    build_project(built / "project", tmp_path / "s")
    assert dict(os.environ) == before
    assert "1970-01-01" in (tmp_path / "s/sitemap.xml").read_text(encoding="utf-8")


def test_a_full_disk_is_told_as_such(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("mkdocs.utils.write_file", full)
    with pytest.raises(OutputUnusable, match="No space left"):
        build_project(built / "project", tmp_path / "s")


@pytest.mark.parametrize("path", ["../x.css", "/etc/x", "assets/../../x", "assets//x", "assets/.", "a\\b", ""])
def test_no_file_leaves_the_project(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="inside the project"):
        write_project(replace(playbook(), assets={path: b""}), tmp_path / "p", site_dir="s")
    assert [entry.name for entry in tmp_path.iterdir()] == ["p"]


def test_shared_templates_are_found_again() -> None:
    compiled = CompiledTheme()
    bucket = compiled.get_bucket(None, "a.html", "/a.html", "source")
    assert bucket.code is None
    bucket.code = compile("1", "a.html", "eval")
    compiled.set_bucket(bucket)
    assert compiled.get_bucket(None, "a.html", "/elsewhere/a.html", "source").code is bucket.code
    assert compiled.get_bucket(None, "b.html", "/a.html", "source").code is None
    assert compiled.get_bucket(None, "a.html", "/a.html", "other source").code is None


def test_compiled_templates_can_be_taken_to_another_process() -> None:
    compiled, other = CompiledTheme(), CompiledTheme()
    bucket = compiled.get_bucket(None, "a.html", None, "source")
    bucket.code = compile("6 * 7", "a.html", "eval")
    compiled.set_bucket(bucket)
    other.take(compiled.kept())
    code = other.get_bucket(None, "a.html", None, "source").code
    assert code is not None
    assert eval(code) == 42  # noqa: S307 - our own


@pytest.mark.parametrize("noise", [b"", b"\xff\x00noise", b"i\x01\x00\x00\x00"])
def test_noise_is_taken_for_nothing(noise: bytes) -> None:
    compiled = CompiledTheme()
    compiled.take(noise)
    assert compiled.get_bucket(None, "a.html", None, "source").code is None


def test_a_page_needs_no_template_that_was_not_compiled_before(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    overrides = {path.relative_to(built / "project/theme").as_posix(): path.read_text() for path in (built / "project/theme").rglob("*.html")}
    kept = engine.compiled_theme(overrides)
    fresh, missed = CompiledTheme(), []
    monkeypatch.setattr(engine, "COMPILED", fresh)
    monkeypatch.setattr(fresh, "set_bucket", lambda bucket: missed.append(bucket.key[0]))
    build_project(built / "project", tmp_path / "site", kept)
    assert missed == []


GUIDANCE = """<details class="pb-guidance" id="guide-one" markdown="1">
<summary>How</summary>
<div markdown="1">

Begin with **one** thing.

1. First
2. Then

</div>
</details>
"""


def test_guidance_converted_before_is_what_would_be_converted_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page("", "Home", f"# Home {{#home}}\n\n{GUIDANCE}\nAfter it.\n")
    write_project(with_page(playbook(), page), tmp_path / "p", site_dir="s")
    kept, taken = b"", CompiledTheme()
    for site, guidance in (("plain", []), ("kept", [GUIDANCE])):
        monkeypatch.setattr(engine, "COMPILED", CompiledTheme())
        kept = engine.compiled_theme({}, guidance)
        build_project(tmp_path / "p", tmp_path / site, kept)
    assert manifest.listing(tmp_path / "plain") == manifest.listing(tmp_path / "kept")
    taken.take(kept)
    ((element, html),) = taken.converted.items()
    assert "<strong>one</strong>" in html
    taken.converted[element] = html.replace("First", "Converted before")
    monkeypatch.setattr(engine, "COMPILED", taken)
    build_project(tmp_path / "p", tmp_path / "used")
    assert "<li>Converted before</li>" in (tmp_path / "used/index.html").read_text(encoding="utf-8")
