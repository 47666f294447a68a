"""The unit of work on another machine: an edition comes as bytes, its site leaves as bytes, and nothing is read or kept here."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Mapping
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Final

from playbookgen.building.standby import Standby
from playbookgen.building.workers import Outcome
from playbookgen.model.failure import LimitReached

#: Processes of this worker that have nothing to do at the moment.
_IDLE: Final[SimpleQueue[Standby]] = SimpleQueue()


def common_to_all(content: bytes) -> bytes:
    """What is common to many editions, as a piece of work of its own: it can be done again when the machine that had it is lost."""
    return content


def edition_built(
    name: str, expected: Mapping[str, str], made_with: Callable[[], Mapping[str, str]], parcel: bytes, common: bytes, seconds: float
) -> bytes | dict[str, str]:
    """Build an edition in a process of its own.

    Args:
        name: of the edition.
        expected: the versions of everything that can change a byte, where the edition comes from.
        made_with: says the same of this machine.
        parcel: a `standby.Parcel`, pickled.
        common: what it has in common with others, pickled; empty if there is nothing.
        seconds: how long it may take.

    Returns:
        The `Outcome` and the archive of the site, pickled together; the versions of this machine if these are others.
    """
    ours = dict(made_with())
    if ours != expected:
        return ours
    standby = _standby()
    try:
        built = standby.carry_out(name, parcel, common, hashlib.sha256(common).hexdigest() if common else "", seconds)
    except LimitReached as failure:
        standby.close()
        return pickle.dumps((Outcome(name, failure=failure), b""), pickle.HIGHEST_PROTOCOL)
    except BaseException:
        standby.close()
        raise
    _IDLE.put(standby)
    return built


def _standby() -> Standby:
    """A process that has nothing to do; a new one if there is none."""
    with suppress(Empty):
        while True:
            standby = _IDLE.get_nowait()
            if standby.is_there:
                return standby
            standby.close()
    return Standby()
