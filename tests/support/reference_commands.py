"""docs/commands.md: every command with its options, from what `--help` says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import cleandoc

import click

from playbookgen.cli.application import application

_BEGINNING = """\
# Commands

`playbookgen [OPTIONS] COMMAND [ARGUMENTS]`. What machines read goes to standard output, what people read to standard error; exit statuses are
listed in the [README](../README.md#when-something-is-wrong). `playbookgen COMMAND --help` says in the terminal what stands here.

This page is written by `make docs` from the commands themselves.
"""


def commands_page() -> str:
    """The whole page: options of all commands, a list, then a section a command."""
    context = click.Context(application, info_name="playbookgen", **application.context_settings)
    listed = [f"| [`{name}`](#{_anchor(name)}) | {_short(command)} |" for name, command in _named(application, context) if " " not in name]
    parts = [_BEGINNING, "| command | what it does |\n|---|---|\n" + "\n".join(listed), "## For all commands", _options(application, context)]
    for name, command in _named(application, context):
        parts += _section(name, command, context)
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def _named(group: click.Group, context: click.Context, before: str = "") -> Iterator[tuple[str, click.Command]]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if command.hidden:
            continue
        yield f"{before}{name}", command
        if isinstance(command, click.Group):
            yield from _named(command, context, f"{before}{name} ")


def _anchor(name: str) -> str:
    return name.replace(" ", "-")


def _short(command: click.Command) -> str:
    return command.get_short_help_str(limit=200)


def _section(name: str, command: click.Command, parent: click.Context) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent)
    yield f"{'#' * (2 + name.count(' '))} {name}"
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"```text\nplaybookgen {name} {usage}\n```"
    yield from _told(command.help or "")
    if options := _options(command, context):
        yield options


def _told(text: str) -> Iterator[str]:
    """The paragraphs of a help text. One that begins with the control character of click keeps its lines: commands to type."""
    for paragraph in cleandoc(text).split("\n\n"):
        if paragraph.startswith("\b"):
            lines = [line.strip() for line in paragraph.splitlines()[1:]]
            commands = [line for line in lines if line.startswith("playbookgen ")]
            yield from (line for line in lines if line not in commands)
            yield "```text\n" + "\n".join(commands) + "\n```"
        else:
            yield _plain(" ".join(paragraph.split()))


def _options(command: click.Command, context: click.Context) -> str:
    records = (parameter.get_help_record(context) for parameter in command.get_params(context))
    rows = [record for record in records if record and record[1] and "--help" not in record[0]]
    if not rows:
        return ""
    written = [f"| {_name(name)} | {_plain(' '.join(told.split()))} |" for name, told in rows]
    return "\n".join(["| option | what it does |", "|---|---|", *written])


def _name(shown: str) -> str:
    """`--format [text|json]` with its choices beside it: inside a table a bar would end the cell."""
    name, bracket, choices = shown.partition(" [")
    return f"`{name}` " + ", ".join(f"`{choice}`" for choice in choices.rstrip("]").split("|")) if bracket else f"`{name}`"


def _plain(text: str) -> str:
    """Text of a terminal as Markdown: what looks like an option or a file name with a sign of Markdown becomes code."""
    return re.sub(r"(?<![\w`-])(--?[a-z][a-z-]*|\w+(?:\.\w+)*_\w+(?:\.\w+)*|playbookgen\[\w+\])(?![\w`])", r"`\1`", text)
