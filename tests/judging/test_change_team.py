"""Change team and ambassadors: levels, reach, teams of nobody."""

from __future__ import annotations

from fractions import Fraction

import pytest

from playbookgen.judging.change_team import judge_change_team
from playbookgen.model.course_judgement import ChangeTeamJudgement
from support.organisations import judged, minimal, sample


def with_ambassadors(agents: dict[str, int], *ambassadors: tuple[str, int]) -> ChangeTeamJudgement:
    return judge_change_team(
        minimal(
            teams=[{"id": team, "name": team, "agents": count} for team, count in agents.items()],
            ambassadors=[{"team": team, "count": count} for team, count in ambassadors],
        )
    )


def test_lumivakka() -> None:
    team = judged(sample("lumivakka")).change_team
    assert team.missing_levels == ()
    assert [(level.level, [one.id for one in level.members]) for level in team.levels] == [
        ("executive", ["dir_cc"]),
        ("middle", ["sv_claims"]),
        ("frontline", ["agent_rep"]),
    ]
    # the change lead's role is of level support: in the team, in none of the three
    assert [one.id for one in team.members] == ["dir_cc", "lead_change", "sv_claims", "agent_rep"]
    assert (team.ambassadors, team.agents, team.ratio, team.is_stretched) == (4, 60, Fraction(15), False)
    assert [one.id for one in team.teams_without] == ["digital"]
    assert [one.ratio for one in team.teams] == [11, 18, 14, None]


def test_nobody_in_the_team() -> None:
    team = judge_change_team(minimal())
    assert (team.members, team.missing_levels) == ((), ("executive", "middle", "frontline"))
    assert (team.ratio, team.is_stretched, team.teams_without) == (None, False, ())


def test_one_person_named_twice_is_one_member() -> None:
    team = judge_change_team(minimal(change={"team": ["boss", "boss"]}))
    assert [one.id for one in team.members] == ["boss"]
    assert team.missing_levels == ("middle", "frontline")


@pytest.mark.parametrize(("agents", "stretched"), [(14, False), (15, False), (16, True)])
def test_reach_of_one_ambassador(agents: int, stretched: bool) -> None:
    team = with_ambassadors({"one": agents}, ("one", 1))
    assert (team.ratio, team.is_stretched) == (Fraction(agents), stretched)


def test_a_team_without_agents_needs_no_ambassador_and_counts_of_a_team_add_up() -> None:
    team = with_ambassadors({"one": 10, "two": 1, "nobody": 0}, ("one", 1), ("one", 2), ("two", 0))
    assert [one.count for one in team.teams] == [3, 0, 0]
    assert [one.id for one in team.teams_without] == ["two"]
    assert team.ratio == Fraction(11, 3)
    assert team.teams[2].ratio is None


def test_ambassadors_of_no_agents_have_no_ratio() -> None:
    assert with_ambassadors({"nobody": 0}, ("nobody", 2)).ratio is None
