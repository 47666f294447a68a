"""Each task in a process of its own: limited, killable, with nothing of our environment in it."""

from __future__ import annotations

import errno
import gc
import heapq
import os
import resource
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.forkserver import ensure_running, set_forkserver_preload
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final

from playbookgen.building.at_hand import Sent, at_hand
from playbookgen.building.forks import can_fork_here, forget_parent, open_files, undisturbed
from playbookgen.building.surroundings import environment, only
from playbookgen.building.task import Limits, Outcome, Task
from playbookgen.model.failure import Failure, LimitReached, OutputUnusable

__all__ = ["Limits", "Outcome", "Task", "run_all", "take_at_hand"]

_MEGABYTE: Final = 1024 * 1024
_REFUSED: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO, errno.EMFILE, errno.ENFILE})
#: The engine imported once, in the process all tasks are forked from.
_PRELOAD: Final = ["playbookgen.building.warm"]
#: Tells that process where to find what is common to its tasks.
_COMMON: Final = "PLAYBOOKGEN_COMMON"
#: How often a task looks for objects it no longer needs: it lives for a second or two, and needs nearly all it makes.
_RARELY: Final = (100_000, 50, 100)
_context = get_context("forkserver")


@dataclass(slots=True)
class _Running:
    task: Task
    process: BaseProcess
    answer: Connection
    since: float


def run_all(tasks: Sequence[Task], jobs: int, limits: Limits | None = None, tick: Callable[[], None] | None = None) -> Iterator[Outcome]:
    """Run every task in its own process, at most `jobs` at a time.

    Args:
        tasks: names must differ.
        jobs: at least 1.
        limits: what one task may take.
        tick: called ten times a second while there is something to wait for; what it raises ends everything.

    Yields:
        One outcome a task, in the order of their names, as soon as those before are done. A task that dies
        or passes a limit is an outcome with `LimitReached`, the others go on. When the caller stops
        listening (Ctrl-C included), the processes still running are killed; `contextlib.closing` makes that at once.
    """
    bounds = limits or Limits()
    waiting = sorted(tasks, key=lambda task: task.name)
    here = can_fork_here(len(waiting))
    order = iter([task.name for task in waiting])
    running: list[_Running] = []
    done: list[tuple[str, Outcome]] = []
    expected = next(order, None)
    with tempfile.TemporaryDirectory(prefix="playbookgen-") as home:
        try:
            sent = Sent(Path(home))
            while expected is not None:
                while waiting and len(running) < max(jobs, 1):
                    task = waiting.pop(0)
                    try:
                        running.append(_start(task, bounds, home, None if here else sent.path(task.common)))
                    except (OSError, EOFError) as error:
                        heapq.heappush(done, (task.name, Outcome(task.name, failure=_stillborn(task.name, error))))
                for ended in _next_ended(running, bounds, tick) if running else ():
                    running.remove(ended)
                    heapq.heappush(done, (ended.task.name, _outcome(ended, bounds)))
                while done and done[0][0] == expected:
                    yield heapq.heappop(done)[1]
                    expected = next(order, None)
        finally:
            for left in running:
                _end(left)


def take_at_hand() -> None:
    """Have what the environment names at hand, before anything is forked. `warm` calls it."""
    path = os.environ.get(_COMMON)
    if path:
        at_hand(path)


def _start(task: Task, limits: Limits, home: str, common: str | None) -> _Running:
    """Start a task; `common` is where the process it is forked from finds what is common to all, None if that is ours."""
    here = common is None
    context = get_context("fork") if here else _context
    left = open_files() if here else frozenset[int]()
    answer, there = context.Pipe(duplex=False)
    left |= {answer.fileno()} if here else set()
    surroundings = {**environment(home), **task.environment}
    given = task if here else replace(task, common=None)
    process = context.Process(target=_child, args=(there, given, limits, surroundings, common, left), name=task.name, daemon=True)
    # What the work imports only when it begins, its module may name: then it is imported once.
    needed = [*_PRELOAD, task.work.__module__, *getattr(sys.modules[task.work.__module__], "NEEDED", ())]
    try:
        with only(environment(home) | {_COMMON: common or ""}):
            # The process all others are forked from starts with the first of them, and lives in this environment too.
            if here:
                for module in needed:
                    import_module(module)
            else:
                set_forkserver_preload(needed)
                ensure_running()
        with undisturbed():
            process.start()
    except BaseException:
        answer.close()
        raise
    finally:
        there.close()
    return _Running(task, process, answer, time.monotonic())


def _stillborn(name: str, error: Exception) -> LimitReached:
    return LimitReached(
        f"the process of {name} died before it could begin ({type(error).__name__})", "the memory may have run out; build with fewer --jobs"
    )


