"""The progress of a build on a terminal and off it."""

from __future__ import annotations

import io

import pytest

from playbookgen.cli.build_report import BuildReport
from playbookgen.cli.session import Session
from playbookgen.cli.terminal import Terminal
from playbookgen.model.progress import EditionDone, OrganisationDone, Planned, Waiting
from playbookgen.model.result import BuiltEdition, BuiltOrganisation, CheckedOrganisation, Edition

EDITION = Edition("alfa", "en", "internal", "")
BUILT = BuiltOrganisation(CheckedOrganisation("alfa", (), "", ()), "built", (BuiltEdition(EDITION, "built", "0", 12, 1.25),))


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def _run(screen: io.StringIO, monkeypatch: pytest.MonkeyPatch, verbosity: int = 0) -> str:
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with BuildReport(Session(Terminal(verbosity=verbosity)), "site") as report:
        for event in (Waiting("process 7"), Planned(2), EditionDone(EDITION), OrganisationDone(BUILT), EditionDone(EDITION)):
            report(event)
    return screen.getvalue()


def test_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    said = _run(_Screen(), monkeypatch)
    assert "building" in said
    assert "1/2" in said
    assert said.endswith("\r\x1b[K\x1b[?25h"), "the line is free again and the cursor is back"


def test_no_bar_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _run(io.StringIO(), monkeypatch) == (
        "waiting: process 7 is building here; Ctrl-C to give up\n✓ alfa: 1 edition, 12 pages, 1.2 s → site/alfa/index.html\n"
    )


def test_loud_and_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "alfa/en is ready" in _run(io.StringIO(), monkeypatch, verbosity=1)
    quiet = _run(_Screen(), monkeypatch, verbosity=-1)
    assert "building" not in quiet.replace("is building here", "")
    assert "alfa" not in quiet
