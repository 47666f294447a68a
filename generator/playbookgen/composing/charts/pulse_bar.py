"""Answers to the strategy question: clear, partly and unclear in one bar."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from playbookgen.composing.charts.drawing import FRAMES, Frame, px, scaled
from playbookgen.composing.charts.lettering import width_of
from playbookgen.composing.speech import Speech
from playbookgen.model.course_judgement import PulseJudgement

BAR, TOP, BELOW = 26, 2, 8
TONES: Final = {"clear": "good", "partly": "watch", "unclear": "bad"}


def draw(speech: Speech, judged: PulseJudgement) -> dict[str, Any] | None:
    """Three parts of one bar; ``None`` when the figures may not be shown or nobody was asked."""
    if not judged.asked or judged.clear is None or judged.partly is None or judged.unclear is None:
        return None
    parts = [("clear", judged.clear), ("partly", judged.partly), ("unclear", judged.unclear)]
    return {
        "pictures": [_picture(frame, parts) for frame in FRAMES],
        "parts": [{"word": word, "count": count} for word, count in parts],
        "judged": judged,
    }


def _picture(frame: Frame, parts: list[tuple[str, int]]) -> dict[str, Any]:
    # The scale is of those counted: where people fit in none of the three, the bar would otherwise end early without a word.
    whole = sum(count for _, count in parts) or 1
    start, taken, drawn = Fraction(0), Fraction(-1), []
    for word, count in parts:
        left = scaled(start, 0, whole, 0, frame.width)
        length = scaled(count, 0, whole, 0, frame.width)
        room = width_of(str(count), frame.text) + 6
        at = min(left + 3, frame.width - room)
        # Where parts are narrow, a count that would touch its neighbour is left to the key.
        shows = count > 0 and at >= taken
        taken = at + room if shows else taken
        drawn.append({"word": word, "count": count, "tone": TONES[word], "x": px(left), "length": px(length), "shows": shows, "x_count": px(at)})
        start += count
    height = TOP + BAR + BELOW + frame.text
    sizes = {"top": px(TOP), "bar": px(BAR), "y_count": px(TOP + BAR + frame.text + 3), "size": px(frame.text)}
    return {"kind": frame.kind, "width": frame.width, "height": height, "parts": [part for part in drawn if part["count"]]} | sizes
