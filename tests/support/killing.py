"""Builds that are killed: at which moment, which of their processes, and what is found afterwards."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playbookgen.building import manifest
from playbookgen.building.run import Staged
from playbookgen.building.workers import Outcome, Task
from playbookgen.pipeline.edition import EditionOrder
from support.forked import Started, command, started, stock
from support.workspaces import told, tree, workspace

#: Everything a build has to say on, and nothing of the day.
DAY: Final = ("--as-of", "2026-10-31", "--jobs", "2")
BUILD: Final = ("build", *DAY)
TEXTS: Final = told("alfa"), told("alfa", name="Renamed")
#: How a command may end of which a process was killed: it was done already, it died of it, or it says that a limit was reached.
_ENDS: Final = (0, 4, -signal.SIGKILL)

Listing = Mapping[str, str] | None


def site(folder: Path) -> Listing:
    """The listing of a published site, which its own manifest must confirm; none if there is none."""
    if not folder.exists():
        return None
    found = manifest.listing(folder)
    assert manifest.listed(folder) == found, "the manifest tells something else"
    return found


def left_over(root: Path) -> list[str]:
    """What stands in our room of the output folder and has no place there once a run has ended."""
    room = root / "site" / ".playbookgen"
    known = {f"cache/{path.stem}.json" for path in (root / "playbook").iterdir()} | {"lock"}
    files = {path.relative_to(room).as_posix() for path in room.rglob("*") if path.is_file()}
    return sorted(path for path in files - known if not path.startswith("theme/"))


def all_of_them(process: Started, _: random.Random) -> None:
    """Kill the command and every process it has started."""
    os.killpg(process.pid, signal.SIGKILL)


def the_first(process: Started, _: random.Random) -> None:
    """Kill the command alone; what it started has to find out."""
    os.kill(process.pid, signal.SIGKILL)


def a_child(process: Started, chance: random.Random) -> None:
    """Kill one process the command has started; the command where there is none."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
    os.kill(int(chance.choice(children)) if children else process.pid, signal.SIGKILL)


def small_edition(order: EditionOrder, project: Path, site: Path, *_: object) -> Staged:
    """In place of `pipeline.edition.build_edition`: pages and files of the theme that take next to nothing to make."""
    text = f"{order.organisation.organisation.name!r} {order.edition.language} {order.as_of}"
    if order.known == text:
        return Staged(20, composed=text, is_same=True)
    for number in range(20):
        page = site / f"page-{number}" / "index.html" if number else site / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"<html><body>{text} {number}</body></html>", encoding="utf-8")
        style = site / "assets" / "stylesheets" / f"style-{number}.css"
        style.parent.mkdir(parents=True, exist_ok=True)
        style.write_text(f"a{{left: {number}px}}", encoding="utf-8")
    return Staged(20, manifest.digest(manifest.listing(site)), text)


def small_editions(tasks: Sequence[Task], jobs: int, *_: object) -> Iterator[Outcome]:
    """In place of `workers.run_all`: `small_edition` for each task, in this process."""
    for task in sorted(tasks, key=lambda task: task.name):
        yield Outcome(task.name, small_edition(*task.arguments), seconds=0.5)


WHOM: Final = (all_of_them, the_first, a_child)


