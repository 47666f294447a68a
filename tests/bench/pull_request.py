"""What a pull request costs that touches one of many organisations, beside building that one alone. `make bench-pull-request` runs it.

The workspace is a git repository in which every organisation was edited on some days. The pull request's jobs are those of the workflow
that `init` writes: ci-plan, check, build. Beside them stands the build of the same organisation in a workspace, and a repository, of its
own. Processor time counts, since a machine may have more to do; both sides in turn, and the median of each.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench.measured import Taken, compile_package, run
from support.house import PACKAGE
from support.portfolio import identifier, organisation_text
from support.repositories import Clone

BINARIES: Final = Path(sys.executable).parent
DAY: Final = "2026-10-31"
COUNT: Final = 100
ROUNDS: Final = 3
#: On these days a third of the organisations are edited each.
EDITED: Final = ("2026-08-14", "2026-09-04", "2026-09-25", "2026-10-09", "2026-10-23")


def edited(text: str, number: int) -> str:
    """A later version: an action has another day, the head count is another one."""
    text = re.sub(r"agents_fte: \S+", f"agents_fte: {50 + number}", text)
    return text.replace("due: 2026-11-30", f"due: 2026-11-{10 + number}", 1)


def grown(folder: Path, numbers: Sequence[int]) -> Clone:
    """A repository with these organisations, edited on some days; the last commit edits the last one only."""
    clone = Clone.begin(folder)
    clone.write("site_config.yml")
    texts = {number: organisation_text(number) for number in numbers}
    for number, text in texts.items():
        clone.write(f"playbook/{identifier(number)}.yml", text)
    clone.commit("2026-08-01")
    for turn, day in enumerate(EDITED, 1):
        for number, text in texts.items():
            if number % 3 == turn % 3 or number == numbers[-1]:
                clone.write(f"playbook/{identifier(number)}.yml", edited(text, turn))
        clone.commit(day)
    last = numbers[-1]
    clone.write(f"playbook/{identifier(last)}.yml", edited(texts[last], 9)).commit(DAY)
    return clone


def playbookgen(clone: Clone, cache: Path, *arguments: str) -> Taken:
    """One command in the workspace of `clone`; a finding of severity error ends none of them with a status."""
    command = [BINARIES / "playbookgen", "-q", "-C", clone.workspace, *arguments]
    return run(command, environment={"XDG_CACHE_HOME": str(cache)})


def built(clone: Clone, cache: Path, output: Path, organisation: str) -> Taken:
    """The build of the job Preview."""
    return playbookgen(clone, cache, "build", "--offline", "--as-of", DAY, "--output", str(output), "--", organisation)


def main(rounds: int) -> None:
    """Measure in turn, print the medians and their ratio."""
    one = identifier(COUNT)
    compile_package(PACKAGE)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        many, alone, cache = grown(folder / "many", range(1, COUNT + 1)), grown(folder / "alone", [COUNT]), folder / "cache"
        built(alone, cache, folder / "first", one)  # templates are compiled once, for both sides
        names = subprocess.run(
            [BINARIES / "playbookgen", "-q", "-C", many.workspace, "ci-plan", "--since", "HEAD^1", "--format", "names"],
            capture_output=True, text=True, check=True,
        ).stdout.split()  # fmt: skip
        assert names == [one], names
        taken: dict[str, list[float]] = {"ci-plan": [], "check": [], "build": [], "alone": []}
        for turn in range(rounds):
            taken["ci-plan"].append(playbookgen(many, cache, "ci-plan", "--since", "HEAD^1").processor)
            taken["check"].append(playbookgen(many, cache, "check", "--since", "HEAD^1", "--as-of", DAY).processor)
            taken["build"].append(built(many, cache, folder / f"many{turn}", one).processor)
            taken["alone"].append(built(alone, cache, folder / f"alone{turn}", one).processor)
    medians = {each: statistics.median(seconds) for each, seconds in taken.items()}
    print(f"one of {COUNT} organisations, processor time, median of {rounds}; load of the machine {os.getloadavg()[0]:.0f}")
    for each, seconds in taken.items():
        print(f"{each:8} {medians[each]:6.2f} s  ({min(seconds):.2f}-{max(seconds):.2f})")
    print(f"check and build ÷ that one alone             {(medians['check'] + medians['build']) / medians['alone']:5.2f}")
    print(f"ci-plan, check and build ÷ that one alone    {sum(medians.values()) / medians['alone'] - 1:5.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
