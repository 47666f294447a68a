"""Where contacts come in, and how many agents can serve each channel."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from playbookgen.composing.charts.drawing import px, scaled, wrapped
from playbookgen.composing.speech import Speech
from playbookgen.model.reach_judgement import ChannelsJudgement

WIDTH, ROW, BAR = 640, 50, 10


def draw(speech: Speech, judged: ChannelsJudgement) -> dict[str, Any] | None:
    """Two bars a channel, both 0–100 %: its share of contacts, and its trained agents; ``None`` when neither is told.

    Channels that tell neither are left to the table. The busiest channel comes first; equal ones as in the file.
    """
    told = [one for one in judged.channels if one.share is not None or one.trained_share is not None]
    if not told:
        return None
    rows = [
        {
            "judged": one,
            "name": wrapped(speech.plain(one.channel.name), 34, 1)[0],
            "y_text": px(index * ROW + 16),
            "y_share": px(index * ROW + 22),
            "y_trained": px(index * ROW + 22 + BAR + 2),
            "share": None if one.share is None else px(scaled(one.share, 0, 1, 0, WIDTH)),
            "trained": None if one.trained_share is None else px(scaled(one.trained_share, 0, 1, 0, WIDTH - 2)),
        }
        for index, one in enumerate(sorted(told, key=lambda one: one.share or Fraction(0), reverse=True))
    ]
    return {"rows": rows, "width": WIDTH, "height": len(rows) * ROW, "bar": px(BAR)}
