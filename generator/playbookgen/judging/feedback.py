"""Feedback and ideas: who got a reply, how soon, and what became of it (brief P17, settled F18 and PB024)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from statistics import median
from typing import Final, Literal

from playbookgen.model.daily_life import FeedbackItem
from playbookgen.model.plan import Action
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.voice_judgement import FeedbackItemJudgement, FeedbackJudgement

Outcome = Literal["planned", "done", "declined", "duplicate"]
#: “You said, we did”: what was done comes first; duplicates are told by their first item.
TOLD_IN_ORDER: Final[tuple[Outcome, ...]] = ("done", "planned", "declined")


def outcome(item: FeedbackItem, action: Action | None) -> Outcome | None:
    """What was decided; a planned item whose action is done is done."""
    if item.decision == "planned" and action is not None and action.status == "done":
        return "done"
    return item.decision


def judge_item(item: FeedbackItem, actions: Mapping[str, Action], reply_within: int, as_of: date) -> FeedbackItemJudgement:
    """One item; on the last day of the window it is not late (settled PB024)."""
    action = actions.get(item.action) if item.action else None
    age = (as_of - item.date).days
    return FeedbackItemJudgement(
        item=item,
        age_days=age,
        is_open=item.replied is None,
        is_late=item.replied is None and age > reply_within,
        reply_days=None if item.replied is None else (item.replied - item.date).days,
        action=action,
        outcome=outcome(item, action),
    )


def median_reply_days(items: Sequence[FeedbackItemJudgement]) -> Fraction | None:
    """The middle of all replies' days, exact; ``None`` without a reply."""
    days = [Fraction(item.reply_days) for item in items if item.reply_days is not None]
    return median(days) if days else None


def you_said_we_did(items: Sequence[FeedbackItemJudgement]) -> tuple[FeedbackItemJudgement, ...]:
    """Decided items: done, planned, declined; in each the newest first."""
    told = [(TOLD_IN_ORDER.index(item.outcome), -item.item.date.toordinal(), item) for item in items if item.outcome in TOLD_IN_ORDER]
    return tuple(item for _, _, item in sorted(told, key=lambda entry: entry[:2]))


def judge_feedback(organisation: Organisation, as_of: date) -> FeedbackJudgement | None:
    """The whole of P17, items in the order of the file; ``None`` when feedback is not described."""
    told = organisation.feedback
    if told is None:
        return None
    actions = {action.id: action for action in organisation.plan.actions}
    items = tuple(judge_item(item, actions, told.reply_within_days, as_of) for item in told.items)
    due = [item for item in items if item.age_days > told.reply_within_days]
    in_time = sum(item.reply_days is not None and item.reply_days <= told.reply_within_days for item in due)
    decided = sum(item.item.decision is not None for item in items)
    return FeedbackJudgement(
        items=items,
        reply_within_days=told.reply_within_days,
        due=len(due),
        replied_in_time=in_time,
        reply_rate=Fraction(in_time, len(due)) if due else None,
        median_reply_days=median_reply_days(items),
        open_items=tuple(sorted((item for item in items if item.is_open), key=lambda item: item.age_days, reverse=True)),
        decided=decided,
        decided_share=Fraction(decided, len(items)) if items else None,
        became_actions=tuple(item for item in items if item.action is not None),
        you_said_we_did=you_said_we_did(items),
    )
