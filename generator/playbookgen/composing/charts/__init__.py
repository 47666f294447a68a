"""Charts: one module a chart computes where things stand, one template of the same name draws them.

A chart's `draw` takes the page's `Speech` and what it shows, and returns the template's variables,
or ``None`` when there is nothing to draw. Coordinates are rounded to two decimals, so that the same
input gives the same bytes everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from playbookgen.composing.charts import (
    assessment_bars,
    assessment_radar,
    challenge_heat,
    channel_shares,
    commitment_by_area,
    communication_calendar,
    line_of_sight,
    metric_line,
    metric_multiples,
    onboarding_strip,
    plan_gantt,
    pulse_bar,
    realism_bar,
    shared_time,
)

CHARTS: Mapping[str, Callable[..., dict[str, Any] | None]] = {
    "assessment_bars": assessment_bars.draw,
    "assessment_radar": assessment_radar.draw,
    "challenge_heat": challenge_heat.draw,
    "channel_shares": channel_shares.draw,
    "commitment_by_area": commitment_by_area.draw,
    "communication_calendar": communication_calendar.draw,
    "line_of_sight": line_of_sight.draw,
    "metric_line": metric_line.draw,
    "metric_multiples": metric_multiples.draw,
    "onboarding_strip": onboarding_strip.draw,
    "plan_gantt": plan_gantt.draw,
    "pulse_bar": pulse_bar.draw,
    "realism_bar": realism_bar.draw,
    "shared_time": shared_time.draw,
}
