"""Portfolios of organisations, side by side: playbookgen, the stock engine, other generators. `make bench` runs it.

Everything of one size is measured in one run on one machine, and the table shows ratios: seconds belong to a machine.
Each organisation has one language, so that organisations and editions are the same number.
"""

from __future__ import annotations

import os
import platform
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

import click

from bench.measured import Disk, Taken, compile_package, disk, median_seconds, middle, run, two_at_a_time
from bench.rivals import ROOT, Rival, hugo_site, rival, with_hugo, with_zensical, zensical_project
from playbookgen.building.export import export_project
from playbookgen.pipeline.edition import composed
from playbookgen.pipeline.means import Means
from playbookgen.pipeline.opened import Opened
from support.house import PACKAGE
from support.portfolio import identifier, portfolio

BINARIES: Final = Path(sys.executable).parent
DAY: Final = "2026-10-31"
DOCUMENT: Final = ROOT / "docs" / "benchmarks.md"
#: How often a single edition is built by each side.
TURNS: Final = 9
BEGIN, END = "<!-- make bench writes from here -->\n", "<!-- to here -->\n"


@dataclass
class Measured:
    """What was measured of one portfolio; a rival that is not there has nothing, and of a large portfolio neither stock nor rivals."""

    count: int
    cold: Taken
    ready: Taken
    warm: Taken
    changed: Taken
    alone: Taken
    check: Taken
    disk: Disk
    stock: Taken | None = None
    rivals: dict[str, Taken] = field(default_factory=dict)


def ours(workspace: Path, output: Path, *arguments: str, cache: Path) -> Taken:
    """One `build`, two editions at a time."""
    command = [BINARIES / "playbookgen", "-q", "-C", workspace, "build", *arguments, "--as-of", DAY, "--jobs", "2", "--output", output]
    return run(command, environment={"XDG_CACHE_HOME": str(cache)})


def exported(workspace: Path, folder: Path) -> list[Path]:
    """The plain project of each organisation, as `export` writes it; what all share is read once."""
    opened = Opened.at(workspace, Means.read(workspace))
    day = datetime.fromisoformat(DAY).date()
    for source in opened.workspace.sources:
        orders = opened.orders(opened.read(source, day, day))
        export_project([composed(order, opened.means) for order in orders], folder / source.id)
    return [path.parent for path in sorted(folder.glob("*/*/mkdocs.yml"))]


def measured(count: int, folder: Path, rivals: list[Rival] | None) -> Measured:
    """One portfolio of `count` organisations, built by the stock engine and `rivals` as well if these are given."""
    workspace, output, cache = portfolio(folder / "workspace", count), folder / "site", folder / "cache"
    check = run([BINARIES / "playbookgen", "-q", "-C", workspace, "check", "--as-of", DAY])
    cold = ours(workspace, output, cache=cache)
    ready = ours(workspace, folder / "again", cache=cache)
    warm = ours(workspace, output, cache=cache)
    one = workspace / "playbook" / f"{identifier(count)}.yml"
    one.write_text(re.sub(r"agents_fte: \S+", "agents_fte: 51", one.read_text(encoding="utf-8")), encoding="utf-8")
    changed = ours(workspace, output, cache=cache)
    alone = ours(workspace, folder / "alone", identifier(count), cache=cache)
    stored = disk(output, output / ".playbookgen" / "theme")
    found = Measured(count, cold, ready, warm, changed, alone, check, stored)
    if rivals is not None:
        projects = exported(workspace, folder / "exported")
        beside(found, rivals, projects, folder)
        if count == 1:
            in_turn(found, lambda turn: ours(workspace, folder / f"again{turn}", cache=cache), projects[0])
    return found


def in_turn(found: Measured, build: Callable[[int], Taken], project: Path) -> None:
    """Ours and the stock engine in turn, the median of each: a single edition takes two seconds, and a machine has its moods."""
    rounds = [(build(turn), run([BINARIES / "mkdocs", "build", "-q"], folder=project)) for turn in range(TURNS)]
    found.ready, found.stock = (middle(list(each)) for each in zip(*rounds, strict=True))


def beside(found: Measured, rivals: list[Rival], projects: list[Path], folder: Path) -> None:
    """The others on the same projects."""
    assert len(projects) == found.count, (len(projects), found.count)
    stock = [lambda project=project: run([BINARIES / "mkdocs", "build", "-q"], folder=project) for project in projects]  # type: ignore[misc]
    found.stock = two_at_a_time(stock)
    for each in rivals:
        if each.command and each.name == "hugo":
            works = [with_hugo(each, hugo_site(project, folder / "hugo" / str(number))) for number, project in enumerate(projects)]
        elif each.command:
            works = [with_zensical(each, zensical_project(project, folder / "zensical" / str(number))) for number, project in enumerate(projects)]
        else:
            continue
        found.rivals[each.name] = two_at_a_time(works)


def row(name: str, found: list[Measured], cell: str | None = None, cells: list[str] | None = None) -> str:
    """One line of a table."""
    return f"| {name} | {' | '.join(cells or [cell or ''] * len(found))} |"


def each_edition(taken: Taken | None, one: Measured) -> str:
    """Seconds an edition, with their ratio to the stock engine's in the same run."""
    if taken is None:
        return "–"
    return f"{taken.seconds / one.count:.2f} s" + (f" · {taken.seconds / one.stock.seconds:.2f}" if one.stock else "")


