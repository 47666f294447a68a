"""Every way a run can end, and its exit status."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from playbookgen import __version__, pipeline
from playbookgen.cli import crash
from playbookgen.model.failure import Busy, Failure, LimitReached, OutputUnusable
from support.workspaces import Invoke, playbookgen, told, workspace


def test_help_and_version(invoke: Invoke) -> None:
    ran = invoke("--help")
    assert ran.status == 0
    assert re.findall(r"^  ([a-z-]+) ", ran.out.split("Commands:\n")[1], re.MULTILINE) == [
        "init", "new", "check", "explain", "build", "merge", "serve", "list", "schema", "export", "import", "workbook",
        "migrate", "compare", "ci-plan",
    ]  # fmt: skip
    assert invoke("--version").out == f"playbookgen {__version__}\n"


def test_nothing_asked_shows_help_and_is_wrong_usage(invoke: Invoke) -> None:
    ran = invoke()
    assert ran.status == 2
    assert ran.out == ""
    assert "Commands:" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["buildd"], "buildd"),
        (["check", "--format", "xml"], "xml"),
        (["check", "--as-of", "31.10.2026"], "31.10.2026"),
        (["build", "--shard", "3/2"], "I/N"),
        (["build", "--jobs", "0"], "0"),
        (["export", "alfa"], "DIR"),
    ],
)
def test_wrong_usage(invoke: Invoke, arguments: list[str], said: str) -> None:
    ran = invoke(*arguments)
    assert ran.status == 2
    assert ran.out == ""
    assert ran.err.startswith("error: ")
    assert said in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("failure", "status"),
    [(OutputUnusable("full", "free space"), 1), (LimitReached("too long"), 4), (Busy("busy"), 75), (Failure("first\nsecond \x1b"), 1)],
)
def test_a_failure_is_said_in_its_own_words(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, failure: Failure, status: int) -> None:
    def fail(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(pipeline, "check", fail)
    ran = invoke("check")
    assert ran.status == status
    assert ran.err.splitlines()[0] == f"error: {failure.message.splitlines()[0]}"
    assert "\x1b" not in ran.err
    assert failure.help is None or f"  = help: {failure.help}" in ran.err


def test_a_bug_leaves_a_report_and_two_lines(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a secret \x1b[31m word")

    monkeypatch.setattr(pipeline, "check", stumble)
    monkeypatch.setattr(crash.tempfile, "gettempdir", lambda: str(tmp_path))
    (tmp_path / "playbookgen-crash-1.txt").write_text("an older one")
    ran = invoke("check")
    assert ran.status == 70
    assert len(ran.err.splitlines()) == 2
    assert "ZeroDivisionError" in ran.err
    report = tmp_path / "playbookgen-crash-2.txt"
    assert str(report) in ran.err
    assert "secret" not in ran.err
    assert f"playbookgen {__version__}" in report.read_text()
    assert "stumble" in report.read_text()
    assert report.stat().st_mode & 0o077 == 0
    assert (tmp_path / "playbookgen-crash-1.txt").read_text() == "an older one"


def test_a_bug_without_a_place_for_its_report(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pipeline, "check", lambda *_, **__: 1 / 0)
    monkeypatch.setattr(crash.tempfile, "gettempdir", lambda: str(tmp_path / "missing"))
    ran = invoke("check")
    assert ran.status == 70
    assert "no report could be written" in ran.err


def test_ctrl_c(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    def press(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "check", press)
    ran = invoke("check")
    assert ran.status == 130
    assert ran.err == "interrupted; what was published is as it was\n"


def test_colours_when_asked(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, alfa=told("alfa", headcount="none"))
    assert "\x1b[" in invoke("-C", str(tmp_path), "--color", "always", "check").err
    assert "\x1b[" not in invoke("-C", str(tmp_path), "check").err


def test_the_module_is_the_command(tmp_path: Path) -> None:
    ran = playbookgen("-C", str(tmp_path / "nowhere"), "check")
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert ran.stderr.startswith("error: there is no folder")


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m playbookgen schema | head -c 10"
    ran = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert ran.stderr == ""
    assert ran.returncode == 0


def test_source_date_epoch_must_be_a_time(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace(tmp_path, "alfa")
    for wrong in ("yesterday", "99999999999999999999"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
        ran = invoke("-C", str(tmp_path), "check")
        assert ran.status == 2
        assert "SOURCE_DATE_EPOCH" in ran.err


def test_help_does_not_load_what_it_does_not_need() -> None:
    code = (
        "import sys; from playbookgen.cli.run import run; run(['build', '--help']);"
        "print(sorted({m.split('.')[0] for m in sys.modules}), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert not {"'mkdocs'", "'jinja2'", "'yaml'", "'pydantic'", "'babel'"} & set(ran.stderr.strip("[]\n").split(", "))
