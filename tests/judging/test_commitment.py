"""Promises of the leadership and how much of them is kept."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.judging.commitment import coverage_level, due_on, is_late, judge_commitment, promise_state
from playbookgen.model.judgement import CommitmentJudgement, PromiseJudgement
from playbookgen.model.leadership import COMMITMENT_AREAS, LeadershipItem
from playbookgen.model.values import CADENCE_DAYS, Cadence
from support.organisations import AS_OF, leadership_acts

START = date(2026, 3, 1)
CORE = [act.id for act in leadership_acts() if act.core]


def commitment(*items: dict[str, Any], as_of: date = AS_OF, start: date = START) -> CommitmentJudgement:
    return judge_commitment([LeadershipItem.model_validate(item) for item in items], leadership_acts(), start, as_of)


def promise(told: CommitmentJudgement, name: str) -> PromiseJudgement:
    return next(one for one in told.promises if one.id == name)


def days_ago(days: int) -> date:
    return AS_OF - timedelta(days)


@pytest.mark.parametrize(
    ("cadence", "age", "state"),
    [
        ("weekly", 0, "fresh"),
        ("weekly", 7, "fresh"),
        ("weekly", 10, "due"),
        ("weekly", 11, "stale"),
        ("biweekly", 21, "due"),
        ("biweekly", 22, "stale"),
        ("monthly", 31, "fresh"),
        ("monthly", 32, "due"),
        ("monthly", 46, "due"),
        ("monthly", 47, "stale"),
        ("quarterly", 138, "due"),
        ("quarterly", 139, "stale"),
        ("half_yearly", 183, "fresh"),
        ("half_yearly", 274, "due"),
        ("half_yearly", 275, "stale"),
        ("yearly", 366, "fresh"),
        ("yearly", 549, "due"),
        ("yearly", 550, "stale"),
        ("once", 10_000, "fresh"),
    ],
)
def test_states(cadence: Cadence, age: int, state: str) -> None:
    assert promise_state(days_ago(age), cadence, AS_OF) == state


@pytest.mark.parametrize(("cadence", "days"), [("monthly", 31), ("half_yearly", 183), ("once", 31)])
def test_never_kept_is_late_after_the_first_interval(cadence: Cadence, days: int) -> None:
    due = due_on(None, cadence, START)
    assert due == START + timedelta(days)
    assert not is_late("never", due, START + timedelta(days))
    assert is_late("never", due, START + timedelta(days + 1))


def test_due_day() -> None:
    assert due_on(date(2028, 1, 29), "monthly", START) == date(2028, 2, 29)
    assert due_on(date(2026, 5, 1), "once", START) is None


def test_empty_checklist_is_nothing_kept() -> None:
    told = commitment()
    assert sorted(one.id for one in told.promises) == sorted(CORE)
    assert all(one.item is None and one.state == "never" for one in told.promises)
    assert [area.share for area in told.areas] == [0] * 5
    assert (told.overall, told.level) == (Fraction(0), "weak")


def test_before_the_change_nothing_is_late() -> None:
    assert commitment(as_of=START - timedelta(30)).late == ()


def test_there_are_ten_core_acts_two_in_each_area() -> None:
    assert [sum(act.core and act.area == area for act in leadership_acts()) for area in COMMITMENT_AREAS] == [2] * 5


def test_extension_acts_count_once_they_are_listed() -> None:
    told = commitment({"item": "sponsor_visible", "last_done": days_ago(5)})
    assert len(told.promises) == 11
    assert (promise(told, "sponsor_visible").area, promise(told, "sponsor_visible").cadence) == ("participation", "quarterly")
    assert told.areas[1].share == Fraction(1, 3)


def test_own_items_bring_their_area_and_are_monthly() -> None:
    told = commitment({"item": "own_round", "text": "x", "area": "openness", "last_done": days_ago(32)})
    assert (promise(told, "own_round").area, promise(told, "own_round").cadence, promise(told, "own_round").state) == ("openness", "monthly", "due")


def test_own_rhythm_replaces_that_of_the_library() -> None:
    assert promise(commitment({"item": "floor_visit", "cadence": "weekly", "last_done": days_ago(8)}), "floor_visit").state == "due"


def test_the_library_decides_the_area_of_its_acts() -> None:
    assert promise(commitment({"item": "floor_visit", "area": "openness"}), "floor_visit").area == "participation"


def test_item_without_area_is_counted_nowhere() -> None:
    assert len(commitment({"item": "own_round"}).promises) == 10


def test_not_applicable_items_leave() -> None:
    told = commitment({"item": "floor_visit", "not_applicable": "All work at home.", "last_done": days_ago(500)})
    one = promise(told, "floor_visit")
    assert (one.state, one.is_late, one.due_on) == ("not_applicable", False, None)
    assert (told.areas[1].fresh, told.areas[1].applicable) == (0, 1)
    assert told.promises[-1] is one


def test_area_with_nothing_applicable_is_left_out_of_the_mean() -> None:
    gone = [{"item": name, "not_applicable": "x"} for name in ("floor_visit", "joins_training")]
    kept = [{"item": name, "last_done": days_ago(1)} for name in CORE if name not in ("floor_visit", "joins_training")]
    told = commitment(*gone, *kept)
    assert (told.areas[1].share, told.overall, told.level) == (None, Fraction(1), "strong")


def test_nothing_applicable_at_all() -> None:
    told = commitment(*({"item": name, "not_applicable": "x"} for name in CORE))
    assert (told.overall, told.level, told.late) == (None, None, ())


def test_an_area_with_many_items_does_not_drown_the_others() -> None:
    own = [{"item": f"own_{index}", "area": "openness", "last_done": days_ago(1)} for index in range(20)]
    assert commitment(*own).overall == Fraction(20, 22) / 5


@pytest.mark.parametrize(
    ("share", "level"), [("0", "weak"), ("0.499", "weak"), ("0.5", "partial"), ("0.799", "partial"), ("0.8", "strong"), ("1", "strong")]
)
def test_levels(share: str, level: str) -> None:
    assert coverage_level(Fraction(share)) == level


def test_done_without_evidence_counts_but_leaves_no_trace() -> None:
    told = commitment({"item": "floor_visit", "last_done": days_ago(1)}, {"item": "joins_training", "last_done": days_ago(1), "evidence": "Minutes"})
    assert [promise(told, name).without_trace for name in ("floor_visit", "joins_training", "tools_funded")] == [True, False, False]
    assert told.areas[1].share == 1


def test_late_first_then_due_then_the_rest() -> None:
    told = commitment(
        {"item": "metrics_reviewed", "last_done": days_ago(3)},
        {"item": "plan_adjusted", "last_done": days_ago(100)},
        {"item": "floor_visit", "last_done": days_ago(121)},
        {"item": "tools_funded", "not_applicable": "x"},
        start=date(2026, 10, 1),
    )
    names = [one.id for one in told.promises]
    assert names[:2] == ["floor_visit", "plan_adjusted"]
    assert names[-2:] == ["metrics_reviewed", "tools_funded"]
    assert {promise(told, name).state for name in names[2:-2]} == {"never"}
    assert [one.id for one in told.late] == ["floor_visit"]


ITEMS = st.lists(
    st.fixed_dictionaries(
        {"item": st.sampled_from([act.id for act in leadership_acts()])},
        optional={
            "cadence": st.sampled_from(sorted(CADENCE_DAYS)),
            "last_done": st.dates(date(2024, 1, 1), AS_OF),
            "not_applicable": st.just("x"),
        },
    ),
    unique_by=lambda item: item["item"],
)


@given(ITEMS, st.dates(date(2024, 1, 1), date(2028, 1, 1)))
def test_coverage_lies_between_0_and_1(items: list[dict[str, Any]], start: date) -> None:
    told = commitment(*items, start=start)
    assert all(area.share is None or 0 <= area.share <= 1 for area in told.areas)
    assert told.overall is None or 0 <= told.overall <= 1
    assert set(CORE) <= {one.id for one in told.promises}
    late = [one.is_late for one in told.promises]
    assert late == sorted(late, reverse=True)


@given(ITEMS)
def test_keeping_a_promise_never_lowers_the_coverage(items: list[dict[str, Any]]) -> None:
    kept = [{**item, "last_done": AS_OF} for item in items]
    before, after = commitment(*items).overall, commitment(*kept).overall
    assert (before is None) is (after is None)
    assert before is None or after is None or before <= after
