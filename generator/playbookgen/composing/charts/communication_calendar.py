"""Messages about the change: a row for each role, a mark for each message, a shade where it was quiet too long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

from playbookgen.composing.charts.drawing import FRAMES, Frame, px
from playbookgen.composing.charts.lettering import width_of
from playbookgen.composing.charts.marks import spread
from playbookgen.composing.charts.rows import Row, rows_of
from playbookgen.composing.speech import Speech
from playbookgen.model.daily_life import CommunicationEvent
from playbookgen.model.library import Card
from playbookgen.model.voice_judgement import AudienceJudgement, CommunicationJudgement

PLOT, TOP, FIGURES = 24, 24, 96
#: With more roles than this, those to whom nothing was said and nothing promised are left to the table.
MOST: Final = 12
Message = tuple[date, CommunicationEvent]


def draw(
    speech: Speech, judged: CommunicationJudgement, events: Sequence[CommunicationEvent], as_of: date, kinds: Mapping[str, Card]
) -> dict[str, Any] | None:
    """A row a role from the first day of the look-back window to `as_of`.

    ``None`` when the window holds no message or no day. Marks stand on the days of past messages; the
    key names every mark. A shade is the longest silence of a role that heard too little.
    """
    first = judged.window_start
    if not judged.messages or as_of <= first:
        return None
    past = sorted(((event.date, event) for event in events if event.date is not None and first <= event.date <= as_of), key=lambda entry: entry[0])
    heard = [(audience, [entry for entry in past if audience.role.id in entry[1].audience]) for audience in judged.audiences]
    silences = [audience for audience in judged.audiences if audience.is_silent and audience.largest_gap is not None]
    shown = dict.fromkeys(event.kind for _, event in past)
    drawn = [entry for entry in heard if entry[1] or entry[0].is_silent] if len(heard) > MOST else heard
    return {
        "rows": [{"role": audience.role, "audience": audience, "messages": len(messages)} for audience, messages in heard],
        "left_out": len(heard) - len(drawn),
        "kinds": [kind for kind in kinds if kind in shown],
        "longest": max(silences, key=lambda audience: audience.largest_gap or 0, default=None),
        "pictures": [_picture(speech, frame, drawn, (first, as_of)) for frame in FRAMES],
    }


def _picture(speech: Speech, frame: Frame, heard: Sequence[tuple[AudienceJudgement, Sequence[Message]]], span: tuple[date, date]) -> dict[str, Any]:
    rows = rows_of(speech, frame, [audience.role.name for audience, _ in heard], plot=PLOT, figures=FIGURES, top=TOP, air=12)

    def x(row: Row, day: date) -> Fraction:
        # The two ends leave room for half a mark.
        return row.left + 10 + (row.right - row.left - 20) * Fraction((day - span[0]).days, (span[1] - span[0]).days)

    drawn = []
    for row, (audience, messages) in zip(rows, heard, strict=True):
        gap = _gap(row, audience, x)
        marks = [
            {"x": px(mark.x), "y": px(row.middle), "kind": mark.kind, "count": mark.count, "x_count": px(mark.x + 8), "y_count": px(row.top + 6)}
            for mark in spread([(x(row, day), event.kind) for day, event in messages], row.right + 1)
        ]
        drawn.append(row.drawn() | {"messages": len(messages), "gap": gap, "marks": marks})
    return {
        "kind": frame.kind,
        "width": frame.width,
        "height": rows[-1].end + 4,
        "rows": drawn,
        "plot": px(PLOT),
        "size": px(frame.small),
        "bottom": px(rows[-1].end + 2),
        "days": _days(speech, frame, rows[0], span, x),
    }


def _days(speech: Speech, frame: Frame, row: Row, span: tuple[date, date], x: Any) -> list[dict[str, Any]]:
    """The two ends by date, and the beginnings of months between them where there is room."""
    size = frame.small

    def entry(day: date, anchor: str) -> tuple[Fraction, Fraction, dict[str, Any]]:
        text, at = speech.formats.day(day), x(row, day)
        width = width_of(text, size)
        begin = {"start": row.left, "middle": at - width / 2, "end": row.right - width}[anchor]
        place = {"start": row.left, "middle": at, "end": row.right}[anchor]
        return begin, begin + width, {"x": px(at), "x_text": px(place), "text": text, "anchor": anchor}

    ends = [entry(span[0], "start"), entry(span[1], "end")]
    shown = [ends[0]]
    day = _next_month(span[0])
    while day < span[1]:
        found = entry(day, "middle")
        if found[0] > shown[-1][1] + 8 and found[1] < ends[1][0] - 8:
            shown.append(found)
        day = _next_month(day)
    return [found[2] for found in [*shown, ends[1]]]


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _gap(row: Row, audience: AudienceJudgement, x: Any) -> dict[str, Any] | None:
    """The shade over the longest silence of a role that heard too little, with its days in it."""
    if not audience.is_silent or audience.gap_from is None or audience.gap_to is None:
        return None
    start, end = x(row, audience.gap_from), x(row, audience.gap_to)
    return {"x": px(start), "width": px(end - start)}
