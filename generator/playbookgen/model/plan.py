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

    id: Id = Field(description="Short name of the phase.")
    kind: Literal["goals", "training", "tools", "evaluation", "other"] = Field(
        description="What it is about: goals, training, tools, evaluation or other."
    )
    name: Sentence = Field(description="Name of the phase.")
    start: Day = Field(description="First day of the phase.")
    end: Day = Field(description="Last day of the phase.")

    def contradictions(self) -> Iterator[Contradiction]:
        if self.end < self.start:
            yield Contradiction("E303", f"the phase ends {self.end}, before its start {self.start}", ("end",), "check both dates")


class Action(Entity):
    """A thing to do, with an owner and a date."""

    id: Id = Field(description="Short name of the action, for others to refer to.")
    text: Sentence = Field(description="What is done, as a sentence that says when it is finished.")
    status: ActionStatus = Field(description="How far it is: not_started, in_progress, blocked, done or cancelled.")
    phase: Annotated[str, Reference(to="plan.phases")] | None = Field(default=None, description="The phase of the plan it belongs to.")
    owner: PersonRef | None = Field(default=None, description="The person who sees to it.")
    due: Day | None = Field(default=None, description="The day it is to be finished.")
    done_on: PastDay | None = Field(default=None, description="The day it was finished.")
    effort: Positive | None = Field(default=None, description="Weight of the action in the progress; 1 if not given.")
    progress_pct: Percent | None = Field(default=None, description="How much of it is done, in percent.")
    blocked_by: Sentence | None = Field(default=None, description="What stands in the way, when the status is blocked.")
    challenges: list[Annotated[str, Reference(to="challenges", or_library="challenges")]] = Field(
        default=[], description="Challenges it helps against."
    )
    metrics: list[MetricRef] = Field(default=[], description="Metrics it is meant to move.")
    areas: list[Area] = Field(default=[], description="Areas of the assessment it improves.")
    statements: list[Annotated[str, Reference(to="target_state.statements")]] = Field(
        default=[], description="Statements of the target state it leads to."
    )
    factors: list[Factor] = Field(default=[], description="Factors of customer experience it strengthens.")
    capabilities: list[Capability] = Field(default=[], description="Capabilities of the systems it brings.")

    def contradictions(self) -> Iterator[Contradiction]:
        if self.status == "done" and self.done_on is None:
            yield Contradiction("E403", f"action {self.id} is done, but not when", ("status",), "add done_on: YYYY-MM-DD", "warning")
        if self.status != "done" and self.done_on is not None:
            yield Contradiction(
                "E303", f"done_on is given, but the status is {self.status}", ("status",), "write status: done, or delete done_on", suggestion="done"
            )


class Plan(Entity):
    """The development plan."""

    phases: list[Phase] = Field(default=[], description="The phases of the change in time.")
    actions: list[Action] = Field(default=[], description="What is done, by whom and by when.")


class Risk(Entity):
    """What could go wrong."""

    id: Id = Field(description="Short name of the risk.")
    text: Sentence = Field(description="What could go wrong.")
    probability: OneToFive = Field(description="How likely it is, from 1 (hardly) to 5 (almost certain).")
    impact: OneToFive = Field(description="How bad it would be, from 1 (little) to 5 (the change fails).")
    mitigation: Sentence | None = Field(default=None, description="What is done about it.")
    owner: PersonRef | None = Field(default=None, description="The person who watches it.")
