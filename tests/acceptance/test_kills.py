"""kill -9 at any moment, and many builds at once: real processes, the real engine, and the stock command beside it."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from playbookgen.building.run import Staged
from support.forked import command, started
from support.killing import BUILD, DAY, TEXTS, WHOM, Kills, StockKills, all_of_them, left_over, small_edition
from support.quick_builds import read_once
from support.workspaces import told, tree, workspace


def test_a_killed_build_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    """And two at once come to the same as one: here that costs next to nothing."""
    kills = Kills(tmp_path, seed=26)
    kills.prepare(both=False)
    clean = tree(tmp_path / "site" / "alfa")
    kills.once(all_of_them)
    assert sum(kills.seen[what] for what in ("old", "new", "ended before")) == 1
    workspace(tmp_path, alfa=TEXTS[0])
    together(tmp_path, BUILD, BUILD)
    assert tree(tmp_path / "site" / "alfa") == clean
    assert left_over(tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize(("times", "real"), [(500, True), (500, False)], ids=["with the engine", "of our own code"])
def test_builds_killed_at_500_moments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int, real: bool) -> None:
    """Three in five at any moment of the run, two in five while publishing; all processes, the first alone, or one of its children.

    Once with the engine, and once without it and what is the same in each build, so that nearly all moments are of the code that stages,
    publishes and remembers. Prints the figures of docs/reliability.md.
    """
    times = int(os.environ.get("PLAYBOOKGEN_KILLS", times))
    kills = Kills(tmp_path, seed=int(os.environ.get("PLAYBOOKGEN_SEED", "2026")) + real, work=None if real else small_edition)
    if not real:
        read_once(monkeypatch)
    kills.prepare(both=True)
    for number in range(times):
        kills.once(WHOM[number % 3], publishing=number % 5 in (1, 3))
        if number % 25 == 24:
            print(f"killed {number + 1} times: {dict(kills.seen)}", flush=True)  # noqa: T201
    assert sum(kills.seen[what] for what in ("old", "new", "ended before")) == times


@pytest.mark.slow
def test_stock_mkdocs_is_torn_where_we_are_not(tmp_path: Path) -> None:
    """The promise is worth something: the stock command, building the same pages, leaves a torn site. The figure of docs/reliability.md."""
    times = int(os.environ.get("PLAYBOOKGEN_STOCK_KILLS", "100"))
    kills = StockKills(tmp_path, seed=2026)
    kills.prepare()
    for number in range(times):
        kills.once()
        if number % 25 == 24:
            print(f"stock killed {number + 1} times: {dict(kills.seen)}", flush=True)  # noqa: T201
    assert kills.seen["torn"] > 0


def together(root: Path, *ways: tuple[str, ...], work: Callable[..., Staged] | None = None) -> None:
    """Builds at once, each waiting for the others: all of them end well."""
    for process in [started(command(root, *way, work=work), root / f"said-{number}") for number, way in enumerate(ways)]:
        status, said = process.wait(), process.heard()
        assert status == 0, said
        assert "Traceback" not in said


def of_eight(chance: random.Random) -> Iterator[tuple[str, ...]]:
    """Eight ways to build two organisations, in any order: one builds all again, some only a part, the others what has changed."""
    ways = [("--no-cache",), ("alfa",), ("beta",), ("--shard", "1/2"), ("--shard", "2/2"), (), (), ()]
    yield from (("build", *way, *DAY) for way in chance.sample(ways, len(ways)))


@pytest.mark.slow
def test_eight_builds_at_once_come_to_the_same_as_one_fifty_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each round begins with both organisations changed, and every fourth with nothing published. Pages are cheap: they are not looked at here."""
    read_once(monkeypatch)
    rounds = int(os.environ.get("PLAYBOOKGEN_ROUNDS", "50"))
    chance = random.Random(88)  # noqa: S311 - an order, not a secret
    names = ("Pikkula", "Renamed")
    clean = {}
    for name in names:
        root = workspace(tmp_path / name, **{each: told(each, name=name) for each in ("alfa", "beta")})
        together(root, BUILD, work=small_edition)
        clean[name] = {each: tree(root / "site" / each) for each in ("alfa", "beta")}
    busy = tmp_path / "busy"
    for number in range(rounds):
        name = names[number % 2]
        workspace(busy, **{each: told(each, name=name) for each in ("alfa", "beta")})
        if number % 4 == 0:
            shutil.rmtree(busy / "site", ignore_errors=True)
        together(busy, *of_eight(chance), work=small_edition)
        assert {each: tree(busy / "site" / each) for each in ("alfa", "beta")} == clean[name]
        assert left_over(busy) == []
        if number % 10 == 9:
            print(f"{number + 1} rounds of eight builders", flush=True)  # noqa: T201
