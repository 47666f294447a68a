"""The files of `init` and `new`, filled from `templates/starter/`."""

from __future__ import annotations

import json
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Self

from playbookgen import __version__
from playbookgen.model.failure import Usage
from playbookgen.model.text import Language

#: Where each file of the starter goes in a workspace; the organisation's file comes first of all.
_FILES: Final[dict[str, str]] = {
    "site_config.yml": "site_config.yml",
    "requirements.txt": "requirements.txt",
    "workflow.yml": ".github/workflows/playbook.yml",
    "gitlab-ci.yml": ".gitlab-ci.yml",
    "gitignore": ".gitignore",
    "workspace.md": "README.md",
}
#: The service that continuous integration runs at → the files that are for another one.
_NOT_FOR: Final[dict[str, frozenset[str]]] = {
    "both": frozenset(),
    "github": frozenset({"gitlab-ci.yml"}),
    "gitlab": frozenset({"workflow.yml"}),
    "none": frozenset({"workflow.yml", "gitlab-ci.yml"}),
}
SCHEMA_PATH: Final = ".playbookgen/schema.json"


class StarterText(string.Template):
    """A text with ``§placeholders``: a sign that neither YAML nor workflows give a meaning to."""

    delimiter = "§"
    idpattern = r"(?a:[a-z][a-z0-9_]*)"


@dataclass(frozen=True)
class Starter:
    """One organisation's starter files.

    Args:
        organisation: its id.
        language: the language of its texts.
        today: the day from which the example's dates are counted.
        name: its name; made from the id if not given.
        files: `templates/starter/` by file name.
    """

    organisation: str
    language: Language
    today: date
    files: Mapping[str, bytes] = field(repr=False)
    name: str | None = None

    @classmethod
    def packaged(cls, organisation: str, language: Language, today: date, *, name: str | None = None) -> Self:
        """The starter that came with this program."""
        from playbookgen import pipeline

        return cls(organisation, language, today, pipeline.starter_files(), name)

    def workspace(self, service: str = "both") -> Iterator[tuple[str, str]]:
        """Paths and texts of a whole workspace, with the workflows of one service, or of ``both`` or ``none``."""
        from playbookgen.cli.schema import schema_text

        yield f"playbook/{self.organisation}.yml", self._filled(f"organisation.{self.language}.yml")
        for source, path in _FILES.items():
            if source not in _NOT_FOR[service]:
                yield path, self._filled(source, service)
        yield SCHEMA_PATH, schema_text()

    def minimal(self) -> str:
        """The text of one more organisation."""
        return self._filled(f"minimal.{self.language}.yml")

    def _filled(self, source: str, service: str = "both") -> str:
        values = self._values()
        publishing = StarterText(self.files[f"publishing.{service}.md"].decode("utf-8")).substitute(values)
        return StarterText(self.files[source].decode("utf-8")).substitute(values, publishing=publishing.rstrip())

    def _values(self) -> dict[str, str]:
        """What stands in place of the placeholders: names, and days counted from today.

        ``day_minus_40`` is 40 days ago, ``day_plus_90`` in 90 days; ``month_minus_1`` is the
        month before this one, as a period.
        """
        name = self.name or self.organisation.replace("_", " ").capitalize()
        values = {"id": self.organisation, "name": json.dumps(name, ensure_ascii=False), "plain_name": name, "version": __version__}
        for days in range(0, 401, 10):
            values[f"day_minus_{days}"] = (self.today - timedelta(days)).isoformat()
            values[f"day_plus_{days}"] = (self.today + timedelta(days)).isoformat()
        for months in range(1, 13):
            year, month = divmod(self.today.year * 12 + self.today.month - 1 - months, 12)
            values[f"month_minus_{months}"] = f"{year}-{month + 1:02}"
        return values


def check_id(text: str) -> None:
    """Refuse an id that no organisation can have.

    Raises:
        Usage: with the nearest usable id, where there is one.
    """
    from playbookgen.model.organisation import refused_id

    if refused := refused_id(text):
        raise Usage(*refused)


def id_from(name: str) -> str:
    """The id nearest to the name of a folder; ``example`` where none is near."""
    from playbookgen.model.organisation import RESERVED_IDS
    from playbookgen.model.values import slugify_id

    nearest = slugify_id(name)
    return nearest if nearest and nearest not in RESERVED_IDS else "example"
