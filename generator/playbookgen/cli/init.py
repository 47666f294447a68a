"""`playbookgen init`: a workspace that builds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from playbookgen.cli.choices import CI_SERVICES, LANGUAGE_CODES
from playbookgen.cli.session import Session, quoted, today

if TYPE_CHECKING:
    from playbookgen.model.text import Language


@click.command(short_help="Make a workspace that builds at once.")
@click.argument("directory", metavar="[DIR]", required=False)
@click.option("--language", type=click.Choice(LANGUAGE_CODES), default="en", show_default=True, help="Language of the first organisation.")
@click.option("--ci", "service", type=click.Choice(CI_SERVICES), default="both", show_default=True, help="Whose CI workflows to write.")
@click.option("--interactive", is_flag=True, help="Ask for id, name and language.")
@click.pass_obj
def init(session: Session, directory: str | None, language: Language, service: str, interactive: bool) -> None:
    """Make a workspace in DIR (else where you are) with one organisation that builds at once.

    Files that are there already stay as they are.
    """
    import os
    from pathlib import Path

    from playbookgen.cli.starter import Starter, id_from
    from playbookgen.cli.terminal import safe
    from playbookgen.cli.writing import create_text
    from playbookgen.model.failure import OutputUnusable

    folder = os.path.normpath(os.path.join(session.folder, directory or "."))
    root = Path(folder)
    if root.exists() and not root.is_dir():
        raise OutputUnusable(f"{folder} is not a folder", "choose another name")
    organisation, name = id_from(root.resolve().name), None
    if interactive:
        organisation, name, language = _ask(organisation, language)
    for path, text in Starter.packaged(organisation, language, today(), name=name).workspace(service):
        shown = safe(os.path.normpath(os.path.join(folder, path)))
        if create_text(root / path, text):
            session.terminal.say(f"wrote {shown}")
        else:
            session.terminal.insist(f"kept  {shown} (it was there already)")
    where = "" if folder == "." else f"-C {safe(quoted(folder))} "
    session.terminal.say(f"next: playbookgen {where}build")


def _ask(organisation: str, language: Language) -> tuple[str, str | None, Language]:
    """The few questions of ``--interactive``, each with an answer to accept."""
    from playbookgen.cli.starter import check_id
    from playbookgen.model.failure import Usage

    def usable(answer: str) -> str:
        try:
            check_id(answer)
        except Usage as failure:
            raise click.BadParameter(f"{failure.message}; {failure.help}") from failure
        return answer

    organisation = click.prompt("Short name for file and address", default=organisation, value_proc=usable, err=True)
    name = click.prompt("Name of the organisation", default=organisation.replace("_", " ").capitalize(), err=True)
    chosen: Language = click.prompt("Language of its texts", default=language, type=click.Choice(LANGUAGE_CODES), err=True)
    return organisation, name, chosen
