"""One organisation's words in one organisation's site (T14), nothing of the builder's surroundings in any (T11), no code of the workspace run (T17).

Organisations in which every text is a word of its own, built side by side in a workspace full of traps; then again with what is remembered,
and after two of them have changed places.
"""

from __future__ import annotations

import gzip
import html
import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import pytest

from support.canaries import Aviary, as_file
from support.organisations import minimal
from support.workspaces import playbookgen

SECRET = "zq" + uuid4().hex  # a new one each time: it cannot stand in any file of ours
_TRAP = "from pathlib import Path\nPath({mark!r}).write_text('run')\n"
#: Files that other tools would run or obey, by where they stand in a repository.
_TRAPS = (
    "hooks.py",
    "conf.py",
    "conftest.py",
    "sitecustomize.py",
    "usercustomize.py",
    "setup.py",
    "main.py",
    "playbook/__init__.py",
    "mkdocs_hooks.py",
)
_OBEYED = {
    "mkdocs.yml": "site_name: !ENV SECRET_CANARY\nhooks: [hooks.py]\nplugins: [macros]\nINHERIT: ../base.yml\n",
    "overrides/main.html": "{{ config.__class__ }} SECRET",
    "requirements.txt": "evil==1.0\n",
    "pyproject.toml": '[project.entry-points."mkdocs.plugins"]\nevil = "hooks:Evil"\n',
    "evil.pth": "import hooks\n",
    ".env": f"SECRET={SECRET}\n",
}


_LETTERS = "bcdfghjklmnp"
#: What begins every word of an organisation, and no word of the product.
_STEM = re.compile(f"zx[{_LETTERS}]{{3}}vw")


def stems(number: int) -> list[str]:
    return [f"zx{_LETTERS[index // 144 % 12]}{_LETTERS[index // 12 % 12]}{_LETTERS[index % 12]}vw" for index in range(number)]


@dataclass(frozen=True)
class Told:
    """What an organisation tells, as its file, and the stem that begins all of its words and no other's."""

    stem: str
    content: dict[str, Any]


def aviary(stem: str) -> Told:
    """An organisation with a word of its own in every text field."""
    content = as_file(Aviary(stem).told)
    content.pop("metric_sources", None)  # rules of an import, read by nothing that builds
    content["site"] = {"languages": ["en"], "audience": "leadership"}
    return Told(stem, content)


