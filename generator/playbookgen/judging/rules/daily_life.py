"""Rules of daily life: routines, partners, decisions and feedback. PB024, PB027, PB031, PB032, PB040, PB043."""

from __future__ import annotations

from collections.abc import Iterator

from playbookgen.judging.rules.inquiry import Inquiry, Observation, RuleFunction, place
from playbookgen.model.daily_judgement import DecisionJudgement, StakeholderJudgement
from playbookgen.model.finding import Measure, Term, Value


def feedback_unanswered(ask: Inquiry) -> Iterator[Observation]:
    """PB024: open for more than 30 days, or for longer than the reply window; answered, but undecided after 60 days."""
    feedback = ask.judgement.feedback
    for index, judged in enumerate(feedback.items if feedback else ()):
        item, reason = judged.item, None
        if judged.is_open and judged.age_days > ask.limit("long"):
            reason = "long_open"
        elif judged.is_open and feedback is not None and judged.age_days > feedback.reply_within_days:
            reason = "open"
        elif not judged.is_open and item.decision is None and judged.age_days > ask.limit("undecided"):
            reason = "undecided"
        if reason is not None and feedback is not None:
            inputs = {"days": judged.age_days, "within": feedback.reply_within_days}
            yield Observation(item.id, ("feedback", "items", index), (reason,), item.text, inputs)


def no_shared_time(ask: Inquiry) -> Iterator[Observation]:
    """PB027: a team talks together for less than 30 minutes a week (hint: 60); or no routine is described."""
    if not ask.organisation.routines:
        yield Observation("routines", ("routines",), ("none",))
        return
    for judged in ask.judgement.routines.shared_time:
        if judged.minutes < max(ask.limit("too_little"), ask.limit("little")):
            reason = "too_little" if judged.minutes < ask.limit("too_little") else "little"
            yield Observation(judged.team.id, ("routines",), (reason,), judged.team.name, {"minutes": Measure(judged.minutes)})


def informed_not_involved(ask: Inquiry) -> Iterator[Observation]:
    """PB031: a partner of influence 4 or more without joint development or without meetings; support 2 points below what is needed."""
    for judged in ask.judgement.stakeholders:
        reasons = tuple(_not_involved(judged, ask))
        if not reasons:
            continue
        partner = judged.stakeholder
        inputs: dict[str, Value] = {"influence": partner.influence}
        if judged.support_gap is not None and "support" in reasons:
            inputs["gap"] = judged.support_gap
        yield Observation(partner.id, ("stakeholders", place(ask.organisation.stakeholders, partner.id)), reasons, partner.name, inputs)


def _not_involved(judged: StakeholderJudgement, ask: Inquiry) -> Iterator[str]:
    partner = judged.stakeholder
    if partner.influence >= ask.limit("influence"):
        if partner.co_development is not True:
            yield "not_involved"
        if partner.meeting_cadence is None:
            yield "not_met"
    if judged.support_gap is not None and judged.support_gap >= ask.limit("support"):
        yield "support"


def sharing_by_chance(ask: Inquiry) -> Iterator[Observation]:
    """PB032: no best practice is written down, or peer learning and small groups reach fewer than half of the agents."""
    routines, reasons = ask.judgement.routines, []
    if not ask.organisation.best_practices:
        reasons.append("no_register")
    if routines.peer_share is not None and routines.peer_share < ask.share("covered"):
        reasons.append("few_covered")
    if reasons:
        inputs: dict[str, Value] = {"covered": routines.peer_covered, "agents": routines.agents}
        yield Observation("best_practices", ("best_practices",), tuple(reasons), inputs=inputs)


def authority_unclear(ask: Inquiry) -> Iterator[Observation]:
    """PB040: a decision lacks limit or escalation, none is the agent's, or fewer than five are described."""
    judgement = ask.judgement.decisions
    currency = ask.organisation.organisation.currency
    for judged in judgement.decisions:
        decision = judged.decision
        if reasons := tuple(_unclear(judged, currency)):
            inputs: dict[str, Value] = {"currency": currency}
            if decision.limit is not None:
                inputs |= {"amount": Measure(decision.limit.amount), "amount_currency": decision.limit.currency or currency}
            yield Observation(decision.id, ("decisions", place(ask.organisation.decisions, decision.id)), reasons, decision.text, inputs)
    count = len(judgement.decisions)
    if count and not judgement.at_agent:
        yield Observation("decisions", ("decisions",), ("none_at_agent",), inputs={"count": count})
    if count < ask.limit("few"):
        yield Observation("decisions", ("decisions",), ("few",), inputs={"count": count})


def _unclear(judged: DecisionJudgement, currency: str) -> Iterator[str]:
    limit = judged.decision.limit
    if judged.limit_missing:
        yield "no_limit"
    if judged.escalation_missing:
        yield "no_escalation"
    if limit is not None and limit.amount <= 0:
        yield "limit_zero"
    if limit is not None and limit.currency not in (None, currency):
        yield "currency"


def routine_fades(ask: Inquiry) -> Iterator[Observation]:
    """PB043: less than 80 % held of what was planned, or coached of the agents; a team without morning start; no routine at all."""
    if not ask.organisation.routines:
        yield Observation("routines", ("routines",), ("none",))
        return
    routines = ask.judgement.routines
    for index, judged in enumerate(routines.routines):
        routine, path = judged.routine, ("routines", index)
        name: Value = routine.name or Term("word", routine.kind)
        if judged.held is not None and judged.held < ask.share("held"):
            held: dict[str, Value] = {"held": routine.held_4w or 0, "planned": routine.planned_4w or 0, "share": judged.held}
            yield Observation(routine.id, path, ("held",), name, held)
        if judged.coached is not None and judged.coached < ask.share("coached"):
            coached: dict[str, Value] = {"coached": routine.agents_coached_30d or 0, "agents": judged.agents, "share": judged.coached}
            yield Observation(routine.id, path, ("coached",), name, coached)
    for team in routines.without_morning_start:
        yield Observation(team.id, ("routines",), ("start",), team.name)


RULES: dict[str, RuleFunction] = {
    "PB024": feedback_unanswered,
    "PB027": no_shared_time,
    "PB031": informed_not_involved,
    "PB032": sharing_by_chance,
    "PB040": authority_unclear,
    "PB043": routine_fades,
}
