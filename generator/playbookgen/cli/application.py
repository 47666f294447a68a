"""The command `playbookgen` with its global options. Commands import what they need when they run."""

from __future__ import annotations

import click

from playbookgen import __version__
from playbookgen.cli.build import build
from playbookgen.cli.check import check
from playbookgen.cli.ci_plan import ci_plan
from playbookgen.cli.compare import compare
from playbookgen.cli.explain import explain
from playbookgen.cli.export import export
from playbookgen.cli.imports import import_group
from playbookgen.cli.init import init
from playbookgen.cli.list import list_organisations
from playbookgen.cli.merge import merge
from playbookgen.cli.migrate import migrate
from playbookgen.cli.new import new
from playbookgen.cli.schema import schema
from playbookgen.cli.serve import serve
from playbookgen.cli.session import Session
from playbookgen.cli.terminal import Colour, Terminal
from playbookgen.cli.workbook import workbook


class ReaderGone(Exception):
    """Whoever read our output has closed it."""


class Interrupted(Exception):
    """Someone pressed Ctrl-C."""


class Application(click.Group):
    """A group that tells a closed pipe and Ctrl-C apart from click's own ways of leaving."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which one needs them, not that of the alphabet."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGone from error
        except KeyboardInterrupt as error:
            raise Interrupted from error


@click.group(cls=Application, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("-C", "--workspace", "folder", metavar="DIR", default=".", show_default="current directory", help="Folder of the workspace.")
@click.option("--color", "colour", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="Colours on the terminal.")
@click.option("-q", "--quiet", is_flag=True, help="Only problems.")
@click.option("-v", "--verbose", is_flag=True, help="More about what is done.")
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_obj
def application(session: Session, folder: str, colour: Colour, quiet: bool, verbose: bool) -> None:
    """One YAML per contact centre in, a searchable change playbook site out.

    \b
    A first site:
      playbookgen init demo
      playbookgen -C demo build
    """
    session.folder = folder
    session.terminal = Terminal.from_environment(colour, -1 if quiet else 1 if verbose else 0)


for command in (
    init,
    new,
    check,
    explain,
    build,
    merge,
    serve,
    list_organisations,
    schema,
    export,
    import_group,
    workbook,
    migrate,
    compare,
    ci_plan,
):
    application.add_command(command)
