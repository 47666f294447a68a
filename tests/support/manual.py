"""docs/playbookgen.1: the manual page, from what `--help` says. `make docs` writes it; wheel and sdist carry it to where `man` looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import cleandoc
from typing import Final

import click

import playbookgen
from playbookgen.cli import status
from playbookgen.cli.application import application
from support.house import REPOSITORY

PAGE: Final = REPOSITORY / "docs" / "playbookgen.1"

_STATUSES: Final = {
    status.FINE: "Fine.",
    status.CONTENT: "Problems in the content, with --strict also findings of severity error; they have been listed.",
    status.USAGE: "The command was used wrongly, or there is no workspace.",
    status.PARTLY: "Some sites were published, others not; each of those keeps its last good version.",
    status.LIMIT: "A limit on memory, time or space was reached.",
    status.BUG: "A mistake of playbookgen's; a report was written to a file.",
    status.BUSY: "Another build is using the same output folder.",
    status.INTERRUPTED: "Interrupted.",
}
_ENVIRONMENT: Final = {
    "SOURCE_DATE_EPOCH": "Seconds since 1970: the day that counts as today, and the date of the engine's own files.",
    "NO_COLOR": "No colours, whatever the terminal can do.",
    "XDG_CACHE_HOME": "Where templates and library are kept ready for use between runs; else ~/.cache.",
}
_FILES: Final = {
    "playbook/": "What organisations tell: a YAML file, or a folder of them, each.",
    "site_config.yml": "What the sites of a workspace share.",
    "templates/": "Files that replace those of the same name that come along; may be missing.",
    "site/": "The sites, one folder each, and build.json, which says what was built.",
}


def manual() -> str:
    """The whole page in the macros of man(7), pure ASCII."""
    context = click.Context(application, info_name="playbookgen", **application.context_settings)
    summary = cleandoc(application.help or "").splitlines()[0].rstrip(".")
    lines = [
        '.\\" Written by `make docs` from the commands themselves.',
        f'.TH PLAYBOOKGEN 1 "" "playbookgen {playbookgen.__version__}" "User Commands"',
        ".SH NAME",
        f"playbookgen \\- {_text(summary[0].lower() + summary[1:] if not summary[:2].isupper() else summary)}",
        ".SH SYNOPSIS",
        f".B playbookgen\n{_text(' '.join(application.collect_usage_pieces(context)))}",
        ".SH DESCRIPTION",
        *list(_told(application.help or ""))[1:],
        ".SH OPTIONS",
        *_options(application, context),
        ".SH COMMANDS",
    ]
    for name, command in _named(application, context):
        inner = click.Context(command, info_name=name, parent=context)
        lines += [f'.SS "{_text(name)}"', f".B playbookgen {_text(name)}\n{_text(' '.join(command.collect_usage_pieces(inner)))}"]
        lines += [*_told(command.help or ""), *_options(command, inner)]
    lines += [".SH EXIT STATUS", *_list({str(number): text for number, text in _STATUSES.items()})]
    lines += [".SH ENVIRONMENT", *_list(_ENVIRONMENT), ".SH FILES", *_list(_FILES), ".SH EXAMPLES", ".EX"]
    lines += ["playbookgen init demo", "playbookgen \\-C demo check", "playbookgen \\-C demo build", "playbookgen explain PB013", ".EE"]
    lines += [".SH NOTES", _text("Completion in the shell: docs/install.md of the project says how it is switched on.")]
    return "\n".join(lines) + "\n"


def _named(group: click.Group, context: click.Context, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command by its whole name; groups before what is in them."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        yield f"{before}{name}", command
        if isinstance(command, click.Group):
            yield from _named(command, context, f"{before}{name} ")


def _told(help: str) -> Iterator[str]:
    """A command's own words: paragraphs, and what must keep its lines as an example."""
    for paragraph in cleandoc(help).split("\n\n"):
        if paragraph.startswith("\b"):
            yield from (".sp", ".EX", *map(_text, paragraph.lstrip("\b\n").splitlines()), ".EE")
        else:
            yield from (".PP", _text(" ".join(paragraph.split())))


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record:
            yield from (".TP", f".B {_text(record[0])}", _text(re.sub(r"\s+", " ", record[1])))


def _list(entries: dict[str, str]) -> Iterator[str]:
    for name, text in entries.items():
        yield from (".TP", f".B {_text(name)}", _text(text))


def _text(text: str) -> str:
    """Plain text as it is printed: nothing in it is a request, a hyphen stays one that can be copied."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    escaped = "".join(each if each.isascii() else f"\\[u{ord(each):04X}]" for each in escaped)
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


if __name__ == "__main__":
    PAGE.write_text(manual(), encoding="ascii")
