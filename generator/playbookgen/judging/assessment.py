"""The assessment: what counts as the current score, gaps, priorities, divergence and trend.

Scores are points 0–100. Everything is compared unrounded (settled G8).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from playbookgen.judging.calendar import months_earlier
from playbookgen.model.assessment import AREAS, ENABLER_AREAS, Area, Assessment, AssessmentWeights
from playbookgen.model.judgement import AreaScore, AssessmentJudgement
from playbookgen.model.playbook_file import Organisation

Kind = Literal["self", "external"]

#: How long an external score counts, in calendar months (settled F5).
EXTERNAL_VALID_MONTHS: Final = 24
#: Own and external rounds this many days apart are one round (settled F6).
SAME_ROUND_DAYS: Final = 180
#: Points from which own and external score differ, and differ strongly (brief P02).
DIVERGENCE: Final = 10
STRONG_DIVERGENCE: Final = 20
#: How many areas are highlighted as priorities (brief P02).
PRIORITIES: Final = 2
#: Points of one level; five levels make 100 (brief P02).
LEVEL_WIDTH: Final = 20


def rounds_by_age(assessments: Sequence[Assessment], kind: Kind, as_of: date) -> tuple[Assessment, ...]:
    """Rounds of one kind up to `as_of`, newest first; of two of a day the later in the file first (settled F5)."""
    known = [(one.date, index, one) for index, one in enumerate(assessments) if one.kind == kind and one.date <= as_of]
    return tuple(one for _, _, one in sorted(known, key=lambda entry: entry[:2], reverse=True))


def valid_external_rounds(assessments: Sequence[Assessment], as_of: date) -> tuple[Assessment, ...]:
    """External rounds of the last 24 calendar months, newest first (settled F5)."""
    limit = months_earlier(as_of, EXTERNAL_VALID_MONTHS)
    return tuple(one for one in rounds_by_age(assessments, "external", as_of) if one.date >= limit)


def newest_scores(rounds: Sequence[Assessment], area: Area) -> tuple[Fraction, ...]:
    """Scores of `area` in `rounds` (newest first), leaving out rounds that do not score it."""
    return tuple(Fraction(one.scores[area]) for one in rounds if area in one.scores)


def external_of_same_round(own: Assessment | None, externals: Sequence[Assessment]) -> Assessment | None:
    """The external round nearest in time to `own`, at most 180 days away (settled F6); ``None`` without.

    `externals` are newest first, so of two equally near the newer one is taken.
    """
    if own is None:
        return None
    near = [one for one in externals if abs((one.date - own.date).days) <= SAME_ROUND_DAYS]
    return min(near, key=lambda one: abs((one.date - own.date).days), default=None)


def divergence(area: Area, own: Assessment | None, external: Assessment | None) -> Fraction | None:
    """Own minus external score of one round in points (brief P02); ``None`` unless both score the area."""
    if own is None or external is None or area not in own.scores or area not in external.scores:
        return None
    return Fraction(own.scores[area]) - Fraction(external.scores[area])


def divergence_kind(points: Fraction | None) -> Literal["none", "blind_spot", "hidden_strength"] | None:
    """Word for a divergence: from +10 a blind spot, from −10 a hidden strength (brief P02)."""
    if points is None:
        return None
    if points >= DIVERGENCE:
        return "blind_spot"
    return "hidden_strength" if points <= -DIVERGENCE else "none"


def weight_shares(weights: AssessmentWeights) -> dict[Area, Fraction]:
    """Each area's share 0–1 of all weight (settled S11); all 0 when nothing weighs anything."""
    total = sum((Fraction(weights.of(area)) for area in AREAS), Fraction(0))
    return {area: Fraction(weights.of(area)) / total if total else Fraction(0) for area in AREAS}


def overall(scores: Mapping[Area, Fraction | None], weights: Mapping[Area, Fraction]) -> Fraction | None:
    """Weighted mean over the areas that have a score, 0–100 (brief P02); ``None`` without any."""
    scored = {area: score for area, score in scores.items() if score is not None}
    total = sum((weights[area] for area in scored), Fraction(0))
    if not total:
        return None
    return sum((weights[area] * score for area, score in scored.items()), Fraction(0)) / total


