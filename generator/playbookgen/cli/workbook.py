"""`playbookgen workbook`: an organisation as a spreadsheet, and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from playbookgen.cli import status
from playbookgen.cli.choices import as_of_option, complete_organisation
from playbookgen.cli.session import Session, today

if TYPE_CHECKING:
    from playbookgen.model.workbook import ImportedWorkbook


@click.group("workbook", short_help="Write an organisation as a spreadsheet, and bring its changes back.")
def workbook() -> None:
    """Edit an organisation in a spreadsheet program.

    `export` writes a workbook with a sheet for each chapter, `import` brings back what was changed in it.
    """


@workbook.command("export", short_help="Write an organisation as a workbook (.xlsx).")
@click.argument("organisation", metavar="ORG", shell_complete=complete_organisation)
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False))
@as_of_option
@click.pass_obj
def export_command(session: Session, organisation: str, file: str, as_of: date | None) -> int:
    """Write what ORG tells to FILE (.xlsx): a sheet for each chapter, a row for each entry, no macros.

    The same YAML gives the same file, byte for byte.
    """
    from playbookgen.cli.problem_text import print_problems, summary
    from playbookgen.cli.terminal import safe
    from playbookgen.cli.writing import write_bytes
    from playbookgen.pipeline.workbooks import export_workbook

    checked, content = export_workbook(session.root, organisation, as_of=as_of, today=today())
    terminal = session.terminal
    if content is None:
        print_problems(terminal, checked.problems, "" if session.folder == "." else session.folder)
        terminal.insist(summary(checked.problems, 1, 1))
        return status.CONTENT
    write_bytes(file, content)
    terminal.say(f"wrote {safe(file)}")
    terminal.say(f"next: edit it, then {session.command(f'workbook import {safe(file)}')}")
    return status.FINE


@workbook.command("import", short_help="Bring the changes of a workbook back into the YAML.")
@click.argument("file", metavar="FILE")
@click.option("--write", is_flag=True, help="Write what is shown; without it nothing is written.")
@as_of_option
@click.pass_obj
def import_command(session: Session, file: str, write: bool, as_of: date | None) -> int:
    """Bring what was changed in FILE back into the YAML it was made from.

    Rows and cells that nobody changed touch nothing. Whatever is refused, nothing is written.
    """
    from playbookgen.cli.import_report import finish
    from playbookgen.cli.problem_text import print_problems
    from playbookgen.pipeline.workbooks import import_workbook

    result = import_workbook(session.root, file, as_of=as_of, today=today())
    print_problems(session.terminal, result.remarks)
    return finish(session, result, list(_told(result)), write=write)


def _told(result: ImportedWorkbook) -> Iterator[str]:
    """What becomes of each sheet, a line each."""
    for each in result.changes:
        counts = ((each.added, "new"), (each.changed, "changed"), (each.removed, "deleted"))
        yield f"{each.sheet}: " + ", ".join(f"{count} {what}" for count, what in counts if count)
