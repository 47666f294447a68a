"""How many of those measured reach a target, with the half line."""

from __future__ import annotations

from typing import Any

from playbookgen.composing.charts.drawing import px, scaled
from playbookgen.composing.speech import Speech
from playbookgen.model.judgement import RealismJudgement

WIDTH, HEIGHT = 640, 64


def draw(speech: Speech, judged: RealismJudgement) -> dict[str, Any] | None:
    """One bar; ``None`` when the figures may not be shown."""
    if judged.share is None or judged.measured is None:
        return None
    return {
        "judged": judged,
        "fill": px(scaled(judged.share, 0, 1, 0, WIDTH)),
        "half": px(WIDTH // 2),
        "width": WIDTH,
        "height": HEIGHT,
    }
