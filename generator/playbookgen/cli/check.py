"""`playbookgen check`: every problem of the files, nothing written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

import click

from playbookgen.cli import status
from playbookgen.cli.choices import as_of_option, organisations_argument, strict_option
from playbookgen.cli.session import Session, today

if TYPE_CHECKING:
    from playbookgen.model.result import CheckResult


@click.command(short_help="Say what is wrong in the files.")
@organisations_argument
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="For people, or for machines.")
@strict_option
@as_of_option
@click.pass_obj
def check(session: Session, organisations: tuple[str, ...], form: Literal["text", "json"], strict: bool, as_of: date | None) -> int:
    """Problems of the files of ORG, or of all organisations. Writes nothing."""
    from playbookgen import pipeline

    result = pipeline.check(session.root, organisations=organisations, as_of=as_of, today=today())
    if form == "json":
        from playbookgen.cli.as_json import checked, text

        session.terminal.result(text(checked(result)))
    else:
        _print(session, result, strict=strict)
    return status.FINE if result.is_sound(strict=strict) else status.CONTENT


def _print(session: Session, result: CheckResult, *, strict: bool) -> None:
    from playbookgen.cli.problem_text import print_problems, summary
    from playbookgen.cli.terminal import counted

    terminal = session.terminal
    print_problems(terminal, result.problems, "" if session.folder == "." else session.folder)
    number = len(result.organisations)
    if not result.problems:
        terminal.say(f"{terminal.styled('no problems', 'good')} in {counted(number, 'organisation')}")
        terminal.say(f"next: {session.command('build')}")
        return
    affected = sum(bool(each.problems) for each in result.organisations)
    terminal.insist(summary(result.problems, number, affected))
    if result.is_sound() and not strict:
        terminal.say("warnings do not stop a build")
