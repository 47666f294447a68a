"""`playbookgen serve`: a live preview on this machine."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from playbookgen.cli import status
from playbookgen.cli.choices import AUDIENCES, as_of_option, complete_organisation
from playbookgen.cli.session import Session, today

if TYPE_CHECKING:
    from playbookgen.model.organisation import Audience


@click.command(short_help="Look at the sites while you write.")
@click.argument("organisation", metavar="[ORG]", required=False, shell_complete=complete_organisation)
@click.option("-p", "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--audience", type=click.Choice(AUDIENCES), help="Who will read it; site.audience if not given.")
@as_of_option
@click.pass_obj
def serve(session: Session, organisation: str | None, port: int, audience: Audience | None, as_of: date | None) -> int:
    """Look at the sites while you write, on this machine only.

    Rebuilds what changes and reloads the page. On an error the last good page stays, with the
    problem above it. Writes nothing into the workspace.
    """
    import tempfile
    from pathlib import Path

    from playbookgen.cli.live import Live, follow
    from playbookgen.cli.preview import PreviewServer

    with tempfile.TemporaryDirectory(prefix="playbookgen-serve-") as folder:
        live = Live(session, Path(folder), organisation, audience, as_of, today())
        with PreviewServer(Path(folder), port, live.news) as server:
            live.build()
            terminal = session.terminal
            terminal.say(f"serving {server.address}{f'{organisation}/' if organisation else ''}")
            terminal.say("Ctrl-C to end")
            try:
                follow(live, session.root)
            except KeyboardInterrupt:
                terminal.say("ended")
    return status.FINE
