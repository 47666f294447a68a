"""Line of sight: a line a goal from the strategy to daily work, broken where a link is missing."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from playbookgen.composing.charts.drawing import FRAMES, Frame, px
from playbookgen.composing.charts.lettering import label
from playbookgen.composing.speech import Speech
from playbookgen.model.reach_judgement import LineOfSightJudgement, SightLine

#: The stations in the order of the line; the goal is always there.
STATIONS: Final = ("strategy", "goal", "statement", "metric", "action", "routine")
MARK, ROW = 13, 46


def draw(speech: Speech, judged: LineOfSightJudgement, words: Mapping[str, Any]) -> dict[str, Any] | None:
    """A line for each goal, in the order of the file; ``None`` without goals.

    `words` are what the stations are called, in the page's language.
    """
    if not judged.rows:
        return None
    return {
        "judged": judged,
        "words": words,
        "stations": STATIONS,
        "counts": [{"row": row, "counts": [_count(row, station) for station in STATIONS]} for row in judged.rows],
        "pictures": [_picture(speech, frame, judged, words) for frame in FRAMES],
    }


def _count(row: SightLine, station: str) -> int:
    """How many links a goal has at a station."""
    return {
        "strategy": len(row.aims),
        "goal": 1,
        "statement": len(row.statements),
        "metric": 1 if row.metric else 0,
        "action": len(row.actions),
        "routine": len(row.boards) + len(row.behaviours),
    }[station]


def _picture(speech: Speech, frame: Frame, judged: LineOfSightJudgement, words: Mapping[str, Any]) -> dict[str, Any]:
    """Names of the stations stand at the head of their columns; on a phone numbers do, and the names are listed below."""
    names = 0 if frame.is_narrow else 30 * frame.width // 100
    step = Fraction(frame.width - names, len(STATIONS))
    columns = [names + step * (place + Fraction(1, 2)) for place in range(len(STATIONS))]
    heads, y = _heads(speech, frame, columns, step, words)
    rows = []
    for row in judged.rows:
        written = label(speech, row.goal.text, 0, 0, frame.text, frame.width if frame.is_narrow else names - 10, 2 if frame.is_narrow else 3)
        tall = len(written["lines"]) * frame.line
        above = tall + 4 if frame.is_narrow else 0
        height = above + 2 * MARK + 14 if frame.is_narrow else max(ROW, tall + 10)
        line = y + above + MARK + 4 if frame.is_narrow else y + height / Fraction(2)
        first = y + frame.text if frame.is_narrow else line - Fraction(tall, 2) + frame.text - 1
        name = label(speech, row.goal.text, 0, first, frame.text, frame.width if frame.is_narrow else names - 10, 2 if frame.is_narrow else 3)
        rows.append({"name": name, "top": px(y), **_line(row, columns, line)})
        y += height
    listed = _listed(frame, y + 8, words) if frame.is_narrow else []
    return {
        "kind": frame.kind,
        "width": frame.width,
        "height": y + (len(listed) * frame.line + 14 if listed else 4),
        "heads": heads,
        "rows": rows,
        "listed": listed,
    } | {"size": px(frame.small)}


def _heads(speech: Speech, frame: Frame, columns: list[Fraction], step: Fraction, words: Mapping[str, Any]) -> tuple[list[dict[str, Any]], Fraction]:
    if frame.is_narrow:
        numbers = [label(speech, str(index), x, frame.text, frame.text, 20, 1, "middle") for index, x in enumerate(columns, start=1)]
        return numbers, Fraction(frame.line + 6)
    size = frame.small
    written = [label(speech, words[station], x, 0, size, step - 4, 3, "middle") for station, x in zip(STATIONS, columns, strict=True)]
    lines = max(len(entry["lines"]) for entry in written)
    heads = [
        label(speech, words[station], x, (lines - len(entry["lines"])) * (size + 3) + size, size, step - 4, 3, "middle")
        for station, x, entry in zip(STATIONS, columns, written, strict=True)
    ]
    return heads, Fraction(lines * (size + 3) + 4)


def _line(row: SightLine, columns: list[Fraction], y: Fraction) -> dict[str, Any]:
    """Stations, and the stretches between them: whole only where both ends are there."""
    there = [station not in row.missing for station in STATIONS]
    marks = [
        {"x": px(x), "y": px(y), "y_text": px(y + 5), "is_there": is_there, "count": _count(row, station)}
        for x, is_there, station in zip(columns, there, STATIONS, strict=True)
    ]
    stretches = [
        {"x1": px(columns[place] + MARK), "x2": px(columns[place + 1] - MARK), "is_whole": there[place] and there[place + 1]}
        for place in range(len(STATIONS) - 1)
    ]
    return {"y": px(y), "marks": marks, "stretches": stretches}


def _listed(frame: Frame, top: Fraction, words: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"number": index, "text": words[station], "y": px(top + index * frame.line - 4)} for index, station in enumerate(STATIONS, start=1)]
