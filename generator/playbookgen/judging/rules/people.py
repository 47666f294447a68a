"""Rules about groups of people: whether a target can be reached, who knows the strategy, who could be recognised. PB001, PB009, PB041."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from playbookgen.judging.rules.inquiry import Inquiry, Observation, RuleFunction, place
from playbookgen.judging.suppression import is_hidden, is_too_small
from playbookgen.model.course_judgement import PulseJudgement
from playbookgen.model.finding import Value
from playbookgen.model.metrics import Metric


def target_realism(ask: Inquiry) -> Iterator[Observation]:
    """PB001: a third or fewer reach the target (too demanding), fewer than half (borderline), or nine in ten (loose).

    In whole numbers, the first match counting; compliance, small groups and fewer than 10 people are silent.
    """
    for judged in ask.judgement.realism:
        measured, attained = judged.measured, judged.attained
        if judged.verdict == "exempt" or measured is None or attained is None or measured < ask.limit("small_basis"):
            continue
        reason = None
        if attained >= ask.share("loose") * measured:
            reason = "loose"
        elif attained < ask.share("realistic") * measured:
            reason = "too_demanding" if attained * ask.limit("one_in") <= measured else "borderline"
        if reason is not None:
            path = ("metrics", place(ask.organisation.metrics, judged.metric.id), "individual")
            inputs: dict[str, Value] = {"attained": attained, "measured": measured, "share": Fraction(attained, measured)}
            yield Observation(judged.metric.id, path, (reason,), judged.metric.name, inputs)


def strategy_unclear(ask: Inquiry) -> Iterator[Observation]:
    """PB009: fewer than half of those asked are clear, or a quarter and more unclear; older than a year; or nobody was asked."""
    pulse = ask.judgement.pulse
    if pulse is None or pulse.asked == 0:
        yield Observation("strategy_pulse", ("strategy_pulse",), ("missing",))
    elif pulse.clear is not None and pulse.asked is not None and pulse.unclear is not None:
        position = max(index for index, one in enumerate(ask.organisation.strategy_pulse) if one.date == pulse.day)
        path = ("strategy_pulse", position)
        if pulse.age_days > ask.limit("days"):
            yield Observation("strategy_pulse", path, ("old",), inputs={"date": pulse.day, "days": pulse.age_days})
        elif reasons := tuple(_unclear(pulse, ask)):
            inputs: dict[str, Value] = {"clear": pulse.clear, "unclear": pulse.unclear, "asked": pulse.asked}
            inputs |= {"clear_share": Fraction(pulse.clear, pulse.asked), "unclear_share": Fraction(pulse.unclear, pulse.asked)}
            yield Observation("strategy_pulse", path, reasons, inputs=inputs)


def _unclear(pulse: PulseJudgement, ask: Inquiry) -> Iterator[str]:
    if pulse.clear_share is not None and pulse.clear_share < ask.share("clear"):
        yield "few_clear"
    if pulse.unclear_share is not None and pulse.unclear_share >= ask.share("unclear"):
        yield "many_unclear"


def person_visible(ask: Inquiry) -> Iterator[Observation]:
    """PB041: a group whose figures are told is smaller than the smallest shown; its figures are left out everywhere (settled G9)."""
    told, smallest = ask.organisation, ask.organisation.privacy.min_group
    for index, metric in enumerate(told.metrics):
        if reasons := tuple(_small_groups(metric, smallest)):
            yield Observation(metric.id, ("metrics", index), reasons, metric.name, {"smallest": smallest})
    small_rounds = [index for index, pulse in enumerate(told.strategy_pulse) if is_too_small(pulse.asked, smallest)]
    if small_rounds:
        yield Observation("strategy_pulse", ("strategy_pulse", small_rounds[0]), ("asked",), inputs={"smallest": smallest})
    small_answers = [index for index, group in enumerate(told.readiness) if is_too_small(group.n, smallest)]
    if small_answers:
        yield Observation("readiness", ("readiness", small_answers[0]), ("readiness",), inputs={"smallest": smallest})


def _small_groups(metric: Metric, smallest: int) -> Iterator[str]:
    if metric.individual is not None and metric.kind != "compliance":
        if is_too_small(metric.individual.measured, smallest):
            yield "individual"
        if any(is_too_small(team.measured, smallest) for team in metric.individual.by_team.values()):
            yield "by_team"
    if any(is_hidden(metric, actual, smallest) for actual in metric.actuals):
        yield "actuals"


RULES: dict[str, RuleFunction] = {
    "PB001": target_realism,
    "PB009": strategy_unclear,
    "PB041": person_visible,
}
