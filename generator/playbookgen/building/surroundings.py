"""The environment a task runs in: the little it needs, and nothing of ours."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


def environment(home: str) -> dict[str, str]:
    """What every task gets; `home` is a folder of the run alone."""
    passed = {name: os.environ[name] for name in ("SOURCE_DATE_EPOCH",) if name in os.environ}
    return {
        **passed,
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "HOME": home,
        "TMPDIR": home,
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "NO_MKDOCS_2_WARNING": "1",
        "PYDANTIC_DISABLE_PLUGINS": "__all__",
    }


@contextmanager
def only(surroundings: Mapping[str, str]) -> Iterator[None]:
    """Nothing but these in our own environment, for the moment in which a process inherits it."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(surroundings)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
