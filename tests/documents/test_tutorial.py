"""Every command of README.md and of the tutorial, typed into a shell, and every output they show compared with what comes.

The day is pinned; what is another each time stands in `support.walkthrough.NORMALISED`. What cannot be run here is named below, with what
stands in for it.
"""

from __future__ import annotations

import io
import os
import shlex
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path

import pytest

from playbookgen import reading
from playbookgen.cli.run import run
from support.house import REPOSITORY
from support.walkthrough import Command, Shell, Shown, matches, steps, surroundings, written

#: The day of the documents, 31 October 2026.
DAY = "1793404800"
DOCUMENTS = {name: tuple(steps((REPOSITORY / name).read_text(encoding="utf-8"))) for name in ("README.md", "docs/tutorial.md")}
#: What is not typed here, and where else it is run.
ELSEWHERE = {
    "make site": "runs in the repository; `test_the_two_commands_do_what_the_readme_says` reads what it would do, tests/support/sites.py does it",
    "make test": "is what runs this test",
    "pipx install .": "asks a package index; tests/packaging installs the wheel and the sdist into environments of their own",
}
#: Where a document names a place that everybody has another of.
ADDRESS = "git@git.example.org:harbour/playbook.git"
#: What the quick test leaves to the slow one: it builds, serves, or needs the shell or git.
SLOW = ("playbookgen build", "playbookgen serve", "playbookgen export", "playbookgen compare", "playbookgen workbook", "git ", "ls ")


def typed(command: Command) -> str:
    """The command without the comment behind it."""
    return command.typed.partition("  #")[0].strip()


def put(folder: Path, shown: Shown) -> None:
    """Write a file as somebody does who has read about it. What begins with a comment is the whole of it."""
    path = folder / shown.path
    path.parent.mkdir(parents=True, exist_ok=True)
    is_whole = not path.exists() or shown.content.startswith("#")
    path.write_text(written(None if is_whole else path.read_text(encoding="utf-8"), shown.content), encoding="utf-8")


def status_shown(command: Command) -> int:
    """The exit status that the output shown stands for: 1 when it has an error of the files."""
    return int(any(line.startswith("error[E") for line in command.shown or ()))


def judged(command: Command, status: int, came: list[str]) -> list[str]:
    """What is wrong with the outcome of a command."""
    where = f"line {command.line}: {command.typed}"
    wrong = [] if status == status_shown(command) else [f"{where}\nstatus {status}:\n" + "\n".join(came)]
    if command.shown is not None and not matches(command.shown, came):
        wrong.append(f"{where}\nshown:\n" + "\n".join(command.shown) + "\ncame:\n" + "\n".join(came))
    return wrong


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell in an empty folder, and beside it the repository to which the documents push."""
    (tmp_path / "place").mkdir()
    opened = Shell(tmp_path / "place", surroundings(tmp_path / "home", DAY))
    assert opened.run(f"git init --quiet --bare {shlex.quote(str(tmp_path / 'remote.git'))}")[0] == 0
    return opened


@pytest.mark.slow
@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_does_what_is_shown(document: str, shell: Shell, tmp_path: Path) -> None:
    wrong = []
    for step in DOCUMENTS[document]:
        if isinstance(step, Shown):
            put(Path(shell.folder), step)
        elif typed(step).startswith("playbookgen serve"):
            status, came, page = shell.look(f"{typed(step)} --port 0")
            assert "<html" in page
            wrong += judged(step, status, came)
        elif typed(step) not in ELSEWHERE:
            wrong += judged(step, *shell.run(typed(step).replace(ADDRESS, str(tmp_path / "remote.git"))))
    assert not wrong, "\n\n".join(wrong)
    if document == "docs/tutorial.md":
        pushed = shell.run(f"git --git-dir {shlex.quote(str(tmp_path / 'remote.git'))} ls-tree --name-only main playbook/")
        assert [line for line in pushed[1] if line] == ["playbook/harbour.yml"]


@pytest.fixture
def library_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The packaged library read once for all commands: reading it is most of the time of each, and other tests look at that."""
    once = cache(lambda: reading.read_library(reading.load_templates(reading.packaged_templates(), None)))
    once()
    monkeypatch.setattr(reading, "read_library", lambda pack: once())


@pytest.mark.usefixtures("library_at_hand")
@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_needs_no_build_does_what_is_shown(document: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in surroundings(tmp_path / "home", DAY).items():
        monkeypatch.setenv(name, value)
    (tmp_path / "place").mkdir()
    monkeypatch.chdir(tmp_path / "place")
    wrong: list[str] = []
    for step in DOCUMENTS[document]:
        if isinstance(step, Shown):
            put(Path.cwd(), step)
        elif typed(step).startswith("cd "):
            os.chdir(typed(step).removeprefix("cd "))
        elif typed(step) not in ELSEWHERE and not typed(step).startswith(SLOW):
            said = io.StringIO()
            with redirect_stdout(said), redirect_stderr(said):
                status = run(shlex.split(typed(step))[1:])
            wrong += judged(step, status, said.getvalue().splitlines())
    assert not wrong, "\n\n".join(wrong)


def test_what_is_not_run_is_still_in_the_documents() -> None:
    commands = {typed(step) for document in DOCUMENTS.values() for step in document if isinstance(step, Command)}
    assert set(ELSEWHERE) <= commands


def test_the_two_commands_do_what_the_readme_says() -> None:
    done = subprocess.run(["make", "--no-print-directory", "-n", "site"], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].endswith("playbookgen build")


def test_a_wrong_output_is_caught() -> None:
    assert matches(["a", "…", "d"], ["a", "b", "c", "d"])
    assert matches(["built in 1.2 s"], ["built in 30.4 s", ""])
    assert matches(["serving http://127.0.0.1:8000/harbour/", "0.1.0"], ["serving http://127.0.0.1:43417/harbour/", "0.2.0rc1"])
    assert not matches(["a", "…", "d"], ["a", "b"])
    assert not matches(["1 finding"], ["2 findings"])
    assert not matches([], ["something"])


def test_chapters_take_the_place_of_their_namesakes() -> None:
    old = "# top\na: 1\nb:\n  - 2\nc: 3\n"
    assert written(old, "b:\n  - 5\n") == "# top\na: 1\nb:\n  - 5\nc: 3\n"
    assert written(old, "d: 4\na: 0\n") == "# top\na: 0\nb:\n  - 2\nc: 3\nd: 4\n"
