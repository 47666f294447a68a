"""What every entity of the organisation's YAML has in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from playbookgen.model.problem import Contradiction


def without_free_keys(value: Any) -> Any:
    """`value` without the keys that begin with ``x_``: they are the writer's own."""
    if isinstance(value, dict):
        return {key: item for key, item in value.items() if not str(key).startswith("x_")}
    return value


class Entity(BaseModel):
    """A map of the file: frozen, no unknown keys, ``x_`` keys free."""

    model_config = ConfigDict(
        defer_build=True, frozen=True, extra="forbid", arbitrary_types_allowed=True, json_schema_extra={"patternProperties": {"^x_": {}}}
    )

    _free_keys = model_validator(mode="before")(without_free_keys)

    def contradictions(self) -> Iterator[Contradiction]:
        """What this entity says against itself; called once all its own fields are valid."""
        return iter(())
