"""Rules of learning, channels and systems: PB020–PB023, PB034, PB035, PB045."""

from __future__ import annotations

from collections.abc import Iterator

from playbookgen.judging.rules.inquiry import Inquiry, Observation, RuleFunction, place
from playbookgen.model.finding import Term, Value

_TRAINING = ("training", "onboarding")


def first_90_days_uncovered(ask: Inquiry) -> Iterator[Observation]:
    """PB020: less than 80 % of days 1–90 are covered, or more than 10 days in a row are empty; or nothing is described."""
    onboarding = ask.judgement.onboarding
    if not onboarding.modules:
        yield Observation("onboarding", _TRAINING, ("none_known" if _turnover_is_known(ask) else "none",))
        return
    gap, reasons = onboarding.longest_gap, []
    if onboarding.coverage < ask.share("coverage"):
        reasons.append("coverage")
    if gap is not None and gap.days > ask.limit("gap"):
        reasons.append("gap")
    if reasons:
        inputs: dict[str, Value] = {"covered": onboarding.covered_days, "share": onboarding.coverage}
        if gap is not None:
            inputs |= {"first": gap.first, "last": gap.last, "gap": gap.days}
        yield Observation("onboarding", _TRAINING, tuple(reasons), inputs=inputs)


def _turnover_is_known(ask: Inquiry) -> bool:
    """Whether somebody counts who leaves early: a metric of that kind, or a cohort whose 90 days are over (settled PB020)."""
    counted = any(ask.catalogue_of(metric) == "turnover_90d" for metric in ask.organisation.metrics)
    return counted or ask.judgement.onboarding.early_leavers.closed_cohorts > 0


def window_lacks_practice_or_talk(ask: Inquiry) -> Iterator[Observation]:
    """PB021: days 1–30, 31–60 and 61–90 each need practice and a talk; silent when no module is described."""
    if not ask.judgement.onboarding.modules:
        return
    for window in ask.judgement.onboarding.windows:
        has = {"practice": window.has_practice, "check_in": window.has_check_in}
        missing = tuple(kind for kind, there in has.items() if not there)
        if missing:
            inputs: dict[str, Value] = {
                "first": window.range.first,
                "last": window.range.last,
                "missing": tuple(Term("word", kind) for kind in missing),
            }
            yield Observation(f"days_{window.range.first}_{window.range.last}", _TRAINING, missing, inputs=inputs)


def early_leavers(ask: Inquiry) -> Iterator[Observation]:
    """PB022: of at least 10 starters of closed cohorts, 15 % (30 %: error) or more left within 90 days."""
    leavers = ask.judgement.onboarding.early_leavers
    if leavers.share is None or leavers.starters < ask.limit("starters"):
        return
    if leavers.share >= min(ask.share("raised"), ask.share("high")):
        reason = "high" if leavers.share >= ask.share("high") else "raised"
        inputs: dict[str, Value] = {"left": leavers.left, "starters": leavers.starters, "share": leavers.share}
        yield Observation("cohorts", ("training", "cohorts"), (reason,), inputs=inputs)


def learning_ends(ask: Inquiry) -> Iterator[Observation]:
    """PB023: no module after day 90, no refresher, and no personal coaching."""
    if not ask.judgement.onboarding.goes_on:
        yield Observation("training", ("training",), ("ends",))


def channel_without_skill(ask: Inquiry) -> Iterator[Observation]:
    """PB034: nobody is trained for a channel, no module teaches it, or the channels' shares do not add up to 100 ± 1."""
    judgement = ask.judgement.channels
    for index, judged in enumerate(judgement.channels):
        channel = judged.channel
        if judged.nobody_trained:
            yield Observation(channel.id, ("channels", index), ("trained",), channel.name)
        if not judged.modules:
            yield Observation(channel.id, ("channels", index), ("module",), channel.name)
    if judgement.shares_total is not None and abs(judgement.shares_total - 1) > ask.share("tolerance"):
        yield Observation("channels", ("channels",), ("shares",), inputs={"total": judgement.shares_total})


def recording_without_rules(ask: Inquiry) -> Iterator[Observation]:
    """PB035: a system records contacts, and purpose, time of keeping, legal basis or the talk with staff is not written down."""
    for judged in ask.judgement.systems.recordings:
        if judged.missing:
            path = ("systems", place(ask.organisation.systems, judged.system.id))
            missing = tuple(Term("word", part) for part in judged.missing)
            yield Observation(judged.system.id, path, judged.missing, judged.system.name, {"missing": missing})


def capability_missing(ask: Inquiry) -> Iterator[Observation]:
    """PB045: the systems lack something the work needs; what an action plans is still missing."""
    missing = ask.judgement.systems.missing
    if not ask.organisation.systems or not missing:
        return
    inputs: dict[str, Value] = {"count": len(missing), "missing": tuple(Term("capability", one.capability) for one in missing)}
    planned = tuple(Term("capability", one.capability) for one in missing if one.state == "planned")
    if planned:
        inputs["planned"] = planned
    yield Observation("systems", ("systems",), ("missing",), inputs=inputs)


RULES: dict[str, RuleFunction] = {
    "PB020": first_90_days_uncovered,
    "PB021": window_lacks_practice_or_talk,
    "PB022": early_leavers,
    "PB023": learning_ends,
    "PB034": channel_without_skill,
    "PB035": recording_without_rules,
    "PB045": capability_missing,
}