def _next_ended(running: list[_Running], limits: Limits, tick: Callable[[], None] | None) -> list[_Running]:
    """Those that have answered or died, or whose time is up, once there is at least one."""
    while True:
        soonest = min(one.since for one in running) + limits.seconds - time.monotonic()
        waited = [waited for one in running for waited in (one.answer, one.process.sentinel)]
        ready = set(wait(waited, max(min(soonest, 0.1) if tick else soonest, 0)))
        now = time.monotonic()
        ended = [one for one in running if ready & {one.answer, one.process.sentinel} or now - one.since >= limits.seconds]
        if ended:
            return ended
        if tick:
            tick()


def _outcome(ended: _Running, limits: Limits) -> Outcome:
    name, answer = ended.task.name, None
    try:
        if ended.answer.poll():
            answer = ended.answer.recv()
    except (EOFError, OSError):
        answer = None  # it died while answering
    seconds = time.monotonic() - ended.since
    if answer is not None:
        ended.process.join(5)
    late = answer is None and ended.process.is_alive() and seconds >= limits.seconds
    _end(ended)
    if answer is not None:
        kind, content = answer
        return Outcome(name, seconds=seconds, **{kind: content})
    return Outcome(name, failure=_death(name, None if late else ended.process.exitcode, limits), seconds=seconds)


def _death(name: str, code: int | None, limits: Limits) -> LimitReached:
    help_ = "build it alone to see whether it happens again; if so, make the longest texts and lists shorter"
    if code is None:
        return LimitReached(f"{name} took longer than {limits.seconds:g} seconds and was stopped", help_)
    if code == -signal.SIGXCPU:
        return LimitReached(f"{name} took more than {limits.processor_seconds} seconds of processor time and was stopped", help_)
    how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with status {code}"
    return LimitReached(f"{name} {how} before it was done", "the memory may have run out; build with fewer --jobs")


def _end(one: _Running) -> None:
    if one.process.is_alive():
        one.process.kill()
    one.process.join()
    one.answer.close()


def _child(answer: Connection, task: Task, limits: Limits, surroundings: Mapping[str, str], common: str | None, left: frozenset[int]) -> None:
    gc.freeze()  # what came with the fork stays as it is: looking at it would copy it
    gc.set_threshold(*_RARELY)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us gets it too, and ends us
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    if common is None:
        forget_parent(left)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    os.environ.clear()
    os.environ.update(surroundings)
    time.tzset()
    _limit(limits)
    try:
        answer.send(_attempt(task, limits, common))
    except Exception:  # what cannot be pickled cannot be sent
        answer.send(("crash", traceback.format_exc()))


def _attempt(task: Task, limits: Limits, common: str | None) -> tuple[str, Any]:
    """What to answer: the field of `Outcome` and what to put in it."""
    try:
        return "value", task.work(*task.arguments, *_last(task, common))
    except Failure as failure:
        return "failure", failure
    except MemoryError:
        return "failure", LimitReached(f"{task.name} needs more than {limits.memory} MB of memory", "make its longest texts and lists shorter")
    except OSError as error:
        if error.errno == errno.EFBIG:
            return "failure", LimitReached(
                f"{task.name} writes a file of more than {limits.file_size} MB", "make its longest texts and lists shorter"
            )
        if error.errno in _REFUSED:
            return "failure", OutputUnusable(
                f"{task.name} cannot be written: {error.strerror}", "free some space, or look at the disk and its permissions"
            )
        if _is_gone(error, task):
            return "failure", OutputUnusable(
                f"{task.name} cannot be built: {error.filename} is gone", "build again, and let nobody else change the output folder meanwhile"
            )
        return "crash", traceback.format_exc()
    except BaseException:
        return "crash", traceback.format_exc()


def _is_gone(error: OSError, task: Task) -> bool:
    """Whether something is missing where the task works, below a folder it was given: somebody has removed it meanwhile."""
    folders = [each for each in task.arguments if isinstance(each, Path)]
    return error.errno == errno.ENOENT and isinstance(error.filename, str) and any(map(Path(error.filename).is_relative_to, folders))


def _last(task: Task, common: str | None) -> list[Any]:
    """What `work` is called with last."""
    shared = at_hand(common) if common else task.common
    return [] if shared is None else [shared]


def _limit(limits: Limits) -> None:
    os.nice(limits.niceness)
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory * _MEGABYTE),
        (resource.RLIMIT_FSIZE, limits.file_size * _MEGABYTE),
        (resource.RLIMIT_CPU, limits.processor_seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, hard))


def _die_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
