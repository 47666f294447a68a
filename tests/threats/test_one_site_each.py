"""One organisation's words in one organisation's site (T14), nothing of the builder's surroundings in any (T11), no code of the workspace run (T17).

Organisations in which every text is a word of its own, built side by side in a workspace full of traps; then again with what is remembered,
and after two of them have changed places.
"""

from __future__ import annotations

import gzip
import html
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from uuid import uuid4

import pytest

from support.canaries import Aviary, as_file
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


def stems(number: int) -> list[str]:
    letters = "bcdfghjklmnp"
    return [f"zx{letters[index // 144 % 12]}{letters[index // 12 % 12]}{letters[index % 12]}vw" for index in range(number)]


def aviaries(number: int) -> dict[str, Aviary]:
    """Organisations by their id, each with a stem that begins all of its words and no other's."""
    return {f"org_{index}": Aviary(stem) for index, stem in enumerate(stems(number))}


def write(root: Path, told: dict[str, Aviary]) -> None:
    (root / "playbook").mkdir(parents=True, exist_ok=True)
    for name, aviary in told.items():
        content = as_file(aviary.told)
        content["organisation"]["id"] = name
        content["site"] = {"languages": ["en"], "audience": "leadership"}
        content.pop("metric_sources", None)  # rules of an import, read by nothing that builds
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


def leaks(root: Path, told: dict[str, Aviary]) -> list[tuple[str, str, str]]:
    """Site, file and stem wherever a word of another organisation stands; the own words must be there."""
    found = []
    for name, aviary in told.items():
        texts = dict(contents(root / "site" / name))
        assert any(aviary.stem in text for text in texts.values()), f"{name} tells nothing: the search would prove nothing"
        others = [other.stem for other in told.values() if other.stem != aviary.stem]
        found += [(name, path, stem) for path, text in texts.items() for stem in others if stem in text]
    return found


def everything_private(root: Path) -> list[str]:
    """Files of the output folder, our own room among them, in which the secret stands."""
    return [path.relative_to(root).as_posix() for path in (root / "site").rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]


def rounds(root: Path, number: int) -> None:
    told = aviaries(number)
    mark = root / "the-trap-was-sprung"
    lay_traps(root, mark)
    write(root, told)
    said = build(root)
    assert leaks(root, told) == []
    said_again = build(root)  # with all that is remembered
    assert leaks(root, told) == []
    one, other, *_ = sorted(told)
    told[one], told[other] = told[other], told[one]
    write(root, told)
    swapped = build(root)
    assert leaks(root, told) == []
    renamed = dict(told)
    renamed["org_renamed"] = renamed.pop(one)
    (root / "playbook" / f"{one}.yml").unlink()
    write(root, renamed)
    after = build(root)
    assert leaks(root, renamed) == []
    assert not (root / "site" / one).exists()
    assert everything_private(root) == []
    assert not [each for each in (said, said_again, swapped, after) if SECRET in each.stdout + each.stderr]
    assert not mark.exists()


def test_each_word_stands_in_its_own_site_only(tmp_path: Path) -> None:
    rounds(tmp_path, 3)


@pytest.mark.slow
def test_each_word_of_three_hundred_stands_in_its_own_site_only(tmp_path: Path) -> None:
    rounds(tmp_path, 300)


def test_a_leak_would_be_noticed(tmp_path: Path) -> None:
    told = aviaries(2)
    one, other = told
    for name, text in ((one, f"{told[one].stem}0001q {told[other].stem}0001q"), (other, told[other].stem)):
        (tmp_path / "site" / name).mkdir(parents=True)
        (tmp_path / "site" / name / "index.html").write_text(text, encoding="utf-8")
    assert leaks(tmp_path, told) == [(one, "index.html", told[other].stem)]
