"""Messages about the change: a row for each role, a mark for each message, a shade where it was quiet too long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from playbookgen.composing.charts.drawing import px, scaled, wrapped
from playbookgen.composing.speech import Speech
from playbookgen.model.daily_life import CommunicationEvent
from playbookgen.model.library import Card
from playbookgen.model.voice_judgement import AudienceJudgement, CommunicationJudgement

WIDTH, LEFT, RIGHT, ROW, TOP = 640, 14, 626, 68, 26
#: Width of a letter in user units where text is largest, on a phone (20 units high), and the air between two words.
LETTER, AIR = 11, 14


def draw(
    speech: Speech, judged: CommunicationJudgement, events: Sequence[CommunicationEvent], as_of: date, kinds: Mapping[str, Card]
) -> dict[str, Any] | None:
    """A row a role from the first day of the look-back window to `as_of`.

    ``None`` when the window holds no message or no day. Marks stand on the days of past messages; a
    word stands under a mark where there is room for it, the legend names every mark.
    """
    first = judged.window_start
    if not judged.messages or as_of <= first:
        return None

    def x(day: date) -> Fraction:
        return scaled(day.toordinal(), first.toordinal(), as_of.toordinal(), LEFT, RIGHT)

    past = sorted(((event.date, event) for event in events if event.date is not None and first <= event.date <= as_of), key=lambda entry: entry[0])
    names = {kind: speech.plain(card.name) for kind, card in kinds.items()}
    rows = []
    for index, audience in enumerate(judged.audiences):
        heard = [(day, event) for day, event in past if audience.role.id in event.audience]
        top = TOP + index * ROW
        rows.append(
            {
                "role": audience.role,
                "name": wrapped(speech.plain(audience.role.name), 44, 1)[0],
                "audience": audience,
                "messages": len(heard),
                "y_text": px(top + 16),
                "y_band": px(top + 23),
                "y_line": px(top + 34),
                "y_word": px(top + 57),
                "gap": _gap(audience, x),
                "marks": _marks([(x(day), event, names[event.kind]) for day, event in heard], top + 34),
            }
        )
    shown = dict.fromkeys(event.kind for _, event in past)
    return {
        "rows": rows,
        "width": WIDTH,
        "height": TOP + len(rows) * ROW + 2,
        "left": LEFT,
        "right": RIGHT,
        "first": speech.formats.day(first),
        "last": speech.formats.day(as_of),
        "kinds": [kind for kind in kinds if kind in shown],
        "has_gaps": any(row["gap"] for row in rows),
    }


def _gap(audience: AudienceJudgement, x: Any) -> dict[str, Any] | None:
    """The shade over the longest silence of a role that heard too little."""
    if not audience.is_silent or audience.gap_from is None or audience.gap_to is None:
        return None
    start, end = x(audience.gap_from), x(audience.gap_to)
    return {"x": px(start), "width": px(end - start)}


def _marks(heard: Sequence[tuple[Fraction, CommunicationEvent, str]], y: int) -> list[dict[str, Any]]:
    """Marks with their words; a word that would touch its neighbour or leave the picture is left to the legend."""
    marks: list[dict[str, Any]] = []
    taken = Fraction(0)
    for x, event, name in heard:
        half = Fraction(len(name) * LETTER, 2)
        start = min(max(x - half, Fraction(0)), WIDTH - 2 * half)
        fits = start >= taken and start >= 0 and start <= x
        if fits:
            taken = start + 2 * half + AIR
        marks.append({"x": px(x), "y": px(y), "kind": event.kind, "word": name if fits else None, "x_word": px(start + half)})
    return marks
