"""The first 90 days as a strip: what runs when, talks as marks, empty stretches named."""

from __future__ import annotations

from typing import Any, Final

from playbookgen.composing.charts.drawing import px, scaled, wrapped
from playbookgen.composing.speech import Speech
from playbookgen.model.daily_judgement import DayRange, OnboardingJudgement
from playbookgen.model.training import OnboardingModule

WIDTH, LEFT, TOP, ROW, BAR = 640, 4, 26, 46, 14
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
    rows = [_row(speech, module, index) for index, module in enumerate(within)]
    bottom = TOP + len(rows) * ROW
    return {
        "rows": rows,
        "gaps": [_gap(gap) for gap in judged.gaps],
        "ticks": [{"x": _x(day), "day": day} for day in (1, 30, 60, 90)],
        "windows": [_x(day + 1) for day in (30, 60)],
        "width": WIDTH,
        "height": bottom + (ROW + 14 if judged.gaps else 0),
        "y_gap_text": px(bottom + 16),
        "y_gap": px(bottom + 22),
        "y_gap_days": px(bottom + 22 + BAR + 17),
        "bottom": px(bottom),
        "bar": px(BAR),
    }


def _x(day: int) -> Any:
    """Where day `day` begins; day 91 is the right edge."""
    return px(scaled(day, 1, DAYS + 1, LEFT, WIDTH - LEFT))


def _span(first: int, last: int) -> dict[str, Any]:
    """Left edge and width of the days `first` to `last`, both included."""
    last = min(last, DAYS)
    return {"x": _x(first), "width": px(scaled(last - first + 1, 0, DAYS, 0, WIDTH - 2 * LEFT))}


def _row(speech: Speech, module: OnboardingModule, index: int) -> dict[str, Any]:
    top = TOP + index * ROW
    is_mark = module.kind in MARKS and module.end_day - module.start_day < SHORT
    # A label that begins far to the right would run out of the picture: it then ends at its bar.
    at_end = module.start_day > DAYS // 2
    return {
        "module": module,
        "name": wrapped(speech.plain(module.name), 30, 1)[0],
        "anchor": "end" if at_end else "start",
        "x_text": _x(min(module.end_day, DAYS) + 1) if at_end else _x(module.start_day),
        "y_text": px(top + 16),
        "y": px(top + 22),
        "y_middle": px(top + 22 + BAR // 2),
        "is_mark": is_mark,
        "x_mark": px(scaled(2 * module.start_day + 1, 2, 2 * (DAYS + 1), LEFT, WIDTH - LEFT)),
        **_span(module.start_day, module.end_day),
    }


def _gap(gap: DayRange) -> dict[str, Any]:
    # Names fit only under stretches wide enough; the table and the description tell all. Near the right edge they end at it.
    at_end = gap.first > DAYS - 12
    x_text = _x(min(gap.last, DAYS) + 1) if at_end else _x(gap.first)
    return {"gap": gap, "is_named": gap.days >= 4, "anchor": "end" if at_end else "start", "x_text": x_text, **_span(gap.first, gap.last)}
