"""What the tests of the commands share."""

from __future__ import annotations

import pytest

from support.workspaces import Invoke, Ran


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
