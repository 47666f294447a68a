"""`playbookgen check`: every problem of the files and every finding about the organisations, nothing written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

import click

from playbookgen.cli.choices import LANGUAGE_CODES, as_of_option, organisations_argument, strict_option
from playbookgen.cli.session import Session, today

if TYPE_CHECKING:
    from playbookgen.cli.verdict import Verdict
    from playbookgen.model.text import Language

Form = Literal["text", "json", "github", "sarif"]


@click.command(short_help="Say what is wrong in the files, and what is missing in the change.")
@organisations_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="For people, for scripts, as annotations in GitHub Actions, as a SARIF log.",
)
@strict_option
@click.option("--baseline", metavar="FILE", help="Output of an earlier --format json: with --strict only what is new fails.")
@click.option("--since", metavar="REV", help="Only organisations that the commits since REV touch, as ci-plan says.")
@as_of_option
@click.option("--language", type=click.Choice(LANGUAGE_CODES), default="en", show_default=True, help="Language of the findings.")
@click.pass_obj
def check(
    session: Session,
    organisations: tuple[str, ...],
    form: Form,
    strict: bool,
    baseline: str | None,
    since: str | None,
    as_of: date | None,
    language: Language,
) -> int:
    """Problems of the files of ORG, or of all organisations, and findings about them. Writes nothing."""
    from playbookgen import pipeline
    from playbookgen.cli.baseline import Baseline
    from playbookgen.cli.verdict import Verdict

    before = Baseline.read(baseline) if baseline is not None else None
    result = pipeline.check(session.root, organisations=organisations, since=since, as_of=as_of, today=today(), language=language)
    verdict = Verdict(result, strict, "" if session.folder == "." else session.folder, before)
    _tell(session, verdict, form)
    return verdict.exit_status


def _tell(session: Session, verdict: Verdict, form: Form) -> None:
    terminal = session.terminal
    match form:
        case "text":
            from playbookgen.cli.finding_text import print_verdict

            print_verdict(session, verdict)
        case "json":
            from playbookgen.cli.as_json import checked, text

            terminal.result(text(checked(verdict)))
        case "sarif":
            from playbookgen.cli.sarif import sarif

            terminal.result(sarif(verdict))
        case "github":
            from playbookgen.cli.github import commands, write_summary

            for line in commands(verdict):
                terminal.command(line)
            write_summary(verdict, terminal)
