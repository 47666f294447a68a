"""`actions.csv`: the plan as a table, for spreadsheet programs.

Its form is what opens with a double click where the organisations are:

- Semicolons. Excel splits at the list separator of the computer's region, which is `;` wherever the comma is the decimal
  sign (Finland, Norway, Sweden, most of Europe), whatever language the file speaks; LibreOffice recognises it as well. A first
  line `sep=;` would please Excel in comma countries too, but Excel then forgets the BOM and LibreOffice shows the line.
- UTF-8 with a BOM: without it Excel takes the bytes for the region's old code page, and ä, ø and å are broken.
- CRLF and quotes around every text, as RFC 4180 has it.
- Days as YYYY-MM-DD, which Excel and LibreOffice read as days in every language.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from playbookgen.composing.exports.edition import ExportedEdition
from playbookgen.model.judgement import ActionJudgement

_BOM: Final = "\ufeff"
#: What makes a cell a formula, also in full width and behind blanks, which some programs skip.
_FORMULA: Final = re.compile(r"[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]")


def actions_file(edition: ExportedEdition) -> bytes:
    """Every action of the plan, in the order of the file; the header speaks the language of the edition."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(_header(edition))
    for judged in edition.judgement.plan.actions:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in _row(edition, judged)])
    return (_BOM + written.getvalue()).encode()


def harmless(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula: an apostrophe goes before it where it could be one."""
    return f"'{text}" if _FORMULA.match(text) else text


def _header(edition: ExportedEdition) -> list[str]:
    one = edition.speech.words.one
    return [
        one("Id"),
        one("Action"),
        one("Phase"),
        one("Owner"),
        one("Due"),
        one("State"),
        one("Done on"),
        one("Days late"),
        one("Waits for"),
        one("Metrics"),
        one("Challenges"),
    ]


def _row(edition: ExportedEdition, judged: ActionJudgement) -> Iterator[str | int]:
    action, plain = judged.action, edition.speech.plain
    phases = {phase.id: plain(phase.name) for phase in edition.organisation.plan.phases}
    metrics = {metric.id: plain(metric.name) for metric in edition.organisation.metrics}
    yield action.id
    yield plain(action.text)
    yield phases[action.phase] if action.phase else ""
    yield edition.person(action.owner)
    yield action.due.isoformat() if action.due else ""
    yield _state(edition, judged)
    yield action.done_on.isoformat() if action.done_on else ""
    yield judged.overdue_days
    yield plain(action.blocked_by) if action.blocked_by else ""
    yield ", ".join(metrics[id] for id in action.metrics)
    yield ", ".join(_challenges(edition, judged))


def _state(edition: ExportedEdition, judged: ActionJudgement) -> str:
    one = edition.speech.words.one
    states = {
        "not_started": one("Not started"),
        "in_progress": one("In progress"),
        "blocked": one("Blocked"),
        "done": one("Done"),
        "cancelled": one("Cancelled"),
    }
    return states[judged.action.status]


def _challenges(edition: ExportedEdition, judged: ActionJudgement) -> Iterator[str]:
    """Names of what the action answers: as the organisation calls it, else as the library does."""
    named = {card.id: card.name for card in edition.library.challenges}
    named |= {challenge.id: challenge.name for challenge in edition.organisation.challenges if challenge.name}
    answered = [*judged.action.challenges, *(each.id for each in edition.organisation.challenges if judged.action.id in each.actions)]
    return (edition.speech.plain(named[id]) for id in dict.fromkeys(answered) if id in named)
