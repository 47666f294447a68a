"""The scoreboard: newest values, age, trend, and every metric judged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from playbookgen.judging.margins import FEW_ANSWERS, margin_of
from playbookgen.judging.status import distance_to_target, elapsed_of, expected_of, is_attained, metric_status, progress_of
from playbookgen.judging.suppression import is_hidden, shown_actuals
from playbookgen.model.judgement import Margin, MetricJudgement
from playbookgen.model.metrics import Actual, Frequency, Metric, Target
from playbookgen.model.plan import Action
from playbookgen.model.playbook_file import Organisation

#: Days of each rhythm; a figure is stale after twice as many (settled F11).
FREQUENCY_DAYS: Final[dict[Frequency, int]] = {"realtime": 7, "weekly": 7, "monthly": 31, "quarterly": 92, "yearly": 366}
#: How many values a trend looks at (brief P05).
TREND_POINTS: Final = 3


def ended_actuals(metric: Metric, as_of: date) -> tuple[Actual, ...]:
    """Actuals of periods that have ended on `as_of`, oldest first; a period ends with its last day (settled S9)."""
    return tuple(sorted((one for one in metric.actuals if one.period.last <= as_of), key=lambda one: one.period.last))


def running_actual(metric: Metric, as_of: date) -> Actual | None:
    """The actual of a period that has begun and not ended on `as_of` (settled S9)."""
    return next((one for one in metric.actuals if one.period.first <= as_of < one.period.last), None)


def age_of(latest: Actual | None, running: Actual | None, as_of: date) -> int | None:
    """Days since the end of the newest period; 0 while one is running (settled S9); ``None`` without values."""
    if running is not None:
        return 0
    return None if latest is None else (as_of - latest.period.last).days


def is_stale(age_days: int | None, frequency: Frequency) -> bool:
    """Whether the newest figure is older than twice its rhythm (settled F11). No figure is not an old one."""
    return age_days is not None and age_days > 2 * FREQUENCY_DAYS[frequency]


def noise_of(metric: Metric, margin: Margin | None) -> Fraction:
    """Change below which a figure counts as flat, in its unit (settled F12).

    The metric's own noise, else the margin of the newest value, else 1 % of the target (ranges: of
    its max), else 0.
    """
    if metric.noise is not None:
        return Fraction(metric.noise)
    if margin is not None:
        return Fraction(margin.used)
    target = metric.target or Target()
    reference = target.max if metric.direction == "range" else target.value
    return Fraction(0) if reference is None else abs(Fraction(reference)) / 100


def change_of(points: Sequence[Actual]) -> Decimal | None:
    """Newest value minus third newest; ``None`` with fewer than three values (brief P05)."""
    return points[-1].value - points[-TREND_POINTS].value if len(points) >= TREND_POINTS else None


def trend_of(change: Decimal | None, noise: Fraction) -> Literal["up", "down", "flat"] | None:
    """Direction of the figure itself: flat when it did not change or by less than the noise (settled F12)."""
    if change is None:
        return None
    if change == 0 or abs(Fraction(change)) < noise:
        return "flat"
    return "up" if change > 0 else "down"


def is_inconclusive(metric: Metric, value: Decimal, margin: Margin | None) -> bool:
    """Whether the margin of error is larger than the distance to the target (settled PB044)."""
    distance = distance_to_target(metric, value)
    return margin is not None and distance is not None and Fraction(margin.used) > distance


def live_actions(metric_id: str, actions: Sequence[Action]) -> tuple[Action, ...]:
    """Actions that name the metric and are not cancelled (settled G6)."""
    return tuple(action for action in actions if metric_id in action.metrics and action.status != "cancelled")


def judge_metric(metric: Metric, actions: Sequence[Action], agents_headcount: int, min_group: int, as_of: date) -> MetricJudgement:
    """One metric on `as_of` (brief P05). Values of groups that are too small are gone before anything is computed."""
    ended, begun = ended_actuals(metric, as_of), running_actual(metric, as_of)
    newest = ended[-1] if ended else None
    suppressed = newest is not None and is_hidden(metric, newest, min_group)
    latest = None if suppressed else newest
    value = None if latest is None else latest.value
    points = shown_actuals(metric, ended[-TREND_POINTS:], min_group)
    margin = None if latest is None else margin_of(metric, latest, agents_headcount)
    change = change_of(points)
    noise = noise_of(metric, margin)
    age = age_of(newest, begun, as_of)
    return MetricJudgement(
        metric=metric,
        latest=latest,
        running=None if begun is None or is_hidden(metric, begun, min_group) else begun,
        age_days=age,
        stale=is_stale(age, metric.frequency),
        progress=progress_of(metric, value),
        elapsed=elapsed_of(metric, as_of),
        expected=expected_of(metric, as_of),
        attained=is_attained(metric, value),
        status=metric_status(metric, value, as_of),
        trend=trend_of(change, noise),
        change=change,
        margin=margin,
        indicative_only=latest is not None and latest.n is not None and latest.n < FEW_ANSWERS,
        inconclusive=value is not None and is_inconclusive(metric, value, margin),
        suppressed=suppressed,
        actions=live_actions(metric.id, actions),
        shown_actuals=shown_actuals(metric, [one for one in metric.actuals if one.period.first <= as_of], min_group),
        noise=None if latest is None else noise,
    )


def judge_metrics(organisation: Organisation, as_of: date) -> tuple[MetricJudgement, ...]:
    """Every metric, in the order of the file."""
    headcount, min_group = organisation.organisation.agents_headcount, organisation.privacy.min_group
    return tuple(judge_metric(metric, organisation.plan.actions, headcount, min_group, as_of) for metric in organisation.metrics)
