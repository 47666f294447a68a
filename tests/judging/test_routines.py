"""Routines: held, coached, and shared time by team."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.judging.routines import judge_routines
from playbookgen.model.daily_judgement import RoutinesJudgement
from support.organisations import judged, minimal, sample


def routines(*told: dict[str, Any], teams: dict[str, int] | None = None) -> RoutinesJudgement:
    listed = [{"id": f"routine_{index}", **one} for index, one in enumerate(told)]
    counts = {"one": 10} if teams is None else teams
    return judge_routines(minimal(teams=[{"id": team, "name": team, "agents": count} for team, count in counts.items()], routines=listed))


def test_lumivakka() -> None:
    told = judged(sample("lumivakka")).routines
    assert (told.morning_held, told.morning_planned, told.morning_share) == (51, 60, Fraction(51, 60))
    assert (told.coached, told.agents, told.coaching_share) == (41, 60, Fraction(41, 60))
    assert [team.id for team in told.without_morning_start] == ["digital"]
    # morning 10 min × 5; pairs 30 min × 1/2 for claims
    assert [(one.team.id, one.minutes, one.word) for one in told.shared_time] == [
        ("claims", Fraction(65), "enough"),
        ("policies", Fraction(50), "little"),
        ("service", Fraction(50), "little"),
        ("digital", Fraction(0), "too_little"),
    ]
    assert [one.id for one in told.shared_time[0].routines] == ["morning", "pairs"]
    assert (told.peer_covered, told.peer_share) == (22, Fraction(22, 60))
    (morning,), (coaching,) = told.of_kind("morning_start"), told.of_kind("personal_coaching")
    assert (morning.is_fading, morning.agents, morning.times_per_week) == (False, 54, Fraction(5))
    assert (coaching.coached, coaching.coaching_is_thin, coaching.times_per_week) == (Fraction(41, 60), True, Fraction(12, 52))


def test_nothing_told() -> None:
    told = judge_routines(minimal())
    assert (told.morning_share, told.coaching_share, told.peer_share) == (None, None, None)
    assert (told.shared_time, told.without_morning_start, told.agents) == ((), (), 0)
    assert [one.word for one in routines().shared_time] == ["too_little"]


@pytest.mark.parametrize(("minutes", "word"), [(0, "too_little"), (29, "too_little"), (30, "little"), (59, "little"), (60, "enough"), (61, "enough")])
def test_shared_time_limits(minutes: int, word: str) -> None:
    assert routines({"kind": "team_meeting", "cadence": "weekly", "minutes": minutes}).shared_time[0].word == word


@pytest.mark.parametrize(
    ("rhythm", "minutes"),
    [
        ({"days_per_week": 5, "cadence": "weekly"}, 260),
        ({"cadence": "weekly"}, 52),
        ({"cadence": "biweekly"}, 26),
        ({"cadence": "monthly"}, 12),
        ({"cadence": "quarterly"}, 4),
        ({"cadence": "half_yearly"}, 2),
        ({"cadence": "yearly"}, 1),
        ({"cadence": "once"}, 0),
        ({}, 0),
    ],
)
def test_rhythm(rhythm: dict[str, Any], minutes: int) -> None:
    assert routines({"kind": "small_group", "minutes": 52, **rhythm}).shared_time[0].minutes == minutes


@pytest.mark.parametrize("kind", ["personal_coaching", "visual_board", "flexible_work"])
def test_what_is_no_shared_talk(kind: str) -> None:
    assert routines({"kind": kind, "cadence": "weekly", "minutes": 90}).shared_time[0].minutes == 0


def test_a_routine_without_minutes_adds_none() -> None:
    shared = routines({"kind": "morning_start", "days_per_week": 5}).shared_time[0]
    assert (shared.minutes, len(shared.routines)) == (Fraction(0), 1)


@pytest.mark.parametrize(
    ("planned", "held", "share", "fading"),
    [
        (20, 15, Fraction(3, 4), True),
        (20, 16, Fraction(4, 5), False),
        (20, 20, Fraction(1), False),
        (20, 0, Fraction(0), True),
        (0, 0, None, False),
        (20, None, None, False),
        (None, 3, None, False),
    ],
)
def test_held(planned: int | None, held: int | None, share: Fraction | None, fading: bool) -> None:
    told = routines({"kind": "morning_start", "planned_4w": planned, "held_4w": held})
    assert (told.routines[0].held, told.routines[0].is_fading, told.morning_share) == (share, fading, share)


def test_morning_starts_of_several_lines_add_up_and_untold_ones_do_not_count() -> None:
    told = routines(
        {"kind": "morning_start", "planned_4w": 20, "held_4w": 20},
        {"kind": "morning_start", "planned_4w": 10, "held_4w": 4},
        {"kind": "morning_start", "planned_4w": 100},
        {"kind": "team_meeting", "planned_4w": 4, "held_4w": 0},
    )
    assert (told.morning_held, told.morning_planned, told.morning_share) == (24, 30, Fraction(4, 5))
    assert [one.is_fading for one in told.routines] == [False, True, False, True]


@pytest.mark.parametrize(("coached", "share", "thin"), [(7, Fraction(7, 10), True), (8, Fraction(8, 10), False), (12, Fraction(1), False)])
def test_coached(coached: int, share: Fraction, thin: bool) -> None:
    told = routines({"kind": "personal_coaching", "agents_coached_30d": coached})
    assert (told.routines[0].coached, told.routines[0].coaching_is_thin, told.coaching_share) == (share, thin, share)


def test_coaching_of_some_teams_is_judged_by_theirs_and_told_of_all() -> None:
    told = routines({"kind": "personal_coaching", "teams": ["one"], "agents_coached_30d": 8}, teams={"one": 10, "two": 30})
    assert (told.routines[0].coached, told.coaching_share) == (Fraction(8, 10), Fraction(8, 40))


def test_teams_without_agents_are_left_out_and_one_person_is_a_team() -> None:
    told = routines({"kind": "peer_learning", "teams": ["one"]}, teams={"one": 1, "nobody": 0})
    assert [one.team.id for one in told.shared_time] == ["one"]
    assert [team.id for team in told.without_morning_start] == ["one"]
    assert (told.peer_covered, told.peer_share) == (1, Fraction(1))


def test_a_team_in_two_peer_routines_is_covered_once() -> None:
    told = routines({"kind": "peer_learning", "teams": ["one"]}, {"kind": "small_group"}, teams={"one": 10, "two": 20})
    assert told.peer_covered == 30


@given(st.permutations([("morning_start", 5, 10), ("small_group", 1, 7), ("team_meeting", 2, 30), ("personal_coaching", 1, 45)]))
def test_shared_time_does_not_depend_on_the_order_of_the_file(order: list[tuple[str, int, int]]) -> None:
    told = routines(*({"kind": kind, "days_per_week": days, "minutes": minutes} for kind, days, minutes in order))
    assert told.shared_time[0].minutes == 50 + 7 + 60
