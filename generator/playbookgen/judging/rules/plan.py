"""Rules of the plan, its challenges and its risks: PB013–PB015, PB018, PB042."""

from __future__ import annotations

from collections.abc import Iterator

from playbookgen.judging.rules.inquiry import Inquiry, Observation, RuleFunction, place
from playbookgen.model.finding import Term, Value
from playbookgen.model.judgement import ActionJudgement
from playbookgen.model.organisation import Person

#: Kinds of phases every change needs (source S0-21).
NEEDED_PHASES = ("goals", "training", "tools", "evaluation")


def challenge_without_action(ask: Inquiry) -> Iterator[Observation]:
    """PB013: no live action answers the challenge; an error from severity 4."""
    for judged in ask.judgement.challenges:
        challenge = judged.challenge
        if judged.answered:
            continue
        reason = "severe" if challenge.severity >= ask.limit("severity") else "unanswered"
        position = place(ask.organisation.challenges, challenge.id)
        name = challenge.name or Term("challenge", challenge.id)
        yield Observation(challenge.id, ("challenges", position), (reason,), name, {"severity": challenge.severity})


def action_without_owner(ask: Inquiry) -> Iterator[Observation]:
    """PB014: an open action has no owner, or an owner and no due day."""
    for index, judged in enumerate(ask.judgement.plan.actions):
        action = judged.action
        if not judged.is_open or (action.owner is not None and action.due is not None):
            continue
        yield Observation(action.id, ("plan", "actions", index), ("owner" if action.owner is None else "due",), action.text)


def action_overdue(ask: Inquiry) -> Iterator[Observation]:
    """PB015: an open action is late; from 30 days an error. On its due day it is not late."""
    for index, judged in enumerate(ask.judgement.plan.actions):
        days, action = judged.overdue_days, judged.action
        if action.due is None or not days or days < min(ask.limit("days"), ask.limit("long")):
            continue
        reason = "long_late" if days >= ask.limit("long") else "late"
        inputs = {"days": days, "due": action.due, **_what_blocks(judged, ask)}
        yield Observation(action.id, ("plan", "actions", index), (reason,), action.text, inputs)


def _what_blocks(judged: ActionJudgement, ask: Inquiry) -> dict[str, Value]:
    """For a blocked action: what it waits for, and who can clear the way: the chair of the steering meeting, else the sponsor."""
    if judged.action.status != "blocked":
        return {}
    change = ask.organisation.change
    chair = change.steering_meeting.chair if change.steering_meeting else None
    told: dict[str, Value] = {"unblocker": person(ask, chair or change.sponsor).title}
    if judged.action.blocked_by is not None:
        told["blocked_by"] = judged.action.blocked_by
    return told


def person(ask: Inquiry, name: str) -> Person:
    """The person of this id."""
    return ask.organisation.people[place(ask.organisation.people, name)]


def plan_lacks_phase(ask: Inquiry) -> Iterator[Observation]:
    """PB018: a kind of phase is missing, a phase has no live action, or the whole change is shorter than 180 days."""
    kinds = {judged.phase.kind for judged in ask.judgement.plan.phases}
    for kind in NEEDED_PHASES:
        if kind not in kinds:
            yield Observation(kind, ("plan", "phases"), ("kind",), Term("phase", kind))
    for index, judged in enumerate(ask.judgement.plan.phases):
        if judged.has_no_action:
            yield Observation(judged.phase.id, ("plan", "phases", index), ("empty",), judged.phase.name)
    days = ask.judgement.change_days.days
    if days < ask.limit("days"):
        yield Observation("change", ("change", "end"), ("short",), ask.organisation.change.name, {"days": days})


def high_risk_open(ask: Inquiry) -> Iterator[Observation]:
    """PB042: a risk of 15 points or more lacks mitigation or owner."""
    for judged in ask.judgement.risks:
        if judged.missing and judged.score >= ask.limit("score"):
            risk = judged.risk
            missing = tuple(Term("word", part) for part in judged.missing)
            yield Observation(
                risk.id, ("risks", place(ask.organisation.risks, risk.id)), judged.missing, risk.text, {"score": judged.score, "missing": missing}
            )


RULES: dict[str, RuleFunction] = {
    "PB013": challenge_without_action,
    "PB014": action_without_owner,
    "PB015": action_overdue,
    "PB018": plan_lacks_phase,
    "PB042": high_risk_open,
}
