"""How findings look on a terminal."""

from __future__ import annotations

from playbookgen.cli import status
from playbookgen.cli.problem_text import Passage, print_problems, summary, where
from playbookgen.cli.session import Session
from playbookgen.cli.terminal import Terminal, counted, safe
from playbookgen.cli.verdict import Entry, Verdict
from playbookgen.model.finding import SEVERITIES
from playbookgen.model.problem import Problem
from playbookgen.model.result import CheckedOrganisation, LocatedFinding


def print_verdict(session: Session, verdict: Verdict) -> None:
    """Problems in full, then the findings of each organisation by severity, then what it comes to and what to do next.

    Of hints only what is so and where is said, and of each rule why it matters and what to do once an organisation; all of
    it with ``-v``. With ``-q`` only what makes the check fail.
    """
    terminal = session.terminal
    problems = [entry.item for entry in verdict.entries if isinstance(entry.item, Problem) and (entry.is_new or entry.fails(strict=verdict.strict))]
    print_problems(terminal, problems, verdict.folder)
    for each in verdict.result.organisations:
        _print_findings(terminal, verdict, each)
    _print_sum(session, verdict, problems)


def describe_finding(found: LocatedFinding, terminal: Terminal, folder: str = "", *, in_full: bool = True) -> str:
    """One finding: what is so, where; `in_full` also why it matters, what to do in life and in the YAML."""
    return _passage(found, in_full=in_full).text(terminal, folder)


def _passage(found: LocatedFinding, *, in_full: bool) -> Passage:
    words = found.words
    notes = (("why", words.why), ("help", words.in_life), ("yaml", words.in_yaml)) if in_full else ()
    return Passage(found.severity, found.finding.rule, found.words.line, found.place, found.snippet, notes)


def _print_findings(terminal: Terminal, verdict: Verdict, each: CheckedOrganisation) -> None:
    entries = [entry for entry in verdict.findings(each.id) if _is_shown(entry, verdict, terminal)]
    if not entries:
        return
    terminal.say(f"{terminal.styled(safe(each.id), 'strong')}: {counts(verdict, each.id)}, as of {each.as_of}")
    terminal.say()
    told: set[str] = set()
    for severity in SEVERITIES:
        for found in (entry.item for entry in entries if entry.severity == severity and isinstance(entry.item, LocatedFinding)):
            if severity == "hint" and terminal.verbosity < 1:
                terminal.insist(_in_short(found, terminal, verdict.folder))
                continue
            in_full = found.finding.rule not in told or terminal.verbosity > 0
            told.add(found.finding.rule)
            terminal.insist(f"{describe_finding(found, terminal, verdict.folder, in_full=in_full)}\n")
    if terminal.verbosity < 1 and any(entry.severity == "hint" for entry in entries):
        terminal.insist("")


def _in_short(found: LocatedFinding, terminal: Terminal, folder: str) -> str:
    place = f" --> {where(found.place, folder)}" if found.place else ""
    return f"{_passage(found, in_full=False).head(terminal)}{place}"


def _is_shown(entry: Entry, verdict: Verdict, terminal: Terminal) -> bool:
    return entry.fails(strict=verdict.strict) if terminal.verbosity < 0 else entry.is_new


def counts(verdict: Verdict, organisation: str | None = None) -> str:
    """``6 errors, 30 warnings, 22 hints``, without what there is none of; of all organisations or of one."""
    numbers = {severity: len(verdict.findings(organisation, severity)) for severity in SEVERITIES}
    return ", ".join(counted(number, severity) for severity, number in numbers.items() if number) or "no findings"


def _print_sum(session: Session, verdict: Verdict, problems: list[Problem]) -> None:
    terminal, organisations = session.terminal, verdict.result.organisations
    number, findings = counted(len(organisations), "organisation"), verdict.findings()
    if findings:
        terminal.say(f"{counted(len(findings), 'finding')} ({counts(verdict)}) in {number}")
    if verdict.baseline:
        new = sum(entry.is_new for entry in verdict.entries)
        rest = f"{len(verdict.solved)} solved, {len(verdict.entries) - new} as before"
        terminal.say(f"compared with {safe(verdict.baseline.name)}: {new} new, {rest}")
    if problems:
        affected = sum(any(problem in each.problems for problem in problems) for each in organisations)
        terminal.insist(summary(problems, len(organisations), affected))
    else:
        terminal.say(f"{terminal.styled('no problems', 'good')} in {number}")
    _print_next(session, verdict, problems)


def _print_next(session: Session, verdict: Verdict, problems: list[Problem]) -> None:
    terminal = session.terminal
    if verdict.result.is_sound():
        if problems and not verdict.strict:
            terminal.say("warnings do not stop a build")
        if not verdict.strict and any(entry.is_new for entry in verdict.findings(severity="error")):
            terminal.say("findings do not stop a build; with --strict those of severity error do")
    if verdict.by_urgency:
        terminal.say(f"more about a code: {session.command(f'explain {verdict.by_urgency[0].code}')}")
    if verdict.exit_status == status.FINE and not problems:
        terminal.say(f"next: {session.command('build')}")
