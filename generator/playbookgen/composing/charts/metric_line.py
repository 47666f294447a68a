"""One metric over time: its values, the way expected to the target, and the noise around the last."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from playbookgen.composing.charts.drawing import px, scaled
from playbookgen.composing.speech import Speech
from playbookgen.model.judgement import MetricJudgement

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 320, 170, 8, 312, 26, 140


def draw(speech: Speech, judged: MetricJudgement) -> dict[str, Any] | None:
    """The points from the baseline to the latest value; ``None`` with fewer than two of them."""
    metric, target = judged.metric, judged.metric.target
    points = [(actual.period.last, Fraction(actual.value)) for actual in judged.shown_actuals]
    baseline = metric.baseline
    if baseline and baseline.value is not None and baseline.date and (not points or baseline.date < points[0][0]) and not judged.suppressed:
        points.insert(0, (baseline.date, Fraction(baseline.value)))
    if len(points) < 2:
        return None
    expected = _expected(judged)
    band = [Fraction(value) for value in (target.min, target.max) if value is not None] if target else []
    margin = Fraction(judged.margin.used).limit_denominator(1000) if judged.margin else None
    reach = [points[-1][1] - margin, points[-1][1] + margin] if margin is not None else []
    low, high = _padded([value for _, value in points] + [value for _, value in expected] + band + reach)
    first = points[0][0]
    last = max([points[-1][0], *(day for day, _ in expected)])

    def x(day: date) -> Any:
        return px(scaled(day.toordinal(), first.toordinal(), last.toordinal(), LEFT, RIGHT))

    def y(value: Fraction) -> Any:
        return px(scaled(value, low, high, BOTTOM, TOP))

    return {
        "judged": judged,
        "metric": metric,
        "points": [{"x": x(day), "y": y(value), "value": value} for day, value in points],
        "expected": [{"x": x(day), "y": y(value)} for day, value in expected],
        "band": {"y": y(band[1]), "height": px((band[1] - band[0]) / (high - low) * (BOTTOM - TOP))} if len(band) == 2 else None,
        "margin": {"x": x(points[-1][0]), "y1": y(reach[1]), "y2": y(reach[0])} if reach else None,
        "first": first,
        "last": last,
        "width": WIDTH,
        "height": HEIGHT,
        "bottom": px(BOTTOM),
    }


def _expected(judged: MetricJudgement) -> list[tuple[date, Fraction]]:
    """Baseline, checkpoints and target in the order of their days; empty without all of them."""
    metric = judged.metric
    baseline, target = metric.baseline, metric.target
    if not (baseline and baseline.value is not None and baseline.date and target and target.value is not None and target.due):
        return []
    way = [(baseline.date, Fraction(baseline.value))]
    way += [(point.date, Fraction(point.value)) for point in metric.checkpoints if baseline.date < point.date < target.due]
    return [*way, (target.due, Fraction(target.value))]


def _padded(values: list[Fraction]) -> tuple[Fraction, Fraction]:
    low, high = min(values), max(values)
    padding = (high - low) / 8 or Fraction(1)
    return low - padding, high + padding
