"""`playbookgen new`: one more organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from playbookgen.cli.choices import LANGUAGE_CODES
from playbookgen.cli.session import Session, today

if TYPE_CHECKING:
    from playbookgen.model.text import Language


@click.command(short_help="Add one more organisation.")
@click.argument("organisation", metavar="ORG")
@click.option("--language", type=click.Choice(LANGUAGE_CODES), default="en", show_default=True, help="Language of its texts.")
@click.pass_obj
def new(session: Session, organisation: str, language: Language) -> None:
    """Add the organisation ORG: a short file in playbook/ that says what to fill in."""
    from playbookgen.cli.starter import Starter, check_id
    from playbookgen.cli.writing import create_text
    from playbookgen.model.failure import Usage

    check_id(organisation)
    if not session.root.is_dir():
        raise Usage(f"there is no folder {session.folder}", f"make a workspace first: playbookgen init {session.folder}")
    path = session.root / "playbook" / f"{organisation}.yml"
    folder = session.root / "playbook" / organisation
    starter = Starter.packaged(organisation, language, today())
    if folder.exists() or not create_text(path, starter.minimal()):
        raise Usage(f"there is an organisation {organisation} already", "choose another id, or edit the one there is")
    terminal = session.terminal
    terminal.say(f"wrote {session.shown(f'playbook/{organisation}.yml')}")
    terminal.say("replace every text in [brackets], then add what you know; each key has a comment")
    terminal.say(f"next: {session.command(f'check {organisation}')}")
