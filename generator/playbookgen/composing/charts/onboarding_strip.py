"""The first 90 days as a strip: what runs when, talks as marks, empty stretches named."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from playbookgen.composing.charts.drawing import FRAMES, Frame, kept, px
from playbookgen.composing.charts.lettering import width_of
from playbookgen.composing.charts.rows import Row, rows_of
from playbookgen.composing.speech import Speech
from playbookgen.model.daily_judgement import DayRange, OnboardingJudgement
from playbookgen.model.training import OnboardingModule

BAR, TOP = 16, 24
DAYS: Final = 90
#: Kinds that happen on a day rather than fill days: drawn as marks when short.
MARKS: Final = frozenset({"check_in", "mastery_check"})
SHORT: Final = 3


def draw(speech: Speech, judged: OnboardingJudgement) -> dict[str, Any] | None:
    """A row a module that touches days 1–90, in the order of their days; ``None`` without any.

    Modules that begin after day 90 are told by the table of the page. The last row shows the
    stretches of at least a day on which nothing happens.
    """
    within = sorted((one for one in judged.modules if one.start_day <= DAYS), key=lambda one: (one.start_day, one.end_day))
    if not within:
        return None
    return {
        "judged": judged,
        "modules": within,
        "gaps": judged.gaps,
        "kinds": [kind for kind in ("theory", "practice", "refresher", "check_in", "mastery_check") if any(one.kind == kind for one in within)],
        "pictures": [_picture(speech, frame, within, judged.gaps) for frame in FRAMES],
    }


def _picture(speech: Speech, frame: Frame, modules: Sequence[OnboardingModule], gaps: Sequence[DayRange]) -> dict[str, Any]:
    names: list[Any] = [one.name for one in modules]
    if gaps:
        names.append(speech.words.one("Nothing planned"))
    rows = rows_of(speech, frame, names, plot=BAR, figures=0, top=TOP, air=12)
    empty = rows[-1] if gaps else None
    anchors = {1: "start", DAYS: "end"}
    return {
        "kind": frame.kind,
        "width": frame.width,
        "height": rows[-1].end + (frame.line + 2 if gaps else 4),
        "bar": px(BAR),
        "bottom": px((empty.top if empty else rows[-1].end) - (4 if empty and not frame.is_narrow else 0)),
        "size": px(frame.small),
        "ticks": [{"x": px(_day(rows[0], day + (day == DAYS))), "day": day, "anchor": anchors.get(day, "middle")} for day in (1, 30, 60, DAYS)],
        "windows": [px(_day(rows[0], day + 1)) for day in (30, 60)],
        "rows": [_module(row, one) for row, one in zip(rows, modules, strict=False)],
        "empty": empty.drawn() | {"gaps": _gaps(frame, empty, gaps)} if empty else None,
    }


def _day(row: Row, day: int) -> Fraction:
    """Where day `day` begins; day 91 is the right edge."""
    return row.x(day, 1, DAYS + 1)


def _span(row: Row, first: int, last: int) -> dict[str, Any]:
    """Left edge and width of the days `first` to `last`, both included."""
    start = _day(row, first)
    return {"x": px(start), "width": px(_day(row, min(last, DAYS) + 1) - start)}


def _module(row: Row, module: OnboardingModule) -> dict[str, Any]:
    is_mark = module.kind in MARKS and module.end_day - module.start_day < SHORT
    middle = row.x(Fraction(2 * module.start_day + 1, 2), 1, DAYS + 1)
    # A mark on the first or last day stays inside the picture.
    x_mark = px(kept(middle, row.left + 8, row.right - 8))
    return row.drawn() | {"module": module, "is_mark": is_mark, "x_mark": x_mark} | _span(row, module.start_day, module.end_day)


def _gaps(frame: Frame, row: Row, gaps: Sequence[DayRange]) -> list[dict[str, Any]]:
    """Empty stretches, with their days below where those do not touch the days before."""
    drawn, taken = [], Fraction(-1)
    for gap in gaps:
        text = f"{gap.first}–{gap.last}" if gap.days > 1 else f"{gap.first}"
        half = width_of(text, frame.text) / 2
        middle = (_day(row, gap.first) + _day(row, min(gap.last, DAYS) + 1)) / 2
        at = kept(middle, half, frame.width - half)
        is_named = at - half >= taken
        taken = at + half + 4 if is_named else taken
        place = {"gap": gap, "is_named": is_named, "text": text, "x_text": px(at), "y_text": px(row.bottom + frame.text + 1)}
        drawn.append(place | _span(row, gap.first, gap.last))
    return drawn
