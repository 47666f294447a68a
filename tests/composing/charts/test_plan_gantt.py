"""The plan on a time line: phases, what is due when, today."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.composing.charts.plan_gantt import draw
from support.charts import NAMES, SPEECH, assert_sound, picture
from support.organisations import AS_OF, judged, minimal, sample


def _plan(phases: list[dict[str, Any]], actions: list[dict[str, Any]], **change: Any) -> Any:
    return minimal(plan={"phases": phases, "actions": actions}, change=change)


def _drawn(organisation: Any, as_of: date = AS_OF) -> dict[str, Any] | None:
    return draw(SPEECH, judged(organisation, as_of).plan, organisation.change, as_of)


def _phase(id: str = "one", start: str = "2026-03-01", end: str = "2027-02-28", name: str = "Phase") -> dict[str, Any]:
    return {"id": id, "kind": "goals", "name": name, "start": start, "end": end}


def _action(index: int, due: str, status: str = "not_started") -> dict[str, Any]:
    done = {"done_on": "2026-05-01"} if status == "done" else {}
    return {"id": f"a{index}", "text": "Do it", "status": status, "phase": "one", "due": due, **done}


def test_without_phases_there_is_no_picture() -> None:
    assert _drawn(_plan([], [])) is None


def test_today_is_a_line_only_while_the_plan_runs() -> None:
    plan = _plan([_phase()], [])
    during, after = _drawn(plan), _drawn(plan, date(2028, 1, 1))
    assert during is not None
    assert after is not None
    assert picture(during, "wide")["today"]["text"] == "31 Oct"
    assert picture(after, "wide")["today"] is None
    assert (during["has_today"], after["has_today"]) == (True, False)


def test_a_phase_of_the_whole_change_is_as_long_as_the_plot() -> None:
    (row,) = picture(_drawn(_plan([_phase()], [])), "wide")["rows"]
    assert float(row["bar_length"]) == pytest.approx(float(row["length"]) - 16, abs=0.02)
    assert row["done_length"] is None


def test_what_is_done_fills_the_bar() -> None:
    (row,) = picture(_drawn(_plan([_phase()], [_action(0, "2026-05-01", "done"), _action(1, "2026-12-01")])), "wide")["rows"]
    assert float(row["done_length"]) == pytest.approx(float(row["bar_length"]) / 2, abs=0.02)


def test_every_state_has_its_own_mark() -> None:
    states = ["done", "cancelled", "blocked", "not_started", "in_progress"]
    plan = _plan(
        [_phase()], [_action(index, f"2026-{month:02}-01", state) for index, (month, state) in enumerate(zip(range(4, 13, 2), states, strict=True))]
    )
    drawn = _drawn(plan, date(2026, 4, 15))
    assert drawn is not None
    assert [mark["state"] for mark in picture(drawn, "wide")["rows"][0]["marks"]] == ["done", "cancelled", "blocked", "open", "open"]
    late = _drawn(plan, date(2026, 11, 1))
    assert [mark["state"] for mark in picture(late, "wide")["rows"][0]["marks"]] == ["done", "cancelled", "late", "late", "open"]
    assert late is not None
    assert late["states"] == ["late", "open", "done", "cancelled"]


def test_days_on_which_goals_are_due_have_a_row_of_their_own() -> None:
    drawn = _drawn(sample("lumivakka"))
    assert drawn is not None
    wide = picture(drawn, "wide")
    assert sum(mark["count"] for mark in wide["goals"]["marks"]) == len(drawn["goals"]) > 0
    without = picture(_drawn(_plan([_phase()], [])), "wide")
    assert without["goals"] is None


def test_months_have_labels_that_do_not_touch() -> None:
    for kind in ("wide", "narrow"):
        months = picture(_drawn(sample("lumivakka")), kind)["months"]
        places = [float(month["x"]) for month in months]
        assert len(months) >= 4
        assert all(later - earlier > 34 for earlier, later in pairwise(places))


_DUE = st.integers(0, 500).map(lambda days: (date(2026, 1, 1) + timedelta(days=days)).isoformat())
_STATES = st.sampled_from(["not_started", "in_progress", "blocked", "done", "cancelled"])


@given(st.lists(st.tuples(_DUE, _STATES), max_size=30), st.integers(0, 3000), NAMES)
def test_any_plan_stays_inside(actions: list[tuple[str, str]], days: int, name: str) -> None:
    end = (date(2026, 3, 1) + timedelta(days=days)).isoformat()
    plan = _plan([_phase(), _phase("two", "2026-03-01", end)], [_action(index, *action) for index, action in enumerate(actions)])
    named = plan.plan.phases[0].name.of(name)
    plan.plan.phases[0] = plan.plan.phases[0].model_copy(update={"name": named})
    assert_sound(lambda: _drawn(plan))
