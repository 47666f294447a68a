"""How we get there: phases, actions, risks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from playbookgen.model.assessment import Area, Factor
from playbookgen.model.change import MetricRef, PersonRef
from playbookgen.model.channels import Capability
from playbookgen.model.entity import Entity
from playbookgen.model.problem import Contradiction
from playbookgen.model.text import Sentence
from playbookgen.model.values import Day, Id, OneToFive, PastDay, Percent, Positive, Reference

ActionStatus = Literal["not_started", "in_progress", "blocked", "done", "cancelled"]


class Phase(Entity):
    """A phase of the plan."""

    id: Id
    kind: Literal["goals", "training", "tools", "evaluation", "other"]
    name: Sentence
    start: Day
    end: Day

    def contradictions(self) -> Iterator[Contradiction]:
        if self.end < self.start:
            yield Contradiction("E303", f"the phase ends {self.end}, before its start {self.start}", ("end",), "check both dates")


class Action(Entity):
    """A thing to do, with an owner and a date."""

    id: Id
    text: Sentence
    status: ActionStatus
    phase: Annotated[str, Reference(to="plan.phases")] | None = None
    owner: PersonRef | None = None
    due: Day | None = None
    done_on: PastDay | None = None
    effort: Positive | None = Field(default=None, description="Weight of the action in the progress; 1 if not given.")
    progress_pct: Percent | None = None
    blocked_by: Sentence | None = None
    challenges: list[Annotated[str, Reference(to="challenges", or_library="challenges")]] = []
    metrics: list[MetricRef] = []
    areas: list[Area] = []
    statements: list[Annotated[str, Reference(to="target_state.statements")]] = []
    factors: list[Factor] = []
    capabilities: list[Capability] = []

    def contradictions(self) -> Iterator[Contradiction]:
        if self.status == "done" and self.done_on is None:
            yield Contradiction("E403", f"action {self.id} is done, but not when", ("status",), "add done_on: YYYY-MM-DD", "warning")
        if self.status != "done" and self.done_on is not None:
            yield Contradiction(
                "E303", f"done_on is given, but the status is {self.status}", ("status",), "write status: done, or delete done_on", suggestion="done"
            )


class Plan(Entity):
    """The development plan."""

    phases: list[Phase] = []
    actions: list[Action] = []


class Risk(Entity):
    """What could go wrong."""

    id: Id
    text: Sentence
    probability: OneToFive
    impact: OneToFive
    mitigation: Sentence | None = None
    owner: PersonRef | None = None
