"""Nothing of the machine it was written on gets into the repository."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.house import REPOSITORY, tracked_files

# Put together from parts, so that this file does not find itself.
REGISTRIES = ("py" + "pi.org", "pythonhosted" + ".org", "npm" + "js.org", "npm" + "js.com", "deb." + "debian.org", "snapshot." + "debian.org")
PLACES = ("work", "root", "opt", "home/[a-z]+", "Users/[A-Za-z]+", "tmp/" + "helpers", "tmp/" + "infra")
FOREIGN = re.compile(
    "|".join(re.escape(host) for host in REGISTRIES)
    + "|"
    + "|".join(rf"(?<![\w./>-])/{place}(?=/|\b)(?![\w-])" for place in PLACES)
    + r"|--(extra-)?index-url|--find-links|file://"
)
#: File → why what it says is none of that.
ALLOWED: dict[str, str] = {
    "Makefile": "tells the locking tool to leave index addresses out",
    "tests/golden/blns/blns.json": "strings of strangers, an address of a file among them",
}


def findings(text: str) -> list[str]:
    return [match.group() for match in FOREIGN.finditer(text)]


def test_no_registry_address_and_no_path_of_a_machine() -> None:
    found = []
    for path in tracked_files():
        name = path.relative_to(REPOSITORY).as_posix()
        if name in ALLOWED or path == Path(__file__):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{name}: {finding}" for finding in findings(text)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "text",
    ["see /wor" + "k/main/x", "cd /roo" + "t", "'/op" + "t/tool'", "https://py" + "pi.org/simple", "--index" + "-url https://x", "file" + ":///x"],
)
def test_a_trace_is_caught(text: str) -> None:
    assert findings(text)


@pytest.mark.parametrize("text", ["plan/work/", "https://example.com/work/", "my-work/decisions/", "the root of the site", "/my-work/"])
def test_ordinary_text_passes(text: str) -> None:
    assert not findings(text)


def test_the_lock_has_a_hash_for_every_package() -> None:
    for name in ("dev.txt", "lock.txt", "fuzz.txt"):
        entries = re.split(r"\n(?=[a-z])", (REPOSITORY / "requirements" / name).read_text(encoding="utf-8"))
        entries = [entry for entry in entries if not entry.startswith("#")]
        assert entries
        assert [entry.splitlines()[0] for entry in entries if not re.match(r"[a-z0-9.-]+==\S+ (; .* )?\\\n +--hash=sha256:[0-9a-f]{64}", entry)] == []


def test_the_lock_holds_what_the_project_asks_for() -> None:
    import tomllib

    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    asked = [*project["project"]["dependencies"], *groups["package"], *(entry for entry in groups["dev"] if isinstance(entry, str))]
    locked = set(re.findall(r"^([a-z0-9.-]+)==", (REPOSITORY / "requirements" / "dev.txt").read_text(encoding="utf-8"), re.MULTILINE))
    assert {re.split(r"[<>=!~ ;\[]", entry)[0].lower() for entry in asked} - locked == set()
