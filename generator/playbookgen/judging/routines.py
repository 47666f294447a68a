"""Routines: what is held, who is coached, and how much time a team has to talk (brief P12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final, Literal

from playbookgen.judging.change_team import agents_of
from playbookgen.model.daily_judgement import RoutineJudgement, RoutineKind, RoutinesJudgement, TeamSharedTime
from playbookgen.model.daily_life import Routine
from playbookgen.model.organisation import Team
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.values import Cadence

#: How often a week each rhythm is (settled F15); ``once`` is no rhythm.
TIMES_PER_WEEK: Final[dict[Cadence, Fraction]] = {
    "weekly": Fraction(1),
    "biweekly": Fraction(1, 2),
    "monthly": Fraction(12, 52),
    "quarterly": Fraction(4, 52),
    "half_yearly": Fraction(2, 52),
    "yearly": Fraction(1, 52),
    "once": Fraction(0),
}
#: Routines in which a team talks with each other (settled PB027).
SHARED_TALK: Final[frozenset[RoutineKind]] = frozenset({"morning_start", "peer_learning", "small_group", "team_meeting"})
#: Routines in which colleagues learn from each other (settled PB032).
PEER_LEARNING: Final[frozenset[RoutineKind]] = frozenset({"peer_learning", "small_group"})
#: Minutes a week under which shared time is too little, and little (settled PB027).
TOO_LITTLE_BELOW: Final = 30
LITTLE_BELOW: Final = 60
#: Share of planned meetings held, and of agents coached, that is expected (settled PB043).
EXPECTED: Final = Fraction(80, 100)


def teams_of(routine: Routine, teams: Sequence[Team]) -> tuple[Team, ...]:
    """Teams that have the routine; all when none is named (settled F15)."""
    return tuple(team for team in teams if not routine.teams or team.id in routine.teams)


def times_per_week(routine: Routine) -> Fraction:
    """Days a week if told, else the rhythm, else 0 (settled F15)."""
    if routine.days_per_week is not None:
        return Fraction(routine.days_per_week)
    return Fraction(0) if routine.cadence is None else TIMES_PER_WEEK[routine.cadence]


def held_share(routine: Routine) -> Fraction | None:
    """Held of planned in four weeks, 0–1; ``None`` when one is not told or nothing was planned."""
    if routine.held_4w is None or not routine.planned_4w:
        return None
    return Fraction(routine.held_4w, routine.planned_4w)


def coached_share(coached: int | None, agents: int) -> Fraction | None:
    """Agents coached in 30 days of `agents`; at most 1, because people who were coached may have left."""
    return None if coached is None or not agents else min(Fraction(coached, agents), Fraction(1))


def judge_routine(routine: Routine, teams: Sequence[Team]) -> RoutineJudgement:
    """One routine. Coaching is judged for personal coaching only; exactly 80 % is enough (settled PB043)."""
    own = teams_of(routine, teams)
    held = held_share(routine)
    coached = coached_share(routine.agents_coached_30d, agents_of(own)) if routine.kind == "personal_coaching" else None
    return RoutineJudgement(
        routine=routine,
        teams=own,
        agents=agents_of(own),
        times_per_week=times_per_week(routine),
        held=held,
        is_fading=held is not None and held < EXPECTED,
        coached=coached,
        coaching_is_thin=coached is not None and coached < EXPECTED,
    )


def shared_time_word(minutes: Fraction) -> Literal["enough", "little", "too_little"]:
    """Under 30 minutes too little, under 60 little; exactly 60 is enough (settled PB027)."""
    if minutes < TOO_LITTLE_BELOW:
        return "too_little"
    return "little" if minutes < LITTLE_BELOW else "enough"


def shared_time(team: Team, routines: Iterable[RoutineJudgement]) -> TeamSharedTime:
    """Σ minutes × times a week of the team's shared talk (brief P12); a routine that tells no minutes adds none."""
    own = [one for one in routines if one.routine.kind in SHARED_TALK and team in one.teams]
    minutes = sum(((one.routine.minutes or 0) * one.times_per_week for one in own), Fraction(0))
    return TeamSharedTime(team, minutes, tuple(one.routine for one in own), shared_time_word(minutes))


def covered_agents(routines: Iterable[RoutineJudgement], kinds: frozenset[RoutineKind], teams: Sequence[Team]) -> int:
    """Agents of the teams that have a routine of these kinds, each team once (settled PB032)."""
    reached = {team.id for one in routines if one.routine.kind in kinds for team in one.teams}
    return agents_of([team for team in teams if team.id in reached])


def sum_of_told(counts: Iterable[int | None]) -> int | None:
    """The counts that are told, together; ``None`` when none is."""
    told = [count for count in counts if count is not None]
    return sum(told) if told else None


def judge_routines(organisation: Organisation) -> RoutinesJudgement:
    """The whole of P12. Teams without agents are left out (settled F16)."""
    teams, agents = organisation.teams, agents_of(organisation.teams)
    manned = [team for team in teams if team.agents]
    routines = tuple(judge_routine(routine, teams) for routine in organisation.routines)
    mornings = [one for one in routines if one.routine.kind == "morning_start"]
    counted = [one.routine for one in mornings if one.held is not None]
    held, planned = sum_of_told(one.held_4w for one in counted), sum_of_told(one.planned_4w for one in counted)
    coached = sum_of_told(one.routine.agents_coached_30d for one in routines if one.routine.kind == "personal_coaching")
    peers = covered_agents(routines, PEER_LEARNING, teams)
    return RoutinesJudgement(
        routines=routines,
        morning_held=held,
        morning_planned=planned,
        morning_share=None if held is None or not planned else Fraction(held, planned),
        without_morning_start=tuple(team for team in manned if not any(team in one.teams for one in mornings)),
        coached=coached,
        agents=agents,
        coaching_share=coached_share(coached, agents),
        shared_time=tuple(shared_time(team, routines) for team in manned),
        peer_covered=peers,
        peer_share=Fraction(peers, agents) if agents else None,
    )
