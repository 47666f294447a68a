"""How exact a survey figure is: margins of error at 95 % (brief P05, settled F13)."""

from __future__ import annotations

from math import sqrt
from typing import Final

from playbookgen.model.judgement import Margin
from playbookgen.model.metrics import Actual, Metric

#: Standard normal quantile of a 95 % interval.
_Z: Final = 1.96
#: Fewer answers than this are indicative only (brief P05).
FEW_ANSWERS: Final = 30


def share_margin(percent: float, n: int) -> float:
    """Margin of a share in percentage points: 1.96·√(p(1−p)/n), for `percent` 0–100 of `n` ≥ 1 answers."""
    share = percent / 100
    return 100 * _Z * sqrt(max(share * (1 - share), 0.0) / n)


def recommendation_margin(promoters: int, detractors: int, n: int) -> float:
    """Margin of a recommendation figure in points: 1.96·100·√(P + D − (P−D)²)/√n, `n` ≥ 1."""
    liked, disliked = promoters / n, detractors / n
    return 100 * _Z * sqrt(max(liked + disliked - (liked - disliked) ** 2, 0.0)) / sqrt(n)


def finite_factor(population: int, n: int) -> float:
    """√((N−n)/(N−1)): what asking a large part of a small population gains. Needs N ≥ n and N > 1."""
    return sqrt((population - n) / (population - 1))


def margin_of(metric: Metric, actual: Actual, agents_headcount: int) -> Margin | None:
    """The margin of one actual in the metric's unit; ``None`` when it cannot be told.

    Known for percent with n, and for points with n, promoters and detractors. The population is
    the actual's own, else the agents for metrics of kind people; `population` is ``None`` where it
    does not fit (smaller than n, or 1).
    """
    if not actual.n:
        return None
    if metric.unit == "percent":
        plain = share_margin(float(actual.value), actual.n)
    elif metric.unit == "points" and actual.promoters is not None and actual.detractors is not None:
        plain = recommendation_margin(actual.promoters, actual.detractors, actual.n)
    else:
        return None
    population = actual.population or (agents_headcount if metric.kind == "people" else None)
    if population is None or population < actual.n or population <= 1:
        return Margin(n=actual.n, plain=plain, finite=None, population=None)
    return Margin(n=actual.n, plain=plain, finite=plain * finite_factor(population, actual.n), population=population)
