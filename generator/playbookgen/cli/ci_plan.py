"""`playbookgen ci-plan`: what a change touches, as the matrix of a continuous integration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from playbookgen.cli.session import Session

if TYPE_CHECKING:
    from playbookgen.model.history import CiPlan

_MOST = 20


@click.command("ci-plan", short_help="Say what a change touches, for CI.")
@click.option("--since", metavar="REV", required=True, help="Compare HEAD with where it parted from this: a branch, a commit, HEAD^1.")
@click.option("--shards", metavar="N", type=click.IntRange(1, _MOST), default=_MOST, show_default=True, help="At most so many jobs.")
@click.option("--format", "form", type=click.Choice(["json", "names"]), default="json", show_default=True, help="A matrix, or one id a line.")
@click.pass_obj
def ci_plan(session: Session, since: str, shards: int, form: str) -> None:
    """Say which organisations the commits since REV touch.

    An organisation is touched when a file it is made of was added, edited or deleted. Templates,
    settings, the version of playbookgen and the files that pin it touch all. What is not committed
    does not count. The JSON is one line:

    \b
      playbookgen ci-plan --since origin/main
      playbookgen ci-plan --since HEAD^1 --format names
    """
    from playbookgen import pipeline
    from playbookgen.cli.terminal import safe

    plan = pipeline.ci_plan(session.root, since, shards)
    session.terminal.say(_sentence(plan))
    if plan.deleted:
        session.terminal.say(f"gone: {', '.join(map(safe, plan.deleted))}")
    if plan.unusable:
        session.terminal.insist(f"no organisation can be called {', '.join(map(safe, plan.unusable))}: {session.command('check')}")
    if form == "json":
        session.terminal.result(_json(plan))
    elif plan.organisations:
        session.terminal.result("\n".join(plan.organisations))


def _sentence(plan: CiPlan) -> str:
    from playbookgen.cli.terminal import counted, safe

    count = len(plan.organisations)
    if not plan.since:
        return f"all {counted(count, 'organisation')}: there is nothing to compare with"
    if plan.because:
        more = f" and {len(plan.because) - 1} more" if len(plan.because) > 1 else ""
        return f"all {counted(count, 'organisation')}: {safe(plan.because[0])}{more} changed"
    if not count:
        return "nothing to build" if plan.deleted or plan.unusable else "nothing that a site is made of has changed"
    return f"{count} of {counted(plan.there_are, 'organisation')}: {', '.join(plan.organisations)}"


def _json(plan: CiPlan) -> str:
    """One line: a workflow hands it on in a line of its own."""
    from playbookgen.cli.as_json import stamped, written

    told: dict[str, Any] = {
        "since": plan.since or None,
        "head": plan.head,
        "count": len(plan.organisations),
        "organisations": list(plan.organisations),
        "deleted": list(plan.deleted),
        "unusable": list(plan.unusable),
        "because": list(plan.because),
        "matrix": {"include": [{"shard": shard.name, "organisations": " ".join(shard.organisations)} for shard in plan.shards]},
    }
    return written(stamped(told), indent=None)