@dataclass
class Kills:
    """Builds of one organisation, changed each time, and killed; `seen` counts what was found.

    Each time the published site is the one before or the one after, whole, and the run that follows leaves nothing behind. With
    `work` the pages are made by that, without the engine: then nearly all moments are of our own code.
    """

    root: Path
    seed: int
    seen: Counter[str] = field(default_factory=Counter)
    work: Callable[..., Staged] | None = None
    _sites: dict[int, Listing] = field(default_factory=dict)
    _longest: float = 0.0
    _publishing: float = 0.1
    _now: int = 0

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)  # noqa: S311 - moments, not secrets

    def prepare(self, *, both: bool) -> None:
        """Build each text once, or only the first where the second is to be told from the run after the kill."""
        for number in (1, 0) if both else (0,):
            begun = time.monotonic()
            self._order(number)
            self._longest = time.monotonic() - begun
            self._sites[number] = site(self.root / "site" / "alfa")

    def once(self, whom: Callable[[Started, random.Random], None], *, publishing: bool = False) -> None:
        """Change the text, build, kill, look; then let a run put all in order, and look again.

        Args:
            whom: does the killing.
            publishing: kill while the finished site is being put in place, instead of at any moment.
        """
        new = 1 - self._now
        workspace(self.root, alfa=TEXTS[new])
        process = self._started()
        ended = self._await_publishing(process) if publishing else False
        ended = ended or process.wait(self._moment(publishing)) is not None
        if not ended:
            with suppress(ProcessLookupError):
                whom(process, self._chance)
        assert process.wait() in _ENDS
        said = process.heard()
        assert "Traceback" not in said, said
        found, phase = site(self.root / "site" / "alfa"), self._phase()
        if new not in self._sites:
            self._order(new)
            self._sites[new] = site(self.root / "site" / "alfa")
        assert found in self._sites.values(), f"torn: {whom.__name__}, {phase}"
        is_new = found == self._sites[new]
        self.seen["ended before" if ended else "new" if is_new else "old"] += 1
        if not ended:
            self.seen[f"{whom.__name__}, {phase}"] += 1
        self._calibrate(ended, publishing)
        # Most of the time the text goes back to what is published: the next run has nothing to do but to put in order, and is quick.
        self._now = new if is_new or self._chance.random() < 0.1 else self._now
        self._order(self._now)

    def _started(self) -> Started:
        return started(command(self.root, *BUILD, work=self.work), self.root / "said")

    def _moment(self, publishing: bool) -> float:
        return self._chance.uniform(0, self._publishing if publishing else self._longest)

    def _calibrate(self, ended: bool, publishing: bool) -> None:
        """On a machine that others use, how long a run takes changes: one in ten may end before its moment has come."""
        factor = 0.8 if ended else 1.03
        if publishing:
            self._publishing *= factor
        else:
            self._longest *= factor

    def _phase(self) -> str:
        """Where it was killed, by what it left."""
        staging = self.root / "site" / ".playbookgen" / "staging"
        if any(staging.glob("*/site")):
            return "publishing"
        return "building pages" if any(staging.glob("*")) else "before or after"

    def _order(self, text: int) -> None:
        workspace(self.root, alfa=TEXTS[text])
        process = self._started()
        assert process.wait() == 0, process.heard()
        if text in self._sites:
            assert site(self.root / "site" / "alfa") == self._sites[text]
        assert left_over(self.root) == []

    def _await_publishing(self, process: Started) -> bool:
        """Until the editions are put together to a site; whether the run ended before that was seen."""
        staging = self.root / "site" / ".playbookgen" / "staging"
        while process.wait(0.003) is None:
            if any(staging.glob("*/site")):
                return False
        return True


@dataclass
class StockKills:
    """The same with the stock command, on the pages we gave it: `seen` counts whole sites and torn ones."""

    folder: Path
    seed: int
    seen: Counter[str] = field(default_factory=Counter)
    _whole: list[dict[str, bytes]] = field(default_factory=list)
    _longest: float = 0.0

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)  # noqa: S311 - moments, not secrets

    def prepare(self) -> None:
        """Export both texts as projects of the stock command, and build each once."""
        for number, text in enumerate(TEXTS):
            root = workspace(self.folder / "workspace", alfa=text)
            process = started(command(root, "export", "alfa", str(self.folder / f"exported-{number}"), *DAY[:2]), self.folder / "said")
            assert process.wait() == 0, process.heard()
        for number in (1, 0):
            begun = time.monotonic()
            process = self._built(number)
            assert process.wait() == 0, process.heard()
            self._longest = time.monotonic() - begun
            self._whole.insert(0, tree(self.folder / "live"))
        shutil.copytree(self.folder / "live", self.folder / "kept")
        assert self._whole[0] != self._whole[1]

    def once(self) -> None:
        """Build the other text over the site that stands, kill, look."""
        live = self.folder / "live"
        process = self._built(1)
        ended = process.wait(self._chance.uniform(0, self._longest)) is not None
        if not ended:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        found = tree(live)
        names = ("old", "new")
        self.seen["ended before" if ended else next((names[n] for n in (0, 1) if self._whole[n] == found), "torn")] += 1
        self._longest *= 0.9 if ended else 1.012
        shutil.rmtree(live, ignore_errors=True)
        shutil.copytree(self.folder / "kept", live)

    def _built(self, number: int) -> Started:
        (project,) = [path.parent for path in (self.folder / f"exported-{number}").rglob("mkdocs.yml")]
        return started(stock(project, self.folder / "live"), self.folder / "said")
