"""Heat of the challenges: how many meet each, against how much it holds back; curves part hot, warm and mild."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from playbookgen.composing.charts.drawing import FRAMES, Frame, px, scaled
from playbookgen.composing.charts.lettering import label, width_of
from playbookgen.composing.speech import Speech
from playbookgen.model.judgement import ChallengeJudgement
from playbookgen.model.library import ChallengeCard

#: Heat = severity × share of agents; from here on hot, and warm (brief P04).
HOT: Final = Fraction(3)
WARM: Final = Fraction(3, 2)
HIGHEST: Final = 5
TOP, LEFT, BELOW, MARK = 24, 34, 44, 11
HEIGHT: Final = {"wide": 262, "narrow": 232}
#: Across which share of the picture the plot goes; beside it stand the names, on a phone below it.
PLOT: Final = {"wide": Fraction(52, 100), "narrow": Fraction(1)}


def draw(speech: Speech, judged: Sequence[ChallengeJudgement], library: Mapping[str, ChallengeCard]) -> dict[str, Any] | None:
    """Numbered points in the order given, hottest first; ``None`` without challenges."""
    if not judged:
        return None
    names = [_name(entry, library) for entry in judged]
    return {
        "entries": [{"judged": entry, "name": name} for entry, name in zip(judged, names, strict=True)],
        "open": sum(1 for entry in judged if not entry.answered),
        "pictures": [_picture(speech, frame, judged, names) for frame in FRAMES],
    }


def _name(entry: ChallengeJudgement, library: Mapping[str, ChallengeCard]) -> Any:
    known = library.get(entry.challenge.id)
    return entry.challenge.name or (known.name if known else entry.challenge.id)


def _picture(speech: Speech, frame: Frame, judged: Sequence[ChallengeJudgement], names: Sequence[Any]) -> dict[str, Any]:
    right, bottom = frame.width * PLOT[frame.kind] - 16, Fraction(HEIGHT[frame.kind])

    def x(spread: Fraction) -> Fraction:
        return scaled(spread, 0, 1, LEFT, right)

    def y(severity: Fraction | int) -> Fraction:
        # Half a step of room at both ends, so that marks of 1 and 5 stand inside.
        return scaled(severity, Fraction(1, 2), HIGHEST + Fraction(1, 2), bottom, TOP)

    listed = _listed(speech, frame, judged, names, bottom)
    height = max([bottom + BELOW, *(entry["end"] for entry in listed)])
    return {
        "kind": frame.kind,
        "width": frame.width,
        "height": height,
        "left": px(LEFT),
        "right": px(right),
        "top": px(TOP),
        "bottom": px(bottom),
        "size": px(frame.small),
        "zones": {"hot": _zone(HOT, x, y), "warm": _zone(WARM, x, y)},
        "words": {"hot": px(right), "warm": px(x((HOT + WARM) / (2 * HIGHEST + 1))), "mild": px(LEFT), "y": px(TOP - 8)},
        "rows": [{"y": px(y(severity)), "y_text": px(y(severity) + 4), "severity": severity} for severity in range(1, HIGHEST + 1)],
        "shares": [
            {"x": px(x(share) + (12 if share == 1 else 0)), "share": share, "anchor": "end" if share == 1 else "middle"}
            for share in (Fraction(0), Fraction(1, 2), Fraction(1))
        ],
        "y_shares": px(bottom + frame.text + 3),
        "y_axis": px(bottom + 2 * frame.line + 4),
        "x_axis": px((LEFT + right) / 2),
        "points": _points(judged, x, y, LEFT, right),
        "listed": listed,
    }


def _zone(heat: Fraction, x: Any, y: Any) -> dict[str, Any]:
    """The curve on which severity × share is `heat`, and the area beyond it."""
    highest = HIGHEST + Fraction(1, 2)
    first = heat / highest
    steps = [first + (1 - first) * Fraction(step, 12) for step in range(13)]
    curve = "M" + "L".join(f"{px(x(share))},{px(y(heat / share))}" for share in steps)
    return {"curve": curve, "area": f"{curve}V{px(y(highest))}H{px(x(first))}Z"}


def _points(judged: Sequence[ChallengeJudgement], x: Any, y: Any, left: int, right: Fraction) -> list[dict[str, Any]]:
    """A mark each; challenges of one severity that would lie on each other stand side by side."""
    placed: list[tuple[Fraction, Fraction]] = []
    points = []
    for index, entry in enumerate(judged, start=1):
        at, height = x(entry.spread), y(entry.challenge.severity)
        candidates = (at + sign * step * (2 * MARK + 1) for step in range(len(judged) + 1) for sign in ((-1, 1) if step else (1,)))
        inside = [spot for spot in candidates if left + MARK <= spot <= right + MARK + 4]
        free = [spot for spot in inside if all(level != height or abs(other - spot) >= 2 * MARK for other, level in placed)]
        spot = (free or inside or [at])[0]
        placed.append((spot, height))
        points.append({"number": index, "x": px(spot), "y": px(height), "y_text": px(height + Fraction(9, 2)), "answered": entry.answered})
    return points


def _listed(speech: Speech, frame: Frame, judged: Sequence[ChallengeJudgement], names: Sequence[Any], bottom: Fraction) -> list[dict[str, Any]]:
    """The names with their numbers: beside the plot, or below it."""
    left = frame.width * PLOT[frame.kind] + 14 if not frame.is_narrow else Fraction(0)
    y = bottom + BELOW + 12 if frame.is_narrow else Fraction(TOP)
    rows = []
    for index, (entry, name) in enumerate(zip(judged, names, strict=True), start=1):
        figure = speech.formats.number(entry.heat, 1)
        room = frame.width - left - 28 - width_of(figure, frame.text) - 10
        written = label(speech, name, left + 28, y + frame.text, frame.text, room)
        end = y + max(len(written["lines"]) * frame.line, 24) + 6
        mark = {"x": px(left + 11), "y": px(y + frame.text - 5), "y_text": px(y + frame.text - Fraction(1, 2))}
        rows.append(
            {"number": index, "name": written, "heat": entry.heat, "mark": mark, "answered": entry.answered, "x_heat": px(frame.width), "end": end}
        )
        y = end
    return rows
