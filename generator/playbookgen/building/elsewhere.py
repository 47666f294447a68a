"""Editions built somewhere else, by whatever answers as `concurrent.futures` do: bytes out, a site's archive back."""

from __future__ import annotations

import heapq
import pickle
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playbookgen.building import manifest
from playbookgen.building.archive import BadArchive, unpacked
from playbookgen.building.standby import Parcel
from playbookgen.building.unit import edition_built
from playbookgen.building.workers import Limits, Outcome, Task
from playbookgen.model.failure import ExecutorUnusable, Failure, OutputUnusable

LOOK: Final = "look at the scheduler and its workers; the sites published before are as they were"
SAME: Final = "install the same versions there, best from the same lock, and start the workers again"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where editions are built.

    Args:
        executor: takes a function of a module and its arguments to another process, perhaps on another machine.
        made_with: a module's function; says the versions of everything that can change a byte.
        shared: what to give along for what many editions have in common, pickled.
        room: how many editions may be on their way at the same time.
        trouble: why to wait no longer, by the seconds in which nothing has come back; empty while there is hope.
        misfortune: why an edition came to nothing, by its name and the exception that came in its place.
        is_doubtful: whether such an exception may be another edition's fault, which was on its way beside it.
        pause: seconds after which `trouble` is asked when nothing comes back.
    """

    executor: Executor
    made_with: Callable[[], Mapping[str, str]]
    shared: Callable[[bytes], Any]
    room: Callable[[], int]
    trouble: Callable[[float], str]
    misfortune: Callable[[str, Exception], Failure]
    is_doubtful: Callable[[Exception], bool] = lambda error: False
    pause: float = 1.0

    def run_all(self, tasks: Sequence[Task], limits: Limits) -> Iterator[Outcome]:
        """One outcome a task in the order of their names, as `workers.run_all`.

        A task in doubt is done once more when nothing else is on its way: what becomes of it then is its own doing.
        """
        waiting = sorted(tasks, key=lambda task: task.name)
        doubtful, alone = list[Task](), set[str]()
        given, running = _Given(self.shared), dict[Future[Any], tuple[Task, float]]()
        order = iter([task.name for task in waiting])
        next_one = next(order, None)
        done: list[tuple[str, Outcome]] = []
        heard = time.monotonic()
        try:
            while next_one is not None:
                while waiting and len(running) < max(self.room(), 1):
                    task = waiting.pop(0)
                    running[self._sent(task, given, limits)] = task, time.monotonic()
                if doubtful and not running:
                    task = doubtful.pop(0)
                    alone.add(task.name)
                    running[self._sent(task, given, limits)] = task, time.monotonic()
                ended, _ = wait(running, timeout=self.pause, return_when=FIRST_COMPLETED)
                now = time.monotonic()
                heard = now if ended else heard
                for future in ended:
                    task, began = running.pop(future)
                    if task.name not in alone and self._is_in_doubt(future):
                        doubtful.append(task)
                    else:
                        heapq.heappush(done, (task.name, self._outcome(task, future, now - began)))
                said = self.trouble(now - heard)
                if said:
                    left = [*running.values(), *((task, now) for task in (*waiting, *doubtful))]
                    for task, began in left:
                        heapq.heappush(done, (task.name, _lost(task.name, said, now - began)))
                    running, waiting, doubtful = {}, [], []
                while done and done[0][0] == next_one:
                    yield heapq.heappop(done)[1]
                    next_one = next(order, None)
        finally:
            for future in running:
                future.cancel()

    def _sent(self, task: Task, given: _Given, limits: Limits) -> Future[Any]:
        parcel = Parcel(task.name, task.work, task.arguments[0], task.environment, limits)
        common = given.of(task.common)
        try:
            return self.executor.submit(edition_built, task.name, dict(self.made_with()), self.made_with, _pickled(parcel), common, limits.seconds)
        except Exception as error:  # nobody is there any more: that is how this edition ended
            failed = Future[Any]()
            failed.set_exception(error)
            return failed

    def _is_in_doubt(self, future: Future[Any]) -> bool:
        error = None if future.cancelled() else future.exception()
        return isinstance(error, Exception) and self.is_doubtful(error)

    def _outcome(self, task: Task, future: Future[Any], seconds: float) -> Outcome:
        """How an edition ended; when it ended well, its site is in its folder."""
        try:
            answer = future.result()
        except CancelledError:
            return _lost(task.name, "the connection to the scheduler was lost", seconds)
        except Exception as error:
            return Outcome(task.name, failure=self.misfortune(task.name, error), seconds=seconds)
        if isinstance(answer, dict):
            said = f"{task.name} met a worker that would not build the same bytes: {difference(self.made_with(), answer)}"
            return Outcome(task.name, failure=ExecutorUnusable(said, SAME), seconds=seconds)
        outcome, archive = pickle.loads(answer)  # noqa: S301 - workers are trusted with all we have, see docs/ci.md
        failure = _received(task, outcome, archive) if archive else None
        return Outcome(task.name, failure=failure, seconds=seconds) if failure else outcome


class _Given:
    """What is common to many editions, pickled and handed over once."""

    def __init__(self, shared: Callable[[bytes], Any]) -> None:
        self._shared = shared
        self._known: list[tuple[Any, Any]] = []

    def of(self, common: Any) -> Any:
        """What to give along with an edition."""
        if common is None:
            return b""
        for known, given in self._known:
            if known is common:
                return given
        self._known.append((common, self._shared(_pickled(common))))
        return self._known[-1][1]


def difference(ours: Mapping[str, str], theirs: Mapping[str, str]) -> str:
    """What another machine has in other versions: ``mkdocs 1.6.0 (here 1.6.1)``."""
    names = [name for name in sorted(ours.keys() | theirs.keys()) if ours.get(name) != theirs.get(name)]
    return ", ".join(f"{name} {theirs.get(name, 'missing')} (here {ours.get(name, 'missing')})" for name in names)


def _received(task: Task, outcome: Outcome, archive: bytes) -> Failure | None:
    """Unpack what came back into the folder of the task; what is wrong with it."""
    site: Path = task.arguments[-1]
    try:
        digest = manifest.digest(unpacked(archive, site))
    except BadArchive as error:
        return ExecutorUnusable(f"what came back for {task.name} is no site: {error}", LOOK)
    except OSError as error:
        return OutputUnusable(f"{task.name} cannot be written: {error.strerror}", "free some space, or look at the disk and its permissions")
    return None if digest in outcome.value else ExecutorUnusable(f"what came back for {task.name} is not what was built", LOOK)


def _lost(name: str, reason: str, seconds: float) -> Outcome:
    return Outcome(name, failure=ExecutorUnusable(f"{name} was not built: {reason}", LOOK), seconds=seconds)


def _pickled(content: Any) -> bytes:
    return pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
