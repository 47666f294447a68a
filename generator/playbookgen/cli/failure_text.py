"""How a failure looks on a terminal."""

from __future__ import annotations

from playbookgen.cli.terminal import Terminal, safe
from playbookgen.model.failure import Failure


def explain_failure(failure: Failure, terminal: Terminal) -> None:
    """What went wrong outside the content, and what to do about it."""
    first, *more = failure.message.splitlines() or [type(failure).__name__]
    terminal.insist(f"{terminal.styled('error', 'error')}: {safe(first)}")
    for line in more:
        terminal.insist(safe(line))
    if failure.help:
        terminal.insist(f"  = help: {safe(failure.help)}")
