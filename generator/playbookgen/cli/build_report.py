"""What a build says while it runs and when it is done."""

from __future__ import annotations

import os
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

import click

from playbookgen.cli import status
from playbookgen.cli.crash import explain_bug
from playbookgen.cli.problem_text import print_problems, summary
from playbookgen.cli.session import Session
from playbookgen.cli.terminal import Terminal, counted, safe
from playbookgen.model.progress import EditionDone, Event, Forgotten, OrganisationDone, Planned, Waiting
from playbookgen.model.result import BuildResult, BuiltOrganisation, CheckedOrganisation
from playbookgen.model.severity import SEVERITIES

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar


_CLEAR_LINE: Final = "\r\x1b[K"
#: The bar hides the cursor while it stands.
_SHOW_CURSOR: Final = "\x1b[?25h"
_MEANINGS: Final = (("built", "built"), ("unchanged", "unchanged"), ("kept", "not built, earlier site kept"), ("failed", "not built, no site"))


class BuildReport:
    """Listens to the events of a build: a bar on a terminal, one line an organisation.

    `output` is the folder of the sites as it is shown.
    """

    def __init__(self, session: Session, output: str) -> None:
        self._session = session
        self._output = output
        self._terminal: Terminal = session.terminal
        self._bar: ProgressBar[int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar:
            self._clear(_SHOW_CURSOR)
        self._bar = None

    def __call__(self, event: Event) -> None:
        """One event of the build."""
        match event:
            case Waiting(holder):
                self._terminal.insist(f"waiting: {safe(holder)} is building here; Ctrl-C to give up")
            case Planned(editions) if self._terminal.is_interactive and self._terminal.verbosity >= 0 and editions:
                self._bar = click.progressbar(length=editions, label="building", file=sys.stderr, show_eta=False, show_pos=True)
                self._bar.render_progress()
            case EditionDone(edition):
                if self._bar:
                    self._bar.update(1)
                else:
                    self._terminal.detail(f"  {safe(edition.name)} is ready")
            case OrganisationDone(organisation):
                self._clear()
                self._terminal.say(self._line(organisation))
                for one in organisation.editions:
                    self._terminal.detail(f"  {safe(one.edition.name)}: {one.status}, {safe(one.why)}")
                findings = _findings(organisation.checked)
                if findings:
                    self._terminal.say(f"  findings: {findings}")
                if self._bar and not self._bar.finished:
                    self._bar.render_progress()
            case Forgotten(reason):
                self._terminal.insist(f"{self._terminal.styled('warning', 'warning')}: {safe(reason)}; what it was kept for is built again")
            case _:
                pass

    def _clear(self, more: str = "") -> None:
        """Take the bar off its line, so that words can stand there."""
        if self._bar:
            click.echo(_CLEAR_LINE + more, nl=False, err=True, color=True)

    def _line(self, each: BuiltOrganisation) -> str:
        name = safe(each.id)
        if not each.is_published:
            kept = "; the earlier site stays" if each.status == "kept" else ""
            return f"{self._terminal.styled('✗', 'error')} {name}: not built, {safe(_why(each))}{kept}"
        editions = counted(len(each.editions), "edition")
        took = f", {each.seconds:.1f} s" if each.seconds else ""
        same = ", unchanged" if each.status == "unchanged" else ""
        return f"{self._terminal.styled('✓', 'good')} {name}: {editions}, {counted(each.pages, 'page')}{took}{same} → {safe(self._address(each.id))}"

    def _address(self, organisation: str) -> str:
        return os.path.join(self._output, organisation, "index.html")

    def close(self, result: BuildResult, exit_status: int) -> None:
        """Problems in full, then what came of it, then what to do next."""
        terminal = self._terminal
        terminal.say()
        print_problems(terminal, result.problems, "" if self._session.folder == "." else self._session.folder)
        for each in result.failed:
            self._explain(each)
        for name in result.withdrawn:
            terminal.say(f"withdrawn: {safe(name)} (no longer in playbook/)")
        self._table(result)
        self._tell_who_may_read(result)
        if result.problems:
            affected = sum(bool(each.checked.problems) for each in result.organisations)
            terminal.insist(summary(result.problems, len(result.organisations), affected))
        terminal.say(f"next: {self._next(result, exit_status)}")

    def _explain(self, each: BuiltOrganisation) -> None:
        for reason in each.reasons:
            self._terminal.insist(f"{self._terminal.styled('error', 'error')}: {safe(each.id)}: {safe(reason)}")
        if each.cause == "bug":
            explain_bug(each.report or each.id, f"{each.id} met a bug in playbookgen", self._terminal)

    def _table(self, result: BuildResult) -> None:
        if len(result.organisations) < 2:
            return
        for state, meaning in _MEANINGS:
            names = [safe(each.id) for each in result.organisations if each.status == state]
            if names:
                shown = ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
                self._terminal.say(f"{len(names):>4} {meaning}: {shown}")

    def _tell_who_may_read(self, result: BuildResult) -> None:
        """Static pages cannot ask who is reading: say so where not everybody may."""
        audiences = {one.edition.audience for each in result.organisations if each.is_published for one in each.editions} - {"public"}
        if audiences:
            named = " and ".join(sorted(audiences))
            self._terminal.say(f"for {named} readers only: the host of the site must restrict who can open it, its pages cannot")

    def _next(self, result: BuildResult, exit_status: int) -> str:
        command = self._session.command
        if exit_status in (status.CONTENT, status.PARTLY) and any(_stopped_by_findings(each) for each in result.failed):
            failed = " ".join(safe(each.id) for each in result.failed[:8])
            return f"see the findings with: {command(f'check --strict {failed}')}"
        if exit_status == status.FINE:
            first = result.organisations[0].id if len(result.organisations) == 1 else ""
            return f"look at it with: {command(f'serve {first}'.strip())}"
        if exit_status in (status.CONTENT, status.PARTLY):
            failed = " ".join(safe(each.id) for each in result.failed[:8])
            return f"correct what is said above, then: {command(f'build {failed}'.strip())}"
        if exit_status == status.LIMIT:
            return "make the organisation's files smaller, or split what they describe"
        return "report the bug; the other sites are fine" if len(result.failed) < len(result.organisations) else "report the bug"


def _findings(checked: CheckedOrganisation) -> str:
    """How many, never what they say: a build's log may have more readers than the site."""
    numbers = {severity: checked.found(severity) for severity in SEVERITIES}
    return ", ".join(counted(number, severity) for severity, number in numbers.items() if number)


def _stopped_by_findings(each: BuiltOrganisation) -> bool:
    return each.cause == "content" and not each.checked.problems and bool(each.checked.found("error")) and not each.reasons


def _why(each: BuiltOrganisation) -> str:
    match each.cause:
        case "content" if _stopped_by_findings(each):
            return f"{counted(each.checked.found('error'), 'finding')} of severity error"
        case "content":
            return counted(len(each.checked.problems), "problem") if each.checked.problems else "its links do not hold"
        case "limit":
            return "a limit of memory or time was reached"
        case "bug":
            return "a bug of ours"
        case _:
            return "; ".join(each.reasons) or "the machine refused"
