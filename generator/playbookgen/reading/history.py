"""What git knows of a workspace: commits, what changed between two of them, what one holds.

git is called as a child process without a shell, with plumbing commands that look at objects and never at the files on the disk.
A repository can come from anybody: nothing that it says may run. So git gets an environment of its own (no variable of the caller
leads it elsewhere), configuration of the system and of the user is left out, hooks and monitors are switched off, and no protocol
is allowed by which it could fetch what is missing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from threading import Timer
from typing import Final

from playbookgen.model.failure import LimitReached, NoHistory
from playbookgen.model.history import LINK, Change, Commit, Recorded, Span
from playbookgen.reading.leftovers import LARGEST
from playbookgen.reading.shown import safe

#: Longest that one look may take, in seconds.
_LONGEST: Final = 120
_HARMLESS: Final = (
    # Nobody's code is run below, so it does not matter whose folder it is: CI mounts the workspace of another user.
    "safe.directory=*",
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.sshCommand=false",
    "core.quotePath=false",
    "log.showSignature=false",
    "log.showRoot=true",
    "log.diffMerges=separate",
)
_ENVIRONMENT: Final = {
    "PATH": os.defpath,
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_SSH_COMMAND": "false",
    "GIT_ASKPASS": "false",
    "GIT_PAGER": "cat",
}
_RAW: Final = re.compile(r":(\d{6}) (\d{6}) [0-9a-f]+ [0-9a-f]+ [A-Z]\d*")
#: How the modes of ordinary files begin; those of links and other repositories do not.
_FILE: Final = "100"
#: Parts of a record of ``--raw``: two modes, two names, what was done; and of an answer of ``cat-file --batch``: name, kind, size.
_FIELDS: Final = 5
_ANSWER: Final = 3
_NOTHING: Final = re.compile(r"0{40}(0{24})?")


@dataclass(frozen=True, slots=True)
class Repository:
    """The git repository that a folder stands in.

    Args:
        place: the folder.
        folder: its path in the repository, ``""`` or ending in a stroke.
    """

    place: Path
    folder: str

    @classmethod
    def around(cls, place: Path) -> Repository:
        """The repository around the folder `place`.

        Raises:
            NoHistory: there is none, no git, or one without files.
        """
        shown = safe(str(place))
        try:
            is_there = place.is_dir()
        except OSError as error:
            raise NoHistory(f"{shown} cannot be read: {error.strerror}", "look at its permissions and at the disk") from error
        if not is_there:
            raise NoHistory(f"there is no folder {shown}", "check the path")
        told = _git(place, "rev-parse", "--is-inside-work-tree", "--show-prefix")
        if told.returncode:
            help = "run this in a clone; in CI, check the repository out with git and not as an archive"
            raise NoHistory(f"{shown} is in no git repository", help)
        inside, _, prefix = told.stdout.decode("utf-8", "surrogateescape").partition("\n")
        if inside != "true":
            raise NoHistory(f"{shown} is a git repository without files (a bare one)", "run this in a clone of it")
        return cls(place, prefix.removesuffix("\n"))

    def commit(self, revision: str) -> str:
        """The full name of the commit that `revision` names: a branch, a tag, a commit, ``HEAD^1``.

        Raises:
            NoHistory: there is none of that name here.
        """
        if revision and not revision.startswith("-") and "\0" not in revision:
            found = _git(self.place, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
            if found.returncode == 0:
                return found.stdout.decode("ascii").strip()
        raise self._unknown(revision)

    def since(self, revision: str) -> Span:
        """What was changed since the history of `revision` and that of HEAD parted.

        A revision of nothing but zeros, as services name what was there before a branch, counts as an empty one.

        Raises:
            NoHistory: one of them is not here, or where they parted is not.
        """
        head = self._head()
        detached = _git(self.place, "symbolic-ref", "--quiet", "HEAD").returncode != 0
        if _NOTHING.fullmatch(revision):
            return Span("", head, self.folder, (), detached)
        since = self._parted(self.commit(revision), head, revision)
        told = self._ask("diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", since, head, "--")
        return Span(since, head, self.folder, tuple(_changes(told)), detached)

    def write_out(self, commit: str, names: tuple[str, ...], folder: Path) -> None:
        """Write the files of the workspace that `commit` held below `names` into the empty folder `folder`.

        Links and other repositories are left out; of a file that is too large to be read, only its beginning is written.
        """
        told = self._ask("ls-tree", "-r", "-z", "--full-tree", commit, "--", *(f"{self.folder}{name}" for name in names))
        with self.contents() as content:
            for record in told.split(b"\0")[:-1]:
                about, _, path = record.partition(b"\t")
                mode, kind, name = about.decode("ascii").split(" ")
                inside = os.fsdecode(path).removeprefix(self.folder)
                if kind != "blob" or mode == LINK or ".." in inside.split("/"):
                    continue
                whole = content(name)
                target = folder / inside
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(self._ask("cat-file", "blob", name)[: LARGEST + 1] if whole is None else whole)

    def log(self, name: str, most: int) -> tuple[Commit, ...]:
        """The commits that changed something below the folder `name` of the workspace, newest first, as they reached the branch of HEAD.

        Of a merge, what it brought counts, on the day of the merge; so a branch that was worked on for weeks arrives in one piece.

        Args:
            name: below the workspace.
            most: how many commits at most.

        Raises:
            NoHistory: there is no commit, or git cannot read one.
        """
        options = ("--first-parent", "-m", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-relative")
        shape = ("--no-notes", "--no-color", "--date=short", "--format=%x01%P%x02%cd", f"--max-count={most}")
        return tuple(_commits(self._ask("log", *options, *shape, "HEAD", "--", name)))

    @contextmanager
    def contents(self) -> Iterator[Callable[[str], bytes | None]]:
        """A function that says what a blob holds, by its name; None when it is not here or too large to be read.

        One process of git answers for all of them. It is ended when the time for one look is over, and then there is nothing more to read.
        """
        with subprocess.Popen(  # noqa: S603 - a fixed program, no shell, no argument from elsewhere
            _command(self.place, "cat-file", "--batch"), env=_ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process:
            clock = Timer(_LONGEST, process.kill)
            clock.daemon = True
            clock.start()
            try:
                yield partial(_content, process)
            finally:
                clock.cancel()
                process.kill()

    def _head(self) -> str:
        try:
            return self.commit("HEAD")
        except NoHistory:
            raise NoHistory("the git repository has no commit yet", "commit the workspace first: git add . && git commit") from None

    def _parted(self, since: str, head: str, revision: str) -> str:
        """The last commit that both histories have; the older one itself where they share none."""
        found = _git(self.place, "merge-base", since, head)
        if found.returncode == 0:
            return found.stdout.decode("ascii").strip()
        if self.is_shallow:
            message = f"the history is cut off here (a shallow clone): where {safe(revision, 80)} and HEAD parted is not known"
            raise NoHistory(message, _DEEPER)
        return since

    @property
    def is_shallow(self) -> bool:
        """Whether older commits were left out when the repository was cloned."""
        return _git(self.place, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"

    def _unknown(self, revision: str) -> NoHistory:
        message = f"there is no revision {safe(revision, 80) or '“”'} here"
        if self.is_shallow:
            return NoHistory(f"{message}: the history is cut off (a shallow clone)", _DEEPER)
        if _git(self.place, "symbolic-ref", "--quiet", "HEAD").returncode:
            help = "name the commit itself, or a branch of the remote: origin/main; or fetch it: git fetch origin BRANCH"
            return NoHistory(f"{message}: HEAD is detached, and a checkout of that kind has no branches of its own", help)
        return NoHistory(message, "git branch --all and git log list those there are; fetch what is missing: git fetch")

    def _ask(self, *arguments: str) -> bytes:
        done = _git(self.place, *arguments)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
            help = "git fsck tells whether the clone is damaged; a new clone of the repository mends that"
            raise NoHistory(f"git cannot read the history: {safe(said[0], 160)}", help)
        return done.stdout


_DEEPER: Final = "fetch the history: git fetch --unshallow; in CI ask for it (GitHub: fetch-depth: 0, GitLab: GIT_DEPTH: 0)"


def _changes(told: bytes) -> list[Change]:
    """The records of ``diff-tree --raw -z``; a file whose permissions changed and nothing else is none."""
    parts = told.decode("utf-8", "surrogateescape").split("\0")
    found = []
    for record, path in zip(parts[0:-1:2], parts[1::2], strict=False):
        modes = _RAW.fullmatch(record)
        if modes is None:
            raise NoHistory("git answers in a way that is not understood", "git --version; versions from 2.30 on are known to work")
        before, after = modes.groups()
        blobs = record.split(" ")[2:4]
        if blobs[0] != blobs[1] or before[:3] != after[:3]:
            found.append(Change(path, before, after))
    return found


def _commits(told: bytes) -> Iterator[Commit]:
    """The answer of ``log --raw -z``: of each commit its parents and its day, then a record and a path for each change."""
    for part in told.decode("utf-8", "surrogateescape").split("\1")[1:]:
        head, *parts = part.split("\0")
        parents, _, said = head.partition("\2")
        recorded = []
        for record, path in zip(parts[0:-1:2], parts[1::2], strict=False):
            fields = record.strip().split(" ")
            if len(fields) == _FIELDS:
                before, after = (
                    name if mode.startswith(_FILE) else "" for mode, name in zip((fields[0].lstrip(":"), fields[1]), fields[2:4], strict=True)
                )
                recorded.append(Recorded(path, before, after))
        try:
            day = date.fromisoformat(said)
        except ValueError:  # a year that no calendar has
            continue
        yield Commit(day, tuple(recorded), is_first=not parents)


def _content(process: subprocess.Popen[bytes], name: str) -> bytes | None:
    """Ask a running ``cat-file --batch`` for one blob."""
    if process.stdin is None or process.stdout is None:
        return None
    try:
        # Past the buffer: what a process that is gone did not take must not be waiting when the pipe is closed.
        os.write(process.stdin.fileno(), f"{name}\n".encode("ascii"))
        head = process.stdout.readline().split()
        if len(head) != _ANSWER:
            return None
        size = int(head[2]) + 1  # a line break ends it
        if head[1] == b"blob" and size <= LARGEST + 1:
            whole = process.stdout.read(size)
            return whole[:-1] if len(whole) == size else None
        while size and (part := process.stdout.read(min(size, LARGEST))):
            size -= len(part)
    except (OSError, ValueError):  # the process is gone
        return None
    return None


def _command(place: Path, *arguments: str) -> list[str]:
    program = shutil.which("git")
    if program is None:
        raise NoHistory("git is not installed here", "install git, or put it on the PATH")
    settings = [part for setting in _HARMLESS for part in ("-c", setting)]
    return [program, "--no-pager", *settings, "-C", str(place), *arguments]


def _git(place: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """One call of git in the folder `place`."""
    command = _command(place, *arguments)
    try:
        return subprocess.run(  # noqa: S603 - a fixed program, no shell; revisions are checked and come behind --end-of-options
            command, env=_ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, timeout=_LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        raise LimitReached(f"git did not answer within {_LONGEST} seconds", "look whether the disk or the repository is damaged") from None
    except OSError as error:
        raise NoHistory(f"git cannot be run: {error.strerror}", "install git again") from error
