"""What bringing an organisation's YAML to the current version of the format comes to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from playbookgen.model.edit import EditedFile
from playbookgen.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Migration:
    """The texts of one organisation, or of the settings, in the current version.

    Args:
        before: the version they said; 0 for files from before there was a number.
        after: the version they say now.
        told: what each step did, a line each.
        files: what changes; nothing where they were current.
    """

    before: int
    after: int
    told: tuple[str, ...] = ()
    files: tuple[EditedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Migrated:
    """What became of one organisation, or of ``site_config.yml``.

    Args:
        name: the organisation's id, or the name of the file.
        migration: what changes; ``None`` where something stands against it.
        problems: what that is, each with its place.
        broken: problems it would have afterwards and does not have now; their lines are those of the new text.
    """

    name: str
    migration: Migration | None = None
    problems: tuple[Problem, ...] = ()
    broken: tuple[Problem, ...] = ()

    @property
    def files(self) -> tuple[EditedFile, ...]:
        """What is to be written."""
        return self.migration.files if self.migration and not self.broken else ()

    @property
    def is_refused(self) -> bool:
        """Whether it stays as it is although it is not current."""
        return self.migration is None or bool(self.broken)

    @property
    def is_organisation(self) -> bool:
        """Whether it is one, and not the settings of the workspace."""
        return not PurePosixPath(self.name).suffix
