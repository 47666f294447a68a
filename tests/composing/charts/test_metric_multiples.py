"""Small multiples: every metric of one size, each on its own scale."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from playbookgen.composing.charts.metric_multiples import COLUMNS, draw
from playbookgen.judging.metrics import judge_metric
from playbookgen.model.text import LocalisedText
from support.charts import NAMES, SPEECH, assert_sound, picture
from support.organisations import judged, metric, sample

WORDS: dict[str, Any] = dict.fromkeys(
    ("attained", "on_track", "at_risk", "off_track", "missed", "not_attained", "no_data", "no_target", "no_expectation"),
    "Tavoite jäi saavuttamatta",
)


def _judged(values: list[float], name: str = "Figure", **told: Any) -> Any:
    actuals = [{"period": f"{2024 + index // 12}-{index % 12 + 1:02}", "value": value} for index, value in enumerate(values)]
    one = metric(actuals=actuals, **told).model_copy(update={"name": LocalisedText.of(name)})
    return judge_metric(one, (), 50, 5, date(2026, 10, 31))


def test_a_single_metric_has_its_own_picture_already() -> None:
    assert draw(SPEECH, [_judged([1, 2])], WORDS) is None


def test_the_sample_has_a_panel_a_metric_and_one_on_track() -> None:
    drawn = draw(SPEECH, judged(sample("lumivakka")).metrics, WORDS)
    assert drawn is not None
    panels = picture(drawn, "wide")["panels"]
    assert len(panels) == 7
    assert drawn["good"] == 1
    assert Counter(panel["tone"] for panel in panels) == {"watch": 3, "bad": 3, "good": 1}


def test_panels_stand_in_columns_and_lines_of_a_row_at_one_height() -> None:
    judged_ones = [_judged([1, 2], "Short"), _judged([1, 2], "A name that needs two lines beside the others"), _judged([3])] * 2
    for kind, columns in COLUMNS.items():
        panels = picture(draw(SPEECH, judged_ones, WORDS), kind)["panels"]
        assert len({panel["bottom"] for panel in panels[:columns]}) == 1
        assert len({panel["x1"] for panel in panels}) == columns


def test_without_figures_a_panel_keeps_its_place_and_draws_no_line() -> None:
    panel = picture(draw(SPEECH, [_judged([]), _judged([1, 2])], WORDS), "narrow")["panels"][0]
    assert panel["points"] == []
    assert panel["value"]["lines"][0]["text"] == "–"


def test_forty_metrics_have_forty_panels() -> None:
    drawn = assert_sound(lambda: draw(SPEECH, [_judged([1, 2, 3])] * 40, WORDS))
    assert len(picture(drawn, "narrow")["panels"]) == 40


@given(st.lists(st.tuples(st.lists(st.integers(0, 100), max_size=6), NAMES, st.none() | st.integers(0, 100)), min_size=2, max_size=9))
def test_any_metrics_stay_inside(told: list[tuple[list[float], str, int | None]]) -> None:
    targets: list[dict[str, Any]] = [{} if target is None else {"target": {"value": target, "due": "2026-12-31"}} for _, _, target in told]
    ones = [_judged(values, name, **target) for (values, name, _), target in zip(told, targets, strict=True)]
    assert_sound(lambda: draw(SPEECH, ones, WORDS))
