"""Charts: one module a chart computes where things stand, one template of the same name draws them.

A chart's `draw` takes the page's `Speech` and what it shows, and returns the template's variables,
or ``None`` when there is nothing to draw. Coordinates are rounded to two decimals, so that the same
input gives the same bytes everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from playbookgen.composing.charts import commitment_by_area, plan_gantt

CHARTS: Mapping[str, Callable[..., dict[str, Any] | None]] = {
    "commitment_by_area": commitment_by_area.draw,
    "plan_gantt": plan_gantt.draw,
}
