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

    date: PastDay = Field(description="The day of the decision.")
    text: Sentence = Field(description="What was decided.")
    owner: PersonRef | None = Field(default=None, description="The person who carries it out.")
    done: PastDay | None = Field(default=None, description="The day it was carried out.")


class SteeringMeeting(Entity):
    """How the change is steered."""

    cadence: Cadence = Field(default="monthly", description="How often the meeting takes place.")
    chair: PersonRef | None = Field(default=None, description="The person who chairs it.")
    last_held: PastDay | None = Field(default=None, description="The day it was last held.")
    minutes_link: Line | None = Field(default=None, description="Where the minutes are kept.")
    decisions: list[SteeringDecision] = Field(default=[], description="What it has decided.")


class Goal(Entity):
    """A goal of the change; number, date, metric and owner make it one that can be judged."""

    id: Id = Field(description="Short name of the goal.")
    text: Sentence = Field(description="What is reached, in one sentence.")
    metric: MetricRef | None = Field(default=None, description="The metric that shows it.")
    value: Number | None = Field(default=None, description="The number to reach, in the metric's unit.")
    due: Day | None = Field(default=None, description="The day by which it is reached.")
    owner: PersonRef | None = Field(default=None, description="The person who answers for it.")
    strategy: list[AimRef] = Field(default=[], description="The aims of the organisation it serves.")


class LogEntry(Entity):
    """A change of the plan, written down."""

    date: PastDay = Field(description="The day it happened.")
    text: Sentence = Field(description="What happened.")
    by: PersonRef | None = Field(default=None, description="Who wrote it down.")


class Change(Entity):
    """The change this playbook is about."""

    id: Id = Field(description="Short name of the change.")
    name: Sentence = Field(description="Name of the change, as people say it.")
    vision: Sentence = Field(description="One sentence: what customers notice once the change has succeeded.")
    why_now: Sentence = Field(description="One sentence: why it cannot wait.")
    sponsor: PersonRef = Field(description="The executive who owns the change.")
    lead: PersonRef = Field(description="Who leads the work.")
    start: Day = Field(description="The first day of the change.")
    end: Day = Field(description="The day it is to be completed.")
    team: list[PersonRef] = Field(default=[], description="The people who carry the change together.")
    steering_meeting: SteeringMeeting | None = Field(
        default=None, description="The meeting that follows the change: how often, who chairs it, what it decided."
    )
    goals: list[Goal] = Field(min_length=1, description="What is to be reached; a goal with metric, value and day can be judged.")
    log: list[LogEntry] = Field(default=[], description="What has happened in the change, by date.")

    def contradictions(self) -> Iterator[Contradiction]:
        if self.end <= self.start:
            yield Contradiction("E303", f"the change ends {self.end}, not after its start {self.start}", ("end",), "check the years of start and end")
