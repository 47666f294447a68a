"""`playbookgen build`: the sites."""

from __future__ import annotations

import os
import re
from datetime import date
from typing import TYPE_CHECKING

import click

from playbookgen.cli import status
from playbookgen.cli.choices import AUDIENCES, LANGUAGE_CODES, as_of_option, organisations_argument, strict_option
from playbookgen.cli.session import Session, private_folder, today
from playbookgen.model.engine import ENGINES

if TYPE_CHECKING:
    from playbookgen.model.engine import EngineName
    from playbookgen.model.organisation import Audience
    from playbookgen.model.result import BuildResult
    from playbookgen.model.text import Language


def _shard(context: click.Context, parameter: click.Parameter, value: str | None) -> tuple[int, int] | None:
    if value is None:
        return None
    part, _, parts = value.partition("/")
    if part.isdecimal() and parts.isdecimal() and 1 <= int(part) <= int(parts):
        return int(part), int(parts)
    raise click.BadParameter("write it as I/N, for example 1/4 for the first of four parts", context, parameter)


def _executor(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is None or re.fullmatch(r"(dask|tls)://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):[0-9]{1,5}", value):
        return value
    raise click.BadParameter("write it as dask://HOST:PORT, or tls://HOST:PORT for an encrypted connection", context, parameter)


@click.command(short_help="Build the sites.")
@organisations_argument
@click.option("-o", "--output", metavar="DIR", type=click.Path(), help="Folder of the sites.  [default: site in the workspace]")
@click.option("-j", "--jobs", metavar="N", type=click.IntRange(1, 256), help="Editions built at the same time.  [default: one a processor]")
@as_of_option
@click.option("--audience", type=click.Choice(AUDIENCES), help="Who will read it; site.audience if not given.")
@click.option("--language", type=click.Choice(LANGUAGE_CODES), help="Only this language, at the root of the site.")
@strict_option
@click.option("--shard", metavar="I/N", callback=_shard, help="Only the I-th of N parts of the organisations.")
@click.option("--executor", metavar="URL", callback=_executor, help="Build on the workers of a Dask scheduler: dask://HOST:PORT.")
@click.option("--pdf", is_flag=True, help="Also playbook.pdf from the print edition; needs playbookgen[pdf].")
@click.option("--offline", is_flag=True, help="Sites that open from a disk as well, without a server.")
@click.option(
    "--engine", type=click.Choice(ENGINES), default="mkdocs", show_default=True, help="What builds the pages; the others must be installed."
)
@click.option("--no-cache", is_flag=True, help="Build everything, also what has not changed.")
@click.option("--no-wait", is_flag=True, help="Give up at once (status 75) when another build is running.")
@click.option("--json", "as_json", is_flag=True, help="What was built, for machines, on standard output.")
@click.pass_obj
def build(
    session: Session,
    organisations: tuple[str, ...],
    output: str | None,
    jobs: int | None,
    as_of: date | None,
    audience: Audience | None,
    language: Language | None,
    strict: bool,
    shard: tuple[int, int] | None,
    executor: str | None,
    pdf: bool,
    offline: bool,
    engine: EngineName,
    no_cache: bool,
    no_wait: bool,
    as_json: bool,
) -> int:
    """Build the sites of ORG, or of all organisations.

    A site is replaced only when all of it is built. Organisations with errors keep the site they
    have, and do not stop the others. What nothing has changed of is not built again; -v says why
    each edition was built or not.
    """
    from pathlib import Path

    from playbookgen import pipeline
    from playbookgen.cli.build_report import BuildReport
    from playbookgen.model.result import BuildRequest

    request = BuildRequest(
        root=session.root,
        output=Path(output) if output else session.root / "site",
        today=today(),
        organisations=organisations,
        as_of=as_of,
        audience=audience,
        language=language,
        jobs=jobs or (0 if executor else len(os.sched_getaffinity(0))),
        executor=executor,
        strict=strict,
        shard=shard,
        wait=not no_wait,
        pdf=pdf,
        offline=offline,
        engine=pipeline.other_engine(engine),
        recall=not no_cache,
        private=private_folder(),
        source_date_epoch=os.environ.get("SOURCE_DATE_EPOCH"),
    )
    report = BuildReport(session, str(request.output))
    with report:
        result = pipeline.build(request, report)
    exit_status = status_of(result, strict=strict)
    report.close(result, exit_status)
    if as_json:
        from playbookgen.cli.as_json import built, text

        session.terminal.result(text(built(result, exit_status)))
    return exit_status


def status_of(result: BuildResult, *, strict: bool = False) -> int:
    """The exit status of a build: a bug before a limit, a limit before partial success, that before problems."""
    causes = {each.cause for each in result.failed}
    if "bug" in causes:
        return status.BUG
    if "limit" in causes:
        return status.LIMIT
    if result.failed:
        return status.PARTLY if len(result.failed) < len(result.organisations) else status.CONTENT
    stands_against = any(strict or problem.severity == "error" for problem in result.workspace_problems)
    if stands_against:
        return status.PARTLY if result.organisations else status.CONTENT
    return status.FINE
