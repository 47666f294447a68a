"""`playbookgen explain`: what a code means and how to answer it."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from playbookgen.cli.choices import LANGUAGE_CODES
from playbookgen.cli.session import Session, today

if TYPE_CHECKING:
    from playbookgen.model.explanation import Explanation
    from playbookgen.model.text import Language


@click.command(short_help="Say what a code means.")
@click.argument("code", required=False)
@click.option("--organisation", metavar="ORG", help="With the limits in force of this organisation; those of the workspace if not given.")
@click.option("--language", type=click.Choice(LANGUAGE_CODES), default="en", show_default=True, help="Language of texts and headings.")
@click.pass_obj
def explain(session: Session, code: str | None, organisation: str | None, language: Language) -> None:
    """What CODE means, its limits in force, and how to answer it; every code with its name if none is given.

    \b
    CODE is what stands in brackets after a problem or finding:
      playbookgen explain PB013
      playbookgen explain E301
    """
    from playbookgen import pipeline
    from playbookgen.cli.explanation_text import explained
    from playbookgen.cli.terminal import safe

    known = {each.code: each for each in pipeline.explanations(session.root, organisation, language=language, today=today())}
    if code is None:
        for each in known.values():
            session.terminal.result(f"{each.code:<5}  {safe(each.name)}")
        return
    session.terminal.result(explained(_meant(code, known), session.terminal, language))


def _meant(code: str, known: dict[str, Explanation]) -> Explanation:
    """The explanation of `code`, however it is capitalised.

    Raises:
        Usage: when there is no such code, with the nearest.
    """
    from playbookgen.model.failure import Usage

    written = re.sub(r"^(PB|E)[\s_-]*0*(?=[0-9])", r"\1", code.strip().strip("[]").upper())
    if short := re.fullmatch(r"PB([0-9]{1,3})", written):
        written = f"PB{short.group(1):>03}"
    if written in known:
        return known[written]
    near = get_close_matches(written, known, 1, 0.6)
    raise Usage(f"there is no code {code[:40]}", f"did you mean {near[0]}?" if near else "playbookgen explain lists them all")
