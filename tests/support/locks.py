"""The locks in requirements/: what is in them, and what is known of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Final

from support.house import REPOSITORY

#: Lock → what it is for, and the environment that the Makefile installs it into; none for what pip or pipx bring to a user.
_KNOWN: Final = {
    "run": ("running playbookgen", ".venv"),
    "dev": ("building, testing and linting it", ".venv"),
    "lock": ("making the locks", "build/locker"),
    "fuzz": ("looking for inputs that break a promise", "build/fuzzer"),
    "audit": ("looking for known holes and weak workflows", "build/auditor"),
    "engine-properdocs": ("trying ProperDocs as the engine", "build/engine-properdocs"),
    "engine-zensical": ("trying Zensical as the engine", "build/engine-zensical"),
}
#: The same, of the locks that are here.
LOCKS: Final = {name: known for name, known in _KNOWN.items() if (REPOSITORY / "requirements" / f"{name}.txt").exists()}
_ENTRY: Final = re.compile(r"^(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>\S+?)(?: ; (?P<marker>[^\\\n]+?))? \\$")


@dataclass(frozen=True)
class Locked:
    """A package as a lock has it: its version, the hashes of its files, and who asks for it (``playbookgen`` among them)."""

    name: str
    version: str
    hashes: tuple[str, ...]
    asked_by: tuple[str, ...]
    marker: str = ""


def locked(lock: str) -> tuple[Locked, ...]:
    """The packages of one lock, by name."""
    return tuple(_entries((REPOSITORY / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")))


def _entries(text: str) -> Iterator[Locked]:
    for block in re.split(r"\n(?=[a-z0-9])", text):
        first, *rest = block.splitlines()
        found = _ENTRY.match(first)
        if found is None:
            continue
        comments = " ".join(line.strip().removeprefix("#").strip() for line in rest if line.strip().startswith("#"))
        asked = re.findall(r"[a-z0-9][a-z0-9.-]*(?= |$)", re.sub(r"\([^)]*\)", "", comments.removeprefix("via")))
        yield Locked(
            found["name"],
            found["version"],
            tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", block)),
            tuple(sorted(set(asked))),
            found["marker"] or "",
        )


def installed(environment: str) -> dict[str, Distribution]:
    """What is installed in an environment of this repository, by normalised name; nothing where it is not there."""
    root = REPOSITORY / environment
    places = [str(path) for path in root.glob("lib/python*/site-packages")] or ([str(root)] if any(root.glob("*.dist-info")) else [])
    return {normalised(found.metadata["Name"]): found for found in distributions(path=places)} if places else {}


def normalised(name: str) -> str:
    """A name as locks write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def folder(environment: str) -> Path:
    """Where the programs of an environment stand."""
    return REPOSITORY / environment / "bin"
