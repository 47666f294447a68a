"""Real git repositories with a workspace in them, for tests of what a history tells."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

_WHO = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER") for part, value in (("NAME", "Someone"), ("EMAIL", "someone@example.org"))}


@dataclass(frozen=True)
class Clone:
    """A git repository on the disk. `folder` leads from its root to the workspace, ``""`` or ending in a stroke."""

    root: Path
    folder: str = ""

    @classmethod
    def begin(cls, root: Path, folder: str = "") -> Clone:
        """An empty repository whose branch is called main."""
        (root / folder).mkdir(parents=True)
        clone = cls(root, folder)
        clone.git("init", "--quiet", "--initial-branch=main", ".")
        return clone

    @property
    def workspace(self) -> Path:
        """The workspace."""
        return self.root / self.folder

    def git(self, *arguments: str, at: Path | None = None, day: str = "2026-10-31") -> str:
        """What a command of git prints; the settings of whoever runs the tests have no say in it. Commits are made at noon of `day`."""
        dates = {f"GIT_{role}_DATE": f"{day}T12:00:00Z" for role in ("AUTHOR", "COMMITTER")}
        environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, **_WHO, **dates}
        command = ["git", "-c", "protocol.file.allow=always", "-c", "safe.directory=*", *arguments]
        done = subprocess.run(command, cwd=at or self.root, env=environment, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, (arguments, done.stderr)
        return done.stdout.strip()

    def write(self, path: str, text: str = "schema_version: 1\n") -> Clone:
        """A file of the workspace."""
        target = self.workspace / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return self

    def commit(self, day: str = "2026-10-31") -> str:
        """Everything as it stands, as a commit of that day; its name."""
        self.git("add", "--all", "--force", ".")
        self.git("commit", "--quiet", "--allow-empty", "--message", "as it stands", day=day)
        return self.git("rev-parse", "HEAD")

    def cloned(self, root: Path, *options: str) -> Clone:
        """A clone of this repository, made as over a network."""
        self.git("clone", "--quiet", *options, f"file:{'/' * 2}{self.root}", str(root))
        return Clone(root, self.folder)
