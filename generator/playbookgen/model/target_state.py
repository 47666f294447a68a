"""Where we go: statements of the target state, behaviours and the strategy question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from playbookgen.model.assessment import Factor
from playbookgen.model.change import AimRef, MetricRef
from playbookgen.model.entity import Entity, without_free_keys
from playbookgen.model.problem import Contradiction
from playbookgen.model.text import Sentence
from playbookgen.model.values import Count, Id, PastDay, Reference

RoleRef = Annotated[str, Reference(to="roles")]


class Statement(Entity):
    """What is true once the change has succeeded, and what each role does for it."""

    id: Id = Field(description="Short name of the statement.")
    text: Sentence = Field(description="Something that is true once you have succeeded.")
    strategy: list[AimRef] = Field(default=[], description="The aims of the organisation it serves.")
    metrics: list[MetricRef] = Field(default=[], description="Metrics that show it.")
    factors: list[Factor] = Field(default=[], description="Factors of customer experience it rests on.")
    roles: Annotated[dict[RoleRef, Sentence], BeforeValidator(without_free_keys)] = Field(
        default={}, description="Role id: what the statement means for that role, in its own day."
    )


class Behaviour(Entity):
    """An observable way of acting."""

    id: Id = Field(description="Short name of the behaviour.")
    text: Sentence = Field(description="What somebody can be seen doing, in one sentence.")
    statement: Annotated[str, Reference(to="target_state.statements")] | None = Field(
        default=None, description="The statement of the target state it belongs to."
    )
    metric: MetricRef | None = Field(default=None, description="The metric that shows whether it works.")
    observe: Literal["coaching", "call_recording", "peer", "survey"] | None = Field(
        default=None, description="How it is observed: coaching, call_recording, peer or survey."
    )


class TargetState(Entity):
    """The target state."""

    statements: list[Statement] = Field(min_length=1, description="What is true once you have succeeded, three to seven sentences.")
    behaviours: list[Behaviour] = Field(default=[], description="What people can then be seen doing.")


class StrategyPulse(Entity):
    """Answers to the strategy question, as counts of people."""

    date: PastDay = Field(description="The day of the question.")
    asked: Count = Field(description="How many were asked.")
    clear: Count = Field(description="How many said the strategy is clear to them.")
    partly: Count = Field(description="How many said it is clear in part.")
    unclear: Count = Field(description="How many said it is not clear.")

    def contradictions(self) -> Iterator[Contradiction]:
        total = self.clear + self.partly + self.unclear
        if total != self.asked:
            yield Contradiction(
                "E303", f"clear, partly and unclear add up to {total}, asked is {self.asked}", ("asked",), "every answer belongs to one of the three"
            )


def one_or_many(value: Any) -> Any:
    """A list, even where only one map was written."""
    return [value] if isinstance(value, dict) else value