def level_of(score: Fraction) -> int:
    """Maturity level 0–4 of a score 0–100: 0 ≤ x < 20 ≤ x < 40 … (settled G8)."""
    return min(int(score // LEVEL_WIDTH), 4)


def priority(area: Area, gap: Fraction | None, weight: Fraction) -> Fraction | None:
    """Gap in points times the area's share of weight, for the five enabler areas (brief P02)."""
    if gap is None or area not in ENABLER_AREAS:
        return None
    return gap * weight


def priority_areas(priorities: Mapping[Area, Fraction | None]) -> frozenset[Area]:
    """The two areas with the highest priority above 0; of equal ones the first of the area list (brief P02)."""
    positive = [area for area in AREAS if (priorities.get(area) or 0) > 0]
    ranked = sorted(positive, key=lambda area: priorities[area] or Fraction(0), reverse=True)
    return frozenset(ranked[:PRIORITIES])


def judge_assessment(organisation: Organisation, as_of: date) -> AssessmentJudgement | None:
    """The whole of P02; ``None`` when there is neither a round nor a target.

    The current score of an area is its external score of the last 24 months, else the newest own
    score of any age, marked not verified (settled F5).
    """
    own_rounds = rounds_by_age(organisation.assessments, "self", as_of)
    all_external = rounds_by_age(organisation.assessments, "external", as_of)
    external_rounds = valid_external_rounds(organisation.assessments, as_of)
    targets = organisation.assessment_targets
    if not own_rounds and not all_external and targets is None:
        return None
    compared = external_of_same_round(next(iter(own_rounds), None), all_external)
    weights = weight_shares(organisation.assessment_weights)
    target_scores = {} if targets is None else {area: Fraction(score) for area, score in targets.scores.items()}
    areas = _with_priorities(
        [_area_score(area, own_rounds, (external_rounds, all_external), compared, target_scores.get(area), weights[area]) for area in AREAS]
    )

    def mean(figure: Callable[[AreaScore], Fraction | None]) -> Fraction | None:
        return overall({score.area: figure(score) for score in areas}, weights)

    scored = sum(score.current is not None for score in areas)
    overall_current = mean(lambda score: score.current)
    return AssessmentJudgement(
        areas=areas,
        own_round=next(iter(own_rounds), None),
        external_round=next(iter(external_rounds), None),
        overall_own=mean(lambda score: score.own),
        overall_external=mean(lambda score: score.external),
        overall_current=overall_current,
        overall_target=mean(lambda score: score.target),
        scored=scored,
        level=level_of(overall_current) if overall_current is not None and scored == len(AREAS) else None,
        newest=max((one.date for one in (*own_rounds, *all_external)), default=None),
        compared_round=compared,
    )


def _area_score(
    area: Area,
    own_rounds: Sequence[Assessment],
    external_rounds: tuple[Sequence[Assessment], Sequence[Assessment]],
    compared: Assessment | None,
    target: Fraction | None,
    weight: Fraction,
) -> AreaScore:
    """`external_rounds` are those that still count, and all of them (the trend may look back further)."""
    own, external = newest_scores(own_rounds, area), newest_scores(external_rounds[0], area)
    series = newest_scores(external_rounds[1], area) if external else own
    current = next(iter(series), None)
    gap = None if target is None or current is None else target - current
    points = divergence(area, next(iter(own_rounds), None), compared)
    return AreaScore(
        area=area,
        own=next(iter(own), None),
        external=next(iter(external), None),
        current=current,
        verified=bool(external),
        target=target,
        gap=gap,
        divergence=points,
        divergence_kind=divergence_kind(points),
        divergence_strong=points is not None and abs(points) >= STRONG_DIVERGENCE,
        priority=priority(area, gap, weight),
        is_priority=False,
        trend=series[0] - series[1] if len(series) > 1 else None,
    )


def _with_priorities(areas: Sequence[AreaScore]) -> tuple[AreaScore, ...]:
    highlighted = priority_areas({score.area: score.priority for score in areas})
    return tuple(replace(score, is_priority=score.area in highlighted) for score in areas)
