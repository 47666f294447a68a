"""The plan on a time line: goals as diamonds, phases as bars filled as far as they are done, actions on their due day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final

from playbookgen.composing.charts.drawing import FRAMES, Frame, kept, px, scaled
from playbookgen.composing.charts.lettering import width_of
from playbookgen.composing.charts.marks import Marked, spread
from playbookgen.composing.charts.rows import Row, rows_of
from playbookgen.composing.speech import Speech
from playbookgen.model.change import Change
from playbookgen.model.judgement import ActionJudgement, PhaseJudgement, PlanJudgement

BAR, MARKS, TOP = 12, 20, 44
#: What an action can be on the as-of day, what needs an eye first.
STATES: Final = ("late", "blocked", "open", "done", "cancelled")

Place = Callable[[date], Fraction]


def draw(speech: Speech, judged: PlanJudgement, change: Change, as_of: date) -> dict[str, Any] | None:
    """A row for the goals and one a phase, from the first to the last day of all of them; ``None`` without phases."""
    if not judged.phases:
        return None
    goals = sorted(goal.due for goal in change.goals if goal.due)
    dated = {_state(action) for entry in judged.phases for action in entry.actions if action.action.due}
    first = min([change.start, *(entry.phase.start for entry in judged.phases)])
    last = max([change.end, *(entry.phase.end for entry in judged.phases)])
    return {
        "judged": judged,
        "goals": goals,
        "states": [state for state in STATES if state in dated],
        "pictures": [_picture(speech, frame, judged, goals, (first, last), as_of) for frame in FRAMES],
        "has_today": first <= as_of <= last,
    }


def _picture(speech: Speech, frame: Frame, judged: PlanJudgement, goals: Sequence[date], span: tuple[date, date], as_of: date) -> dict[str, Any]:
    first, last = span
    names: list[Any] = [entry.phase.name for entry in judged.phases]
    if goals:
        names = [speech.words.one("Goals"), *names]
    rows = rows_of(speech, frame, names, plot=BAR + MARKS, figures=0, top=TOP, air=8)
    left, right = rows[0].left + 8, rows[0].right - 8

    def x(day: date) -> Fraction:
        return scaled(min(max(day, first), last).toordinal(), first.toordinal(), last.toordinal(), left, right)

    phases = rows[1:] if goals else rows
    return {
        "kind": frame.kind,
        "width": frame.width,
        "height": rows[-1].end + 4,
        "bottom": px(rows[-1].end + 2),
        "bar": px(BAR),
        "size": px(frame.small),
        "months": _months(first, last, x, frame),
        "goals": rows[0].drawn() | {"marks": _grouped([(x(day), "goal") for day in goals], rows[0], rows[0].middle)} if goals else None,
        "rows": [_phase(row, entry, x) for row, entry in zip(phases, judged.phases, strict=True)],
        "today": _today(speech, frame, x(as_of), as_of) if first <= as_of <= last else None,
    }


def _today(speech: Speech, frame: Frame, x: Fraction, as_of: date) -> dict[str, Any]:
    """The line of the as-of day with its date above, kept inside the picture."""
    text = speech.formats.day(as_of)
    half = width_of(text, frame.text) / 2
    return {"x": px(x), "text": text, "x_text": px(kept(x, half, frame.width - half)), "size": px(frame.text)}


def _phase(row: Row, entry: PhaseJudgement, x: Place) -> dict[str, Any]:
    """The bar, never so short that it cannot be seen, filled by the share that is done; marks above it."""
    start, end = x(entry.phase.start), x(entry.phase.end)
    length = max(end - start, Fraction(4))
    marks = [(x(action.action.due), _state(action)) for action in entry.actions if action.action.due]
    done = kept(entry.progress or 0, 0, 1) * length
    return row.drawn() | {
        "entry": entry,
        "x": px(start),
        "bar_length": px(length),
        "done_length": px(done) if done else None,
        "bar_top": px(row.bottom - BAR),
        "marks": _grouped(marks, row, row.top + Fraction(MARKS, 2) - 1),
    }


def _state(action: ActionJudgement) -> str:
    status = action.action.status
    if action.overdue_days:
        return "late"
    return status if status in {"done", "cancelled", "blocked"} else "open"


def _grouped(marks: Sequence[Marked], row: Row, y: Fraction) -> list[dict[str, Any]]:
    return [
        {"x": px(mark.x), "y": px(y), "state": mark.kind, "count": mark.count, "x_count": px(mark.x + 8), "y_count": px(y + 5)}
        for mark in spread(marks, row.right + 1)
    ]


def _months(first: date, last: date, x: Place, frame: Frame) -> list[dict[str, Any]]:
    """Month starts with a label each as far as there is room, and never one that would leave the picture."""
    starts, year, month = [], first.year, first.month
    while date(year, month, 1) <= last:
        if date(year, month, 1) >= first:
            starts.append(date(year, month, 1))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    room = width_of("12/30 ", frame.small) + 6
    across = x(last) - x(first)
    step = max(1, -(-len(starts) * int(room) // max(int(across), 1)))
    shown = [day for day in starts[::step] if x(day) + room <= frame.width]
    return [{"x": px(x(day)), "label": f"{day.month}/{day.year % 100:02}"} for day in shown]
