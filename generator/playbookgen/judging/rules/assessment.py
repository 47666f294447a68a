"""Rules of the assessment: PB002–PB005."""

from __future__ import annotations

from collections.abc import Iterator

from playbookgen.judging.plan import is_live
from playbookgen.judging.rules.inquiry import Inquiry, Observation, RuleFunction, place
from playbookgen.model.assessment import ENABLER_AREAS
from playbookgen.model.finding import Measure, Term
from playbookgen.model.judgement import AreaScore


def not_verified(ask: Inquiry) -> Iterator[Observation]:
    """PB002: the newest own round has no external one within 180 days before or after; at once, not after 180 days."""
    assessment = ask.judgement.assessment
    own = assessment.own_round if assessment else None
    if own is None:
        return
    rounds = ask.organisation.assessments
    externals = [one for one in rounds if one.kind == "external" and one.date <= ask.as_of]
    if not any(abs((one.date - own.date).days) <= ask.limit("days") for one in externals):
        yield Observation(own.id, ("assessments", place(rounds, own.id)), ("not_verified",), inputs={"date": own.date})


def gap_without_action(ask: Inquiry) -> Iterator[Observation]:
    """PB003: an enabler area 15 points or more (25: warning) below its target, and no live action names it."""
    answered = {area for action in ask.organisation.plan.actions if is_live(action) for area in action.areas}
    for score in ask.judgement.assessment.areas if ask.judgement.assessment else ():
        if score.area not in ENABLER_AREAS or score.area in answered or score.gap is None or score.current is None or score.target is None:
            continue
        if score.gap >= min(ask.limit("gap"), ask.limit("wide")):
            reason = "wide" if score.gap >= ask.limit("wide") else "gap"
            inputs = {"current": Measure(score.current), "target": Measure(score.target), "gap": Measure(score.gap)}
            yield Observation(score.area, ("assessment_targets", "scores", score.area), (reason,), Term("area", score.area), inputs)


def old_assessment(ask: Inquiry) -> Iterator[Observation]:
    """PB004: the newest round is more than 365 days old, or there is none 60 days after the change began."""
    newest = ask.judgement.assessment.newest if ask.judgement.assessment else None
    if newest is None:
        if ask.days_since_start > ask.limit("grace"):
            yield Observation("assessments", ("assessments",), ("none",), inputs={"days": ask.days_since_start})
    elif ask.age(newest) > ask.limit("days"):
        yield Observation("assessments", ("assessments",), ("old",), inputs={"date": newest, "days": ask.age(newest)})


def own_and_external_apart(ask: Inquiry) -> Iterator[Observation]:
    """PB005: own and external score of one round are 10 points or more (20: warning) apart."""
    assessment = ask.judgement.assessment
    if assessment is None or assessment.own_round is None or assessment.compared_round is None:
        return
    position = place(ask.organisation.assessments, assessment.own_round.id)
    for score in assessment.areas:
        reason = _divergence_reason(score, ask)
        if reason is not None and score.divergence is not None:
            own, external = assessment.own_round.scores[score.area], assessment.compared_round.scores[score.area]
            inputs = {"own": Measure(own), "external": Measure(external), "difference": Measure(abs(score.divergence))}
            yield Observation(score.area, ("assessments", position, "scores", score.area), (reason,), Term("area", score.area), inputs)


def _divergence_reason(score: AreaScore, ask: Inquiry) -> str | None:
    if score.divergence is None or abs(score.divergence) < min(ask.limit("apart"), ask.limit("far_apart")):
        return None
    kind = "blind_spot" if score.divergence > 0 else "hidden_strength"
    return f"far_{kind}" if abs(score.divergence) >= ask.limit("far_apart") else kind


RULES: dict[str, RuleFunction] = {
    "PB002": not_verified,
    "PB003": gap_without_action,
    "PB004": old_assessment,
    "PB005": own_and_external_apart,
}
