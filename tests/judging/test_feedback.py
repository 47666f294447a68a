"""Feedback: replies, decisions, and what became of what was said."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.judging.feedback import judge_feedback
from playbookgen.model.voice_judgement import FeedbackJudgement
from support.organisations import AS_OF, judged, minimal, sample


def item(age: int, reply: int | None = None, **told: Any) -> dict[str, Any]:
    came = AS_OF - timedelta(days=age)
    replied = {} if reply is None else {"replied": (came + timedelta(days=reply)).isoformat()}
    return {"date": came.isoformat(), "source": "staff", "text": "Said", **replied, **told}


def feedback(*items: dict[str, Any], **told: Any) -> FeedbackJudgement:
    actions = [{"id": "act_done", "text": "A", "status": "done"}, {"id": "act_open", "text": "B", "status": "in_progress"}]
    listed = [{"id": f"item_{index}", **one} for index, one in enumerate(items)]
    judgement = judge_feedback(minimal(feedback={"items": listed, **told}, plan={"actions": actions}), AS_OF)
    assert judgement is not None
    return judgement


def test_lumivakka() -> None:
    told = judged(sample("lumivakka")).feedback
    assert told is not None
    assert (told.due, told.replied_in_time, told.reply_rate, told.median_reply_days) == (2, 1, Fraction(1, 2), Fraction(4))
    assert [(one.item.id, one.age_days, one.is_late) for one in told.open_items] == [("f102", 26, True), ("f103", 4, False)]
    assert (told.decided, told.decided_share) == (1, Fraction(1, 3))
    assert [(one.item.id, one.action.id) for one in told.became_actions if one.action] == [("f101", "act_crm_view")]
    assert [(one.item.id, one.outcome) for one in told.you_said_we_did] == [("f101", "planned")]


def test_none_and_nothing() -> None:
    assert judge_feedback(minimal(), AS_OF) is None
    told = feedback()
    assert (told.reply_rate, told.median_reply_days, told.decided_share, told.reply_within_days) == (None, None, None, 7)


@pytest.mark.parametrize(("age", "late", "due"), [(0, False, 0), (7, False, 0), (8, True, 1)])
def test_open_items(age: int, late: bool, due: int) -> None:
    told = feedback(item(age))
    assert (told.items[0].is_late, told.due) == (late, due)


@pytest.mark.parametrize(("reply", "rate"), [(0, 1), (7, 1), (8, 0)])
def test_reply_inside_the_window(reply: int, rate: int) -> None:
    assert feedback(item(20, reply)).reply_rate == rate


def test_a_window_of_ones_own() -> None:
    told = feedback(item(20, 15), item(14), item(15), reply_within_days=14)
    assert [one.is_late for one in told.items] == [False, False, True]
    assert (told.due, told.replied_in_time) == (2, 0)


def test_a_quick_reply_to_a_young_item_is_no_rate_yet_but_a_median() -> None:
    told = feedback(item(3, 1))
    assert (told.reply_rate, told.median_reply_days) == (None, Fraction(1))


def test_median_may_be_a_half() -> None:
    assert feedback(item(20, 1), item(20, 4), item(20)).median_reply_days == Fraction(5, 2)
    assert feedback(item(20, 1), item(20, 4), item(20, 19)).median_reply_days == 4


def test_you_said_we_did() -> None:
    told = feedback(
        item(50, 1, decision="declined"),
        item(40, 1, decision="planned"),
        item(30, 1, decision="planned", action="act_done"),
        item(20, 1, decision="planned", action="act_open"),
        item(60, 1, decision="done"),
        item(10, 1, decision="duplicate"),
        item(9, 1),
        item(8, 1, action="act_done"),
    )
    assert [one.item.id for one in told.you_said_we_did] == ["item_2", "item_4", "item_3", "item_1", "item_0"]
    assert told.items[7].outcome is None
    assert (told.decided, len(told.became_actions)) == (6, 3)


@given(st.lists(st.tuples(st.integers(0, 60), st.one_of(st.none(), st.integers(0, 60))), max_size=10))
def test_counts_fit_together(told: list[tuple[int, int | None]]) -> None:
    judgement = feedback(*(item(age, None if reply is None else min(reply, age)) for age, reply in told))
    assert judgement.replied_in_time <= judgement.due <= len(judgement.items)
    assert {one.item.id for one in judgement.open_items} == {one.item.id for one in judgement.items if one.item.replied is None}
    ages = [one.age_days for one in judgement.open_items]
    assert ages == sorted(ages, reverse=True)
    assert judgement.reply_rate is None or 0 <= judgement.reply_rate <= 1
