"""Completion in the shell, as docs/install.md says it is switched on: the scripts are read by the shells themselves."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.house import REPOSITORY
from support.workspaces import workspace

DOCUMENT = (REPOSITORY / "docs" / "install.md").read_text(encoding="utf-8")
#: What stands in the document for a shell, as the line that its user writes.
LINES = {name: line.replace("\\|", "|") for name, line in re.findall(r"^\| (bash|zsh|fish) \| `[^`]+` \| `([^`]+)` \|$", DOCUMENT, re.MULTILINE)}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A workspace, and a folder with the command as an installation makes it."""
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "playbookgen"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m playbookgen "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return workspace(tmp_path / "here", "alfa", "alma", "beta")


def shell(name: str, text: str, place: Path) -> list[str]:
    """What a shell prints for a script, in the workspace, without anybody's settings."""
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not on this machine")
    environment = {"PATH": f"{place.parent / 'bin'}{os.pathsep}{os.environ['PATH']}", "HOME": str(place.parent), "LANG": "C.UTF-8"}
    plain = {"bash": "--norc", "zsh": "--no-rcs", "fish": "--no-config"}[name]
    done = subprocess.run([program, plain, "-c", text], cwd=place, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout.split()


def test_there_is_a_line_for_each_shell() -> None:
    assert set(LINES) == {"bash", "zsh", "fish"}


def in_bash(place: Path, *words: str) -> list[str]:
    """What bash would offer for the last word."""
    said = " ".join(f"'{word}'" for word in words)
    text = (
        f"{LINES['bash']}\nCOMP_WORDS=({said}); COMP_CWORD={len(words) - 1}\n"
        '$(complete -p playbookgen | sed "s/.*-F //; s/ .*//") playbookgen\nprintf "%s\\n" "${COMPREPLY[@]}"'
    )
    return shell("bash", text, place)


def test_bash_offers_commands_and_organisations(place: Path) -> None:
    assert in_bash(place, "playbookgen", "mi") == ["migrate"]
    assert in_bash(place, "playbookgen", "-q", "check", "alfa", "al") == ["alma"]


@pytest.mark.slow
def test_bash_offers_choices_and_nothing_where_there_is_nothing(place: Path) -> None:
    assert in_bash(place, "playbookgen", "build", "--engine", "") == ["mkdocs", "properdocs", "zensical"]
    assert "--write" in in_bash(place, "playbookgen", "migrate", "--")
    assert in_bash(place, "playbookgen", "-C", "elsewhere", "check", "") == []
    assert in_bash(place, "playbookgen", "export", "b") == ["beta"]
    assert in_bash(place, "playbookgen", "serve", "") == ["alfa", "alma", "beta"]


@pytest.mark.slow
def test_fish_offers_the_same(place: Path) -> None:
    assert shell("fish", f"{LINES['fish']}\ncomplete -C 'playbookgen check al'", place) == ["alfa", "alma"]


@pytest.mark.slow
def test_zsh_offers_the_same(place: Path) -> None:
    """The function that the script defines is called with what zsh would hand it, and what it hands back is printed."""
    text = (
        "autoload -Uz compinit && compinit -u -D\n"
        "_describe() { print -l $completions_with_descriptions }\ncompadd() { print -l $completions }\n"
        f"{LINES['zsh']}\nwords=(playbookgen migr); CURRENT=2; _playbookgen_completion"
    )
    assert "migrate" in " ".join(shell("zsh", text, place))