def small(stem: str) -> Told:
    """An organisation that tells next to nothing, all of it in words of its own."""
    words = (f"{stem}{number:04}q" for number in count(1))

    def filled(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: filled(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [filled(item, key) for item in value]
        return next(words) if key in {"name", "title", "text", "vision", "why_now"} else value

    return Told(stem, filled(as_file(minimal())))


def write(root: Path, told: Mapping[str, Told]) -> None:
    (root / "playbook").mkdir(parents=True, exist_ok=True)
    for name, each in told.items():
        content = each.content | {"organisation": each.content["organisation"] | {"id": name}}
        (root / "playbook" / f"{name}.yml").write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def lay_traps(root: Path, mark: Path) -> None:
    for name in _TRAPS:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(_TRAP.format(mark=str(mark)), encoding="utf-8")
    for name, text in _OBEYED.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def build(root: Path) -> subprocess.CompletedProcess[str]:
    surroundings = {"SECRET_CANARY": SECRET, "GITHUB_TOKEN": SECRET, "HOME": str(root), "PYTHONSAFEPATH": "1"}
    done = playbookgen("-v", "build", "--as-of", "2026-10-31", "--jobs", "2", cwd=root, environment=surroundings, timeout=3600)
    assert done.returncode == 0, done.stderr[-2000:]
    return done


def contents(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file of a site with its text in all the ways it can be read: unpacked, without references, without encoding."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            text = raw.decode("utf-8", "replace").replace("\r\n ", "")
            yield path.relative_to(folder).as_posix(), f"{text} {html.unescape(text)} {unquote(text)} {path.name}".lower()


def leaks(root: Path, told: Mapping[str, Told]) -> list[tuple[str, str, str]]:
    """Site, file and stem wherever a word of another organisation stands; the own words must be there.

    What is remembered of one organisation counts as its site; what all share (`build.json`, the pool of the theme, caches) has no word of any.
    """
    found: list[tuple[str, str, str]] = []
    for name, each in told.items():
        seen = {path: set(_STEM.findall(text)) for path, text in contents(root / "site" / name)}
        assert {"index.html", "search/search_index.json", "sitemap.xml", "manifest.json"} <= set(seen)
        assert any(each.stem in stems for stems in seen.values()), f"{name} tells nothing: the search would prove nothing"
        found += [(name, path, stem) for path, stems in seen.items() for stem in stems - {each.stem}]
    own = {f"site/.playbookgen/cache/{name}.json": each.stem for name, each in told.items()}
    sites = tuple(f"site/{name}/" for name in told)
    for path, text in contents(root):
        if not path.startswith(("playbook/", *sites)):
            found += [("", path, stem) for stem in set(_STEM.findall(text)) - {own.get(path)}]
    return found


def holding(root: Path, secret: str) -> list[str]:
    """Files of the output folder and of the caches in which `secret` stands."""
    places = (root / "site", root / ".cache")
    files = (path for place in places for path in place.rglob("*") if path.is_file())
    return [path.relative_to(root).as_posix() for path in files if secret.encode() in path.read_bytes()]


class Workspace:
    """A workspace full of traps, and whoever builds it again and again."""

    def __init__(self, root: Path, told: dict[str, Told]) -> None:
        self.root, self.told = root, told
        self._mark = root / "the-trap-was-sprung"
        lay_traps(root, self._mark)

    def build(self) -> str:
        """Build, look at everything; what the log says."""
        write(self.root, self.told)
        done = build(self.root)
        said = done.stdout + done.stderr
        assert leaks(self.root, self.told) == []
        assert holding(self.root, SECRET) == []
        assert SECRET not in said
        assert not _STEM.search(said), "a build's log may have more readers than the site"
        assert not self._mark.exists()
        return said

    def swap(self) -> None:
        """Two organisations change places."""
        one, other, *_ = sorted(self.told)
        self.told[one], self.told[other] = self.told[other], self.told[one]

    def rename(self) -> str:
        """One gets another id; the old one."""
        old = min(self.told)
        self.told["org_renamed"] = self.told.pop(old)
        (self.root / "playbook" / f"{old}.yml").unlink()
        return old


def test_each_word_stands_in_its_own_site_only(tmp_path: Path) -> None:
    """Two small ones, built, then again after they have changed places; the whole round is slow."""
    workspace = Workspace(tmp_path, {f"org_{number}": small(stem) for number, stem in enumerate(stems(2))})
    workspace.build()
    workspace.swap()
    workspace.build()


@pytest.mark.slow
def test_each_word_of_three_hundred_stands_in_its_own_site_only(tmp_path: Path) -> None:
    """Every text field of 300 organisations (`PLAYBOOKGEN_CANARIES` says how many): from nothing, remembered, swapped, renamed."""
    number = int(os.environ.get("PLAYBOOKGEN_CANARIES", "300"))
    workspace = Workspace(tmp_path, {f"org_{index}": aviary(stem) for index, stem in enumerate(stems(number))})
    workspace.build()
    assert f"{number} unchanged" in workspace.build()  # with all that is remembered
    workspace.swap()
    workspace.build()
    gone = workspace.rename()
    workspace.build()
    assert not (tmp_path / "site" / gone).exists()
    assert not (tmp_path / "site" / ".playbookgen" / "cache" / f"{gone}.json").exists()


def test_a_leak_would_be_noticed(tmp_path: Path) -> None:
    told = {f"org_{number}": small(stem) for number, stem in enumerate(stems(2))}
    one, other = told.values()
    for name, text in (("org_0", f"{one.stem}0001q {other.stem}0001q"), ("org_1", other.stem)):
        (tmp_path / "site" / name / "search").mkdir(parents=True)
        for path in ("search/search_index.json", "sitemap.xml", "manifest.json"):
            (tmp_path / "site" / name / path).touch()
        (tmp_path / "site" / name / "index.html").write_text(text, encoding="utf-8")
    (tmp_path / "site" / "build.json").write_text(one.stem, encoding="utf-8")
    assert leaks(tmp_path, told) == [("org_0", "index.html", other.stem), ("", "site/build.json", one.stem)]
