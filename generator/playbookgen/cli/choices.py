"""Options that several commands share, and finding out what an unknown name meant."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, TypeVar

import click

if TYPE_CHECKING:
    from playbookgen.model.organisation import Audience
    from playbookgen.model.text import Language

LANGUAGE_CODES: Final[tuple[Language, ...]] = ("en", "fi", "nb", "sv")
CI_SERVICES: Final = ("both", "github", "gitlab", "none")
AUDIENCES: Final[tuple[Audience, ...]] = ("internal", "leadership", "public")
Command = TypeVar("Command", bound=Callable[..., object])


def _day(context: click.Context, parameter: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


def as_of_option(command: Command) -> Command:
    """``--as-of DATE``, handed over as a `date` or ``None``."""
    return click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="DATE",
        callback=_day,
        help="Judge for this day (YYYY-MM-DD); site.as_of of each organisation, else today, if not given.",
    )(command)


def strict_option(command: Command) -> Command:
    """``--strict``."""
    return click.option("--strict", is_flag=True, help="Warnings of the files and findings of severity error count as errors.")(command)


def complete_organisation(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The organisations that a shell offers for what is typed so far; none where there is no workspace."""
    from pathlib import Path

    from playbookgen.pipeline.making import organisations_of

    typed = context.params.get(parameter.name or "") or ()
    with suppress(OSError):
        return [
            name
            for name in organisations_of(Path(context.find_root().params.get("folder") or "."))
            if name.startswith(incomplete) and name not in typed
        ]
    return []


def organisations_argument(command: Command) -> Command:
    """``[ORG]…``, handed over as a tuple of ids."""
    return click.argument("organisations", metavar="[ORG]...", nargs=-1, shell_complete=complete_organisation)(command)
