"""Assessment as a radar: an axis an area, three lines that differ by dash and by mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from playbookgen.composing.charts.drawing import FRAMES, Frame, px
from playbookgen.composing.charts.lettering import cut, label
from playbookgen.composing.speech import Speech
from playbookgen.model.judgement import AreaScore, AssessmentJudgement
from playbookgen.model.library import AreaText

#: Across and down for each of six axes, the first upright, clockwise. Exact on purpose: √3/2 to five places.
_SIDE: Final = Fraction(86603, 100000)
_AXES: Final = ((0, -1), (_SIDE, Fraction(-1, 2)), (_SIDE, Fraction(1, 2)), (0, 1), (-_SIDE, Fraction(1, 2)), (-_SIDE, Fraction(-1, 2)))
RADIUS: Final = {"wide": 130, "narrow": 104}
#: From below to above: what is aimed at lies under what is.
SERIES: Final = ("target", "own", "external")
FEWEST: Final = 3

Point = tuple[Fraction, Fraction]


def draw(speech: Speech, judged: AssessmentJudgement, areas: Mapping[str, AreaText]) -> dict[str, Any] | None:
    """Three lines on a scale 0–100 from the middle; ``None`` when fewer than three areas have a score: a radar needs a shape.

    Areas stand in the order of the judgement; there are never more than six.
    """
    scored = [(area.current, area) for area in judged.areas if area.current is not None]
    if len(scored) < FEWEST or len(judged.areas) > len(_AXES):
        return None
    highest, lowest = max(scored, key=lambda entry: entry[0]), min(scored, key=lambda entry: entry[0])
    return {
        "pictures": [_picture(speech, frame, judged.areas, areas) for frame in FRAMES],
        "entries": [{"name": areas[area.area].name, "area": area} for area in judged.areas],
        "highest": {"name": areas[highest[1].area].name, "score": highest[0]},
        "lowest": {"name": areas[lowest[1].area].name, "score": lowest[0]},
        "shown": [name for name in SERIES if any(getattr(area, name) is not None for area in judged.areas)],
    }


def _picture(speech: Speech, frame: Frame, scores: Sequence[AreaScore], areas: Mapping[str, AreaText]) -> dict[str, Any]:
    radius = RADIUS[frame.kind]
    middle = (Fraction(frame.width, 2), Fraction(radius + 2 * frame.line + 8))
    bottom = middle[1] + radius + (2 * frame.line + 10)
    names = [areas[area.area].name for area in scores]
    listed = _listed(speech, frame, names, bottom) if frame.is_narrow else []
    return {
        "kind": frame.kind,
        "width": frame.width,
        "height": bottom + len(listed) * frame.line + (6 if listed else 0),
        "rings": [{"score": score, "points": _polygon(middle, radius * Fraction(score, 100))} for score in (20, 40, 60, 80, 100)],
        "axes": [{"x": px(end[0]), "y": px(end[1])} for end in (_at(middle, radius, axis) for axis in range(len(_AXES)))],
        "x": px(middle[0]),
        "y": px(middle[1]),
        "scale": [{"x": px(middle[0] + 4), "y": px(middle[1] - radius * Fraction(score, 100) + 4), "score": score} for score in (20, 60, 100)],
        "size": px(frame.small),
        "series": [_series(name, scores, middle, radius) for name in SERIES],
        "names": _numbers(speech, frame, names, middle, radius) if frame.is_narrow else _names(speech, frame, names, middle, radius),
        "listed": listed,
    }


def _at(middle: Point, distance: Fraction | int, axis: int) -> Point:
    across, down = _AXES[axis]
    return middle[0] + distance * across, middle[1] + distance * down


def _polygon(middle: Point, distance: Fraction) -> str:
    return " ".join(f"{px(x)},{px(y)}" for x, y in (_at(middle, distance, axis) for axis in range(len(_AXES))))


def _series(name: str, scores: Sequence[AreaScore], middle: Point, radius: int) -> dict[str, Any]:
    """One line: all around when every area has the score, else the pieces between neighbours that have it."""
    values: list[Fraction | None] = [getattr(area, name) for area in scores]
    points = [None if value is None else _at(middle, radius * Fraction(value) / 100, axis) for axis, value in enumerate(values)]
    is_whole = len(points) == len(_AXES) and all(point is not None for point in points)
    marks = [{"x": px(point[0]), "y": px(point[1])} for point in points if point is not None]
    if is_whole:
        path = "M" + "L".join(f"{mark['x']},{mark['y']}" for mark in marks) + "Z"
    else:
        pairs = zip(points, [*points[1:], points[0] if len(points) == len(_AXES) else None], strict=True)
        path = "".join(f"M{px(a[0])},{px(a[1])}L{px(b[0])},{px(b[1])}" for a, b in pairs if a is not None and b is not None)
    return {"name": name, "path": path, "marks": marks, "is_whole": is_whole}


def _names(speech: Speech, frame: Frame, names: Sequence[Any], middle: Point, radius: int) -> list[dict[str, Any]]:
    """Names around the radar; those at its sides have the room to the edge of the picture."""
    found = []
    for axis, name in enumerate(names):
        x, y = _at(middle, radius + 10, axis)
        across = _AXES[axis][0]
        if across == 0:
            top = y - 4 if axis == 0 else y + frame.text - 2
            found.append(label(speech, name, x, top, frame.text, frame.width - 20, 1, "middle"))
        else:
            room = frame.width - x if across > 0 else x
            written = label(speech, name, x, 0, frame.text, room, 3)
            first = y + 4 - Fraction((len(written["lines"]) - 1) * frame.line, 2)
            found.append(label(speech, name, x, first, frame.text, room, 3, "start" if across > 0 else "end"))
    return found


def _numbers(speech: Speech, frame: Frame, names: Sequence[Any], middle: Point, radius: int) -> list[dict[str, Any]]:
    """Beside a radar on a phone there is room for a number only; the names are listed below it."""
    places = [_at(middle, radius + 14, axis) for axis in range(len(names))]
    return [label(speech, speech.formats.number(index), x, y + 5, frame.text, 30, 1, "middle") for index, (x, y) in enumerate(places, start=1)]


def _listed(speech: Speech, frame: Frame, names: Sequence[Any], top: Fraction) -> list[dict[str, Any]]:
    return [
        {
            "number": index,
            "text": cut(speech.plain(name), frame.text, frame.width - 22),
            "y": px(top + index * frame.line - 4),
        }
        for index, name in enumerate(names, start=1)
    ]
