"""The command line: the only room that prints, reads the environment or exits."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line with this process's arguments and exit with its status."""
    # Nearly all that a run makes is needed to its end: looking for what is not, every 700 objects, takes a tenth of its time.
    gc.set_threshold(100_000, 50, 100)
    # No other package has a say in how an organisation is read; and looking for one that would takes longer than reading does.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    from playbookgen.cli.run import run

    status = run(sys.argv[1:])
    gc.freeze()  # what goes with the process need not be looked through once more
    sys.exit(status)
