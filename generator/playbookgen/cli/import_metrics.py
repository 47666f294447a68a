"""`playbookgen import metrics`: an export of another system, into the figures of the YAML."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Final

import click

from playbookgen.cli import status
from playbookgen.cli.choices import as_of_option
from playbookgen.cli.session import Session, today

if TYPE_CHECKING:
    from playbookgen.model.imported import ImportedMetrics, MetricsMerge

#: Changed values that are named one by one.
_NAMED: Final = 12
_EXAMPLE: Final = """\
metric_sources:
  - id: platform
    day: …                                  # column with the day of each row
    metrics:
      - {metric: …, part: …, whole: …}      # a share of sums: answered contacts of offered ones
      - {metric: …, mean: …, weight: …}     # a mean or share of each day, weighted: a service level by contacts offered
      - {metric: …, sum: …}                 # a count
    sums:
      - {total: …, parts: […, …]}           # columns that must add up in every row"""


@click.command(short_help="Bring figures of an export into the YAML.")
@click.argument("file", metavar="FILE")
@click.option("--map", "source", metavar="ID", help="Entry of metric_sources that says which column is what; the only one if not given.")
@click.option("--organisation", metavar="ORG", help="Whose figures they are; the only one of the workspace if not given.")
@click.option("--write", is_flag=True, help="Write what is shown; without it nothing is written.")
@as_of_option
@click.pass_obj
def metrics(session: Session, file: str, source: str | None, organisation: str | None, write: bool, as_of: date | None) -> int:
    """Make figures of months, weeks or quarters of the daily rows of an export, and add them to the metrics.

    metric_sources in the YAML says which column is what. Without it the columns of FILE are shown, with what to write.
    New periods are added, changed values shown, everything else stays. Whatever is refused, nothing is written.
    """
    from playbookgen.cli.import_report import finish
    from playbookgen.cli.problem_text import print_problems
    from playbookgen.pipeline.imports import import_metrics

    result = import_metrics(session.root, file, organisation=organisation, source=source, as_of=as_of, today=today())
    if result.columns:
        return _ask(session, result)
    print_problems(session.terminal, result.merge.remarks)
    return finish(session, result, list(_told(result.merge)), write=write)


def _told(merge: MetricsMerge) -> Iterator[str]:
    """What becomes of each metric, a line each; every changed value."""
    for metric, changes in groupby(merge.changes, lambda change: change.metric):
        all_of_it = list(changes)
        new = [each for each in all_of_it if each.before is None]
        changed = [each for each in all_of_it if each.before not in (None, each.value)]
        same = len(all_of_it) - len(new) - len(changed)
        reach = f", {new[0].period} – {new[-1].period}" if new else ""
        yield f"{metric}: {len(new)} new{reach}; {len(changed)} changed; {same} as they stand"
        yield from (f"  {metric} {each.period}: {each.before} → {each.value}" for each in changed[:_NAMED])
        if len(changed) > _NAMED:
            yield f"  and {len(changed) - _NAMED} more changed"
    if merge.skipped:
        yield f"{merge.skipped} rows without any figure passed over"


def _ask(session: Session, result: ImportedMetrics) -> int:
    """Show the columns, and what to write: which of them is what cannot be guessed."""
    from playbookgen.cli.terminal import safe

    terminal = session.terminal
    name = result.organisation.id if result.organisation else ""
    terminal.insist(f"{name} has no metric_sources yet, so nothing says which column is what. The columns of the file:")
    width = max(len(column.name) for column in result.columns)
    for column in result.columns:
        terminal.insist(f"  {safe(column.name):<{width}}  {safe(column.looks)}")
    terminal.insist("write into the YAML, with names of columns and ids of metrics in place of the dots:")
    terminal.result(_EXAMPLE)
    terminal.insist("nothing was written")
    return status.CONTENT
