"""Where contacts come in, and how many agents can serve each channel."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from playbookgen.composing.charts.drawing import FRAMES, Frame, px
from playbookgen.composing.charts.rows import rows_of
from playbookgen.composing.speech import Speech
from playbookgen.model.reach_judgement import ChannelJudgement, ChannelsJudgement

BAR, BETWEEN, FIGURES = 12, 2, 104


def draw(speech: Speech, judged: ChannelsJudgement) -> dict[str, Any] | None:
    """Two bars a channel, both 0–100 %: its share of contacts, and its trained agents; ``None`` when neither is told.

    Channels that tell neither are left to the table. The busiest channel comes first; equal ones as in the file.
    """
    told = [one for one in judged.channels if one.share is not None or one.trained_share is not None]
    if not told:
        return None
    told = sorted(told, key=lambda one: one.share or Fraction(0), reverse=True)
    return {"channels": told, "pictures": [_picture(speech, frame, told) for frame in FRAMES]}


def _picture(speech: Speech, frame: Frame, told: Sequence[ChannelJudgement]) -> dict[str, Any]:
    rows = rows_of(speech, frame, [one.channel.name for one in told], plot=2 * BAR + BETWEEN, figures=FIGURES)
    drawn = []
    for row, one in zip(rows, told, strict=True):
        # A share that adds up to more than all is a mistake the rules tell of; the bar stops at the edge.
        share = None if one.share is None else px(row.x(min(one.share, Fraction(1))) - row.left)
        trained = None if one.trained_share is None else px(max(row.x(one.trained_share) - row.left - 2, Fraction(0)))
        more = {"judged": one, "share": share, "trained": trained, "trained_left": px(row.left + 1)}
        drawn.append(row.drawn() | more | {"trained_top": px(row.top + BAR + BETWEEN + 1)})
    return {"kind": frame.kind, "width": frame.width, "height": rows[-1].end + 2, "rows": drawn, "bar": px(BAR), "open_bar": px(BAR - 2)}
