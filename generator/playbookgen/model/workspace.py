"""What was found on the disk: the workspace, its sources, the templates."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from playbookgen.model.entity import Entity, without_free_keys
from playbookgen.model.organisation import ColourType
from playbookgen.model.playbook_file import SCHEMA_VERSION, RuleId, RuleSetting, SupportedVersion
from playbookgen.model.problem import Problem
from playbookgen.model.values import Line


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One YAML file: its path as it is shown in messages (relative to the workspace), and its bytes."""

    shown: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Source:
    """What one organisation wrote: one file, or the files of its folder in name order.

    `id` is the name of the file or folder; `problems` are those met while reading the bytes. A folder may hold
    library texts of its own (`library`) and pictures: those that can be a logo by their name, a problem where the
    bytes cannot be had.
    """

    id: str
    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...] = ()
    library: tuple[SourceFile, ...] = ()
    pictures: tuple[tuple[str, SourceFile | Problem], ...] = ()
    is_folder: bool = False

    @property
    def inputs(self) -> tuple[str, ...]:
        """Paths of all that it is made of, as messages name them."""
        return tuple(file.shown for file in self._contents())

    def _contents(self) -> tuple[SourceFile, ...]:
        pictures = (picture for _, picture in self.pictures if isinstance(picture, SourceFile))
        return (*self.files, *self.library, *pictures)

    @property
    def digest(self) -> str:
        """SHA-256 over the names and bytes of the files, as hexadecimal text."""
        total = hashlib.sha256()
        for file in self._contents():
            total.update(f"{file.shown}\0{len(file.content)}\0".encode())
            total.update(file.content)
        return total.hexdigest()


class SiteConfig(Entity):
    """`site_config.yml`: what the sites of a workspace share."""

    schema_version: SupportedVersion = Field(default=SCHEMA_VERSION, description="Version of this format: 1.")
    site_url: Line | None = Field(default=None, description="Address under which the folder site/ is published; needed for the sitemap.")
    accent: Annotated[str, ColourType()] | None = Field(default=None, description="Accent colour as '#rrggbb', in quotes.")
    rules: Annotated[dict[RuleId, RuleSetting], BeforeValidator(without_free_keys)] = Field(
        default={}, description="Rule settings for all organisations."
    )


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with `playbook/`, `site_config.yml` and perhaps `templates/`."""

    root: Path
    config: SiteConfig
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplatePack:
    """All files of `templates/`, by their path inside it (``pages/home.md.j2``), overrides applied.

    Args:
        packaged: what the files that a workspace overrides are without it.
        problems: of the workspace's own files; one with a problem is not applied.
    """

    files: Mapping[str, bytes]
    packaged: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def overrides(self) -> tuple[str, ...]:
        """Paths of the overrides in force, in name order."""
        return tuple(sorted(self.packaged))

    def text(self, path: str) -> str:
        """The text of one file.

        Raises:
            KeyError: when there is no such file.
        """
        return self.files[path].decode("utf-8")

    def below(self, folder: str) -> dict[str, bytes]:
        """Files below `folder`, by their path inside it, in name order."""
        prefix = folder.rstrip("/") + "/"
        return {path.removeprefix(prefix): self.files[path] for path in sorted(self.files) if path.startswith(prefix)}
