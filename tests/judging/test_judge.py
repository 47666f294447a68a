"""The golden samples on 2026-10-31, as the brief computed them by hand, and the function as a whole."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from playbookgen.judging import judge
from playbookgen.model.judgement import Judgement
from support.organisations import AS_OF, judged, leadership_library, minimal, sample


@pytest.fixture(scope="module")
def lumivakka() -> Judgement:
    return judged(sample("lumivakka"))


def test_lumivakka_calendar(lumivakka: Judgement) -> None:
    assert (lumivakka.change_days.state, lumivakka.change_days.day, lumivakka.change_days.days) == ("running", 245, 365)


def test_lumivakka_assessment(lumivakka: Judgement) -> None:
    assessment = lumivakka.assessment
    assert assessment is not None
    assert assessment.overall_own == Fraction("47.5")
    assert assessment.overall_external == assessment.overall_current == Fraction("41.5")
    assert assessment.overall_target == Fraction("57.5")
    assert (assessment.scored, assessment.level, assessment.newest) == (6, 2, date(2026, 3, 20))
    areas = {score.area: score for score in assessment.areas}
    stakeholders = areas["stakeholders_resources"]
    assert (stakeholders.divergence, stakeholders.divergence_kind, stakeholders.divergence_strong) == (Fraction(20), "blind_spot", True)
    assert (stakeholders.gap, stakeholders.priority, stakeholders.is_priority) == (Fraction(30), Fraction(3), True)
    assert {area: score.gap for area, score in areas.items()} == {
        "leadership_direction": 15,
        "people": 10,
        "customer_relationships": 15,
        "services_channels_processes": 15,
        "stakeholders_resources": 30,
        "results": 15,
    }
    assert areas["results"].priority is None
    assert [area for area, score in areas.items() if score.divergence_kind != "none"] == ["stakeholders_resources"]
    assert all(score.verified for score in assessment.areas)


def test_lumivakka_challenges(lumivakka: Judgement) -> None:
    assert [(one.challenge.id, one.heat, one.word, one.answered) for one in lumivakka.challenges] == [
        ("metrics_missing", 4, "hot", False),
        ("resources_time", Fraction("3.6"), "hot", True),
        ("unclear_goals", Fraction("0.7"), "mild", True),
    ]


def test_lumivakka_metric_statuses(lumivakka: Judgement) -> None:
    assert {name: one.status for name, one in lumivakka.by_metric.items()} == {
        "csat": "at_risk",
        "nps": "at_risk",
        "fcr": "off_track",
        "aht": "off_track",
        "acw": "on_track",
        "occupancy": "off_track",
        "enps": "at_risk",
    }


@pytest.mark.parametrize(
    ("name", "progress", "elapsed_percent"),
    [
        ("csat", Fraction(5, 8), 80),
        ("fcr", Fraction(1, 7), 67),
        ("aht", Fraction(-9, 25), 80),
        ("acw", Fraction(11, 15), 80),
        ("enps", Fraction(1, 2), 68),
    ],
)
def test_lumivakka_progress(lumivakka: Judgement, name: str, progress: Fraction, elapsed_percent: int) -> None:
    judged_metric = lumivakka.by_metric[name]
    assert judged_metric.progress == progress
    assert judged_metric.elapsed is not None
    assert round(judged_metric.elapsed * 100) == elapsed_percent
    assert judged_metric.expected == judged_metric.elapsed


def test_lumivakka_margins(lumivakka: Judgement) -> None:
    csat, nps, enps = (lumivakka.by_metric[name] for name in ("csat", "nps", "enps"))
    assert csat.margin is not None
    assert nps.margin is not None
    assert enps.margin is not None
    assert (round(csat.margin.used, 1), csat.margin.finite, csat.indicative_only, csat.inconclusive) == (2.2, None, False, False)
    assert (round(nps.margin.used, 1), nps.indicative_only, nps.inconclusive) == (29.7, True, True)
    assert (round(enps.margin.plain, 1), round(enps.margin.used, 1), enps.margin.population) == (21.5, 8.4, 60)
    assert (enps.indicative_only, enps.inconclusive) == (False, True)


def test_lumivakka_trends(lumivakka: Judgement) -> None:
    assert (lumivakka.by_metric["csat"].change, lumivakka.by_metric["csat"].trend) == (Decimal("1.5"), "flat")
    assert lumivakka.by_metric["fcr"].trend == "flat"
    assert lumivakka.by_metric["aht"].trend is None


def test_lumivakka_realism(lumivakka: Judgement) -> None:
    assert [(one.metric.id, one.measured, one.attained, one.verdict) for one in lumivakka.realism] == [
        ("aht", 52, 15, "too_demanding_now"),
        ("acw", 52, 29, "realistic"),
    ]
    assert lumivakka.realism[0].share == Fraction(15, 52)


def test_lumivakka_goals(lumivakka: Judgement) -> None:
    csat, fcr, pride = lumivakka.goals
    assert (csat.progress, csat.missing, csat.days_to_due, csat.reached, csat.expired) == (Fraction(5, 8), (), 61, False, False)
    assert (fcr.progress, fcr.days_to_due) == (Fraction(1, 7), 120)
    assert pride.missing == ("value", "due", "metric", "strategy")
    assert (pride.metric, pride.progress, pride.elapsed, pride.days_to_due) == (None, None, None, None)
    assert lumivakka.main_goal is csat


def test_lumivakka_translation(lumivakka: Judgement) -> None:
    coverage = lumivakka.translation
    assert (coverage.filled, coverage.applicable, coverage.share) == (6, 8, Fraction(3, 4))
    assert [(one.statement.id, [role.id for role in one.missing]) for one in coverage.statements] == [
        ("t_settled", []),
        ("t_cared", ["executive", "coach"]),
    ]
    assert {cell.state for one in coverage.statements for cell in one.cells if cell.role.id == "claims_handler"} == {"not_applicable"}


def test_lumivakka_plan(lumivakka: Judgement) -> None:
    plan = lumivakka.plan
    assert (plan.done, plan.live, plan.progress) == (2, 5, Fraction(2, 5))
    assert [(one.action.id, one.overdue_days) for one in plan.overdue] == [("act_shared_time", 31)]
    assert [one.action.id for one in plan.without_owner] == ["act_claims_table"]
    assert [one.action.id for one in plan.next_30_days] == ["act_claims_table"]
    assert [(one.phase.id, one.progress, one.is_late, one.state) for one in plan.phases] == [
        ("p1", 1, False, "over"),
        ("p2", Fraction(1, 2), False, "running"),
        ("p3", 0, False, "running"),
        ("p4", 0, False, "running"),
    ]


def test_lumivakka_commitment(lumivakka: Judgement) -> None:
    commitment = lumivakka.commitment
    assert [area.share for area in commitment.areas] == [1, Fraction(1, 2), 1, Fraction(1, 2), 1]
    assert (commitment.overall, commitment.level) == (Fraction(4, 5), "strong")
    assert [promise.id for promise in commitment.late] == ["setbacks_told_openly", "floor_visit"]
    states = {promise.id: promise for promise in commitment.promises}
    assert len(states) == len(commitment.promises) == 10
    visit, setbacks = states["floor_visit"], states["setbacks_told_openly"]
    assert (visit.state, visit.age_days, visit.due_on) == ("stale", 121, date(2026, 8, 2))
    assert (setbacks.state, setbacks.age_days, setbacks.due_on) == ("never", None, date(2026, 6, 1))
    assert not states["vision_goal_defined"].without_trace
    assert states["goals_tied_to_strategy"].without_trace
    assert not setbacks.without_trace


def test_lumivakka_next_dates(lumivakka: Judgement) -> None:
    events = [(event.day, event.kind) for event in lumivakka.next_dates]
    assert events == sorted(events, key=lambda event: event[0])
    assert events[0] == (AS_OF, "phase_end")
    assert (date(2026, 11, 14), "steering") in events
    assert (date(2027, 3, 31), "assessment") in events
    assert (date(2027, 2, 28), "change_end") in events
    assert all(day >= AS_OF for day, _ in events)
    assert not any(kind == "communication" for _, kind in events)


def test_tuohikoski() -> None:
    judgement = judged(sample("tuohikoski"))
    assert judgement.change_days.day == 92
    assert judgement.assessment is None
    assert {name: one.status for name, one in judgement.by_metric.items()} == {"fcr": "on_track", "jalkityo": "on_track"}
    assert [(one.metric.id, one.verdict) for one in judgement.realism] == [("jalkityo", "realistic")]
    assert judgement.translation.share == 1
    assert (judgement.commitment.overall, judgement.commitment.level) == (Fraction(0), "weak")
    assert len(judgement.commitment.promises) == 10
    assert [promise.id for promise in judgement.commitment.late] == ["floor_visit", "status_review_held", "metrics_reviewed"]
    assert judgement.main_goal is not None
    assert judgement.main_goal.progress == Fraction(4, 11)


def test_multelia() -> None:
    judgement = judged(sample("multelia"))
    promises = {promise.id: promise for promise in judgement.commitment.promises}
    assert (promises["joins_training"].due_on, promises["joins_training"].is_late) == (AS_OF, False)
    assert promises["setbacks_told_openly"].is_late
    assert judgement.by_metric["losningsgrad"].status == "on_track"
    assert [(one.challenge.id, one.heat, one.word) for one in judgement.challenges] == [("leadership_missing", Fraction(3), "hot")]
    assert (judgement.plan.done, judgement.plan.live, judgement.plan.progress) == (0, 1, Fraction(0))


def test_smallest_organisation_has_a_judgement_of_nothing() -> None:
    judgement = judged(minimal())
    assert judgement.assessment is None
    assert (judgement.metrics, judgement.realism, judgement.challenges, dict(judgement.by_metric)) == ((), (), (), {})
    assert judgement.main_goal is None
    assert judgement.plan.progress is None
    assert judgement.commitment.overall == 0
    assert judgement.translation.share == 0


@pytest.mark.parametrize("as_of", [date.min, date(2024, 2, 29), date(2026, 2, 28), date(2028, 2, 29), date.max])
@pytest.mark.parametrize("name", ["lumivakka", "tuohikoski", "multelia"])
def test_any_day_can_be_judged(name: str, as_of: date) -> None:
    judgement = judged(sample(name), as_of)
    assert judgement.as_of == as_of
    assert all(event.day >= as_of for event in judgement.next_dates)


def test_a_change_at_the_end_of_the_calendar_is_judged_too() -> None:
    organisation = minimal(change={"start": "9999-12-01", "end": "9999-12-31", "steering_meeting": {"cadence": "yearly"}})
    assert judged(organisation, date.max).change_days.state == "running"


def test_same_values_give_the_same_judgement() -> None:
    organisation = sample("lumivakka")
    assert judge(organisation, AS_OF, leadership_library()) == judge(organisation, AS_OF, leadership_library())


def test_a_judgement_travels_between_processes(lumivakka: Judgement) -> None:
    assert pickle.loads(pickle.dumps(lumivakka)) == lumivakka  # noqa: S301 - our own bytes
