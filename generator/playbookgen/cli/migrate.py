"""`playbookgen migrate`: older YAML in the current version of the format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from playbookgen.cli import status
from playbookgen.cli.choices import organisations_argument
from playbookgen.cli.session import Session, today

if TYPE_CHECKING:
    from playbookgen.model.migration import Migrated


@click.command(short_help="Bring older YAML to the current version of the format.")
@organisations_argument
@click.option("--write", is_flag=True, help="Write what is shown; without it nothing is written.")
@click.pass_obj
def migrate(session: Session, organisations: tuple[str, ...], write: bool) -> int:
    """Bring the YAML of ORG, or of the whole workspace, to the schema_version that this playbookgen reads.

    Comments, order and every line that need not change stay. What is newer or cannot be read is told with its place and stays as it is;
    it does not keep the others from being written.
    """
    from playbookgen import pipeline
    from playbookgen.cli.import_report import print_difference
    from playbookgen.cli.problem_text import print_problems

    terminal, folder = session.terminal, "" if session.folder == "." else session.folder
    found = pipeline.migrate(session.root, organisations, today=today())
    for each in found:
        print_problems(terminal, (*each.problems, *each.broken), folder)
        _tell(session, each)
        print_difference(terminal, each.files)
    _finish(session, found, write=write)
    return status.CONTENT if any(each.is_refused for each in found) else status.FINE


def _tell(session: Session, each: Migrated) -> None:
    """What becomes of one of them, on a line for each step."""
    terminal = session.terminal
    if each.broken:
        terminal.insist(f"{each.name}: would have these problems in the new version, stays as it is; the lines are those of the new text")
    elif each.migration is None:
        terminal.insist(f"{each.name}: stays as it is")
    elif not each.files:
        terminal.say(f"{each.name}: schema_version {each.migration.after}, current")
    else:
        terminal.say(f"{each.name}: schema_version {each.migration.before} → {each.migration.after}")
        for line in each.migration.told:
            terminal.say(f"  {line}")


def _finish(session: Session, found: Sequence[Migrated], *, write: bool) -> None:
    from playbookgen.cli.writing import Replacement, replace_texts

    terminal = session.terminal
    files = [file for each in found for file in each.files]
    if not files:
        terminal.say("nothing to write")
        return
    if not write:
        terminal.say("nothing written yet; the same command with --write writes it")
        return
    replace_texts([Replacement(session.root / file.shown, file.before, file.after) for file in files])
    for file in files:
        terminal.say(f"wrote {session.shown(file.shown)}")
    terminal.say(f"next: {session.command('check')}")
