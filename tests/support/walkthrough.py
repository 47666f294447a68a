"""Documents that are run: the commands and files they show, a shell to type them into, and how what is shown compares with what comes.

A block of ``console`` holds commands, each after ``$``, and what they print. A block with a ``title`` is a file: written whole when it is not there
yet, else each of its chapters (what begins at the left margin) takes the place of the chapter of the same name, or goes to the end.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any, Final
from urllib.request import urlopen

#: What is another each time, and what both sides show instead.
NORMALISED: Final = (
    (re.compile(r"\b\d+\.\d+ s\b"), "… s"),  # how long something took
    (re.compile(r"(?<![\d.])\d+\.\d+\.\d+(?:\.dev\d+|rc\d+)?(?![\d.])"), "VERSION"),  # of playbookgen
    (re.compile(r"\b[0-9a-f]{7,40}\b"), "HASH"),  # commits of git
    (re.compile(r"127\.0\.0\.1:\d+"), "127.0.0.1:PORT"),  # a free port
)
#: A line of a document that stands for any number of lines.
LEFT_OUT: Final = "…"
#: Seconds after which a command counts as stuck.
LONGEST: Final = 600
_BLOCK: Final = re.compile(r"^```(?P<language>[a-z]+)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_CHAPTER: Final = re.compile(r"^(?=[a-z_]+:)", re.MULTILINE)
_DONE: Final = "--- done: "
_ADDRESS: Final = re.compile(r"http://127\.0\.0\.1:\d+/\S*")


@dataclass(frozen=True, slots=True)
class Command:
    """A command as it is typed, the line of the document it stands on, and what is shown below it; ``None`` where its block shows nothing at all."""

    line: int
    typed: str
    shown: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A file as the document shows it."""

    line: int
    path: str
    content: str


def steps(document: str) -> Iterator[Command | Shown]:
    """What there is to type and to write, in order."""
    for block in _BLOCK.finditer(document):
        line = document.count("\n", 0, block.start()) + 2
        if block["title"]:
            yield Shown(line, block["title"], block["body"])
        elif block["language"] == "console":
            yield from _commands(block["body"].splitlines(), line)


def _commands(lines: Sequence[str], first: int) -> Iterator[Command]:
    starts = [number for number, line in enumerate(lines) if line.startswith("$ ")]
    is_shown = len(starts) < sum(bool(line.strip()) for line in lines)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield Command(first + start, lines[start][2:], _trimmed(lines[start + 1 : end]) if is_shown else None)


def written(old: str | None, new: str) -> str:
    """The file after what is shown was put into it."""
    if old is None:
        return new
    for chapter in filter(None, _CHAPTER.split(new)):
        name = chapter.partition(":")[0]
        parts = _CHAPTER.split(old)
        at = next((number for number, part in enumerate(parts) if part.startswith(f"{name}:")), len(parts))
        old = "".join([*parts[:at], chapter.rstrip("\n") + "\n", *parts[at + 1 :]])
    return old


def normalised(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines without what is another each time, and without empty ones around them."""
    text = "\n".join(line.rstrip() for line in lines)
    for pattern, instead in NORMALISED:
        text = pattern.sub(instead, text)
    return _trimmed(text.splitlines())


def matches(shown: Sequence[str], came: Sequence[str]) -> bool:
    """Whether what came is what the document shows; `LEFT_OUT` on a line of its own stands for any lines."""
    pattern = "".join(r"(?:.*\n)*" if line == LEFT_OUT else re.escape(line) + r"\n" for line in normalised(shown))
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in normalised(came))) is not None


def _trimmed(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines without empty ones before and after."""
    kept = list(lines)
    while kept and not kept[0].strip():
        kept.pop(0)
    while kept and not kept[-1].strip():
        kept.pop()
    return tuple(kept)


def surroundings(home: Path, day: str) -> dict[str, str]:
    """The environment of somebody who follows a document: our command on the path, git with a name, a terminal of 100 columns, no colours.

    Args:
        home: their home, made here.
        day: `SOURCE_DATE_EPOCH`, the second that counts as now.
    """
    home.mkdir(parents=True, exist_ok=True)
    (home / ".gitconfig").write_text("[user]\n\tname = Reader\n\temail = reader@example.org\n[init]\n\tdefaultBranch = main\n", encoding="utf-8")
    kept = {name: os.environ[name] for name in ("LANG", "TMPDIR") if name in os.environ}
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ours = {"HOME": str(home), "PATH": path, "XDG_CACHE_HOME": cache, "SOURCE_DATE_EPOCH": day, "COLUMNS": "100", "NO_COLOR": "1"}
    return kept | ours | {"PYTHONUNBUFFERED": "1", "PYTHONFAULTHANDLER": "1", "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}


def _kept(stream: Iterable[str], lines: list[str]) -> Iterator[str]:
    """The lines of a stream, also added to `lines`."""
    for line in stream:
        lines.append(line.rstrip("\n"))
        yield line


def _opened(address: str) -> str:
    with urlopen(address, timeout=60) as answer:  # noqa: S310 - an address of this machine
        content: bytes = answer.read()
        return content.decode()


class Shell:
    """A terminal: what is typed is done by bash in the folder where the last command has left it.

    Every command has a bash of its own with nothing to read, so that none can take the next one for an answer.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.environment = dict(environment)
        self.folder = str(folder)

    def run(self, typed: str) -> tuple[int, list[str]]:
        """Type a command; gives its status and the lines it prints on both streams."""
        script = f'{typed}\nstatus=$?\nprintf "\\n{_DONE}%s\\n" "$PWD"\nexit $status'
        how: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        with subprocess.Popen(["bash", "-c", script], cwd=self.folder, env=self.environment, start_new_session=True, **how) as running:
            try:
                said, _ = running.communicate(timeout=LONGEST)
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, signal.SIGABRT)  # Python then says where it is
                said, _ = running.communicate()
                raise AssertionError(f"{typed!r} was ended after {LONGEST} s:\n{said}") from None
        lines = said.splitlines()
        assert lines, typed
        assert lines[-1].startswith(_DONE), f"{typed!r} has ended the shell: {lines}"
        self.folder = lines.pop().removeprefix(_DONE)
        return running.returncode, lines

    def look(self, typed: str) -> tuple[int, list[str], str]:
        """Start a command that serves pages, open the first address it names, press Ctrl-C; gives its status, what it printed, the page."""
        lines: list[str] = []
        how: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        with subprocess.Popen(["bash", "-c", f"exec {typed}"], cwd=self.folder, env=self.environment, **how) as serving:
            assert serving.stdout
            patience = Timer(LONGEST, serving.kill)
            patience.start()
            try:
                address = next((found[0] for line in _kept(serving.stdout, lines) if (found := _ADDRESS.search(line))), None)
                assert address, f"{typed!r} has named no address within {LONGEST} s: {lines}"
                page = _opened(address)
                serving.send_signal(signal.SIGINT)
                lines += serving.stdout.read().splitlines()
                return serving.wait(), lines, page
            finally:
                patience.cancel()
                serving.kill()
