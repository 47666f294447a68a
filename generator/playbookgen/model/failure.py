"""A broken world: what stops a run although nobody's content is at fault. Each knows its exit status."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from playbookgen.model.problem import Problem


class Failure(Exception):
    """Something outside the content went wrong.

    Args:
        message: what happened, in one line.
        help: what to do about it.
    """

    exit_status: ClassVar[int] = 1

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.help = help


class WorkspaceMissing(Failure):
    """There is no workspace, or nothing in it."""

    exit_status = 2


class Usage(Failure):
    """The command cannot be carried out as it was given."""

    exit_status = 2


class NoHistory(Failure):
    """There is no git repository, or too little of its history."""

    exit_status = 2


class Unmergeable(Failure):
    """The outputs of several builds do not make one, or not all of it."""

    exit_status = 2


class ExecutorUnusable(Failure):
    """The machines that should build cannot be reached, or would not build the same bytes."""

    exit_status = 2


class TemplatesUnusable(Failure):
    """The templates or the library are incomplete, invalid or override what cannot be overridden."""

    exit_status = 1


class TemplateBroken(Failure):
    """A template that a workspace overrides does not work with what an organisation tells; `problem` says where."""

    exit_status = 1

    def __init__(self, problem: Problem) -> None:
        place = problem.place
        where = f"{place.path}:{place.line}: " if place else ""
        super().__init__(f"{where}{problem.message}", problem.help)
        self.problem = problem

    def __reduce__(self) -> tuple[type[TemplateBroken], tuple[Problem]]:
        return TemplateBroken, (self.problem,)


class OutputUnusable(Failure):
    """The output folder cannot be written (permission, full disk, not a folder of ours)."""

    exit_status = 1


class LimitReached(Failure):
    """A memory, time or size limit was reached."""

    exit_status = 4


class Busy(Failure):
    """Another build holds the workspace."""

    exit_status = 75


class Uneditable(Failure):
    """What an organisation wrote cannot be changed by us without touching more than was meant."""

    exit_status = 1
