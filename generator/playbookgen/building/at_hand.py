"""What is common to many tasks: written once by the run, read once by the process that all tasks are forked from."""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path
from typing import Any, Final

_AT_HAND: Final[dict[str, Any]] = {}
#: What was sent last, as bytes and by a name that says what they are: a preview sends the same again and again.
_SENT_LAST: Final[list[tuple[Any, bytes, str]]] = []


class Sent:
    """What is common to many tasks, as files in `home`, a folder of this run alone; each is written once."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._paths: list[tuple[Any, Path]] = []

    def path(self, common: Any) -> str:
        """Where `common` is; empty when there is none."""
        if common is None:
            return ""
        known = next((path for one, path in self._paths if one is common), None)
        if known is None:
            content, name = _packed(common)
            known = self._home / name
            known.write_bytes(content)
            self._paths.append((common, known))
        return str(known)


def at_hand(path: str) -> Any:
    """What was sent to `path`; read at most once in a process and those forked from it, wherever the same is sent to."""
    name = Path(path).name
    if name not in _AT_HAND:
        _AT_HAND[name] = pickle.loads(Path(path).read_bytes())  # noqa: S301 - our run wrote it, into a folder that is its alone
    return _AT_HAND[name]


def _packed(common: Any) -> tuple[bytes, str]:
    if not _SENT_LAST or _SENT_LAST[0][0] is not common:
        content = pickle.dumps(common, pickle.HIGHEST_PROTOCOL)
        _SENT_LAST[:] = [(common, content, f"common-{hashlib.sha256(content).hexdigest()}")]
    return _SENT_LAST[0][1:]
