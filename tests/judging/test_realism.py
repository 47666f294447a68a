"""PB001: can the target be reached?"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.judging.realism import judge_realism, judge_targets, verdict
from playbookgen.model.judgement import RealismJudgement, TeamRealism
from support.organisations import metric, minimal


def realism(measured: int, attained: int, *, kind: str = "efficiency", min_group: int = 5, **by_team: tuple[int, int]) -> RealismJudgement:
    teams = {team: {"measured": one, "attained": other} for team, (one, other) in by_team.items()}
    individual: dict[str, Any] = {"measured": measured, "attained": attained, "by_team": teams}
    judged = judge_realism(metric(kind=kind, individual=individual), min_group)
    assert judged is not None
    return judged


@pytest.mark.parametrize(
    ("measured", "attained", "expected"),
    [
        (0, 0, "too_few"),
        (1, 1, "too_few"),
        (4, 2, "too_few"),
        (5, 5, "small_basis"),
        (9, 0, "small_basis"),
        (10, 9, "possibly_loose"),
        (50, 47, "possibly_loose"),
        (20, 17, "realistic"),
        (52, 26, "realistic"),
        (52, 25, "borderline"),
        (30, 11, "borderline"),
        (30, 10, "too_demanding_now"),
        (10, 0, "too_demanding_now"),
    ],
)
def test_verdicts(measured: int, attained: int, expected: str) -> None:
    assert verdict(measured, attained, 5) == expected


def test_compliance_is_exempt_whatever_people_reach() -> None:
    assert realism(50, 3, kind="compliance").verdict == "exempt"
    assert verdict(50, 49, 5, exempt=True) == "exempt"


def test_small_groups_have_no_figures() -> None:
    one = realism(4, 3)
    assert (one.measured, one.attained, one.share, one.verdict) == (None, None, None, "too_few")


def test_small_groups_of_compliance_have_none_either() -> None:
    one = realism(4, 3, kind="compliance")
    assert (one.measured, one.attained, one.share, one.verdict) == (None, None, None, "exempt")


def test_nobody_measured() -> None:
    one = realism(0, 0)
    assert (one.measured, one.attained, one.share, one.verdict) == (0, 0, None, "too_few")


def test_share_is_exact() -> None:
    assert realism(52, 15).share == Fraction(15, 52)


def test_teams_are_for_display_and_one_hidden_team_hides_the_next_smallest() -> None:
    one = realism(52, 26, claims=(22, 20), policies=(14, 2), service=(12, 3), digital=(4, 1))
    assert one.verdict == "realistic"
    assert one.teams == (
        TeamRealism("claims", 22, 20, "possibly_loose"),
        TeamRealism("policies", 14, 2, "too_demanding_now"),
        TeamRealism("service", None, None, "too_few"),
        TeamRealism("digital", None, None, "too_few"),
    )


def test_only_metrics_with_attainment_are_judged() -> None:
    plain = {"name": "x", "kind": "outcome", "unit": "percent", "direction": "up", "frequency": "monthly"}
    organisation = minimal(metrics=[{"id": "first_one", **plain}, {"id": "second_one", **plain, "individual": {"measured": 20, "attained": 10}}])
    assert [one.metric.id for one in judge_targets(organisation)] == ["second_one"]


@given(st.integers(0, 80), st.data(), st.integers(3, 12))
def test_the_more_people_reach_it_the_milder_the_verdict(measured: int, data: st.DataObject, min_group: int) -> None:
    fewer = data.draw(st.integers(0, measured))
    more = data.draw(st.integers(fewer, measured))
    order = ["too_few", "small_basis", "too_demanding_now", "borderline", "realistic", "possibly_loose"]
    assert order.index(verdict(measured, fewer, min_group)) <= order.index(verdict(measured, more, min_group))


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=4),
    st.integers(0, 9),
    st.integers(3, 12),
    st.sampled_from(["efficiency", "compliance"]),
)
def test_no_small_group_is_ever_visible(teams: list[tuple[int, int]], elsewhere: int, min_group: int, kind: str) -> None:
    sizes = {f"team_{index}": (size, min(size, attained)) for index, (size, attained) in enumerate(teams)}
    one = realism(sum(size for size, _ in sizes.values()) + elsewhere, 0, kind=kind, min_group=min_group, **sizes)
    visible = [figures for figures in (one.measured, *(team.measured for team in one.teams)) if figures is not None]
    assert all(size == 0 or size >= min_group for size in visible)
