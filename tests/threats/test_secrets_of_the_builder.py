"""Nothing of whoever builds gets into what is built, exported or said (T20): no variable, no credential of git, no path, no name of user or machine.

A word is planted wherever a build could pick it up; then every byte of every output is searched for all of them, plain and encoded.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from support.workspaces import told

#: Variables that machines of CI and people's own hold secrets in, and a few that tools obey.
VARIABLES = (
    "AWS_SECRET_ACCESS_KEY", "CI_JOB_TOKEN", "DATABASE_URL", "EMAIL", "GITHUB_TOKEN", "GIT_ASKPASS", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME",
    "GL_TOKEN", "HOSTNAME", "LOGNAME", "MKDOCS_CONFIG", "NPM_TOKEN", "PASSWORD", "PIP_INDEX_URL", "SECRET_CANARY", "SSH_AUTH_SOCK",
    "TWINE_PASSWORD", "USER", "USERNAME",
)  # fmt: skip


class Nest:
    """A workspace in a home full of words that nobody may ever read elsewhere. `words` says where each was planted."""

    def __init__(self, folder: Path) -> None:
        self.words: dict[str, str] = {}
        self.home = folder / self.word("home", "the name of the home")
        self.root = self.home / self.word("folder", "the path of the workspace") / "book"
        self.private = self.home / self.word("cache", "the cache folder")
        (self.root / "playbook").mkdir(parents=True)
        (self.root / "playbook" / "alfa.yml").write_text(told("alfa", languages="en, fi"), encoding="utf-8")
        (self.root / "site_config.yml").write_text("schema_version: 1\nsite_url: https://playbook.example/\n", encoding="utf-8")
        self.surroundings = {name: self.word("v", name) for name in VARIABLES}
        self.surroundings |= {
            "HOME": str(self.home),
            "XDG_CACHE_HOME": str(self.private),
            "PATH": os.environ["PATH"],
            "SOURCE_DATE_EPOCH": "1793404800",
        }
        self.surroundings |= {"PYTHONPATH": os.pathsep.join(sys.path)}
        self._credentials()
        self._history()

    def word(self, stem: str, place: str) -> str:
        """A new word that stands nowhere else, remembered with where it is planted."""
        found = f"zq{stem}{len(self.words):02}xj"
        self.words[found] = place
        return found

    def _credentials(self) -> None:
        (self.home / ".git-credentials").write_text(f"https://me:{self.word('c', '.git-credentials')}@git.example\n")
        (self.home / ".netrc").write_text(f"machine git.example login me password {self.word('n', '.netrc')}\n")
        (self.home / ".gitconfig").write_text(
            f"[user]\n\tname = {self.word('g', 'user.name of git')}\n\temail = {self.word('m', 'user.email of git')}@x.example\n"
        )
        (self.root / ".env").write_text(f"TOKEN={self.word('e', '.env')}\n")
        (self.home / ".ssh").mkdir()
        (self.home / ".ssh" / "id_ed25519").write_text(self.word("k", "a key of ssh"))

    def _history(self) -> None:
        """A repository with a password in the address of its remote, and the names and messages of who committed."""
        remote = f"https://me:{self.word('r', 'the address of the remote')}@git.example/book.git"
        message = self.word("t", "the message of a commit")
        for command in (("init", "-q", "-b", "main"), ("add", "."), ("commit", "-q", "-m", message), ("remote", "add", "origin", remote)):
            self._git(*command)
        book = self.root / "playbook" / "alfa.yml"
        book.write_text(book.read_text(encoding="utf-8").replace("Settled at once.", "Settled in one contact."), encoding="utf-8")
        self._git("commit", "-q", "-am", message)

    def _git(self, *arguments: str) -> None:
        who = {name: self.surroundings[name] for name in ("HOME", "PATH")}
        names = {"GIT_AUTHOR_DATE": "2026-10-01T12:00:00Z", "GIT_COMMITTER_DATE": "2026-10-01T12:00:00Z"}
        subprocess.run(["git", *arguments], cwd=self.root, env=who | names, check=True, capture_output=True, timeout=60)

    def run(self, *arguments: str) -> str:
        """The command as its user would give it, inside the workspace; all that it said."""
        command = [sys.executable, "-m", "playbookgen", *arguments]
        done = subprocess.run(command, cwd=self.root, env=self.surroundings, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr


def forms(word: str) -> set[bytes]:
    """A word as it may stand in a file: plain, in capitals, in Base64 at each of its three offsets, in hexadecimal, reversed, as UTF-16."""
    plain = word.encode()
    found = {plain, plain.upper(), quote(word).encode(), plain.hex().encode(), plain[::-1], word.encode("utf-16-le"), word.encode("utf-16-be")}
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + plain)
        # What the neighbours share in the first and last group of four is left out.
        found.add(encoded[4 if offset else 0 : len(encoded) - 4])
    return found


def contents(path: Path, content: bytes | None = None) -> Iterator[bytes]:
    """The bytes of a file, and of what is packed in it."""
    raw = path.read_bytes() if content is None else content
    yield raw
    if path.suffix == ".gz":
        yield gzip.decompress(raw)
    if path.suffix in (".xlsx", ".zip"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for name in archive.namelist():
                yield name.encode() + archive.read(name)


def found_in(nest: Nest, *outputs: Path, said: str = "") -> list[tuple[str, str]]:
    """Where a planted word stands that should not: the output, and where the word was planted."""
    files = [path for output in outputs for path in ([output] if output.is_file() else sorted(output.rglob("*"))) if path.is_file()]
    assert not outputs or len(files) > 1
    # Each content once: most of a site is the theme, the same in every language.
    texts = {content: path.name for path in files for content in contents(path)}
    texts[said.encode()] = "what is said"
    hits = []
    for word, planted in nest.words.items():
        wanted = forms(word)
        hits += [(name, planted) for content, name in texts.items() if any(form in content for form in wanted)]
    return hits


@pytest.fixture(scope="module")
def nest(tmp_path_factory: pytest.TempPathFactory) -> Nest:
    return Nest(tmp_path_factory.mktemp("machine"))


@pytest.mark.slow
def test_a_site_and_what_is_said_of_it(nest: Nest) -> None:
    said = nest.run("-v", "build", "--as-of", "2026-10-31", "-j", "1")
    said += nest.run("-v", "build", "--as-of", "2026-10-31", "--json")
    assert found_in(nest, nest.root / "site", said=said) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "made"),
    [
        (["export", "alfa", "out/export"], "out/export"),
        (["workbook", "export", "alfa", "out/alfa.xlsx"], "out"),
        (["check", "--format", "json"], None),
        (["check", "--format", "sarif"], None),
        (["check", "--format", "github"], None),
        (["list", "--json"], None),
        (["compare", "HEAD~1", "HEAD"], None),
        (["ci-plan", "--since", "HEAD~1"], None),
        (["migrate"], None),
        (["build", "--offline", "-o", "offline", "--as-of", "2026-10-31"], "offline"),
    ],
    ids=lambda each: " ".join(each[:2]) if isinstance(each, list) else "",
)
def test_everything_else_that_is_written_or_said(nest: Nest, arguments: list[str], made: str | None) -> None:
    said = nest.run(*arguments)
    assert found_in(nest, *([nest.root / made] if made else []), said=said) == []


@pytest.mark.slow
def test_what_is_kept_between_builds_tells_nothing_either(nest: Nest) -> None:
    """The room of the tool in the output folder goes wherever the folder is copied; the user's own cache may know where it stands."""
    nest.run("build", "--as-of", "2026-10-31")
    assert [path for path in (nest.root / "site" / ".playbookgen").rglob("*") if path.is_file()]
    assert found_in(nest, nest.root / "site" / ".playbookgen") == []
    variables = {word: planted for word, planted in nest.words.items() if planted in VARIABLES}
    kept = [path for path in nest.private.rglob("*") if path.is_file()]
    assert kept
    assert [(path.name, planted) for path in kept for word, planted in variables.items() if word.encode() in path.read_bytes()] == []


def test_a_secret_would_be_noticed(nest: Nest, tmp_path: Path) -> None:
    word, planted = next(iter(nest.words.items()))
    shapes = {
        "plain": f"a {word} b", "json": json.dumps({"x": word}), "hex": word.encode().hex(), "one": base64.b64encode(f"q{word}".encode()).decode(),
        "two": base64.b64encode(f"qq{word}rr".encode()).decode(), "three": base64.b64encode(f"qqq{word}r".encode()).decode(),
    }  # fmt: skip
    for name, text in shapes.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "packed.gz").write_bytes(gzip.compress(word.encode()))
    assert sorted(name for name, _ in found_in(nest, tmp_path)) == sorted([*shapes, "packed.gz"])
    assert found_in(nest, said=f"it said {word}") == [("what is said", planted)]
