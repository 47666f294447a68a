"""What a run tells while it goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from playbookgen.model.result import BuiltOrganisation, Edition


@dataclass(frozen=True, slots=True)
class Waiting:
    """Another build holds the output; `holder` names it: ``process 4711``."""

    holder: str


@dataclass(frozen=True, slots=True)
class Planned:
    """How many editions the run will build."""

    editions: int


@dataclass(frozen=True, slots=True)
class EditionDone:
    """An edition has come out of its process, built or not."""

    edition: Edition


@dataclass(frozen=True, slots=True)
class OrganisationDone:
    """An organisation is published, or has failed."""

    organisation: BuiltOrganisation


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What is remembered of earlier builds cannot be used, or not be kept: `reason`. Told once a run; everything needed is built."""

    reason: str


@dataclass(frozen=True, slots=True)
class FirstLook:
    """Of a preview: the pages that somebody looks at, as HTML by their address below the output folder, ahead of their sites."""

    pages: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Building:
    """Of a preview: editions are being built; told ten times a second, so that whoever listens can stop it."""


Event = Waiting | Planned | EditionDone | OrganisationDone | Forgotten | FirstLook | Building
#: What it raises ends the run, as Ctrl-C does: what is published stands, what is half done is removed.
Progress = Callable[[Event], None]
