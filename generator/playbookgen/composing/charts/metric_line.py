"""One metric over time: its values, the way expected to the target, and the noise around the last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any, Final

from playbookgen.composing.charts.drawing import Exact, kept, px, scaled
from playbookgen.composing.charts.lettering import width_of
from playbookgen.composing.charts.scale import Scale, scale_of
from playbookgen.composing.charts.series import Series, series_of
from playbookgen.composing.speech import Speech
from playbookgen.model.judgement import MetricJudgement

WIDTH, HEIGHT, TOP, BOTTOM, RIGHT, TEXT = 320, 196, 22, 168, 306, 13
#: More values than this are a line without dots.
DOTS: Final = 24

Place = Callable[[Any], Fraction]


def draw(speech: Speech, judged: MetricJudgement) -> dict[str, Any] | None:
    """The values from the baseline to the latest; ``None`` without any, or with one and nothing to compare it with."""
    series = series_of(judged)
    if not series.points or (len(series.points) < 2 and not series.way and not series.band):
        return None
    scale = scale_of(series.reach, judged.metric.unit == "seconds")
    labels = [speech.formats.value(_typed(tick), judged.metric) for tick in scale.ticks]
    left = 6 + max(width_of(text, TEXT) for text in labels)
    days = [day for day, _ in series.points + series.way]
    first, last = min(days), max(days)

    def x(day: date) -> Fraction:
        return scaled(day.toordinal(), first.toordinal(), last.toordinal(), left + 6, RIGHT)

    def y(value: Exact) -> Fraction:
        return scaled(value, scale.low, scale.high, BOTTOM, TOP)

    return {
        "judged": judged,
        "metric": judged.metric,
        "series": series,
        "first": first,
        "last": last,
        "pictures": [_frame() | _axis(scale, labels, left, y) | _drawn(speech, judged, series, x, y)],
    }


def _typed(tick: Fraction) -> Any:
    """A tick with as many decimals as its step has: 1 and 0.5, not 1.0 and 0.5."""
    return int(tick) if tick.denominator == 1 else tick


def _frame() -> dict[str, Any]:
    sizes = {"size": px(TEXT), "y_days": px(HEIGHT - 8), "plot_right": px(RIGHT), "top": px(TOP), "bottom": px(BOTTOM)}
    return {"kind": "only", "width": WIDTH, "height": HEIGHT} | sizes


def _axis(scale: Scale, labels: list[str], left: Fraction, y: Place) -> dict[str, Any]:
    ticks = [
        {"y": px(y(tick)), "y_text": px(y(tick) + 4), "label": text, "is_zero": tick == 0 and scale.low < 0}
        for tick, text in zip(scale.ticks, labels, strict=True)
    ]
    return {"ticks": ticks, "plot_left": px(left + 1), "plot_width": px(RIGHT - left - 1), "x_label": px(left - 4)}


def _drawn(speech: Speech, judged: MetricJudgement, series: Series, x: Place, y: Place) -> dict[str, Any]:
    day, value = series.points[-1]
    shows_dots = len(series.points) <= DOTS
    points = [{"x": px(x(when)), "y": px(y(what))} for when, what in series.points]
    return {
        "points": points,
        "dots": points if shows_dots else points[-1:],
        "way": [{"x": px(x(when)), "y": px(y(what))} for when, what in series.way],
        "y_target": None if series.target is None else px(y(series.target)),
        "band": _stripe(series.band, y) if series.band else None,
        "noise": _around(series, x, y, series.noise),
        "margin": None if not series.margin else {"x": px(x(day)), "y1": px(y(value + series.margin)), "y2": px(y(value - series.margin))},
        **_labels(speech, judged, series, x, y),
    }


def _stripe(band: tuple[Fraction, Fraction], y: Place) -> dict[str, Any]:
    return {"y": px(y(band[1])), "height": px(y(band[0]) - y(band[1])), "bottom": px(y(band[0]))}


def _around(series: Series, x: Place, y: Place, noise: Fraction | None) -> dict[str, Any] | None:
    """The band in which a change counts for nothing, as long as the line; left out where it would be a hair."""
    value = series.points[-1][1]
    if not noise or len(series.points) < 2 or y(value - noise) - y(value + noise) < 3:
        return None
    left, right = x(series.points[0][0]), x(series.points[-1][0])
    return {"x": px(left), "width": px(right - left)} | _stripe((value - noise, value + noise), y)


def _labels(speech: Speech, judged: MetricJudgement, series: Series, x: Place, y: Place) -> dict[str, Any]:
    """Newest value and target beside their points, on the sides that look away from each other."""
    day, value = series.points[-1]
    target = series.target
    target_is_above = target is not None and target >= value

    def placed(text: str, at: Fraction, height: Fraction, above: bool) -> dict[str, Any]:
        half = width_of(text, TEXT) / 2
        is_low = height + 19 > BOTTOM - 2
        line = kept(height - 10 if above or is_low else height + 19, TOP - 8, BOTTOM)
        return {"text": text, "x": px(kept(at, half, WIDTH - half)), "y": px(line)}

    written = speech.formats.value(judged.shown_actuals[-1].value if judged.shown_actuals else _typed(value), judged.metric)
    # Beside the bar of the margin, not on it.
    aside = width_of(written, TEXT) / 2 + 8 if series.margin else 0
    latest = placed(written, x(day) - aside, y(value), not target_is_above)
    if target is None:
        return {"latest": latest, "aim": None}
    due = series.way[-1][0] if series.way else day
    return {"latest": latest, "aim": placed(speech.formats.target(judged.metric), x(due), y(target), target_is_above)}
