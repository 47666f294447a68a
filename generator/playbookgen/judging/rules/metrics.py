"""Rules of the scoreboard: PB006–PB008, PB039, PB044, PB046."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from playbookgen.judging.metrics import FREQUENCY_DAYS
from playbookgen.judging.rules.inquiry import Inquiry, Observation, RuleFunction
from playbookgen.judging.status import distance_to_target
from playbookgen.model.finding import Measure, Span, Term, Value
from playbookgen.model.judgement import MetricJudgement
from playbookgen.model.metrics import Metric

#: Metrics of the library in seconds that are no handling times (settled PB008).
WAITING_TIMES = frozenset({"asa", "service_level"})


def _about(index: int, metric: Metric, reasons: tuple[str, ...], inputs: dict[str, Value] | None = None) -> Observation:
    return Observation(metric.id, ("metrics", index), reasons, metric.name, inputs or {})


def metric_without_act(ask: Inquiry) -> Iterator[Observation]:
    """PB006: no live action, behaviour or visual board uses the metric; statements and goals do not count."""
    told = ask.organisation
    used = {behaviour.metric for behaviour in told.target_state.behaviours}
    used |= {name for routine in told.routines if routine.kind == "visual_board" for name in routine.metrics}
    for index, judged in enumerate(ask.judgement.metrics):
        if not judged.actions and judged.metric.id not in used:
            yield _about(index, judged.metric, ("unused",))


def metric_without_business_link(ask: Inquiry) -> Iterator[Observation]:
    """PB007: a) no link to a business outcome; b) no metric of the whole organisation; c) no outcome, or nothing about people."""
    metrics = ask.organisation.metrics
    for index, metric in enumerate(metrics):
        if metric.business_link is None or metric.business_link.evidence == "none":
            yield _about(index, metric, ("unlinked_result" if metric.kind in ("outcome", "people") else "unlinked",))
    if not metrics:
        return
    if not any(metric.audience_scope == "organisation" for metric in metrics):
        yield Observation("metrics", ("metrics",), ("no_organisation",), inputs={"metrics": len(metrics)})
    kinds = {metric.kind for metric in metrics}
    missing = [kind for kind in ("outcome", "people") if kind not in kinds]
    if missing:
        words = tuple(Term("word", kind) for kind in missing)
        yield Observation("metrics", ("metrics",), tuple(f"no_{kind}" for kind in missing), inputs={"missing": words})


def handling_time_misused(ask: Inquiry) -> Iterator[Observation]:
    """PB008: a handling time declared as resourcing figure has a personal target or is paid for; or weighs more than 25 % anywhere."""
    for index, metric in enumerate(ask.organisation.metrics):
        if not _is_handling_time(metric, ask):
            continue
        weight = sum((Fraction(one.weight_pct) for one in ask.organisation.recognition.incentives if one.metric == metric.id), Fraction(0))
        resourcing = _use(metric, ask) == "resourcing"
        reasons = []
        if resourcing and metric.individual is not None:
            reasons.append("individual")
        if resourcing and weight > 0:
            reasons.append("paid")
        elif weight > ask.limit("weight"):
            reasons.append("heavy")
        if reasons:
            yield _about(index, metric, tuple(reasons), {"weight": weight / 100} if weight else {})


def _is_handling_time(metric: Metric, ask: Inquiry) -> bool:
    catalogue = ask.catalogue_of(metric)
    return catalogue == "aht" or (metric.unit == "seconds" and metric.kind == "efficiency" and catalogue not in WAITING_TIMES)


def _use(metric: Metric, ask: Inquiry) -> str:
    """What the figure is for: said so, else handling time for resourcing and everything else for steering (settled M11)."""
    return metric.use or ("resourcing" if ask.catalogue_of(metric) == "aht" else "steering")


def figures_old_or_missing(ask: Inquiry) -> Iterator[Observation]:
    """PB039: no figure of a finished period, or one older than twice its rhythm; else a missing baseline, owner or definition."""
    for index, judged in enumerate(ask.judgement.metrics):
        metric = judged.metric
        limit = FREQUENCY_DAYS[metric.frequency] * ask.limit("times")
        if judged.status == "no_data" and not judged.suppressed:
            yield _about(index, metric, ("no_data",))
        elif judged.age_days is not None and judged.age_days > limit:
            yield _about(index, metric, ("stale",), {"days": judged.age_days, "limit": Measure(limit)})
        elif missing := tuple(_missing_parts(metric, ask)):
            yield _about(index, metric, missing, {"missing": tuple(Term("word", part) for part in missing)})


def _missing_parts(metric: Metric, ask: Inquiry) -> Iterator[str]:
    if metric.direction != "range" and (metric.baseline is None or metric.baseline.value is None):
        yield "baseline"
    if metric.owner is None:
        yield "owner"
    if metric.definition is None and ask.catalogue_of(metric) is None:
        yield "definition"


def too_few_answers(ask: Inquiry) -> Iterator[Observation]:
    """PB044: fewer than 30 answers, or a margin of error larger than the distance to the target (ranges: to the nearer bound)."""
    for index, judged in enumerate(ask.judgement.metrics):
        if judged.latest is None or judged.latest.n is None:
            continue
        distance = distance_to_target(judged.metric, judged.latest.value)
        reasons = []
        if judged.latest.n < ask.limit("answers"):
            reasons.append("few")
        if judged.margin is not None and distance is not None and Fraction(judged.margin.used) > distance:
            reasons.append("wide")
        if reasons:
            yield _about(index, judged.metric, tuple(reasons), _survey(judged, distance))


def _survey(judged: MetricJudgement, distance: Fraction | None) -> dict[str, Value]:
    told: dict[str, Value] = {"n": judged.latest.n or 0} if judged.latest else {}
    if judged.margin is not None:
        told["margin"] = Measure(Fraction(judged.margin.plain))
        if judged.margin.finite is not None:
            told["finite_margin"] = Measure(Fraction(judged.margin.finite))
            told["population"] = judged.margin.population or 0
    if distance is not None:
        told["distance"] = Measure(distance)
    return told


def metric_off_track(ask: Inquiry) -> Iterator[Observation]:
    """PB046: off track, or due and missed; silent with fewer than 30 answers, of which PB044 speaks."""
    for index, judged in enumerate(ask.judgement.metrics):
        if judged.latest is None or judged.status not in ("off_track", "missed"):
            continue
        if judged.latest.n is not None and judged.latest.n < ask.limit("answers", "PB044"):
            continue
        told: dict[str, Value] = {"latest": Measure(judged.latest.value, judged.metric.unit)}
        if (target := _target(judged.metric)) is not None:
            told["target"] = target
        if judged.metric.target is not None and judged.metric.target.due is not None:
            told["due"] = judged.metric.target.due
        if judged.actions:
            told["actions"] = tuple(action.text for action in judged.actions)
        yield _about(index, judged.metric, (judged.status,), told)


def _target(metric: Metric) -> Measure | Span | None:
    target = metric.target
    if target is None:
        return None
    if target.min is not None and target.max is not None:
        return Span(Measure(target.min, metric.unit), Measure(target.max, metric.unit))
    return None if target.value is None else Measure(target.value, metric.unit)


RULES: dict[str, RuleFunction] = {
    "PB006": metric_without_act,
    "PB007": metric_without_business_link,
    "PB008": handling_time_misused,
    "PB039": figures_old_or_missing,
    "PB044": too_few_answers,
    "PB046": metric_off_track,
}
