"""What every import has in common on the terminal: problems, the difference, and writing it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from playbookgen.cli import status
from playbookgen.cli.problem_text import print_problems
from playbookgen.cli.session import Session
from playbookgen.cli.terminal import Terminal, counted, safe
from playbookgen.cli.writing import Replacement, replace_texts
from playbookgen.model.edit import EditedFile
from playbookgen.model.imported import Imported


def finish(session: Session, result: Imported, told: Sequence[str], *, write: bool) -> int:
    """Say what an import comes to, and write it if asked; the exit status.

    Args:
        session: terminal and workspace.
        result: what the import came to.
        told: what it does, a line each.
        write: whether to write where nothing stands against it.
    """
    terminal = session.terminal
    if not result.is_possible:
        return _refuse(session, result)
    for line in told:
        terminal.say(safe(line))
    if not result.files:
        terminal.say("everything stands in the YAML already; nothing to write")
        return status.FINE
    print_difference(terminal, result.files)
    if not write:
        terminal.say("nothing written yet; the same command with --write writes it")
        return status.FINE
    replace_texts([Replacement(session.root / file.shown, file.before, file.after) for file in result.files])
    for file in result.files:
        terminal.say(f"wrote {session.shown(file.shown)}")
    if result.organisation:
        terminal.say(f"next: {session.command(f'check {result.organisation.id}')}")
    return status.FINE


def _refuse(session: Session, result: Imported) -> int:
    terminal, folder = session.terminal, "" if session.folder == "." else session.folder
    print_problems(terminal, result.refused)
    if result.organisation and not result.organisation.is_sound():
        print_problems(terminal, result.organisation.problems, folder)
        terminal.insist(f"{result.organisation.id} has errors of its own, correct them first: {session.command(f'check {result.organisation.id}')}")
    if result.broken:
        print_problems(terminal, result.broken, folder)
        terminal.insist("the YAML would have these problems after the import; the lines are those of the new text")
    count = len(result.refused)
    terminal.insist((f"{counted(count, 'problem')}; " if count else "") + "nothing was written")
    return status.CONTENT


def print_difference(terminal: Terminal, files: Iterable[EditedFile]) -> None:
    """What changes, on stdout, where nothing in it can act on a terminal; tabs stay."""
    for file in files:
        for line in file.diff():
            terminal.result("\t".join(safe(part) for part in line.split("\t")))
