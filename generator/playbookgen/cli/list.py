"""`playbookgen list`: organisations, their editions, their files and digests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from playbookgen.cli.session import Session, today

if TYPE_CHECKING:
    from playbookgen.model.result import CheckResult


@click.command("list", short_help="List organisations, languages, files.")
@click.option("--json", "as_json", is_flag=True, help="For machines: with the digest of the inputs.")
@click.pass_obj
def list_organisations(session: Session, as_json: bool) -> None:
    """Organisations of the workspace, their languages and files."""
    from playbookgen import pipeline

    result = pipeline.check(session.root, today=today())
    if as_json:
        from playbookgen.cli.as_json import listed, text

        session.terminal.result(text(listed(result)))
    else:
        _print(session, result)


def _print(session: Session, result: CheckResult) -> None:
    from playbookgen.cli.terminal import safe

    width = max((len(each.id) for each in result.organisations), default=0)
    for each in result.organisations:
        languages = " ".join(edition.language for edition in each.editions) or "cannot be read"
        session.terminal.result(f"{safe(each.id):<{width}}  {languages:<14}  {', '.join(map(safe, each.inputs))}")
    for path in result.overrides:
        session.terminal.result(f"overrides templates/{safe(path)}")
    unsound = sum(not each.is_sound() for each in result.organisations)
    if unsound:
        session.terminal.insist(f"{unsound} of {len(result.organisations)} have errors: {session.command('check')}")
