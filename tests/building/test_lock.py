from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from playbookgen.building.lock import workspace_lock
from playbookgen.model.failure import Busy, OutputUnusable

HOLD = """
import sys
from pathlib import Path
from playbookgen.building.lock import workspace_lock
with workspace_lock(Path(sys.argv[1]), wait=False):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(output: Path) -> subprocess.Popen[str]:
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(output)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


def test_one_after_the_other(tmp_path: Path) -> None:
    for _ in range(2):
        with workspace_lock(tmp_path, wait=False):
            assert (tmp_path / ".playbookgen/lock").read_text(encoding="ascii") == f"{os.getpid()}\n"


def test_a_second_build_gives_up_and_says_for_whom(tmp_path: Path) -> None:
    with hold(tmp_path) as other:
        with pytest.raises(Busy, match=f"process {other.pid}") as caught, workspace_lock(tmp_path, wait=False):
            pass
        assert caught.value.exit_status == 75
        other.communicate()
    with workspace_lock(tmp_path, wait=False):
        pass


def test_a_second_build_waits_and_says_for_whom(tmp_path: Path) -> None:
    told = []
    with hold(tmp_path) as other:

        def on_wait(holder: str) -> None:
            told.append(holder)
            other.communicate()

        with workspace_lock(tmp_path, wait=True, on_wait=on_wait):
            pass
        assert told == [f"process {other.pid}"]


def test_a_killed_build_holds_nothing(tmp_path: Path) -> None:
    with hold(tmp_path) as other:
        other.kill()
        other.wait()
    with workspace_lock(tmp_path, wait=False):
        pass


def test_a_lock_whose_folder_was_removed_meanwhile_is_taken_anew(tmp_path: Path) -> None:
    with hold(tmp_path) as other:

        def on_wait(_: str) -> None:
            (tmp_path / ".playbookgen/lock").unlink()
            other.communicate()

        with workspace_lock(tmp_path, wait=True, on_wait=on_wait), pytest.raises(Busy), workspace_lock(tmp_path, wait=False):
            pass


def test_an_output_that_cannot_hold_a_lock_is_told(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("x", encoding="utf-8")
    with pytest.raises(OutputUnusable, match="cannot write"), workspace_lock(tmp_path / "site", wait=False):
        pass
