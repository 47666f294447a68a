"""Shared talk of each team: minutes per agent and week, against the half hour and the hour."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from playbookgen.composing.charts.drawing import FRAMES, Frame, px
from playbookgen.composing.charts.rows import rows_of
from playbookgen.composing.speech import Speech
from playbookgen.model.daily_judgement import TeamSharedTime

BAR, TOP, FIGURES = 16, 22, 84
#: Minutes below which shared time is too little, and little (rule PB027).
LIMITS: Final = (30, 60)
TONES: Final = {"enough": "good", "little": "watch", "too_little": "bad"}


def draw(speech: Speech, judged: Sequence[TeamSharedTime]) -> dict[str, Any] | None:
    """A bar a team, in the order of the file; ``None`` without teams. The scale ends at 90 minutes or at the longest bar."""
    if not judged:
        return None
    return {
        "teams": list(judged),
        "enough": sum(1 for one in judged if one.word == "enough"),
        "pictures": [_picture(speech, frame, judged) for frame in FRAMES],
    }


def _picture(speech: Speech, frame: Frame, judged: Sequence[TeamSharedTime]) -> dict[str, Any]:
    longest = max(Fraction(90), *(one.minutes for one in judged))
    rows = rows_of(speech, frame, [one.team.name for one in judged], plot=BAR, figures=FIGURES, top=TOP)
    return {
        "kind": frame.kind,
        "width": frame.width,
        "height": rows[-1].end + 6,
        "rows": [
            row.drawn() | {"filled": px(row.x(one.minutes, 0, longest) - row.left), "tone": TONES[one.word], "minutes": one.minutes}
            for row, one in zip(rows, judged, strict=True)
        ],
        "limits": [{"x": px(rows[0].x(limit, 0, longest)), "minutes": limit} for limit in LIMITS],
        "top": px(TOP - 6),
        "size": px(frame.small),
        "bar": px(BAR),
    }
