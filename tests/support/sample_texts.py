"""The YAML of the samples as texts, and the paths at which something can be taken away."""

from __future__ import annotations

from functools import cache
from typing import Any

from playbookgen.editing.spans import plain_values, spans
from playbookgen.model.edit import Steps
from support.house import REPOSITORY

SAMPLE_TEXTS = [
    path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "playbook").rglob("*.yml")) if not {"library", "guides"} & set(path.parts)
]


@cache
def removable(text: str) -> list[Steps]:
    """Paths of keys and entries beside which something else stands."""
    found: list[Steps] = []

    def walk(value: Any, steps: Steps) -> None:
        entries = list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
        for step, below in entries:
            if len(entries) > 1:
                found.append((*steps, step))
            walk(below, (*steps, step))

    walk(plain_values(spans(text)), ())
    return found
