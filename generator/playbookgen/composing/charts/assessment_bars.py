"""Assessment: own score, outside score and target of each area, one bar group an area."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from playbookgen.composing.charts.drawing import px, scaled
from playbookgen.composing.speech import Speech
from playbookgen.model.judgement import AssessmentJudgement
from playbookgen.model.library import AreaText

WIDTH, ROW, BAR, TOP = 640, 64, 11, 26


def draw(speech: Speech, judged: AssessmentJudgement, areas: Mapping[str, AreaText]) -> dict[str, Any] | None:
    """Bars on a scale 0–100; ``None`` when no area has a score."""
    if not judged.scored:
        return None

    def x(score: Fraction | None) -> Any:
        return None if score is None else px(scaled(score, 0, 100, 0, WIDTH))

    rows = [
        {
            "name": areas[area.area].name,
            "area": area,
            "own": x(area.own),
            "external": x(area.external),
            "target": x(area.target),
            "y_text": px(TOP + index * ROW + 16),
            "y_own": px(TOP + index * ROW + 25),
            "y_external": px(TOP + index * ROW + 25 + BAR + 3),
            "y_top": px(TOP + index * ROW + 21),
            "y_bottom": px(TOP + index * ROW + 25 + 2 * BAR + 7),
        }
        for index, area in enumerate(judged.areas)
    ]
    anchors = {0: "start", 100: "end"}
    ticks = [{"x": x(Fraction(score)), "label": score, "anchor": anchors.get(score, "middle")} for score in range(0, 101, 20)]
    return {"rows": rows, "ticks": ticks, "width": WIDTH, "height": TOP + len(rows) * ROW, "bar": BAR}
