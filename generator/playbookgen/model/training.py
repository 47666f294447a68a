"""Learning: the first 90 days, cohorts, skills."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

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

    id: Id
    name: Sentence
    start_day: StartDay
    end_day: StartDay
    kind: Literal["theory", "practice", "check_in", "mastery_check", "refresher"]
    channels: list[ChannelRef] = []
    skills: list[SkillRef] = []
    gamified: Bool = False
    owner: PersonRef | None = None

    def contradictions(self) -> Iterator[Contradiction]:
        if self.end_day < self.start_day:
            yield Contradiction("E303", f"end_day {self.end_day} is before start_day {self.start_day}", ("end_day",), "check both days")


class Cohort(Entity):
    """People who started together."""

    start: Day
    starters: Count
    left_within_90: Count

    def contradictions(self) -> Iterator[Contradiction]:
        if self.left_within_90 > self.starters:
            yield Contradiction(
                "E303", f"left_within_90 {self.left_within_90} is more than starters {self.starters}", ("left_within_90",), "check both counts"
            )


class Skill(Entity):
    """A skill the work needs."""

    id: Id
    name: Sentence
    group: Literal["product", "encounter", "sales", "channel", "tool"]
    required_for: list[RoleRef] = []
    agents_ready: Count | None = None


class Training(Entity):
    """Learning in the centre."""

    onboarding: list[OnboardingModule] = []
    cohorts: list[Cohort] = []
    skills: list[Skill] = []
