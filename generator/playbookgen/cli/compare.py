"""`playbookgen compare`: what differs between two versions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from playbookgen.cli import status
from playbookgen.cli.choices import LANGUAGE_CODES, as_of_option
from playbookgen.cli.session import Session, today

if TYPE_CHECKING:
    from playbookgen.model.text import Language


@click.command(short_help="Say what differs between two versions.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True, help="How to say it.")
@click.option("--language", type=click.Choice(LANGUAGE_CODES), default="en", show_default=True, help="Language of the findings.")
@as_of_option
@click.pass_obj
def compare(session: Session, old: str, new: str, form: str, language: Language, as_of: date | None) -> int:
    """Say what differs between OLD and NEW: figures, findings, actions, promises, texts.

    Each is a file, a folder (of an organisation or of a workspace) or a revision of git:

    \b
      playbookgen compare HEAD~1 HEAD
      playbookgen compare main . --format markdown
      playbookgen compare last_year.yml playbook/demo.yml

    Both are judged for the same day, so that what differs is what was edited.
    """
    from playbookgen import pipeline
    from playbookgen.cli.comparison_text import as_json, as_markdown, as_text

    found = pipeline.compare(session.root, old, new, as_of=as_of, today=today(), language=language)
    session.terminal.result({"text": as_text, "markdown": as_markdown, "json": as_json}[form](found))
    return status.CONTENT if any(each.state == "unreadable" for each in found) else status.FINE
