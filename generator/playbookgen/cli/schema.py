"""`playbookgen schema`: the JSON Schema of the organisation YAML."""

from __future__ import annotations

import click

from playbookgen.cli.session import Session


@click.command(short_help="Print the JSON Schema for editors.")
@click.option("-o", "--output", "path", metavar="FILE", type=click.Path(dir_okay=False), help="Write it here; to standard output if not given.")
@click.pass_obj
def schema(session: Session, path: str | None) -> None:
    """The JSON Schema of an organisation's YAML, for editors."""
    from playbookgen.cli.terminal import safe
    from playbookgen.cli.writing import write_text

    text = schema_text()
    if path is None:
        session.terminal.result(text.rstrip("\n"))
        return
    write_text(path, text)
    session.terminal.say(f"wrote {safe(path)}")


def schema_text() -> str:
    """The schema as JSON, the same bytes every time."""
    import json

    from playbookgen import pipeline

    return json.dumps(pipeline.organisation_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
