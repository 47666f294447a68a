"""`playbookgen import answers`: what readers downloaded from the site, into the YAML."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from playbookgen.cli.choices import as_of_option
from playbookgen.cli.session import Session, today

if TYPE_CHECKING:
    from playbookgen.model.imported import AnswersMerge, DoneOutcome


@click.command(short_help="Merge readers' files of answers into the YAML.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--write", is_flag=True, help="Write what is shown; without it nothing is written.")
@as_of_option
@click.pass_obj
def answers(session: Session, files: tuple[str, ...], write: bool, as_of: date | None) -> int:
    """Merge the answers that readers downloaded from the site into the YAML of their organisation.

    Promises done move their last_done forward, never back. Self-assessments of several people become one round; fewer than
    privacy.min_group are refused. Feedback is added to feedback.items. Whatever is refused, nothing is written.
    """
    from playbookgen.cli.import_report import finish
    from playbookgen.pipeline.imports import import_answers

    result = import_answers(session.root, files, as_of=as_of, today=today())
    return finish(session, result, list(_told(result.merge)), write=write)


def _told(merge: AnswersMerge) -> Iterator[str]:
    """What the answers come to, a line each."""
    from playbookgen.cli.terminal import counted

    yield from (_done(each) for each in merge.done)
    if merge.round:
        points = ", ".join(f"{area} {score} ±{merge.round.spread[area]}" for area, score in merge.round.scores.items())
        yield f"new round {merge.round.id}, the mean of {merge.round.people} people: {points}"
        if merge.round.left_out:
            yield f"left out, because too few scored it: {', '.join(merge.round.left_out)}"
    if merge.repeated:
        yield f"{counted(merge.repeated, 'self-assessment')} given more than once, counted once"
    if merge.known_answers:
        yield f"{counted(merge.known_answers, 'self-assessment')} counted in a round already, not counted again"
    if merge.feedback:
        yield f"{counted(len(merge.feedback), 'new entry', 'new entries')} of feedback"
    if merge.known_feedback:
        yield f"{counted(merge.known_feedback, 'entry', 'entries')} of feedback already there"


def _done(each: DoneOutcome) -> str:
    if each.what == "kept":
        why = "already there" if each.before == each.on else f"{each.before} is newer and stays"
        return f"{each.item} done {each.on}: {why}"
    return f"{each.item} done {each.on}" + (f", before {each.before}" if each.before else ", for the first time")
