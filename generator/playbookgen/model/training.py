"""Learning: the first 90 days, cohorts, skills."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from playbookgen.model.change import PersonRef
from playbookgen.model.entity import Entity
from playbookgen.model.problem import Contradiction
from playbookgen.model.target_state import RoleRef
from playbookgen.model.text import Sentence
from playbookgen.model.values import Bool, Count, Day, Id, NumberType, Reference

StartDay = Annotated[int, NumberType(minimum=1, maximum=365, integer=True)]
ChannelRef = Annotated[str, Reference(to="channels")]
SkillRef = Annotated[str, Reference(to="training.skills")]


class OnboardingModule(Entity):
    """A part of the path of a new starter; days count from the first working day."""

    id: Id = Field(description="Short name of the module.")
    name: Sentence = Field(description="Name of the module.")
    start_day: StartDay = Field(description="The working day it starts, counted from the first.")
    end_day: StartDay = Field(description="The working day it ends.")
    kind: Literal["theory", "practice", "check_in", "mastery_check", "refresher"] = Field(
        description="What it is: theory, practice, check_in, mastery_check or refresher."
    )
    channels: list[ChannelRef] = Field(default=[], description="Channels it prepares for.")
    skills: list[SkillRef] = Field(default=[], description="Skills it teaches.")
    gamified: Bool = Field(default=False, description="Whether it is done as a game or contest.")
    owner: PersonRef | None = Field(default=None, description="The person who sees to it.")

    def contradictions(self) -> Iterator[Contradiction]:
        if self.end_day < self.start_day:
            yield Contradiction("E303", f"end_day {self.end_day} is before start_day {self.start_day}", ("end_day",), "check both days")


class Cohort(Entity):
    """People who started together."""

    start: Day = Field(description="The day the group started work.")
    starters: Count = Field(description="How many started.")
    left_within_90: Count = Field(description="How many of them left within their first 90 days.")

    def contradictions(self) -> Iterator[Contradiction]:
        if self.left_within_90 > self.starters:
            yield Contradiction(
                "E303", f"left_within_90 {self.left_within_90} is more than starters {self.starters}", ("left_within_90",), "check both counts"
            )


class Skill(Entity):
    """A skill the work needs."""

    id: Id = Field(description="Short name of the skill.")
    name: Sentence = Field(description="Name of the skill.")
    group: Literal["product", "encounter", "sales", "channel", "tool"] = Field(
        description="What kind of skill it is: product, encounter, sales, channel or tool."
    )
    required_for: list[RoleRef] = Field(default=[], description="Channels or roles that need it.")
    agents_ready: Count | None = Field(default=None, description="How many agents have it.")


class Training(Entity):
    """Learning in the centre."""

    onboarding: list[OnboardingModule] = Field(default=[], description="What new colleagues learn, day by day.")
    cohorts: list[Cohort] = Field(default=[], description="Groups of starters and how many stayed.")
    skills: list[Skill] = Field(default=[], description="Skills that channels and roles need.")
