"""A public site, really built: no byte of it, and nothing the build says, has a word that outsiders may not read."""

from __future__ import annotations

import gzip
import html
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from support.canaries import Aviary, as_file
from support.organisations import AS_OF
from support.readers import hidden_from
from support.repositories import Clone

#: Begins the words of the older version.
OLD = "quetzal"
#: Files of a site in which words must be searched for, by the ending: none may be missing.
ENDINGS = {".html", ".json", ".gz", ".xml", ".ics", ".csv"}


@pytest.fixture(scope="module")
def aviary() -> Aviary:
    return Aviary()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, aviary: Aviary) -> tuple[Path, str]:
    """The folder of the sites, and all that the build said, in words and for machines."""
    clone = Clone.begin(tmp_path_factory.mktemp("readers") / "clone")
    workspace = clone.workspace
    told = as_file(aviary.told)
    told["site"] = {"languages": ["en", "fi"], "audience": "public"}
    now = json.dumps(told, ensure_ascii=False, indent=1)
    clone.write("site_config.yml", "schema_version: 1\nsite_url: https://playbook.example/\n")
    clone.write("playbook/lumivakka.yml", otherwise(now, aviary)).commit("2026-10-12")
    clone.write("playbook/lumivakka.yml", now).commit("2026-10-30")
    said = ""
    for more in ([], ["--json"]):
        command = [sys.executable, "-m", "playbookgen", "-v", "-C", str(workspace), "build", "--as-of", str(AS_OF), *more]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        assert ran.returncode == 0, ran.stderr
        said += ran.stdout + ran.stderr
    return workspace / "site", said


def otherwise(now: str, aviary: Aviary) -> str:
    """The same file when each of its texts said something else; ids were the same."""
    names = {canary.word for canary in aviary.canaries if canary.path.endswith("[].id")}
    for canary in aviary.canaries:
        if canary.word not in names:
            now = now.replace(canary.word, canary.word.replace(aviary.stem, OLD))
    return now


def contents(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file below `folder` with its text: unpacked, unfolded, without character references."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            raw = gzip.decompress(content) if path.suffix == ".gz" else content
            text = raw.decode("utf-8", "replace").replace("\r\n ", "")
            yield path.relative_to(folder).as_posix(), f"{text} {html.unescape(text)} {unquote(text)} {path.name}".lower()


def test_a_public_site_has_no_word_that_is_not_for_everyone(built: tuple[Path, str], aviary: Aviary) -> None:
    hidden = list(hidden_from(aviary, "public"))
    found = {(name, canary.path) for name, text in contents(built[0]) for canary in hidden if canary.word in text}
    assert found == set()
    assert [name for name, text in contents(built[0]) if OLD in text] == [], "nor one of an older version"


def test_what_is_for_everyone_is_found_in_pages_search_and_exports(built: tuple[Path, str], aviary: Aviary) -> None:
    """The search above finds what is there."""
    files = dict(contents(built[0] / "lumivakka"))
    assert {Path(name).suffix for name in files} >= ENDINGS - {".csv"}
    (goal, *_) = aviary.of("change.goals[].text")
    for name in ("target-state/vision/index.html", "fi/target-state/vision/index.html", "print/index.html", "playbook.json", "calendar.ics"):
        assert goal.word in files[name], name
    for name in ("index.html", "feed.xml", "fi/feed.xml"):
        assert "2026-10-30" in files[name], name
    assert goal.word in files["feed.xml"], "it was changed"
    assert any(goal.word in text for name, text in files.items() if name.startswith("search/"))


def test_the_build_says_nothing_of_what_is_told(built: tuple[Path, str], aviary: Aviary) -> None:
    assert [canary.path for canary in hidden_from(aviary, "public") if canary.word in built[1].lower()] == []
    assert "site" in built[1]
    assert "readers only" not in built[1], "a public site needs no access control"
