"""Assessment: own score, outside score and target of each area, one bar group an area."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from playbookgen.composing.charts.drawing import FRAMES, Frame, px
from playbookgen.composing.charts.rows import Row, rows_of
from playbookgen.composing.speech import Speech
from playbookgen.model.judgement import AreaScore, AssessmentJudgement
from playbookgen.model.library import AreaText

BAR, BETWEEN, TOP, FIGURES = 12, 4, 24, 30
HIGHEST: Final = 100


def draw(speech: Speech, judged: AssessmentJudgement, areas: Mapping[str, AreaText]) -> dict[str, Any] | None:
    """Bars on a scale 0–100; ``None`` when no area has a score."""
    if not judged.scored:
        return None
    return {
        "entries": [{"name": areas[area.area].name, "area": area} for area in judged.areas],
        "pictures": [_picture(speech, frame, judged, areas) for frame in FRAMES],
        **_finding(judged, areas),
    }


def _finding(judged: AssessmentJudgement, areas: Mapping[str, AreaText]) -> dict[str, Any]:
    """The area furthest from its target, or that none is short of it, or, without targets, the lowest area."""
    short = [(area.gap, area) for area in judged.areas if area.gap is not None]
    furthest = max(short, key=lambda entry: entry[0], default=None)
    scored = [(area.current, area) for area in judged.areas if area.current is not None]
    lowest = min(scored, key=lambda entry: entry[0], default=None)
    return {
        "furthest": {"name": areas[furthest[1].area].name, "gap": furthest[0]} if furthest and furthest[0] > 0 else None,
        "all_reached": bool(short) and furthest is not None and furthest[0] <= 0,
        "lowest": {"name": areas[lowest[1].area].name, "score": lowest[0]} if lowest else None,
    }


def _picture(speech: Speech, frame: Frame, judged: AssessmentJudgement, areas: Mapping[str, AreaText]) -> dict[str, Any]:
    names = [areas[area.area].name for area in judged.areas]
    rows = rows_of(speech, frame, names, plot=2 * BAR + BETWEEN, figures=FIGURES, top=TOP)
    left, right = rows[0].left, rows[0].right
    anchors = {0: "start", HIGHEST: "end"}
    return {
        "kind": frame.kind,
        "width": frame.width,
        "height": rows[-1].end + 8,
        "rows": [_row(frame, row, area) for row, area in zip(rows, judged.areas, strict=True)],
        "ticks": [
            {"x": px(left + (right - left) * score / HIGHEST), "score": score, "anchor": anchors.get(score, "middle")}
            for score in range(0, HIGHEST + 1, 20)
        ],
        "size": px(frame.small),
        "bottom": px(rows[-1].end + 4),
        "bar": px(BAR),
        "open_bar": px(BAR - 2),
        "has_targets": any(area.target is not None for area in judged.areas),
    }


def _row(frame: Frame, row: Row, area: AreaScore) -> dict[str, Any]:
    def length(score: Fraction | None) -> Any:
        return None if score is None else px(max(row.x(score, 0, HIGHEST) - row.left, Fraction(2)))

    target = None if area.target is None else row.x(area.target, 0, HIGHEST)
    size = frame.small
    # On a phone the bars reach the edge: there the figures stand at the end of the line of the name.
    figures = {"own": row.top + size - 2, "external": row.bottom - 1}
    return row.drawn() | {
        "area": area,
        "own": length(area.own),
        "external": length(area.external),
        "x_target": None if target is None else px(target),
        "own_top": px(row.top + 1),
        "own_left": px(row.left + 1),
        "external_top": px(row.top + BAR + BETWEEN),
        "mark_top": px(row.top - 4),
        "mark_bottom": px(row.bottom + 4),
        "y_own": px(figures["own"]),
        "y_external": px(figures["external"]),
        "stacked": not frame.is_narrow,
        "small": px(size),
    }
