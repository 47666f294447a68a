"""`playbookgen import`: what others know, into the organisation's YAML."""

from __future__ import annotations

import click

from playbookgen.cli.import_answers import answers
from playbookgen.cli.import_metrics import metrics


@click.group("import", short_help="Merge readers' answers, or figures of other systems, into the YAML.")
def import_group() -> None:
    """Bring what others know into the YAML of an organisation.

    Each command shows the difference first and writes nothing; with --write it writes what it showed.
    """


import_group.add_command(answers)
import_group.add_command(metrics)
