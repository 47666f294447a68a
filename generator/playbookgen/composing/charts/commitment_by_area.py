"""Leadership commitment by area: how many of each area's promises are fresh."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playbookgen.composing.charts.drawing import px, scaled
from playbookgen.composing.speech import Speech
from playbookgen.model.judgement import CommitmentJudgement
from playbookgen.model.library import CommitmentAreaText

WIDTH, ROW, BAR = 640, 46, 14


def draw(speech: Speech, judged: CommitmentJudgement, areas: Mapping[str, CommitmentAreaText]) -> dict[str, Any] | None:
    """Bars of `judged.areas`; ``None`` when no area has an applicable promise."""
    rows = []
    for index, area in enumerate(entry for entry in judged.areas if entry.share is not None):
        share = area.share if area.share is not None else 0
        rows.append(
            {
                "name": areas[area.area].name,
                "share": area.share,
                "fresh": area.fresh,
                "applicable": area.applicable,
                "word": "good" if share * 100 >= 80 else "watch" if share * 100 >= 50 else "bad",
                "y_text": px(index * ROW + 16),
                "y_bar": px(index * ROW + 24),
                "width": px(scaled(share, 0, 1, 0, WIDTH)),
            }
        )
    if not rows:
        return None
    return {"rows": rows, "width": WIDTH, "height": len(rows) * ROW, "bar": BAR, "strong": px(WIDTH * 8 // 10)}
