"""Editions built somewhere else, with threads that stand in for the workers of a cluster."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import Any

import pytest

from playbookgen.building import elsewhere, unit
from playbookgen.building.archive import packed
from playbookgen.building.elsewhere import Elsewhere
from playbookgen.building.standby import Standby
from playbookgen.building.workers import Limits, Outcome, Task
from playbookgen.model.failure import ExecutorUnusable, Failure, LimitReached, OutputUnusable
from support import work

LIMITS = Limits(seconds=60)


@pytest.fixture(scope="module", autouse=True)
def _nobody_stands_by() -> Iterator[None]:
    """The processes that build end with these tests."""
    yield
    with suppress(Empty):
        while True:
            unit._IDLE.get_nowait().close()


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    """Two workers."""
    with ThreadPoolExecutor(2) as executor:
        yield executor


def place(executor: Executor, **changes: Any) -> Elsewhere:
    settings: dict[str, Any] = {
        "made_with": work.versions,
        "shared": lambda content: content,
        "room": lambda: 2,
        "trouble": lambda silence: "",
        "misfortune": lambda name, error: ExecutorUnusable(f"{name}: {error}"),
        "pause": 0.05,
    }
    return Elsewhere(executor, **(settings | changes))


def task(folder: Path, name: str, function: Callable[..., Any] = work.little_site, common: Any = None) -> Task:
    return Task(name, function, (f"text of {name}", folder / f"{name}.project", folder / f"{name}.site"), common=common)


def by_name(outcomes: Iterator[Outcome]) -> dict[str, Outcome]:
    return {outcome.name: outcome for outcome in outcomes}


def test_sites_come_back_in_the_order_of_names_with_what_is_common(tmp_path: Path, threads: ThreadPoolExecutor) -> None:
    common, asked = " and more", list[bytes]()

    def shared(content: bytes) -> bytes:
        asked.append(content)
        return content

    outcomes = list(place(threads, shared=shared).run_all([task(tmp_path, name, common=common) for name in "cab"], LIMITS))
    assert [(outcome.name, outcome.fine) for outcome in outcomes] == [("a", True), ("b", True), ("c", True)]
    assert all(outcome.seconds > 0 for outcome in outcomes)
    assert (tmp_path / "b.site" / "index.html").read_text() == "<html><body>text of b and more</body></html>"
    assert len(asked) == 1, "what is common is handed over once"


def test_an_edition_that_is_the_same_has_no_site(tmp_path: Path, threads: ThreadPoolExecutor) -> None:
    (outcome,) = place(threads).run_all([task(tmp_path, "a", work.no_site)], LIMITS)
    assert (outcome.value, list(tmp_path.iterdir())) == ((3, ""), [])


def test_each_ends_for_itself(tmp_path: Path, threads: ThreadPoolExecutor) -> None:
    tasks = [
        task(tmp_path, "died", work.kill_parent),
        task(tmp_path, "fine"),
        task(tmp_path, "full", work.fail_elsewhere),
        task(tmp_path, "link", work.site_with_a_link),
        task(tmp_path, "stumbled", work.stumble_elsewhere),
    ]
    found = by_name(place(threads).run_all(tasks, LIMITS))
    assert found["fine"].fine
    assert "KeyError: 'text of stumbled'" in (found["stumbled"].crash or "")
    failures = {name: outcome.failure for name, outcome in found.items() if outcome.failure}
    assert {name: type(failure) for name, failure in failures.items()} == {"died": LimitReached, "full": OutputUnusable, "link": LimitReached}
    assert "the process that built died died" in failures["died"].message
    assert "cannot travel: not a regular file: out" in failures["link"].message


def test_nothing_of_the_worker_reaches_an_edition(tmp_path: Path, threads: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch) -> None:
    with suppress(Empty):
        while True:
            unit._IDLE.get_nowait().close()
    monkeypatch.setenv("SECRET_OF_THE_HOST", "canary")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "42")
    with (tmp_path / "of the worker").open("w"):
        (outcome,) = place(threads).run_all([task(tmp_path, "a", work.what_a_worker_has)], LIMITS)
    names, files, known_to_the_system = outcome.value
    assert names["TZ"] == "UTC"
    assert {"SECRET_OF_THE_HOST", "SOURCE_DATE_EPOCH"}.isdisjoint(names)
    assert "of the worker" not in " ".join(files)
    assert "canary" not in known_to_the_system


def test_a_worker_that_would_build_other_bytes_builds_nothing(tmp_path: Path, threads: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit, "Standby", lambda: pytest.fail("it has begun"))
    asked = iter([{"mkdocs": "1.6.1"}, {"mkdocs": "1.6.0", "python": "3.12"}, {"mkdocs": "1.6.1"}])
    (outcome,) = place(threads, made_with=lambda: next(asked)).run_all([task(tmp_path, "a")], LIMITS)
    assert isinstance(outcome.failure, ExecutorUnusable)
    assert "mkdocs 1.6.0 (here 1.6.1), python 3.12 (here missing)" in outcome.failure.message
    assert outcome.failure.help


@pytest.mark.parametrize(
    ("archive", "said", "kind"),
    [
        (lambda site: b"noise", "is no site: it is damaged", ExecutorUnusable),
        (lambda site: packed(site.parent / "another"), "is not what was built", ExecutorUnusable),
        (lambda site: site.parent.chmod(0o500) or packed(site.parent / "another"), "cannot be written", OutputUnusable),
    ],
)
def test_what_comes_back_is_looked_at(
    tmp_path: Path, threads: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch, archive: Callable[[Path], bytes], said: str, kind: type[Failure]
) -> None:
    if kind is OutputUnusable and os.geteuid() == 0:
        pytest.skip("nothing is forbidden to root")
    one = task(tmp_path, "a")
    (tmp_path / "another").mkdir()
    (tmp_path / "another" / "index.html").write_text("another")
    answer = pickle.dumps((Outcome("a", value=(1, "digest")), archive(one.arguments[-1])))
    monkeypatch.setattr(elsewhere, "edition_built", lambda *sent: answer)
    (outcome,) = place(threads).run_all([one], LIMITS)
    assert isinstance(outcome.failure, kind)
    assert said in outcome.failure.message


class Silent(Executor):
    """Takes work and never answers."""

    def __init__(self) -> None:
        self.given: list[tuple[Any, ...]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.given.append(args)
        return Future()


class Closed(Executor):
    """Takes nothing any more."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        raise RuntimeError("closed")


