from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from contextlib import closing
from multiprocessing.process import BaseProcess
from pathlib import Path
from select import select
from typing import Any

import pytest

from playbookgen.building import forks, workers
from playbookgen.building.workers import Limits, Outcome, Task, run_all
from playbookgen.model.failure import LimitReached, OutputUnusable
from support import work

QUICK = Limits(seconds=20)


@pytest.fixture(autouse=True, params=["forked from us", "forked from a process of its own"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    here = request.param == "forked from us"
    monkeypatch.setattr(workers, "can_fork_here", lambda tasks: here)


def alone(task: Task, limits: Limits = QUICK) -> Outcome:
    (outcome,) = run_all([task], 1, limits)
    return outcome


def test_outcomes_come_in_the_order_of_names() -> None:
    tasks = [Task(name, work.double, (number,)) for number, name in enumerate("dacb")]
    outcomes = list(run_all(tasks, 3, QUICK))
    assert [(outcome.name, outcome.value) for outcome in outcomes] == [("a", 2), ("b", 6), ("c", 4), ("d", 0)]
    assert all(outcome.fine and outcome.seconds > 0 for outcome in outcomes)


def test_no_task_no_outcome() -> None:
    assert list(run_all([], 2)) == []


def test_a_failure_of_one_leaves_the_others_alone() -> None:
    outcomes = {outcome.name: outcome for outcome in run_all([Task("a", work.fail), Task("b", work.double, (4,)), Task("c", work.die)], 2, QUICK)}
    failure = outcomes["a"].failure
    assert isinstance(failure, OutputUnusable)
    assert (failure.message, failure.help) == ("the cupboard is full", "tidy it")
    assert outcomes["b"].value == 8
    assert isinstance(outcomes["c"].failure, LimitReached)
    assert "status 7" in outcomes["c"].failure.message


def test_whoever_waits_may_stop_it(tmp_path: Path) -> None:
    class Enough(BaseException):
        pass

    ticks: list[int] = []

    def tick() -> None:
        ticks.append(len(multiprocessing.active_children()))
        if len(ticks) == 2:
            raise Enough

    outcomes = run_all([Task("a", work.wait_for_ever), Task("b", work.wait_for_ever)], 2, QUICK, tick)
    with pytest.raises(Enough):
        next(outcomes)
    assert ticks == [2, 2]
    assert multiprocessing.active_children() == []


def test_a_task_may_step_back_for_others() -> None:
    assert alone(Task("a", work.niceness)).value == os.nice(0)
    assert alone(Task("a", work.niceness), Limits(seconds=20, niceness=3)).value == min(os.nice(0) + 3, 19)


def test_a_bug_comes_back_with_its_traceback() -> None:
    outcome = alone(Task("a", work.stumble))
    assert outcome.failure is None
    assert outcome.crash is not None
    assert "KeyError: 'a bug'" in outcome.crash
    assert "in stumble" in outcome.crash


def test_an_answer_that_cannot_be_sent_is_a_bug() -> None:
    assert "pickle" in (alone(Task("a", work.unsendable)).crash or "")


def test_a_fallen_process_says_what_it_fell_of() -> None:
    failure = alone(Task("a", work.fall)).failure
    assert isinstance(failure, LimitReached)
    assert "SIGSEGV" in failure.message


@pytest.mark.parametrize(
    ("task", "limits", "said"),
    [
        (Task("a", work.wait_for_ever), Limits(seconds=0.4), "longer than 0.4 seconds"),
        (Task("a", work.burn), Limits(seconds=20, processor_seconds=1), "processor time"),
        (Task("a", work.hoard), QUICK, "memory"),
    ],
)
def test_a_limit_ends_a_task(task: Task, limits: Limits, said: str) -> None:
    failure = alone(task, limits).failure
    assert isinstance(failure, LimitReached)
    assert said in failure.message


def test_a_file_too_big_is_a_limit(tmp_path: Path) -> None:
    failure = alone(Task("a", work.spill, (str(tmp_path / "big"),)), Limits(file_size=2)).failure
    assert isinstance(failure, LimitReached)
    assert "2 MB" in failure.message
    assert (tmp_path / "big").stat().st_size <= 2 * 1024 * 1024


@pytest.mark.parametrize("where", ["folder", "elsewhere"])
def test_what_is_missing_where_it_works_was_removed_by_somebody_and_elsewhere_is_a_bug(tmp_path: Path, where: str) -> None:
    outcome = alone(Task("a", work.look_for, (str(tmp_path / where / "page.md"), tmp_path / "folder")))
    if where == "elsewhere":
        assert "FileNotFoundError" in (outcome.crash or "")
        return
    assert isinstance(outcome.failure, OutputUnusable)
    assert "page.md is gone" in outcome.failure.message


def test_a_task_sees_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_THE_HOST", "canary")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "42")
    before = dict(os.environ)
    outcome = alone(Task("a", work.surroundings, environment={"ADDED": "yes"}))
    assert dict(os.environ) == before
    assert "SECRET_OF_THE_HOST" not in outcome.value
    assert outcome.value["ADDED"] == "yes"
    assert outcome.value["TZ"] == "UTC"
    assert outcome.value["SOURCE_DATE_EPOCH"] == "42"
    assert outcome.value["HOME"] not in {before.get("HOME"), ""}


@pytest.mark.parametrize("tasks", [1, 9])
def test_the_system_does_not_know_our_environment_either(tasks: int) -> None:
    script = (
        "import sys; from playbookgen.building.workers import *; from support import work\n"
        f"tasks = [Task(str(number), work.surroundings_of_the_system) for number in range({tasks})]\n"
        "if __name__ == '__main__': print(*[outcome.value for outcome in run_all(tasks, 1)])"
    )
    surroundings = {**os.environ, "SECRET_OF_THE_HOST": "canary", "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", script], env=surroundings, capture_output=True, text=True, timeout=60, check=True)
    assert ("PATH=" in done.stdout) == (tasks > 1), "forked from us there is nothing left of it at all"
    assert done.stdout.strip(" \0\n") or tasks == 1
    assert "canary" not in done.stdout


def test_who_stops_listening_ends_the_processes(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    os.mkfifo(mark)
    tasks = [Task("a", work.double, (1,)), Task("b", work.wait_for_ever, (str(mark),))]
    with closing(run_all(tasks, 2, QUICK)) as outcomes:  # type: ignore[type-var]
        assert next(outcomes).value == 2
        number = _pid(mark)
    assert _gone(number)


@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_us(tmp_path: Path, blow: signal.Signals) -> None:
    marks = [tmp_path / "a", tmp_path / "b"]
    for mark in marks:
        os.mkfifo(mark)
    script = (
        "import sys; from playbookgen.building.workers import *; from support import work\n"
        "if __name__ == '__main__': list(run_all([Task(mark, work.wait_for_ever, (mark,)) for mark in sys.argv[1:]], 2))"
    )
    surroundings = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen([sys.executable, "-c", script, *map(str, marks)], env=surroundings, stderr=subprocess.DEVNULL) as ours:
        numbers = [_pid(mark) for mark in marks]
        ours.send_signal(blow)
        ours.wait(20)
    assert all(_gone(number) for number in numbers)


def _pid(mark: Path) -> int:
    """The number a process writes into the pipe `mark`."""
    number = os.open(mark, os.O_RDONLY | os.O_NONBLOCK)
    try:
        ready = select([number], [], [], 60)[0]
        assert ready, "the process did not start"
        return int(os.read(number, 32))
    finally:
        os.close(number)


def _gone(number: int) -> bool:
    """Whether the process ends before long; one that only waits to be buried has ended."""
    try:
        process = os.pidfd_open(number)
    except ProcessLookupError:
        return True
    try:
        return bool(select([process], [], [], 20)[0])
    finally:
        os.close(process)


def test_a_task_holds_nothing_that_we_have_open(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w"):
        assert "lock" not in " ".join(alone(Task("a", work.open_files)).value)


def test_many_tasks_and_threads_are_not_forked_from_us() -> None:
    threads = threading.active_count()
    assert forks.can_fork_here(8) == (threads == 1 and sys.platform == "linux")
    assert not forks.can_fork_here(9)
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert not forks.can_fork_here(1)
    finally:
        done.set()
        thread.join()


def test_what_is_common_comes_last_and_is_the_same_for_all() -> None:
    common = {"factor": 3}
    outcomes = run_all([Task(name, work.doubled, (number,), common=common) for number, name in enumerate("abc")], 2, QUICK)
    assert [outcome.value for outcome in outcomes] == [0, 3, 6]
    (other,) = run_all([Task("a", work.doubled, (5,), common={"factor": 2})], 1, QUICK)
    assert other.value == 10


def test_a_process_that_dies_before_it_begins_is_a_limit_and_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    start = BaseProcess.start

    def start_or_die(process: Any) -> None:
        if process.name == "b":
            raise BrokenPipeError(32, "Broken pipe")
        start(process)

    monkeypatch.setattr(BaseProcess, "start", start_or_die)
    outcomes = {outcome.name: outcome for outcome in run_all([Task(name, work.double, (2,)) for name in "abc"], 2, QUICK)}
    assert (outcomes["a"].value, outcomes["c"].value) == (4, 4)
    failure = outcomes["b"].failure
    assert isinstance(failure, LimitReached)
    assert "died before it could begin" in failure.message
