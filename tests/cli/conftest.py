"""What the tests of the commands share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

Invoke = Callable[..., "Ran"]


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    status: int
    out: str
    err: str


@pytest.fixture
def invoke(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Invoke:
    """Run the command line in this process, on the day of the samples, without colours."""
    from playbookgen.cli.run import run

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793404800")
    monkeypatch.delenv("NO_COLOR", raising=False)

    def call(*arguments: str) -> Ran:
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        return Ran(status, *capsys.readouterr())

    return call
