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

    id: Id
    text: Sentence
    strategy: list[AimRef] = []
    metrics: list[MetricRef] = []
    factors: list[Factor] = []
    roles: Annotated[dict[RoleRef, Sentence], BeforeValidator(without_free_keys)] = Field(
        default={}, description="Role id: what the statement means for that role, in its own day."
    )


class Behaviour(Entity):
    """An observable way of acting."""

    id: Id
    text: Sentence
    statement: Annotated[str, Reference(to="target_state.statements")] | None = None
    metric: MetricRef | None = None
    observe: Literal["coaching", "call_recording", "peer", "survey"] | None = None


class TargetState(Entity):
    """The target state."""

    statements: list[Statement] = Field(min_length=1)
    behaviours: list[Behaviour] = []


class StrategyPulse(Entity):
    """Answers to the strategy question, as counts of people."""

    date: PastDay
    asked: Count
    clear: Count
    partly: Count
    unclear: Count

    def contradictions(self) -> Iterator[Contradiction]:
        total = self.clear + self.partly + self.unclear
        if total != self.asked:
            yield Contradiction(
                "E303", f"clear, partly and unclear add up to {total}, asked is {self.asked}", ("asked",), "every answer belongs to one of the three"
            )


def one_or_many(value: Any) -> Any:
    """A list, even where only one map was written."""
    return [value] if isinstance(value, dict) else value
