"""The plan on a time line: phases as bars, actions as marks on their due day, today as a line."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from playbookgen.composing.charts.drawing import px, scaled, wrapped
from playbookgen.composing.speech import Speech
from playbookgen.model.change import Change
from playbookgen.model.judgement import ActionJudgement, PlanJudgement
from playbookgen.model.plan import Phase

WIDTH, ROW, TOP, BAR = 640, 50, 30, 14


def draw(speech: Speech, judged: PlanJudgement, change: Change, as_of: date) -> dict[str, Any] | None:
    """A row a phase between the first and the last day of plan and change; ``None`` without phases."""
    if not judged.phases:
        return None
    first = min([change.start, *(entry.phase.start for entry in judged.phases)])
    last = max([change.end, *(entry.phase.end for entry in judged.phases)])

    def x(day: date) -> Any:
        return px(scaled(min(max(day, first), last).toordinal(), first.toordinal(), last.toordinal(), 6, WIDTH - 6))

    rows = [
        {
            "name": wrapped(speech.plain(entry.phase.name), 52, 1)[0],
            "phase": entry.phase,
            "entry": entry,
            "y_text": px(TOP + index * ROW + 14),
            "y_bar": px(TOP + index * ROW + 22),
            "y_mark": px(TOP + index * ROW + 22 + BAR // 2),
            "x": x(entry.phase.start),
            "width": _width(entry.phase, first, last),
            "marks": [_mark(action, x) for action in entry.actions if action.action.due],
        }
        for index, entry in enumerate(judged.phases)
    ]
    height = TOP + len(rows) * ROW
    return {
        "rows": rows,
        "width": WIDTH,
        "height": height,
        "bar": BAR,
        "months": _months(speech, first, last, x),
        "today": x(as_of) if first <= as_of <= last else None,
    }


def _width(phase: Phase, first: date, last: date) -> Any:
    """The length of the phase's bar; never so short that it cannot be seen."""
    days = phase.end.toordinal() - phase.start.toordinal()
    return px(max(Fraction(3), scaled(days, 0, last.toordinal() - first.toordinal(), 0, WIDTH - 12)))


def _mark(action: ActionJudgement, x: Any) -> dict[str, Any]:
    word = "bad" if action.overdue_days else "good" if action.action.status == "done" else "none" if action.action.status == "cancelled" else "watch"
    return {"x": x(action.action.due), "word": word, "action": action}


def _months(speech: Speech, first: date, last: date, x: Any) -> list[dict[str, Any]]:
    """Month starts to label: each, or every second or third when the plan is long."""
    starts, year, month = [], first.year, first.month
    while date(year, month, 1) <= last:
        if date(year, month, 1) >= first:
            starts.append(date(year, month, 1))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    step = 1 + len(starts) // 8
    return [{"x": x(day), "label": f"{day.month}/{day.year % 100:02}"} for day in starts[::step]]