def test_who_never_answers_is_given_up_and_everything_waiting_with_it(tmp_path: Path) -> None:
    silences = list[float]()

    def trouble(silence: float) -> str:
        silences.append(silence)
        return "nobody is there" if len(silences) > 1 else ""

    executor = Silent()
    found = by_name(place(executor, trouble=trouble, room=lambda: 1).run_all([task(tmp_path, name) for name in "abc"], LIMITS))
    assert {name: outcome.failure.message for name, outcome in found.items() if outcome.failure} == {
        name: f"{name} was not built: nobody is there" for name in "abc"
    }
    assert len(executor.given) == 1, "no more than there is room for was sent"
    assert silences[1] > silences[0] > 0


def test_who_takes_nothing_any_more(tmp_path: Path) -> None:
    found = by_name(place(Closed()).run_all([task(tmp_path, name) for name in "ab"], LIMITS))
    assert [outcome.failure.message for outcome in found.values() if outcome.failure] == ["a: closed", "b: closed"]


def test_an_edition_in_doubt_is_built_once_more_and_alone(tmp_path: Path) -> None:
    """Who dies takes along who waits in the same place: only what fails alone has failed by itself."""
    executor, answered, open_ = Silent(), [], list[Future[Any]]()

    def submit(function: Callable[..., Any], name: str, *sent: Any) -> Future[Any]:
        future = Future[Any]()
        open_.append(future)
        answered.append(name)
        if len(answered) == 3:  # a, b and c were on their way together
            for each in open_:
                each.set_exception(ConnectionError("the worker died"))
        elif len(answered) > 3:
            assert sum(not each.done() for each in open_) == 1, "nothing else is on its way"
            if name == "b":
                future.set_exception(ConnectionError("the worker died"))
            else:
                future.set_result(pickle.dumps((Outcome(name), b"")))
        return future

    executor.submit = submit  # type: ignore[assignment]
    doubtful = place(executor, room=lambda: 3, is_doubtful=lambda error: isinstance(error, ConnectionError))
    found = list(doubtful.run_all([task(tmp_path, name) for name in "abc"], LIMITS))
    assert [(each.name, each.fine) for each in found] == [("a", True), ("b", False), ("c", True)]
    assert sorted(answered[3:]) == ["a", "b", "c"], "each once more, and no more than that"
    assert "b: the worker died" in str(found[1].failure)


def test_in_doubt_when_nobody_is_left(tmp_path: Path) -> None:
    executor, failed = Silent(), Future[Any]()
    failed.set_exception(ConnectionError("the worker died"))
    futures = iter([failed, Future[Any]()])
    executor.submit = lambda *sent, **more: next(futures)  # type: ignore[method-assign]
    given = place(executor, is_doubtful=lambda error: True, trouble=lambda silence: "nobody is there")
    found = by_name(given.run_all([task(tmp_path, name) for name in "ab"], LIMITS))
    assert {str(outcome.failure) for outcome in found.values()} == {f"{name} was not built: nobody is there" for name in "ab"}


def test_a_cancelled_edition_is_one_that_was_lost(tmp_path: Path) -> None:
    executor = Silent()
    future = Future[Any]()
    future.cancel()
    future.set_running_or_notify_cancel()
    executor.submit = lambda *sent, **more: future  # type: ignore[method-assign]
    (outcome,) = place(executor).run_all([task(tmp_path, "a")], LIMITS)
    assert isinstance(outcome.failure, ExecutorUnusable)
    assert "connection to the scheduler was lost" in outcome.failure.message


def test_who_stops_listening_cancels_the_rest(tmp_path: Path, threads: ThreadPoolExecutor) -> None:
    silent, first = Silent(), Future[Any]()
    first.set_result(pickle.dumps((Outcome("a"), b"")))
    futures = iter([first, second := Future[Any]()])
    silent.submit = lambda *sent, **more: next(futures)  # type: ignore[method-assign]
    outcomes = place(silent).run_all([task(tmp_path, name) for name in "ab"], LIMITS)
    assert next(outcomes).name == "a"
    outcomes.close()  # type: ignore[attr-defined]
    assert second.cancelled()


def test_no_place_of_this_machine_travels(tmp_path: Path) -> None:
    executor = Silent()
    tasks: Sequence[Task] = [task(tmp_path, "a")]
    list(place(executor, trouble=lambda silence: "enough").run_all(tasks, LIMITS))
    assert str(tmp_path).encode() not in pickle.dumps([each for each in executor.given[0] if isinstance(each, bytes | str | dict)])


def test_a_process_that_died_while_idle_is_not_asked() -> None:
    standby = Standby()
    os.kill(standby._process.pid, signal.SIGKILL)
    standby._process.wait()
    unit._IDLE.put(standby)
    again = unit._standby()
    assert again is not standby
    assert again.is_there
    again.close()
    assert not again.is_there
