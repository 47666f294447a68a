"""One run of the command line: from arguments to an exit status, whatever happens on the way."""

from __future__ import annotations

import os
import sys
import traceback

import click

from playbookgen.cli import status
from playbookgen.cli.application import Interrupted, ReaderGone, application
from playbookgen.cli.crash import explain_bug
from playbookgen.cli.failure_text import explain_failure
from playbookgen.cli.session import Session
from playbookgen.cli.terminal import Terminal, safe
from playbookgen.model.failure import Failure


def run(arguments: list[str]) -> int:
    """Carry out `arguments`; the exit status. A bug leaves a report in a file, nothing a traceback."""
    session = Session(Terminal.from_environment("auto", 0))
    try:
        outcome = application.main(args=arguments, prog_name="playbookgen", standalone_mode=False, obj=session)
        sys.stdout.flush()
        return outcome if isinstance(outcome, int) else status.FINE
    except (Interrupted, KeyboardInterrupt, click.Abort):
        session.terminal.insist("interrupted; what was published is as it was")
        return status.INTERRUPTED
    except (ReaderGone, BrokenPipeError):
        return _reader_gone()
    except click.ClickException as error:
        _explain_usage(error, session.terminal)
        return status.USAGE
    except Failure as failure:
        explain_failure(failure, session.terminal)
        return failure.exit_status
    except Exception as error:  # a bug, whatever it is: report it, never show it
        explain_bug("".join(traceback.format_exception(error)), f"this is a bug in playbookgen ({type(error).__name__})", session.terminal)
        return status.BUG


def _explain_usage(error: click.ClickException, terminal: Terminal) -> None:
    lines = error.format_message().splitlines() or [type(error).__name__]
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        terminal.insist("\n".join(map(safe, lines)))
        return
    terminal.insist(f"{terminal.styled('error', 'error')}: {safe(lines[0])}")
    for line in lines[1:]:
        terminal.insist(f"  {safe(line.strip())}")
    context = getattr(error, "ctx", None)
    terminal.insist(f"  = help: {context.command_path if context else 'playbookgen'} --help")


def _reader_gone() -> int:
    """Who read our output has closed it (``| head``): nothing more to say, and no complaint at exit."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())
    os.close(sink)
    return status.FINE
