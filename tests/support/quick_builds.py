"""Builds in the process of the tests, without doing again what is the same in each: for tests that build hundreds of times."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from playbookgen import composing, reading
from playbookgen.pipeline import making
from playbookgen.pipeline.means import Means
from playbookgen.pipeline.opened import Opened


@cache
def _templates() -> tuple[Any, Any]:
    pack = reading.load_templates(reading.packaged_templates(), None)
    return pack, reading.read_library(pack)


def read_once(patch: pytest.MonkeyPatch) -> None:
    """The packaged templates and our own code are read once and not compiled, and nobody looks for findings.

    What builds pages is left alone: `support.workspaces.in_this_process` is a stand-in for that.
    """
    pack, library = _templates()
    patch.setattr(reading, "load_templates", lambda *_: pack)
    patch.setattr(reading, "read_library", lambda _: library)
    patch.setattr(composing, "compile_templates", lambda _: {})
    patch.setattr(Means, "with_theme", lambda self: self)
    patch.setattr(making, "_source_digest", lambda: "")
    patch.setattr(making, "packaged_templates", lambda: Path("/nowhere"))
    patch.setattr(Opened, "_findings", lambda *_: ())
