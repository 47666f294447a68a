"""`playbookgen export`: the plain MkDocs project of one organisation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from playbookgen.cli import status
from playbookgen.cli.choices import AUDIENCES, LANGUAGE_CODES, as_of_option, complete_organisation
from playbookgen.cli.session import Session, today

if TYPE_CHECKING:
    from playbookgen.model.organisation import Audience
    from playbookgen.model.text import Language


@click.command(short_help="Write a plain MkDocs project.")
@click.argument("organisation", metavar="ORG", shell_complete=complete_organisation)
@click.argument("directory", metavar="DIR", type=click.Path(file_okay=False))
@click.option("--language", type=click.Choice(LANGUAGE_CODES), help="Only this language; all of the site if not given.")
@click.option("--audience", type=click.Choice(AUDIENCES), help="Who will read it; site.audience if not given.")
@as_of_option
@click.pass_obj
def export(session: Session, organisation: str, directory: str, language: Language | None, audience: Audience | None, as_of: date | None) -> int:
    """Write ORG's playbook to DIR as a plain MkDocs project, one folder a language."""
    from pathlib import Path

    from playbookgen import pipeline
    from playbookgen.cli.problem_text import print_problems, summary
    from playbookgen.cli.terminal import safe

    checked, folders = pipeline.export(session.root, organisation, Path(directory), language=language, audience=audience, as_of=as_of, today=today())
    terminal = session.terminal
    print_problems(terminal, checked.problems, "" if session.folder == "." else session.folder)
    if not folders:
        terminal.insist(summary(checked.problems, 1, 1))
        return status.CONTENT
    for folder in folders:
        terminal.say(f"wrote {safe(folder)}")
    terminal.say(f"next: {safe(Path(directory) / 'README.md')} says how to build it without playbookgen")
    return status.FINE
