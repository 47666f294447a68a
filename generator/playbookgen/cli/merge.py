"""`playbookgen merge`: the outputs of several builds in one folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from playbookgen.cli import status
from playbookgen.cli.session import Session

if TYPE_CHECKING:
    from playbookgen.model.progress import Event
    from playbookgen.model.result import MergeResult


@click.command(short_help="Put the parts of a sharded build together.")
@click.argument("directories", metavar="DIR...", nargs=-1, required=True, type=click.Path())
@click.option("-o", "--output", metavar="DIR", type=click.Path(), help="Folder of the sites.  [default: site in the workspace]")
@click.option("--no-wait", is_flag=True, help="Give up at once (status 75) when a build is running in the output folder.")
@click.option("--json", "as_json", is_flag=True, help="What was merged, for machines, on standard output.")
@click.pass_obj
def merge(session: Session, directories: tuple[str, ...], output: str | None, no_wait: bool, as_json: bool) -> int:
    """Put the output folders of several builds together, as of build --shard.

    \b
      playbookgen build --shard 1/2 -o part1
      playbookgen build --shard 2/2 -o part2
      playbookgen merge part1 part2 -o site

    Every file is compared with its manifest before anything is written. Parts that do not belong
    together are refused: another version or as-of date, an organisation twice, a shard missing.
    """
    from pathlib import Path

    from playbookgen import pipeline

    def progress(event: Event) -> None:
        session.terminal.say(f"waiting for {getattr(event, 'holder', 'another build')}")

    target = Path(output) if output else session.root / "site"
    result = pipeline.merge(session.root, [Path(each) for each in directories], target, wait=not no_wait, progress=progress)
    exit_status = status.PARTLY if result.failed else status.FINE
    _say(session, result)
    if as_json:
        session.terminal.result(_json(result, exit_status))
    return exit_status


def _say(session: Session, result: MergeResult) -> None:
    from playbookgen.cli.terminal import counted, safe

    terminal = session.terminal
    for each in result.failed:
        left = "the last good site stays" if each.status == "kept" else "there is no site of it"
        terminal.insist(f"{safe(each.id)} failed in {safe(each.folder)}: {left}")
    if result.withdrawn:
        terminal.say(f"withdrawn: {', '.join(map(safe, result.withdrawn))}")
    there = len(result.organisations) - sum(each.status == "failed" for each in result.organisations)
    terminal.say(f"{counted(there, 'organisation')} in {safe(result.output)}")


def _json(result: MergeResult, exit_status: int) -> str:
    from playbookgen.cli.as_json import text

    return text(
        {
            "status": exit_status,
            "output": str(result.output),
            "organisations": [{"id": each.id, "status": each.status, "from": str(each.folder), "pages": each.pages} for each in result.organisations],
            "withdrawn": list(result.withdrawn),
        }
    )