def tables(found: list[Measured], rivals: list[Rival], start: float) -> str:
    """What was measured as Markdown."""
    heads = " | ".join(f"{one.count} organisation{'s' if one.count > 1 else ''}" for one in found)
    lines = [f"| seconds an edition · ratio to stock | {heads} |", f"|---|{'---|' * len(found)}"]
    lines.append(row("`mkdocs build`, two at a time", found, cells=[each_edition(one.stock, one) for one in found]))
    lines.append(row("playbookgen, cold: no cache of any kind", found, cells=[each_edition(one.cold, one) for one in found]))
    lines.append(row("playbookgen, new output folder, templates compiled before", found, cells=[each_edition(one.ready, one) for one in found]))
    for each in rivals:
        if each.command:
            cells = [each_edition(one.rivals.get(each.name), one) for one in found]
            lines.append(row(f"{each.name} {each.version}, two at a time", found, cells=cells))
        else:
            lines.append(row(each.name, found, f"not measured: {each.missing}"))
    first, last = found[0], found[-1]
    growth = [one.ready.seconds / one.count for one in found]
    ratios = [
        ("nothing changed ÷ cold", [f"1/{one.cold.seconds / one.warm.seconds:.0f}" for one in found]),
        ("one changed ÷ that one alone", [f"{one.changed.seconds / one.alone.seconds:.2f}" for one in found]),
        (f"new output folder, an edition ÷ the same with {first.count}", [f"{each / growth[0]:.2f}" for each in growth]),
        ("largest process: cold build", [f"{one.cold.peak:.0f} MiB" for one in found]),
        ("largest process: stock", [f"{one.stock.peak:.0f} MiB" if one.stock else "–" for one in found]),
        ("`check`, processor time", [f"{one.check.processor:.1f} s" for one in found]),
        ("disk: sites", [f"{one.disk.stored / 2**20:.1f} MiB" for one in found]),
        ("disk, were the theme's files not shared", [f"{one.disk.unshared / 2**20:.1f} MiB" for one in found]),
        ("disk ÷ (own pages + one copy of the theme)", [f"{one.disk.stored / (one.disk.own + one.disk.pooled):.2f}" for one in found]),
    ]
    lines += ["", f"| other figures | {heads} |", f"|---|{'---|' * len(found)}", *(row(name, found, cells=cells) for name, cells in ratios)]
    lines += ["", f'`playbookgen --help` takes {start:.1f} times as long as `python -c "import click"`.']
    if first is not last:
        larger = (last.disk.stored - first.disk.stored) / (last.count - first.count) / 2**20
        lines.append(f"From {first.count} to {last.count} organisations, the sites grow by {larger:.2f} MiB an edition.")
    return "\n".join(lines)


def document(text: str, sizes: tuple[int, ...], busy: float) -> str:
    """The part of docs/benchmarks.md that is written here."""
    names = ("mkdocs", "mkdocs-material", "markdown", "jinja2", "pydantic", "click")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    processors = len(os.sched_getaffinity(0))
    others = ", so that others were at work on it: compare the columns with each other, not with another run" if busy > 0.5 * processors else ""
    return f"""\
## Portfolios, side by side

`make bench SIZES="{" ".join(map(str, sizes))}"` on {datetime.now(UTC).date()}: generated organisations as large as the sample `lumivakka`, each with
a name and English texts of its own, in one language. Ours reads, judges, composes, builds, checks links, writes manifests and publishes; the
others build what `export` wrote. Hugo has a bare layout: no theme, no navigation, no search. One round, so a difference of a tenth says little; of
one organisation, the median of {TURNS} in turn for stock and for ours with templates compiled before.

{text}

Machine: {platform.system()} {platform.machine()}, {processors} processors, Python {platform.python_version()}; {versions}.
Load of the machine when the run began: {busy:.1f}{others}.
Ratios hold on one machine in one run; nothing here is a promise for another.

"""


@click.command()
@click.argument("sizes", type=click.IntRange(1, 2000), nargs=-1, required=True)
@click.option("--beside", "most", default=100, show_default=True, help="Portfolios of more are not built by the others.")
@click.option("--write/--no-write", default=True, show_default=True, help="Put the tables into docs/benchmarks.md.")
def main(sizes: tuple[int, ...], most: int, write: bool) -> None:
    """Measure portfolios of SIZES organisations and print the tables."""
    busy = os.getloadavg()[0]
    compile_package(PACKAGE)
    rivals = [rival("hugo"), rival("zensical")]
    found: list[Measured] = []
    for count in sorted(set(sizes)):
        with tempfile.TemporaryDirectory(prefix="playbookgen-bench-") as name:
            found.append(measured(count, Path(name), rivals if count <= most else None))
        print(f"{count}: cold {found[-1].cold.seconds:.1f} s", file=sys.stderr)
    start = median_seconds([BINARIES / "playbookgen", "--help"], 5) / median_seconds([sys.executable, "-c", "import click"], 5)
    text = tables(found, rivals, start)
    print(text)
    if write:
        before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        DOCUMENT.write_text(f"{before}{BEGIN}{document(text, tuple(sorted(set(sizes))), busy)}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
