"""What is done in a process of its own, what it may take, and how it ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playbookgen.model.failure import Failure


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may take: megabytes of memory and of one file, seconds of processor and by the clock; how far it steps back for others."""

    memory: int = 2048
    file_size: int = 256
    processor_seconds: int = 120
    seconds: float = 120.0
    niceness: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work.

    Args:
        name: the outcomes come in the order of these.
        work: a function of a module (it is sent to the process by name).
        arguments: what it is called with; must be picklable.
        environment: names to add to the few that every task gets.
        common: what `work` is called with last, if given; large, the same for many: it is sent once, to the process they are forked from.
    """

    name: str
    work: Callable[..., Any]
    arguments: tuple[Any, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    common: Any = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a task ended: with a value, with a failure, or with the traceback of a bug. And how long it took."""

    name: str
    value: Any = None
    failure: Failure | None = None
    crash: str | None = None
    seconds: float = 0.0

    @property
    def fine(self) -> bool:
        """Whether the task did what it was asked."""
        return self.failure is None and self.crash is None
