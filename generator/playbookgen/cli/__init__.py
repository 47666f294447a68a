"""The command line: the only room that prints, reads the environment or exits."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line with this process's arguments and exit with its status."""
    from playbookgen.cli.run import run

    sys.exit(run(sys.argv[1:]))
