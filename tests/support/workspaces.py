"""Workspaces on the disk and runs of the command line, for tests of the pipeline and the commands."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from playbookgen.building.manifest import digest, listing
from playbookgen.building.workers import Limits, Outcome, Task

TODAY: Final = date(2026, 10, 31)


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    status: int
    out: str
    err: str


#: Runs the command line in this process: the fixture ``invoke`` of tests/cli.
Invoke = Callable[..., Ran]

_TOLD: Final = """\
schema_version: 1
site: {{languages: [{languages}]}}
organisation: {{id: {id}, name: {name}, main_task: service, agents_headcount: {headcount}}}
roles:
  - {{id: executive, name: Executive, level: executive}}
  - {{id: agent, name: Agent, level: frontline}}
people:
  - {{id: boss, title: Managing director, role: executive}}
strategy:
  - {{id: aim_one, name: Loyal customers}}
change:
  id: change_one
  name: One contact
  vision: Settled at once.
  why_now: Repeats grow.
  sponsor: boss
  lead: boss
  start: 2026-03-01
  end: 2027-02-28
  goals:
    - {{id: goal_one, text: Better}}
target_state:
  statements:
    - {{id: statement_one, text: The matter is settled.}}
"""


def told(id: str, *, name: str = "Pikkula", languages: str = "en", headcount: str = "10") -> str:
    """The YAML of a small organisation that builds."""
    return _TOLD.format(id=id, name=name, languages=languages, headcount=headcount)


def workspace(root: Path, *ids: str, **texts: str) -> Path:
    """A workspace at `root` with an organisation for each id, and for each keyword one with that text."""
    (root / "playbook").mkdir(parents=True, exist_ok=True)
    for name in ids:
        (root / "playbook" / f"{name}.yml").write_text(told(name), encoding="utf-8")
    for name, text in texts.items():
        (root / "playbook" / f"{name}.yml").write_text(text, encoding="utf-8")
    return root


def in_this_process(outcomes: Mapping[str, Outcome] | None = None) -> Any:
    """A stand-in for `workers.run_all` that writes one page for each edition; some tasks end as `outcomes` says. It ticks once a task."""

    def run_all(tasks: Sequence[Task], jobs: int, limits: Limits | None = None, tick: Callable[[], None] = lambda: None) -> Iterator[Outcome]:
        for task in sorted(tasks, key=lambda task: task.name):
            order, _, site = task.arguments
            tick()
            if outcomes and task.name in outcomes:
                yield outcomes[task.name]
                continue
            html = f"<html><body>{order.organisation.organisation.name!r} {order.as_of}</body></html>"
            if order.only is not None:
                yield Outcome(task.name, {"": html.encode()} if "" in order.only else {})
                continue
            site.mkdir(parents=True)
            (site / "index.html").write_text(html, encoding="utf-8")
            yield Outcome(task.name, (1, digest(listing(site))), seconds=0.5)

    return run_all


def playbookgen(
    *arguments: str, cwd: Path | None = None, environment: Mapping[str, str] | None = None, timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, as a user would."""
    surroundings = {**os.environ, "SOURCE_DATE_EPOCH": "1793404800", **(environment or {})}
    return subprocess.run(
        [sys.executable, "-m", "playbookgen", *arguments], cwd=cwd, env=surroundings, capture_output=True, text=True, timeout=timeout, check=False
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` by its path, except the room the tool keeps for itself."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if ".playbookgen" not in path.parts}
