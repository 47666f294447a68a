"""Every metric at a glance: small lines of one size side by side, each on its own scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final

from playbookgen.composing.charts.drawing import FRAMES, Exact, Frame, px, scaled
from playbookgen.composing.charts.lettering import label, lines_of
from playbookgen.composing.charts.series import series_of
from playbookgen.composing.speech import Speech
from playbookgen.model.judgement import MetricJudgement

COLUMNS: Final = {"wide": 3, "narrow": 2}
BETWEEN, BELOW, LINE, DIP, MARK = 24, 22, 44, 8, 18
FEWEST: Final = 2
TONES: Final[Mapping[str, str]] = {
    "attained": "good",
    "on_track": "good",
    "at_risk": "watch",
    "not_attained": "watch",
    "off_track": "bad",
    "missed": "bad",
}


def draw(speech: Speech, metrics: Sequence[MetricJudgement], words: Mapping[str, Any]) -> dict[str, Any] | None:
    """A panel a metric, in the given order; ``None`` for fewer than two: one has its own picture.

    `words` are those of the statuses, in the page's language.
    """
    if len(metrics) < FEWEST:
        return None
    return {
        "metrics": list(metrics),
        "words": words,
        "good": sum(1 for judged in metrics if TONES.get(judged.status) == "good"),
        "pictures": [_picture(speech, frame, metrics, words) for frame in FRAMES],
    }


def _picture(speech: Speech, frame: Frame, metrics: Sequence[MetricJudgement], words: Mapping[str, Any]) -> dict[str, Any]:
    columns = COLUMNS[frame.kind]
    room = Fraction(frame.width - (columns - 1) * BETWEEN, columns)
    panels, top = [], Fraction(0)
    for start in range(0, len(metrics), columns):
        row = metrics[start : start + columns]
        # Panels of a row have their lines at one height, whether or not a status needs two lines of text.
        lines = max(len(lines_of(speech.plain(words[judged.status]), frame.text, room - MARK)) for judged in row)
        places = [(room + BETWEEN) * place for place in range(columns)]
        drawn = [_panel(speech, frame, judged, words[judged.status], left, top, room, lines) for left, judged in zip(places, row, strict=False)]
        panels += drawn
        top += max(panel["height"] for panel in drawn) + BELOW
    return {"kind": frame.kind, "width": frame.width, "height": top - BELOW + 4, "panels": panels, "size": px(frame.text)}


def _panel(
    speech: Speech, frame: Frame, judged: MetricJudgement, word: Any, left: Fraction, top: Fraction, room: Fraction, lines: int
) -> dict[str, Any]:
    """Name in two lines, value and status, line: at the same heights in every panel, so that the eye can run along them."""
    value = "–" if judged.latest is None else speech.formats.value(judged.latest.value, judged.metric)
    names = top + frame.text
    figure = names + 2 * frame.line + 5
    status = figure + frame.line + 2
    plot = status + (lines - 1) * frame.line + DIP
    name = label(speech, judged.metric.name, left, names, frame.text, room)
    if len(name["lines"]) == 1:  # a short name stands just above its value
        name = label(speech, judged.metric.name, left, names + frame.line, frame.text, room)
    return {
        "name": name,
        "value": label(speech, value, left, figure, frame.text + 4, room, 1),
        "word": label(speech, word, left + MARK, status, frame.text, room - MARK),
        "tone": TONES.get(judged.status, "none"),
        "x_mark": px(left + 7),
        "y_mark": px(status - 5),
        "height": plot + LINE - top,
        **_line(judged, left, plot, room),
    }


def _line(judged: MetricJudgement, left: Fraction, top: Fraction, room: Fraction) -> dict[str, Any]:
    """Points, target and the line below them; nothing but the line where there are no figures to show."""
    series = series_of(judged)
    bottom = top + LINE
    empty: dict[str, Any] = {"x1": px(left), "x2": px(left + room), "bottom": px(bottom), "points": [], "y_target": None, "band": None}
    if not series.points:
        return empty
    aims = [*(series.band or ()), *([] if series.target is None else [series.target])]
    values = [value for _, value in series.points] + aims
    low, high = min(values), max(values)
    days = [day for day, _ in series.points]

    def x(day: date) -> Fraction:
        return scaled(day.toordinal(), days[0].toordinal(), days[-1].toordinal(), left + 5, left + room - 6) if len(days) > 1 else left + room - 6

    def y(value: Exact) -> Fraction:
        return scaled(value, low, high, bottom - 7, top + 6) if high > low else (top + bottom) / 2

    return empty | {
        "points": [{"x": px(x(day)), "y": px(y(value))} for day, value in series.points],
        "y_target": None if series.target is None else px(y(series.target)),
        "band": {"y": px(y(series.band[1])), "bottom": px(y(series.band[0]))} if series.band else None,
    }
