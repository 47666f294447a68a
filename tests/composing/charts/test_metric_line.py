"""One metric over time: what was measured, the way to the target, and what is noise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.composing.charts.metric_line import BOTTOM, DOTS, TOP, draw
from playbookgen.judging.metrics import judge_metric
from support.charts import SPEECH, assert_sound, picture
from support.organisations import judged, metric, sample

_BASE = {"baseline": {"value": 80, "date": "2026-02-28"}, "target": {"value": 90, "due": "2026-12-31"}}


def _judged(**told: Any) -> Any:
    return judge_metric(metric(**told), (), 50, 5, date(2026, 10, 31))


def _values(*values: float, **more: Any) -> list[dict[str, Any]]:
    return [{"period": f"{2024 + index // 12}-{index % 12 + 1:02}", "value": value, **more} for index, value in enumerate(values)]


def test_nothing_measured_is_no_picture() -> None:
    assert draw(SPEECH, _judged()) is None
    assert draw(SPEECH, _judged(target={"value": 90, "due": "2026-12-31"})) is None


def test_one_value_is_drawn_only_beside_something_to_compare_it_with() -> None:
    assert draw(SPEECH, _judged(actuals=_values(85))) is None
    drawn = draw(SPEECH, _judged(actuals=_values(85), direction="range", target={"min": 70, "max": 80}))
    assert len(picture(drawn, "only")["points"]) == 1


def test_the_line_runs_from_the_baseline_to_the_latest_value() -> None:
    drawn = draw(SPEECH, judged(sample("lumivakka")).by_metric["csat"])
    assert drawn is not None
    assert [value for _, value in drawn["series"].points] == [82, Fraction(171, 2), 86, 87]
    one = picture(drawn, "only")
    assert [point["y"] for point in one["points"]] == sorted((point["y"] for point in one["points"]), key=float, reverse=True)


def test_the_way_leads_over_the_checkpoints() -> None:
    drawn = draw(SPEECH, _judged(**_BASE, checkpoints=[{"date": "2026-06-30", "value": 81}], actuals=_values(80, 82)))
    assert drawn is not None
    assert [value for _, value in drawn["series"].way] == [80, 81, 90]


def test_the_noise_lies_around_the_latest_value_as_judging_computes_it() -> None:
    csat = judged(sample("lumivakka")).by_metric["csat"]
    drawn = draw(SPEECH, csat)
    assert drawn is not None
    assert csat.noise is not None
    assert abs(drawn["series"].noise - csat.noise) <= Fraction(1, 1000)
    one = picture(drawn, "only")
    middle = float(one["noise"]["y"]) + float(one["noise"]["height"]) / 2
    assert middle == pytest.approx(float(one["points"][-1]["y"]), abs=0.02)
    # The margin of error is the same figure here: its ends are those of the band.
    assert float(one["margin"]["y1"]) == pytest.approx(float(one["noise"]["y"]), abs=0.02)


def test_a_target_range_is_a_band() -> None:
    drawn = draw(SPEECH, judged(sample("lumivakka")).by_metric["occupancy"])
    one = picture(drawn, "only")
    assert one["y_target"] is None
    assert float(one["band"]["y"]) < float(one["band"]["bottom"])


def test_below_zero_the_axis_shows_where_zero_is() -> None:
    one = picture(draw(SPEECH, _judged(unit="points", actuals=_values(-20, 30))), "only")
    assert [tick["label"] for tick in one["ticks"] if tick["is_zero"]] == ["0"]
    assert any(tick["label"].startswith("−") for tick in one["ticks"])


def test_a_long_series_is_a_line_with_one_dot() -> None:
    few, many = _judged(actuals=_values(*range(DOTS))), _judged(actuals=_values(*range(30)))
    assert len(picture(draw(SPEECH, few), "only")["dots"]) == DOTS
    assert len(picture(draw(SPEECH, many), "only")["dots"]) == 1


def test_suppressed_values_are_not_drawn() -> None:
    hidden = _judged(kind="people", unit="points", **_BASE, actuals=_values(50, 60, n=3))
    assert hidden.suppressed
    assert draw(SPEECH, hidden) is None


_VALUES = {
    "percent": st.decimals(0, 100, places=1),
    "points": st.decimals(-100, 100, places=1),
    "seconds": st.integers(0, 90_000).map(Decimal),
    "eur": st.decimals(-10_000_000, 10_000_000, places=2),
    "score": st.decimals(-5, 5, places=2),
}


@given(st.data())
def test_any_series_is_drawn_inside_finite_and_the_same_twice(data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from(sorted(_VALUES)))
    value = _VALUES[unit]
    told: dict[str, Any] = {"unit": unit, "actuals": _values(*data.draw(st.lists(value, min_size=2, max_size=33)))}
    if data.draw(st.booleans()):
        told |= {"baseline": {"value": data.draw(value), "date": "2023-12-31"}}
    if data.draw(st.booleans()):
        told |= {"target": {"value": data.draw(value), "due": "2027-12-31"}, "checkpoints": [{"date": "2026-12-31", "value": data.draw(value)}]}
    told |= data.draw(st.sampled_from([{}, {"noise": Decimal(3)}]))
    one = _judged(**told)
    drawn = assert_sound(lambda: draw(SPEECH, one))
    heights = [float(point["y"]) for point in picture(drawn, "only")["points"]]
    assert all(TOP <= height <= BOTTOM for height in heights)
