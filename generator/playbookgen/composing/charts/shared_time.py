"""Shared talk of each team: minutes per agent and week, against the half hour and the hour."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from playbookgen.composing.charts.drawing import px, scaled, wrapped
from playbookgen.composing.speech import Speech
from playbookgen.model.daily_judgement import TeamSharedTime

WIDTH, ROW, TOP, BAR = 640, 46, 20, 14
#: Minutes below which shared time is too little, and little (rule PB027).
LIMITS: Final = (30, 60)
TONES: Final = {"enough": "good", "little": "watch", "too_little": "bad"}


def draw(speech: Speech, judged: Sequence[TeamSharedTime]) -> dict[str, Any] | None:
    """A bar a team, in the order of the file; ``None`` without teams. The scale ends at 90 minutes or at the longest bar."""
    if not judged:
        return None
    top = max(Fraction(90), *(one.minutes for one in judged))
    rows = [
        {
            "judged": one,
            "name": wrapped(speech.plain(one.team.name), 40, 1)[0],
            "tone": TONES[one.word],
            "y_text": px(TOP + index * ROW + 16),
            "y_bar": px(TOP + index * ROW + 22),
            "width": px(scaled(one.minutes, 0, top, 0, WIDTH)),
        }
        for index, one in enumerate(judged)
    ]
    return {
        "rows": rows,
        "limits": [{"minutes": minutes, "x": px(scaled(minutes, 0, top, 0, WIDTH))} for minutes in LIMITS],
        "width": WIDTH,
        "height": TOP + len(rows) * ROW,
        "bar": px(BAR),
    }
