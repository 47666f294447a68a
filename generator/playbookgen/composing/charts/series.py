"""What is drawn of one metric: its values by day, the way expected to its target, the range around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from playbookgen.model.judgement import MetricJudgement

Dated = tuple[date, Fraction]


@dataclass(frozen=True, slots=True)
class Series:
    """One metric over time, all values in its unit.

    `points` are the baseline and what was measured, oldest first. `way` leads from the baseline over
    the checkpoints to the target, empty without all of them. `band` is a target range, `target` a
    single value. `noise` and `margin` lie around the newest value; ``None`` where they are not known.
    """

    points: tuple[Dated, ...]
    way: tuple[Dated, ...]
    target: Fraction | None
    band: tuple[Fraction, Fraction] | None
    noise: Fraction | None
    margin: Fraction | None

    @property
    def reach(self) -> tuple[Fraction, ...]:
        """Every value the picture has to hold."""
        around = [self.points[-1][1] + sign * width for width in (self.noise, self.margin) if width and self.points for sign in (-1, 1)]
        band = list(self.band or ())
        target = [] if self.target is None else [self.target]
        return tuple([value for _, value in self.points + self.way] + band + target + around)


def series_of(judged: MetricJudgement) -> Series:
    """What may be shown of a metric: values of groups that are too small are not in it."""
    target = judged.metric.target
    has_range = target is not None and target.min is not None and target.max is not None
    return Series(
        points=_points(judged),
        way=_way(judged),
        target=None if target is None or target.value is None else Fraction(target.value),
        band=(Fraction(target.min), Fraction(target.max)) if has_range and target and target.min is not None and target.max is not None else None,
        noise=_rounded(judged.noise),
        margin=None if judged.margin is None else _rounded(Fraction(judged.margin.used)),
    )


def _rounded(value: Fraction | None) -> Fraction | None:
    """To thousandths: a margin comes from a square root and is no exact number."""
    return None if value is None else Fraction(round(value * 1000), 1000)


def _points(judged: MetricJudgement) -> tuple[Dated, ...]:
    points = [(actual.period.last, Fraction(actual.value)) for actual in judged.shown_actuals]
    baseline = judged.metric.baseline
    if baseline and baseline.value is not None and baseline.date and (not points or baseline.date < points[0][0]) and not judged.suppressed:
        points.insert(0, (baseline.date, Fraction(baseline.value)))
    return tuple(points)


def _way(judged: MetricJudgement) -> tuple[Dated, ...]:
    """Baseline, checkpoints and target in the order of their days; empty without all of them."""
    metric = judged.metric
    baseline, target = metric.baseline, metric.target
    if not (baseline and baseline.value is not None and baseline.date and target and target.value is not None and target.due):
        return ()
    way = [(baseline.date, Fraction(baseline.value))]
    way += [(point.date, Fraction(point.value)) for point in metric.checkpoints if baseline.date < point.date < target.due]
    return (*way, (target.due, Fraction(target.value)))
