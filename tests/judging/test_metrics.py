"""Newest values, age, trend, suppression, and metrics at random."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.judging.metrics import FREQUENCY_DAYS, is_stale, judge_metric, live_actions, noise_of, trend_of
from playbookgen.model.judgement import Margin, MetricJudgement, MetricStatus
from playbookgen.model.metrics import Frequency, Metric
from playbookgen.model.plan import Action
from support.organisations import AS_OF, metric

TARGET: dict[str, Any] = {"baseline": {"value": 40, "date": "2026-01-01"}, "target": {"value": 60, "due": "2026-12-31"}}


def judged(told: Metric, as_of: date = AS_OF, min_group: int = 5) -> MetricJudgement:
    return judge_metric(told, [], 60, min_group, as_of)


def series(*values: float, **more: Any) -> Metric:
    """A metric with one value a month, the last of October 2026."""
    first = 11 - len(values)
    return metric(actuals=[{"period": f"2026-{first + index:02}", "value": value} for index, value in enumerate(values)], **more)


def test_period_that_ends_today_is_the_newest() -> None:
    one = judged(series(50, 51))
    assert one.latest is not None
    assert (one.latest.period.text, one.running, one.age_days, one.stale) == ("2026-10", None, 0, False)


def test_running_period_is_shown_and_does_not_decide() -> None:
    one = judged(series(40, 90, **TARGET), date(2026, 10, 30))
    assert one.latest is not None
    assert one.running is not None
    assert (one.latest.period.text, one.running.period.text, one.age_days) == ("2026-09", "2026-10", 0)
    assert not one.attained
    assert [actual.period.text for actual in one.shown_actuals] == ["2026-09", "2026-10"]


def test_only_a_running_period_is_no_data_and_not_stale() -> None:
    one = judged(series(90, **TARGET), date(2026, 10, 1))
    assert (one.latest, one.status, one.age_days, one.stale, one.progress) == (None, "no_data", 0, False, None)


def test_period_of_one_day_to_come_is_not_known() -> None:
    assert judged(series(90), date(2026, 9, 30)).shown_actuals == ()


def test_metric_without_figures() -> None:
    one = judged(metric(**TARGET))
    assert (one.status, one.latest, one.age_days, one.stale, one.trend, one.margin, one.attained) == ("no_data", None, None, False, None, None, None)
    assert one.elapsed is not None


@pytest.mark.parametrize(("frequency", "days"), [("realtime", 7), ("weekly", 7), ("monthly", 31), ("quarterly", 92), ("yearly", 366)])
def test_figures_are_stale_after_twice_their_rhythm(frequency: Frequency, days: int) -> None:
    assert not is_stale(2 * days, frequency)
    assert is_stale(2 * days + 1, frequency)
    assert not is_stale(None, frequency)


@pytest.mark.parametrize(("as_of", "age", "stale"), [(date(2026, 11, 30), 61, False), (date(2026, 12, 1), 62, False), (date(2026, 12, 2), 63, True)])
def test_age_counts_from_the_end_of_the_period(as_of: date, age: int, stale: bool) -> None:
    one = judged(metric(actuals=[{"period": "2026-09", "value": 1}]), as_of)
    assert (one.age_days, one.stale) == (age, stale)


def test_age_over_a_leap_day() -> None:
    assert judged(metric(actuals=[{"period": "2028-01", "value": 1}]), date(2028, 3, 1)).age_days == 30


@pytest.mark.parametrize(
    ("values", "noise", "change", "trend"),
    [
        ((50, 51), None, None, None),
        ((50, 99, 50), None, "0", "flat"),
        ((50, 99, 51), None, "1", "up"),
        ((51, 99, 50), None, "-1", "down"),
        ((10, 50, 60, 50.5), None, "40.5", "up"),
        ((50, 99, 51), 1, "1", "up"),
        ((50, 99, 51), 1.1, "1", "flat"),
        ((51, 99, 50), 1.1, "-1", "flat"),
    ],
)
def test_trend_over_three_values(values: tuple[float, ...], noise: float | None, change: str | None, trend: str | None) -> None:
    one = judged(series(*values, noise=noise) if noise else series(*values))
    assert one.trend == trend
    if len(values) == 3:
        assert one.change == Decimal(change or 0)


def test_one_percent_of_the_target_is_noise() -> None:
    told = {"target": {"value": 60}}
    assert judged(series(50, 50, 50.59, **told)).trend == "flat"
    assert judged(series(50, 50, 50.6, **told)).trend == "up"


def test_noise_order() -> None:
    margin = Margin(n=50, plain=2.5, finite=None, population=None)
    assert noise_of(metric(noise=0.5), margin) == Fraction(1, 2)
    assert noise_of(metric(target={"value": 60}), margin) == Fraction(5, 2)
    assert noise_of(metric(unit="points", target={"value": -60}), None) == Fraction(3, 5)
    assert noise_of(metric(direction="range", target={"min": 75, "max": 85}), None) == Fraction(17, 20)
    assert noise_of(metric(target={"value": 0}), None) == 0
    assert noise_of(metric(), None) == 0
    assert trend_of(Decimal(0), Fraction(0)) == "flat"


def test_shown_progress_is_clamped() -> None:
    assert judged(series(1000, unit="count", **TARGET)).shown_progress == Fraction(3, 2)
    assert judged(series(0, **TARGET)).shown_progress == -1
    assert judged(series(50, **TARGET)).shown_progress == Fraction(1, 2)
    assert judged(metric()).shown_progress is None


@pytest.mark.parametrize(("n", "indicative"), [(29, True), (30, False), (0, True)])
def test_fewer_than_30_answers_are_indicative_only(n: int, indicative: bool) -> None:
    assert judged(metric(actuals=[{"period": "2026-10", "value": 50, "n": n}])).indicative_only is indicative


@pytest.mark.parametrize(("value", "inconclusive"), [(50, False), (50.3, True), (60, True), (68, True), (69, False)])
def test_margin_wider_than_the_distance_is_inconclusive(value: float, inconclusive: bool) -> None:
    one = judged(metric(actuals=[{"period": "2026-10", "value": value, "n": 100}], target={"value": 60 - 0.1}))
    assert one.margin is not None
    assert one.inconclusive is inconclusive


def test_margin_as_wide_as_the_distance_is_conclusive() -> None:
    one = judged(metric(actuals=[{"period": "2026-10", "value": 100, "n": 12}], target={"value": 100}))
    assert one.margin is not None
    assert one.margin.used == 0
    assert not one.inconclusive


def test_without_target_nothing_is_inconclusive() -> None:
    assert not judged(metric(actuals=[{"period": "2026-10", "value": 50, "n": 2}])).inconclusive


PEOPLE: dict[str, Any] = {"kind": "people", "unit": "points", **TARGET}


def people(*sizes: int | None, **more: Any) -> Metric:
    first = 11 - len(sizes)
    told = [{"period": f"2026-{first + index:02}", "value": 50 + index, **({} if n is None else {"n": n})} for index, n in enumerate(sizes)]
    return metric(**{**PEOPLE, "actuals": told, **more})


def test_value_of_too_few_people_is_gone_everywhere() -> None:
    one = judged(people(20, 20, 4))
    assert one.suppressed
    assert (one.latest, one.progress, one.attained, one.status, one.trend, one.change, one.margin) == (None, None, None, "no_data", None, None, None)
    assert not one.indicative_only
    assert not one.inconclusive
    assert one.age_days == 0
    assert [actual.n for actual in one.shown_actuals] == [20, 20]


def test_older_hidden_value_does_not_show_through_the_trend() -> None:
    one = judged(people(4, 20, 20))
    assert not one.suppressed
    assert (one.change, one.trend) == (None, None)
    assert [actual.n for actual in one.shown_actuals] == [20, 20]


def test_running_value_of_too_few_people_is_hidden() -> None:
    one = judged(people(20, 3), date(2026, 10, 15))
    assert one.running is None
    assert not one.suppressed


@pytest.mark.parametrize(
    ("told", "suppressed"), [(people(5), False), (people(4), True), (people(0), False), (people(None), False), (people(4, kind="outcome"), False)]
)
def test_which_values_are_hidden(told: Metric, suppressed: bool) -> None:
    assert judged(told).suppressed is suppressed


def test_larger_smallest_group() -> None:
    assert judged(people(9), min_group=10).suppressed


def test_live_actions_name_the_metric() -> None:
    actions = [
        Action.model_validate({"id": f"a_{status}", "text": "x", "status": status, "metrics": ["figure"]})
        for status in ("done", "blocked", "cancelled")
    ]
    other = Action.model_validate({"id": "a_other", "text": "x", "status": "blocked", "metrics": []})
    assert [action.id for action in live_actions("figure", [*actions, other])] == ["a_done", "a_blocked"]


def optional(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


NUMBER = st.decimals(-500, 500, places=2)
DAY = st.dates(date(2025, 1, 1), date(2028, 12, 31))
COUNTS = st.integers(0, 80)
PERIODS = st.sampled_from(["2025", "2026", "2026-Q3", "2026-08", "2026-09", "2026-10", "2026-11", "2026-W40", "2027"])
ANY_METRIC = st.builds(
    lambda required, more: metric(**required, **more),
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["outcome", "efficiency", "behaviour", "people", "compliance"]),
            "unit": st.sampled_from(["percent", "points", "seconds", "count", "eur", "score"]),
            "direction": st.sampled_from(["up", "down", "range"]),
            "frequency": st.sampled_from(sorted(FREQUENCY_DAYS)),
        }
    ),
    optional(
        baseline=optional(value=NUMBER, date=DAY),
        target=optional(value=NUMBER, min=NUMBER, max=NUMBER, due=DAY),
        checkpoints=st.lists(st.fixed_dictionaries({"date": DAY, "value": NUMBER}), max_size=3),
        noise=st.decimals("0.01", 50, places=2),
        actuals=st.lists(
            st.builds(
                lambda required, more: required | more,
                st.fixed_dictionaries({"period": PERIODS, "value": NUMBER}),
                optional(n=COUNTS, population=st.integers(1, 90), promoters=COUNTS, detractors=COUNTS),
            ),
            max_size=5,
        ),
    ),
)


@given(ANY_METRIC, DAY)
def test_every_metric_has_a_judgement(told: Metric, as_of: date) -> None:
    """Even of figures that contradict each other, which reading would refuse."""
    one = judged(told, as_of)
    assert one.status in get_args(MetricStatus)
    assert one.elapsed is None or 0 <= one.elapsed <= 1
    assert one.shown_progress is None or -1 <= one.shown_progress <= Fraction(3, 2)
    assert (one.status == "attained") is (one.attained is True)
    assert (one.status == "no_data") is (one.latest is None)


@given(ANY_METRIC, DAY, st.integers(3, 12))
def test_no_value_of_too_few_people_is_ever_in_the_judgement(told: Metric, as_of: date, min_group: int) -> None:
    one = judged(told, as_of, min_group)
    shown = [*one.shown_actuals, *(actual for actual in (one.latest, one.running) if actual)]
    assert told.kind != "people" or all(actual.n is None or actual.n == 0 or actual.n >= min_group for actual in shown)
    if one.suppressed:
        assert (one.latest, one.progress, one.attained, one.change, one.margin) == (None,) * 5
