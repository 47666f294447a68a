"""Scores: which round counts, gaps, divergence, priorities, levels."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.judging.assessment import divergence_kind, judge_assessment, level_of, overall, priority_areas, weight_shares
from playbookgen.model.assessment import AREAS, AssessmentWeights
from playbookgen.model.judgement import AreaScore, AssessmentJudgement
from support.organisations import AS_OF, minimal


def a_round(kind: str, day: str, score: float = 50, **scores: float) -> dict[str, Any]:
    """A round that gives every area `score`; named areas get their own, and areas given as -1 are left out."""
    all_scores: dict[str, float] = {**dict.fromkeys(AREAS, score), **scores}
    return {
        "id": f"a_{kind}_{day.replace('-', '')}",
        "kind": kind,
        "date": day,
        "scores": {area: one for area, one in all_scores.items() if one >= 0},
    }


def assess(*rounds: dict[str, Any], as_of: date = AS_OF, **more: Any) -> AssessmentJudgement:
    judgement = judge_assessment(minimal(assessments=list(rounds), **more), as_of)
    assert judgement is not None
    return judgement


def area(judgement: AssessmentJudgement, name: str = "people") -> AreaScore:
    return next(score for score in judgement.areas if score.area == name)


def test_without_rounds_and_targets_there_is_nothing() -> None:
    assert judge_assessment(minimal(), AS_OF) is None


def test_targets_alone_are_shown() -> None:
    judgement = assess(assessment_targets={"date": "2027-01-01", "scores": {"people": 60}})
    assert (judgement.scored, judgement.overall_current, judgement.overall_target, judgement.newest) == (0, None, Fraction(60), None)
    assert area(judgement).gap is None


def test_external_score_counts_before_own() -> None:
    judgement = assess(a_round("external", "2026-01-01", 40), a_round("self", "2026-09-01", 70))
    score = area(judgement)
    assert (score.own, score.external, score.current, score.verified) == (Fraction(70), Fraction(40), Fraction(40), True)


@pytest.mark.parametrize(("day", "counts"), [("2024-10-31", True), ("2024-10-30", False)])
def test_external_score_counts_for_24_months(day: str, counts: bool) -> None:
    judgement = assess(a_round("external", day, 40), a_round("self", "2020-01-01", 70))
    assert area(judgement).verified is counts
    assert area(judgement).current == (40 if counts else 70)
    assert (judgement.external_round is not None) is counts
    assert judgement.overall_external == (40 if counts else None)


def test_area_the_newest_external_round_left_out_comes_from_an_older_one() -> None:
    judgement = assess(a_round("external", "2025-06-01", 30), a_round("external", "2026-06-01", 60, people=-1), a_round("self", "2026-09-01", 90))
    assert area(judgement).current == 30
    assert area(judgement, "results").current == 60


def test_area_no_external_round_scores_is_own_and_not_verified() -> None:
    judgement = assess(a_round("external", "2026-06-01", 60, people=-1), a_round("self", "2026-09-01", 90))
    assert (area(judgement).current, area(judgement).verified) == (Fraction(90), False)


def test_newest_of_two_own_rounds_counts_and_the_older_makes_the_trend() -> None:
    judgement = assess(a_round("self", "2026-09-01", 55), a_round("self", "2025-09-01", 40))
    assert (area(judgement).current, area(judgement).trend) == (Fraction(55), Fraction(15))


def test_of_two_rounds_of_a_day_the_later_in_the_file_counts() -> None:
    first, second = a_round("self", "2026-09-01", 40), {**a_round("self", "2026-09-01", 45), "id": "a_again"}
    assert area(assess(first, second)).current == 45


def test_external_trend_looks_back_further_than_two_years() -> None:
    judgement = assess(a_round("external", "2022-01-01", 20), a_round("external", "2026-01-01", 50))
    assert area(judgement).trend == 30


def test_five_of_six_areas_have_a_mean_and_no_level() -> None:
    judgement = assess(a_round("self", "2026-09-01", 50, results=-1, people=100))
    assert (judgement.scored, judgement.level) == (5, None)
    assert judgement.overall_current == 60


def test_weights_only_matter_as_ratios() -> None:
    weights = {"leadership_direction": 1, "people": 1, "customer_relationships": 1, "services_channels_processes": 1, "stakeholders_resources": 1}
    judgement = assess(a_round("self", "2026-09-01", 50, results=100), assessment_weights={**weights, "results": 5})
    assert judgement.overall_current == 75


def test_areas_without_weight_give_no_mean() -> None:
    weights = {**dict.fromkeys(AREAS, 0), "results": 1}
    judgement = assess(a_round("self", "2026-09-01", 50, results=-1), assessment_weights=weights)
    assert judgement.overall_current is None


@pytest.mark.parametrize(("day", "same_round"), [("2026-03-05", True), ("2026-03-04", False), ("2025-09-05", False)])
def test_rounds_up_to_180_days_apart_are_compared(day: str, same_round: bool) -> None:
    judgement = assess(a_round("self", "2026-09-01", 60), a_round("external", day, 40))
    assert (judgement.compared_round is not None) is same_round
    assert area(judgement).divergence == (20 if same_round else None)


def test_divergence_is_measured_against_the_nearest_external_round() -> None:
    judgement = assess(a_round("self", "2026-06-01", 60), a_round("external", "2026-05-20", 50), a_round("external", "2026-10-01", 40))
    assert (area(judgement).external, area(judgement).divergence) == (Fraction(40), Fraction(10))


def test_area_that_one_of_the_two_left_out_has_no_divergence() -> None:
    judgement = assess(a_round("self", "2026-06-01", 60, people=-1), a_round("external", "2026-05-20", 50))
    assert (area(judgement).divergence, area(judgement).divergence_kind, area(judgement).divergence_strong) == (None, None, False)


@pytest.mark.parametrize(
    ("points", "kind"),
    [("-10", "hidden_strength"), ("-9.9", "none"), ("0", "none"), ("9.99", "none"), ("10", "blind_spot"), ("20", "blind_spot")],
)
def test_divergence_words(points: str, kind: str) -> None:
    assert divergence_kind(Fraction(points)) == kind


@pytest.mark.parametrize(("own", "strong"), [(69, False), (70, True), (30, True), (31, False)])
def test_strong_divergence_begins_at_20_points(own: int, strong: bool) -> None:
    judgement = assess(a_round("self", "2026-06-01", own), a_round("external", "2026-05-20", 50))
    assert area(judgement).divergence_strong is strong


@pytest.mark.parametrize(
    ("score", "level"), [("0", 0), ("19.9", 0), ("20", 1), ("39.99", 1), ("40", 2), ("59", 2), ("60", 3), ("79.5", 3), ("80", 4), ("100", 4)]
)
def test_levels(score: str, level: int) -> None:
    assert level_of(Fraction(score)) == level


def test_area_above_its_target_is_no_priority() -> None:
    judgement = assess(a_round("self", "2026-09-01", 80), assessment_targets={"date": "2027-01-01", "scores": dict.fromkeys(AREAS, 60)})
    assert area(judgement).gap == -20
    assert not any(score.is_priority for score in judgement.areas)


def test_results_are_never_a_priority_and_ties_go_by_the_list_of_areas() -> None:
    judgement = assess(a_round("self", "2026-09-01", 40), assessment_targets={"date": "2027-01-01", "scores": dict.fromkeys(AREAS, 60)})
    assert [score.area for score in judgement.areas if score.is_priority] == ["leadership_direction", "people"]
    assert area(judgement, "results").priority is None


def test_rounds_after_the_day_are_not_known_yet() -> None:
    judgement = assess(a_round("self", "2026-09-01", 40), a_round("external", "2026-11-01", 90))
    assert area(judgement).current == 40
    assert judgement.newest == date(2026, 9, 1)


AREA_SCORES = st.dictionaries(st.sampled_from(AREAS), st.one_of(st.none(), st.fractions(0, 100)))
WEIGHTS = st.fixed_dictionaries({name: st.integers(0, 100) for name in AREAS})


@given(AREA_SCORES, WEIGHTS)
def test_overall_lies_between_the_lowest_and_the_highest_score(scores: dict[Any, Fraction | None], weights: dict[Any, int]) -> None:
    mean = overall(scores, weight_shares(AssessmentWeights.model_validate(weights)))
    given_scores = [score for score in scores.values() if score is not None]
    assert mean is None or min(given_scores) <= mean <= max(given_scores)


@given(st.dictionaries(st.sampled_from(AREAS), st.one_of(st.none(), st.fractions(-100, 100))))
def test_at_most_two_priorities_and_all_of_them_need_work(priorities: dict[Any, Fraction | None]) -> None:
    chosen = priority_areas(priorities)
    assert len(chosen) <= 2
    assert all((priorities[one] or 0) > 0 for one in chosen)
    left = [figure for one, figure in priorities.items() if one not in chosen and figure is not None]
    assert all((priorities[one] or 0) >= max(left, default=Fraction(-100)) for one in chosen)
