"""Leadership commitment by area: how many of each area's promises are fresh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from playbookgen.composing.charts.drawing import FRAMES, Frame, px
from playbookgen.composing.charts.rows import rows_of
from playbookgen.composing.speech import Speech
from playbookgen.model.judgement import AreaCoverage, CommitmentJudgement
from playbookgen.model.library import CommitmentAreaText

BAR, TOP, FIGURES = 16, 22, 76
#: From where commitment is called strong and partial (brief 2.4).
STRONG: Final = Fraction(80, 100)
PARTIAL: Final = Fraction(50, 100)


def draw(speech: Speech, judged: CommitmentJudgement, areas: Mapping[str, CommitmentAreaText]) -> dict[str, Any] | None:
    """Bars of `judged.areas`, in their order; ``None`` when no area has an applicable promise."""
    told = [(area, area.share) for area in judged.areas if area.share is not None]
    if not told:
        return None
    entries = [{"name": areas[area.area].name, "area": area, "share": share, "tone": _tone(share)} for area, share in told]
    weakest = min(told, key=lambda entry: entry[1])
    return {
        "pictures": [_picture(speech, frame, [(areas[area.area].name, area) for area, _ in told]) for frame in FRAMES],
        "entries": entries,
        "weakest": {"name": areas[weakest[0].area].name, "share": weakest[1]},
        "is_strong": weakest[1] >= STRONG,
    }


def _picture(speech: Speech, frame: Frame, told: Sequence[tuple[Any, AreaCoverage]]) -> dict[str, Any]:
    rows = rows_of(speech, frame, [name for name, _ in told], plot=BAR, figures=FIGURES, top=TOP)
    return {
        "kind": frame.kind,
        "width": frame.width,
        "height": rows[-1].end + 6,
        "rows": [row.drawn() | _bar(row.x(area.share or 0) - row.left, area) for row, (_, area) in zip(rows, told, strict=True)],
        "limits": [{"x": px(rows[0].x(limit)), "share": limit} for limit in (PARTIAL, STRONG)],
        "top": px(TOP - 6),
        "size": px(frame.small),
        "bar": px(BAR),
    }


def _bar(length: Fraction, area: AreaCoverage) -> dict[str, Any]:
    return {"filled": px(length), "tone": _tone(area.share or Fraction(0)), "share": area.share}


def _tone(share: Fraction) -> str:
    return "good" if share >= STRONG else "watch" if share >= PARTIAL else "bad"
