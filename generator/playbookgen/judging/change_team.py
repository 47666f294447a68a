"""The change team and its ambassadors: which levels take part, and how far the ambassadors reach (brief P08)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, Literal

from playbookgen.model.course_judgement import ChangeTeamJudgement, TeamAmbassadors, TeamLevelJudgement
from playbookgen.model.daily_life import Ambassadors
from playbookgen.model.organisation import Person, Team
from playbookgen.model.playbook_file import Organisation

TeamLevel = Literal["executive", "middle", "frontline"]
#: Levels that a change team needs (source S0-24).
NEEDED_LEVELS: Final[tuple[TeamLevel, ...]] = ("executive", "middle", "frontline")
#: Agents per ambassador up to which they reach everybody (brief P08).
STRETCHED_ABOVE: Final = 15


def agents_of(teams: Sequence[Team]) -> int:
    """Agents of the teams together: the whole that shares are taken of (settled F16)."""
    return sum(team.agents for team in teams)


def ratio(agents: int, ambassadors: int) -> Fraction | None:
    """Agents per ambassador; ``None`` without either."""
    return Fraction(agents, ambassadors) if agents and ambassadors else None


def ambassadors_of(team: Team, ambassadors: Sequence[Ambassadors]) -> TeamAmbassadors:
    """Ambassadors of one team, all lines of the file that name it together."""
    count = sum(line.count for line in ambassadors if line.team == team.id)
    return TeamAmbassadors(team, count, ratio(team.agents, count))


def members_by_level(members: Sequence[Person], levels: dict[str, str]) -> tuple[TeamLevelJudgement, ...]:
    """Members of each needed level; `levels` maps role id to level."""
    return tuple(TeamLevelJudgement(level, tuple(one for one in members if levels.get(one.role) == level)) for level in NEEDED_LEVELS)


def judge_change_team(organisation: Organisation) -> ChangeTeamJudgement:
    """The whole of P08. Teams without agents need no ambassador (settled F16)."""
    people = {person.id: person for person in organisation.people}
    members = tuple(people[name] for name in dict.fromkeys(organisation.change.team) if name in people)
    teams = tuple(ambassadors_of(team, organisation.ambassadors) for team in organisation.teams)
    count, agents = sum(one.count for one in teams), agents_of(organisation.teams)
    reach = ratio(agents, count)
    return ChangeTeamJudgement(
        members=members,
        levels=members_by_level(members, {role.id: role.level for role in organisation.roles}),
        teams=teams,
        ambassadors=count,
        agents=agents,
        ratio=reach,
        is_stretched=reach is not None and reach > STRETCHED_ABOVE,
        teams_without=tuple(one.team for one in teams if one.team.agents and not one.count),
    )
