"""The change: vision, reason, sponsor, goals, steering."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from playbookgen.model.entity import Entity
from playbookgen.model.problem import Contradiction
from playbookgen.model.text import Sentence
from playbookgen.model.values import Cadence, Day, Id, Line, Number, PastDay, Reference

PersonRef = Annotated[str, Reference(to="people")]
MetricRef = Annotated[str, Reference(to="metrics")]
AimRef = Annotated[str, Reference(to="strategy")]


class SteeringDecision(Entity):
    """A decision of the steering group."""

    date: PastDay
    text: Sentence
    owner: PersonRef | None = None
    done: PastDay | None = None


class SteeringMeeting(Entity):
    """How the change is steered."""

    cadence: Cadence = "monthly"
    chair: PersonRef | None = None
    last_held: PastDay | None = None
    minutes_link: Line | None = None
    decisions: list[SteeringDecision] = []


class Goal(Entity):
    """A goal of the change; number, date, metric and owner make it one that can be judged."""

    id: Id
    text: Sentence
    metric: MetricRef | None = None
    value: Number | None = Field(default=None, description="The number to reach, in the metric's unit.")
    due: Day | None = None
    owner: PersonRef | None = None
    strategy: list[AimRef] = []


class LogEntry(Entity):
    """A change of the plan, written down."""

    date: PastDay
    text: Sentence
    by: PersonRef | None = None


class Change(Entity):
    """The change this playbook is about."""

    id: Id
    name: Sentence
    vision: Sentence
    why_now: Sentence
    sponsor: PersonRef = Field(description="The executive who owns the change.")
    lead: PersonRef = Field(description="Who leads the work.")
    start: Day
    end: Day
    team: list[PersonRef] = []
    steering_meeting: SteeringMeeting | None = None
    goals: list[Goal] = Field(min_length=1)
    log: list[LogEntry] = []

    def contradictions(self) -> Iterator[Contradiction]:
        if self.end <= self.start:
            yield Contradiction("E303", f"the change ends {self.end}, not after its start {self.start}", ("end",), "check the years of start and end")
