"""Daily figures as figures of a period."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from playbookgen.judging.periods import merge_figures, period_of
from playbookgen.model.edit import AddItems, SetValue
from playbookgen.model.imported import MetricsMerge
from playbookgen.model.metric_source import FigureRow, FigureTable
from support.organisations import minimal

LEVEL = {"metric": "level", "mean": "Level", "weight": "Offered"}


def merged(rows: list[tuple[str, int, int]], column: dict[str, str] = LEVEL, **told: Any) -> MetricsMerge:
    """What rows of (day, figure, weight) come to."""
    base = {"id": "level", "name": "Level", "kind": "outcome", "unit": "percent", "direction": "up", "frequency": "monthly"}
    figures = {**base, **told}
    organisation = minimal(metrics=[figures], metric_sources=[{"id": "platform", "day": "Day", "metrics": [column]}])
    table = tuple(FigureRow(line, date.fromisoformat(day), {"level": (Decimal(a), Decimal(b))}) for line, (day, a, b) in enumerate(rows, 2))
    return merge_figures(organisation, organisation.metric_sources[0], FigureTable("days.csv", table))


def values(merge: MetricsMerge) -> dict[str, str]:
    return {change.period: str(change.value) for change in merge.changes}


def test_a_mean_is_weighted_and_never_averaged() -> None:
    assert values(merged([("2026-10-01", 100, 1), ("2026-10-02", 50, 99)])) == {"2026-10": "50.5"}


def test_a_share_is_the_ratio_of_sums() -> None:
    share = {"metric": "level", "part": "Answered", "whole": "Offered"}
    assert values(merged([("2026-10-01", 1, 1), ("2026-10-02", 49, 99)], share)) == {"2026-10": "50.0"}
    assert values(merged([("2026-10-01", 7200, 40), ("2026-10-02", 1, 1)], share, unit="seconds")) == {"2026-10": "176"}


def test_a_count_is_a_sum() -> None:
    assert values(merged([("2026-10-01", 7, 1), ("2026-10-02", 5, 1)], {"metric": "level", "sum": "Offered"}, unit="count")) == {"2026-10": "12"}


def test_rounding_comes_once_at_the_end_and_half_goes_up() -> None:
    assert values(merged([("2026-10-01", 50, 1), ("2026-10-02", 51, 1)], unit="seconds")) == {"2026-10": "51"}
    assert values(merged([("2026-10-01", 333, 3), ("2026-10-02", 0, 7)], {"metric": "level", "part": "a", "whole": "b"}, unit="seconds")) == {
        "2026-10": "33"
    }


@pytest.mark.parametrize(
    ("frequency", "day", "period"),
    [
        ("monthly", "2026-10-31", "2026-10"),
        ("realtime", "2026-02-28", "2026-02"),
        ("weekly", "2027-01-03", "2026-W53"),
        ("weekly", "2025-12-29", "2026-W01"),
        ("quarterly", "2026-12-31", "2026-Q4"),
        ("quarterly", "2026-01-01", "2026-Q1"),
        ("yearly", "2026-06-01", "2026"),
    ],
)
def test_the_period_is_that_of_the_metrics_rhythm(frequency: Any, day: str, period: str) -> None:
    assert period_of(date.fromisoformat(day), frequency).text == period


def test_new_periods_stand_in_their_order_and_changed_ones_in_their_place() -> None:
    actuals = [{"period": "2026-03", "value": 30}, {"period": "2026-05", "value": 50}, {"period": "2026-06", "value": 60.0}]
    days = [(f"2026-{month:02}-01", 10 * month + (month == 5), 1) for month in range(1, 8)]
    merge = merged(days, actuals=actuals)
    path = ("metrics", 0, "actuals")
    shapes = [(type(edit), edit.path, getattr(edit, "at", None), len(getattr(edit, "values", ()))) for edit in merge.edits]
    assert shapes == [
        (SetValue, (*path, 1, "value"), None, 0),
        (AddItems, path, 3, 1),
        (AddItems, path, 1, 1),
        (AddItems, path, 0, 2),
    ]
    assert [(change.period, change.before is None, change.before == change.value) for change in merge.changes][2:6] == [
        ("2026-03", False, True),
        ("2026-04", True, False),
        ("2026-05", False, False),
        ("2026-06", False, True),
    ]


def remarks(*days: str) -> list[str]:
    return [remark.message for remark in merged([(day, 1, 1) for day in days]).remarks]


def every_day(first: str, last: str) -> list[str]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return [(begin + timedelta(days)).isoformat() for days in range((end - begin).days + 1)]


def test_gaps_are_told() -> None:
    assert remarks(*every_day("2026-01-01", "2026-03-31")) == []
    assert remarks(*every_day("2026-01-01", "2026-01-31"), *every_day("2026-04-01", "2026-04-30")) == [
        "no row is about 2026-02, 2026-03; nothing is written for them"
    ]
    assert remarks(*every_day("2026-01-03", "2026-03-04")) == [
        "2026-01 is incomplete: 29 of 31 days, from 2026-01-03 to 2026-01-31",
        "2026-03 is incomplete: 4 of 31 days, from 2026-03-01 to 2026-03-04",
    ]
    some = [day for day in every_day("2026-01-01", "2026-03-31") if day not in ("2026-02-14", "2026-02-15")]
    assert remarks(*some) == ["days without a row: 2026-02 (2); fine where the centre was closed"]
    assert remarks("2026-02-03") == ["2026-02 is incomplete: 1 of 28 days, from 2026-02-03 to 2026-02-03"]


def test_a_period_without_any_weight_has_no_value() -> None:
    merge = merged(
        [*((day, 0, 0) for day in every_day("2026-01-01", "2026-01-31")), *((day, 80, 5) for day in every_day("2026-02-01", "2026-02-28"))]
    )
    assert values(merge) == {"2026-02": "80.0"}
    assert [remark.message for remark in merge.remarks] == ["level has no value in 2026-01: nothing was offered or handled"]
