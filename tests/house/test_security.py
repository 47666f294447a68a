"""SECURITY.md names a test for each rule, and the test is there."""

from __future__ import annotations

import re

import pytest

from support.house import REPOSITORY

TEXT = (REPOSITORY / "SECURITY.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| (T\d+) \|(.*)\|$", TEXT, re.MULTILINE))


def test_every_threat_has_its_row() -> None:
    assert list(ROWS) == [f"T{number}" for number in range(1, 27)]


@pytest.mark.parametrize("threat", ROWS)
def test_the_tests_it_names_exist(threat: str) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", ROWS[threat])
    assert named, f"{threat} names no test"
    for path, name in named:
        source = (REPOSITORY / path).read_text(encoding="utf-8")
        assert re.search(rf"^def {name}\(", source, re.MULTILINE), f"{path} has no {name}"


def test_it_is_linked() -> None:
    for page in ("README.md", "docs/architecture.md"):
        text = (REPOSITORY / page).read_text(encoding="utf-8")
        assert "SECURITY.md" in text, page
        assert "reliability.md" in text, page


def test_the_limits_of_the_document_are_those_of_the_code() -> None:
    from playbookgen.building.workers import Limits
    from playbookgen.reading import guard
    from playbookgen.reading.discovery import LARGEST_LOGO

    text = " ".join((REPOSITORY / "docs" / "reliability.md").read_text(encoding="utf-8").split())
    limits = Limits()
    assert f"memory | {limits.memory // 1024} GB" in text
    assert f"{limits.processor_seconds} seconds each" in text
    assert limits.processor_seconds == limits.seconds
    assert f"one file | {limits.file_size} MB" in text
    assert f"{guard.DEEPEST} levels, {guard.MOST_NODES:,} values, {guard.LONGEST_SCALAR // 1024} KiB" in text
    assert f"a logo | {LARGEST_LOGO // 1024} KiB" in text
