"""Answers to the strategy question: clear, partly and unclear in one bar."""

from __future__ import annotations

from typing import Any

from playbookgen.composing.charts.drawing import px, scaled
from playbookgen.composing.speech import Speech
from playbookgen.model.course_judgement import PulseJudgement

WIDTH, HEIGHT = 640, 70


def draw(speech: Speech, judged: PulseJudgement) -> dict[str, Any] | None:
    """Three parts of one bar; ``None`` when the figures may not be shown or nobody was asked."""
    if not judged.asked or judged.clear is None or judged.partly is None or judged.unclear is None:
        return None
    parts, start = [], 0
    for word, count, colour in (("clear", judged.clear, "good"), ("partly", judged.partly, "watch"), ("unclear", judged.unclear, "bad")):
        parts.append(
            {
                "word": word,
                "count": count,
                "colour": colour,
                "x": px(scaled(start, 0, judged.asked, 0, WIDTH)),
                "width": px(scaled(count, 0, judged.asked, 0, WIDTH)),
            }
        )
        start += count
    return {"parts": [part for part in parts if part["count"]], "all": parts, "judged": judged, "width": WIDTH, "height": HEIGHT}
