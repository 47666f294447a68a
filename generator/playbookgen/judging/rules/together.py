"""Rules of talking and raising successes: PB025, PB026, PB028–PB030."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from playbookgen.judging.rules.inquiry import Inquiry, Observation, RuleFunction
from playbookgen.judging.suppression import is_withheld
from playbookgen.model.daily_life import Communication, Recognition
from playbookgen.model.finding import Measure, Value
from playbookgen.model.voice_judgement import AudienceJudgement, Recency


def silence(ask: Inquiry) -> Iterator[Observation]:
    """PB025: a role heard nothing for longer than its limit inside the last 91 days, or nothing about messages is described."""
    if not ask.has_begun:
        return
    if ask.organisation.communication == Communication():
        yield Observation("communication", ("communication",), ("none",))
        return
    for judged in ask.judgement.communication.audiences:
        limit = _silence_limit(judged, ask)
        if limit is None or judged.largest_gap is None or judged.largest_gap <= limit:
            continue
        inputs: dict[str, Value] = {"days": judged.largest_gap, "limit": Measure(limit)}
        if judged.gap_from is not None and judged.gap_to is not None:
            inputs |= {"first": judged.gap_from, "last": judged.gap_to}
        reason = "never" if judged.never_addressed else "silent"
        yield Observation(judged.role.id, ("communication",), (reason,), judged.role.name, inputs)


def _silence_limit(judged: AudienceJudgement, ask: Inquiry) -> Fraction | None:
    """Days: the file's own limit (``None`` for roles it leaves out), else the rule's by level (settled PB025)."""
    if ask.organisation.communication.max_gap_weeks:
        return judged.limit_days
    level = judged.role.level
    return 7 * ask.limit(level if level in ("frontline", "middle", "executive") else "others")


def only_good_news(ask: Inquiry) -> Iterator[Observation]:
    """PB026: no message about a difficulty in 92 days, while a metric is off track or missed, or an action 30 days late."""
    days = [event.date for event in ask.organisation.communication.events if event.kind == "challenge" and event.date]
    if not ask.has_begun or any(day <= ask.as_of and ask.age(day) <= ask.limit("days") for day in days):
        return
    off_track = tuple(one.metric.name for one in ask.judgement.metrics if one.status in ("off_track", "missed"))
    late = tuple(one.action.text for one in ask.judgement.plan.actions if one.overdue_days >= ask.limit("late"))
    trouble: dict[str, Value] = {name: told for name, told in (("off_track", off_track), ("late", late)) if told}
    if trouble:
        yield Observation("communication", ("communication",), tuple(trouble), inputs=trouble)


def quantity_rewarded(ask: Inquiry) -> Iterator[Observation]:
    """PB028: less than 30 % of the incentives' weight rewards quality; silent without incentives."""
    share = ask.judgement.recognition.qualitative_share
    if share is not None and share < ask.share("qualitative"):
        yield Observation("incentives", ("recognition", "incentives"), ("quantity",), inputs={"share": share})


def successes_not_raised(ask: Inquiry) -> Iterator[Observation]:
    """PB029: no success raised inside for 14 days, outside for 60, of a team for 60; or nothing about recognition is described."""
    if not ask.has_begun:
        return
    if ask.organisation.recognition == Recognition():
        yield Observation("recognition", ("recognition",), ("none",))
        return
    recognition, path = ask.judgement.recognition, ("recognition", "log")
    for case, recency in (("internal", recognition.internal), ("external", recognition.external)):
        if ask.age(recency.last) > ask.limit(case):
            yield Observation(case, path, (_how_late(case, recency),), inputs=_recency(recency, ask))
    for mention in recognition.teams:
        if ask.age(mention.recency.last) > ask.limit("team"):
            reason = _how_late("team", mention.recency)
            yield Observation(mention.team.id, path, (reason,), mention.team.name, _recency(mention.recency, ask))


def _how_late(case: str, recency: Recency) -> str:
    return f"{case}_never" if recency.last is None else case


def _recency(recency: Recency, ask: Inquiry) -> dict[str, Value]:
    told: dict[str, Value] = {"days": ask.age(recency.last)}
    if recency.last is not None:
        told["last"] = recency.last
    return told


def named_without_consent(ask: Inquiry) -> Iterator[Observation]:
    """PB030: a success names somebody outside the house without consent; its text is left out of every build."""
    for index, entry in enumerate(ask.organisation.recognition.log):
        if is_withheld(entry):
            yield Observation(f"log_{index + 1}", ("recognition", "log", index), ("no_consent",), inputs={"date": entry.date})


RULES: dict[str, RuleFunction] = {
    "PB025": silence,
    "PB026": only_good_news,
    "PB028": quantity_rewarded,
    "PB029": successes_not_raised,
    "PB030": named_without_consent,
}
