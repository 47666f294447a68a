"""Where a metric stands on its way: progress, expectation, status (settled F7–F10).

Values are in the metric's unit, shares exact fractions with 1 = 100 %.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from playbookgen.judging.calendar import elapsed_share
from playbookgen.model.judgement import MetricStatus
from playbookgen.model.metrics import Checkpoint, Metric

#: How far progress may stay behind what is expected (brief P05).
ON_TRACK_BEHIND: Final = Fraction(1, 10)
AT_RISK_BEHIND: Final = Fraction(3, 10)
#: Share of the time in which a step backwards is not yet off track (brief P05).
EARLY: Final = Fraction(1, 5)
#: How far outside its range a figure may lie, as a share of the range (brief P05).
RANGE_AT_RISK: Final = Fraction(1, 4)


def progress_share(baseline: Decimal | None, goal: Decimal | None, value: Decimal | None) -> Fraction | None:
    """(value − baseline) / (goal − baseline), upwards and downwards alike (brief P05).

    ``None`` when one of the three is missing, or when baseline and goal are the same (settled F8).
    """
    if baseline is None or goal is None or value is None or goal == baseline:
        return None
    return (Fraction(value) - Fraction(baseline)) / (Fraction(goal) - Fraction(baseline))


def expected_share(
    start: tuple[date | None, Decimal | None], end: tuple[date | None, Decimal | None], checkpoints: Sequence[Checkpoint], as_of: date
) -> Fraction | None:
    """Progress expected on `as_of`: linear from `start` over the checkpoints to `end` (settled F10).

    Without checkpoints that is the share of time elapsed. Checkpoints not between the two days
    are left out. ``None`` when a day or value is missing or both values are the same.
    """
    (start_day, baseline), (end_day, goal) = start, end
    if start_day is None or end_day is None or baseline is None or goal is None or baseline == goal:
        return None
    between = [(point.date, Fraction(point.value)) for point in checkpoints if start_day < point.date < end_day]
    line = [(start_day, Fraction(baseline)), *sorted(between), (end_day, Fraction(goal))]
    value = line[-1][1] if as_of >= end_day else line[0][1]
    for (left_day, left), (right_day, right) in pairwise(line):
        if left_day <= as_of < right_day:
            value = left + (right - left) * Fraction((as_of - left_day).days, (right_day - left_day).days)
    return (value - Fraction(baseline)) / (Fraction(goal) - Fraction(baseline))


def meets(metric: Metric, value: Decimal, goal: Decimal | None) -> bool | None:
    """Whether `value` is at `goal` or better in the metric's direction; ranges: inside target min and max.

    ``None`` when there is nothing to meet.
    """
    if metric.direction == "range":
        if metric.target is None or metric.target.min is None or metric.target.max is None:
            return None
        return metric.target.min <= value <= metric.target.max
    if goal is None:
        return None
    return value >= goal if metric.direction == "up" else value <= goal


def is_attained(metric: Metric, value: Decimal | None) -> bool | None:
    """Whether `value` meets the metric's target; ``None`` without value or target."""
    return None if value is None else meets(metric, value, metric.target.value if metric.target else None)


def distance_to_target(metric: Metric, value: Decimal) -> Fraction | None:
    """How far `value` is from the target in the metric's unit; ranges: from the nearer bound (settled PB044)."""
    target = metric.target
    if target is None:
        return None
    if metric.direction == "range":
        bounds = [bound for bound in (target.min, target.max) if bound is not None]
    else:
        bounds = [] if target.value is None else [target.value]
    return min((abs(Fraction(value) - Fraction(bound)) for bound in bounds), default=None)


def metric_status(metric: Metric, value: Decimal | None, as_of: date) -> MetricStatus:
    """First match of settled F9, with the missing parts of F7 and the holds of F8.

    A target that is past its due day and not attained is missed, also when the baseline is not
    known; ranges need neither baseline nor due day.
    """
    attained = is_attained(metric, value)
    if value is None:
        return "no_data"
    if metric.target is None or attained is None:
        return "no_target"
    if attained:
        return "attained"
    if metric.target.due is not None and as_of > metric.target.due:
        return "missed"
    if metric.direction == "range":
        return _range_status(metric, value)
    return _status_on_the_way(metric, value, as_of)


def _range_status(metric: Metric, value: Decimal) -> MetricStatus:
    target, distance = metric.target, distance_to_target(metric, value)
    if target is None or target.min is None or target.max is None or distance is None:
        return "no_target"
    width = Fraction(target.max) - Fraction(target.min)
    return "at_risk" if distance <= RANGE_AT_RISK * width else "off_track"


def _status_on_the_way(metric: Metric, value: Decimal, as_of: date) -> MetricStatus:
    """Tests 6–9: neither attained nor missed."""
    baseline = metric.baseline.value if metric.baseline else None
    if baseline is None:
        return "not_attained"
    progress = progress_share(baseline, metric.target.value if metric.target else None, value)
    if progress is None:
        return "off_track"  # a value to hold, and it is not held
    elapsed, expected = elapsed_of(metric, as_of), expected_of(metric, as_of)
    if elapsed is None or expected is None:
        return "no_expectation"
    if progress < 0:
        return "at_risk" if elapsed < EARLY else "off_track"
    if progress >= expected - ON_TRACK_BEHIND:
        return "on_track"
    return "at_risk" if progress >= expected - AT_RISK_BEHIND else "off_track"


def elapsed_of(metric: Metric, as_of: date) -> Fraction | None:
    """Share 0–1 of the time between the metric's baseline and the target's due day."""
    return elapsed_share(metric.baseline.date if metric.baseline else None, metric.target.due if metric.target else None, as_of)


def expected_of(metric: Metric, as_of: date) -> Fraction | None:
    """Progress the metric should have on `as_of`; ``None`` for ranges."""
    if metric.baseline is None or metric.target is None or metric.direction == "range":
        return None
    return expected_share((metric.baseline.date, metric.baseline.value), (metric.target.due, metric.target.value), metric.checkpoints, as_of)


def progress_of(metric: Metric, value: Decimal | None) -> Fraction | None:
    """Progress of `value` from the metric's baseline to its target; ``None`` for ranges."""
    if metric.baseline is None or metric.target is None or metric.direction == "range":
        return None
    return progress_share(metric.baseline.value, metric.target.value, value)
