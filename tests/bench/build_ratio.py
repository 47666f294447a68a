"""How long a build takes, as a ratio to the stock engine on the same pages. `make bench-parts` runs it.

A ratio, because seconds belong to a machine: both sides are measured here, in turn, and the median of each counts.
Ours reads, judges, composes, builds, checks links, writes manifests and publishes; the stock engine only builds.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from bench.measured import compile_package, run
from support.house import PACKAGE

BINARIES = Path(sys.executable).parent
REPOSITORY = Path(__file__).resolve().parents[2]
ORGANISATION = "lumivakka"
ROUNDS = 5


def seconds(*command: str | Path) -> float:
    """Wall-clock seconds of a command that has to succeed."""
    return run(command, folder=REPOSITORY).seconds


def main() -> None:
    """Measure in turn, print the medians and their ratio."""
    compile_package(PACKAGE)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = BINARIES / "playbookgen"
        seconds(command, "export", ORGANISATION, folder / "exported")
        editions = sorted(path.parent for path in (folder / "exported").glob("*/mkdocs.yml"))
        ours, stock = [], []
        for turn in range(ROUNDS):
            ours.append(seconds(command, "build", ORGANISATION, "--jobs", "1", "--output", folder / f"ours{turn}"))
            stock.append(
                sum(
                    seconds(BINARIES / "mkdocs", "build", "--strict", "-f", edition / "mkdocs.yml", "-d", folder / f"stock{turn}" / edition.name)
                    for edition in editions
                )
            )
    print(f"{ORGANISATION}, {len(editions)} editions, one at a time, median of {ROUNDS}")
    print(f"playbookgen build  {statistics.median(ours):6.2f} s  ({min(ours):.2f}-{max(ours):.2f})")
    print(f"mkdocs build       {statistics.median(stock):6.2f} s  ({min(stock):.2f}-{max(stock):.2f})")
    print(f"ratio              {statistics.median(ours) / statistics.median(stock):6.2f}")


if __name__ == "__main__":
    main()
