"""The strategy question: suppression first, then age, then the shares."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.judging.pulse import judge_pulse
from playbookgen.model.course_judgement import PulseJudgement
from support.organisations import AS_OF, judged, minimal, sample


def answers(clear: int, partly: int, unclear: int, day: date = AS_OF) -> dict[str, Any]:
    return {"date": day.isoformat(), "asked": clear + partly + unclear, "clear": clear, "partly": partly, "unclear": unclear}


def pulse(*rounds: dict[str, Any], min_group: int = 5) -> PulseJudgement:
    told = judge_pulse(minimal(strategy_pulse=list(rounds), privacy={"min_group": min_group}), AS_OF)
    assert told is not None
    return told


def test_lumivakka() -> None:
    told = judged(sample("lumivakka")).pulse
    assert told is not None
    assert (told.clear_share, told.unclear_share) == (Fraction(19, 48), Fraction(1, 4))
    assert (told.verdict, told.reasons) == ("rework", ("few_clear", "many_unclear"))
    assert (told.age_days, told.asked) == (41, 48)


def test_none() -> None:
    assert judge_pulse(minimal(), AS_OF) is None


@pytest.mark.parametrize(
    ("told", "verdict", "reasons"),
    [
        (answers(10, 9, 1), "clear", ()),
        (answers(9, 11, 0), "rework", ("few_clear",)),
        (answers(12, 4, 4), "clear", ()),
        (answers(11, 4, 5), "rework", ("many_unclear",)),
        (answers(0, 0, 20), "rework", ("few_clear", "many_unclear")),
        (answers(0, 0, 0), "nobody_asked", ()),
        (answers(2, 1, 1), "too_few", ()),
        (answers(2, 2, 1), "rework", ("few_clear",)),
    ],
)
def test_verdict(told: dict[str, Any], verdict: str, reasons: tuple[str, ...]) -> None:
    # 5 asked of whom 2 are clear: 4 < 5; 1 unclear of 5: 4 < 5
    judged_pulse = pulse(told)
    assert (judged_pulse.verdict, judged_pulse.reasons) == (verdict, reasons)


@pytest.mark.parametrize(("days", "verdict"), [(364, "rework"), (365, "rework"), (366, "old")])
def test_old_answers_are_not_judged(days: int, verdict: str) -> None:
    told = pulse(answers(0, 5, 5, AS_OF - timedelta(days=days)))
    assert (told.verdict, told.age_days) == (verdict, days)
    assert (told.reasons == ()) == (verdict == "old")
    assert told.clear_share == 0


def test_only_the_newest_counts_and_the_others_are_told() -> None:
    rounds = [answers(9, 0, 1, AS_OF - timedelta(days=1)), answers(1, 8, 1), answers(2, 1, 0, AS_OF - timedelta(days=9)), answers(6, 4, 0)]
    told = pulse(*rounds)
    assert told.clear == 6
    assert [one.clear for one in told.earlier] == [1, 9, None]
    assert all(one.earlier == () for one in told.earlier)


def test_answers_to_come_are_unknown() -> None:
    assert judge_pulse(minimal(strategy_pulse=answers(9, 1, 0, AS_OF + timedelta(days=1))), AS_OF) is None


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12), st.integers(3, 12))
def test_too_few_leave_no_figure(clear: int, partly: int, unclear: int, min_group: int) -> None:
    told = pulse(answers(clear, partly, unclear), min_group=min_group)
    asked = clear + partly + unclear
    assert told.suppressed is (0 < asked < min_group)
    figures = (told.asked, told.clear, told.partly, told.unclear, told.clear_share, told.unclear_share)
    if told.suppressed:
        assert figures == (None,) * 6
        assert (told.verdict, told.reasons) == ("too_few", ())
    else:
        assert told.asked == asked
