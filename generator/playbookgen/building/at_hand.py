"""What is common to many tasks: written once by the run, read once by the process that all tasks are forked from."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any, Final

_AT_HAND: Final[dict[str, Any]] = {}


class Sent:
    """What is common to many tasks, as files in `home`, a folder of this run alone; each is written once."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._objects: list[Any] = []

    def path(self, common: Any) -> str:
        """Where `common` is; empty when there is none."""
        if common is None:
            return ""
        found = next((number for number, one in enumerate(self._objects) if one is common), len(self._objects))
        path = self._home / f"common-{found}"
        if found == len(self._objects):
            self._objects.append(common)
            path.write_bytes(pickle.dumps(common, pickle.HIGHEST_PROTOCOL))
        return str(path)


def at_hand(path: str) -> Any:
    """What was sent to `path`; read at most once in a process and those forked from it."""
    if path not in _AT_HAND:
        _AT_HAND[path] = pickle.loads(Path(path).read_bytes())  # noqa: S301 - our run wrote it, into a folder that is its alone
    return _AT_HAND[path]
