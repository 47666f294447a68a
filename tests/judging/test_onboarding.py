"""The first 90 days: coverage, gaps, windows, early leavers."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.judging.onboarding import judge_cohorts, judge_onboarding
from playbookgen.model.daily_judgement import DayRange, EarlyLeavers, OnboardingJudgement
from playbookgen.model.training import Cohort
from support.organisations import AS_OF, judged, minimal, sample

Module = tuple[int, int, str]


def onboarding(*modules: Module, **told: Any) -> OnboardingJudgement:
    listed = [
        {"id": f"module_{index}", "name": "M", "start_day": first, "end_day": last, "kind": kind} for index, (first, last, kind) in enumerate(modules)
    ]
    return judge_onboarding(minimal(training={"onboarding": listed}, **told), AS_OF)


def leavers(*cohorts: tuple[date, int, int]) -> EarlyLeavers:
    return judge_cohorts([Cohort(start=start, starters=starters, left_within_90=left) for start, starters, left in cohorts], AS_OF)


def test_lumivakka() -> None:
    told = judged(sample("lumivakka")).onboarding
    assert (told.covered_days, told.coverage) == (66, Fraction(66, 90))
    assert told.gaps == (DayRange(46, 59), DayRange(61, 65), DayRange(86, 90))
    assert told.longest_gap == DayRange(46, 59)
    assert told.longest_gap.days == 14
    assert [(one.has_practice, one.has_check_in) for one in told.windows] == [(True, True), (True, True), (True, False)]
    assert [one.covered_days for one in told.windows] == [30, 16, 20]
    assert told.early_leavers == EarlyLeavers(2, 1, 14, 4, Fraction(4, 14), small_numbers=False)
    assert told.goes_on
    assert {channel: len(modules) for channel, modules in told.by_channel} == {"phone": 2, "email": 1, "web_chat": 1, "social": 0, "sms": 0}


def test_multelia() -> None:
    told = judged(sample("multelia")).onboarding
    # days 1–60 and 88–90
    assert (told.covered_days, told.gaps, told.goes_on) == (63, (DayRange(61, 87),), False)
    assert [(one.has_practice, one.has_check_in) for one in told.windows] == [(True, False), (True, False), (False, True)]


def test_nothing_told() -> None:
    told = onboarding()
    assert (told.covered_days, told.coverage, told.gaps, told.longest_gap) == (0, Fraction(0), (DayRange(1, 90),), DayRange(1, 90))
    assert told.early_leavers == EarlyLeavers(0, 0, 0, 0, None, small_numbers=True)
    assert not told.goes_on


@pytest.mark.parametrize(
    ("modules", "gaps"),
    [
        ([(1, 90, "theory")], ()),
        ([(1, 365, "theory")], ()),
        ([(2, 89, "theory")], (DayRange(1, 1), DayRange(90, 90))),
        ([(91, 365, "theory")], (DayRange(1, 90),)),
        ([(1, 30, "theory"), (41, 90, "theory")], (DayRange(31, 40),)),
        ([(11, 20, "theory"), (31, 90, "theory")], (DayRange(1, 10), DayRange(21, 30))),
    ],
)
def test_gaps(modules: list[Module], gaps: tuple[DayRange, ...]) -> None:
    told = onboarding(*modules)
    assert told.gaps == gaps
    assert told.longest_gap == (gaps[0] if gaps else None)


@pytest.mark.parametrize(
    ("module", "practice"),
    [
        ((30, 31, "practice"), [True, True, False]),
        ((60, 61, "practice"), [False, True, True]),
        ((90, 120, "practice"), [False, False, True]),
        ((91, 120, "practice"), [False, False, False]),
        ((1, 90, "theory"), [False, False, False]),
        ((1, 90, "mastery_check"), [False, False, False]),
    ],
)
def test_windows(module: Module, practice: list[bool]) -> None:
    assert [one.has_practice for one in onboarding(module).windows] == practice


@pytest.mark.parametrize(
    ("module", "goes_on"), [((1, 90, "theory"), False), ((1, 90, "refresher"), True), ((90, 200, "theory"), False), ((91, 91, "theory"), True)]
)
def test_learning_goes_on(module: Module, goes_on: bool) -> None:
    assert onboarding(module).goes_on is goes_on
    assert onboarding(module, routines=[{"id": "coaching", "kind": "personal_coaching"}]).goes_on


@pytest.mark.parametrize(("age", "closed"), [(89, 0), (90, 1), (91, 1), (-10, 0)])
def test_a_cohort_closes_after_ninety_days(age: int, closed: int) -> None:
    told = leavers((AS_OF - timedelta(days=age), 10, 3))
    assert (told.closed_cohorts, told.open_cohorts) == (closed, 1 - closed)
    assert told.share == (Fraction(3, 10) if closed else None)


@pytest.mark.parametrize(("starters", "small"), [(9, True), (10, False)])
def test_small_numbers(starters: int, small: bool) -> None:
    assert leavers((date(2026, 1, 1), starters, 0)).small_numbers is small


def test_a_cohort_of_nobody() -> None:
    assert leavers((date(2026, 1, 1), 0, 0)).share is None


def test_skills() -> None:
    skills = [{"id": f"skill_{index}", "name": "S", "group": "tool", "agents_ready": ready} for index, ready in enumerate([5, 30, None])]
    teams = [{"id": "one", "name": "One", "agents": 10}]
    told = judge_onboarding(minimal(training={"skills": skills}, teams=teams), AS_OF)
    assert [one.share for one in told.skills] == [Fraction(1, 2), 1, None]
    assert {one.share for one in judge_onboarding(minimal(training={"skills": skills}), AS_OF).skills} == {None}


@given(st.lists(st.tuples(st.integers(1, 120), st.integers(0, 40)), max_size=8))
def test_covered_and_empty_days_make_ninety(told: list[tuple[int, int]]) -> None:
    judgement = onboarding(*((first, first + length, "theory") for first, length in told))
    assert judgement.covered_days + sum(gap.days for gap in judgement.gaps) == 90
    assert judgement.covered_days == sum(one.covered_days for one in judgement.windows)
    assert all(earlier.last + 1 < later.first for earlier, later in zip(judgement.gaps, judgement.gaps[1:], strict=False))
