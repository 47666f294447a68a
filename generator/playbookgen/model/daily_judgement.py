"""What is computed about daily work: routines, partners, decisions and the first 90 days.

Shares are exact `Fraction`s (1 = 100 %), ages and gaps whole days, minutes of clock time. ``None``
always means: not known. Agents are counted as the sum of ``teams[].agents`` (settled F16).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from playbookgen.model.channels import Decision, DecisionLevel
from playbookgen.model.daily_life import Routine, Stakeholder
from playbookgen.model.organisation import Team
from playbookgen.model.training import OnboardingModule, Skill

RoutineKind = Literal["morning_start", "personal_coaching", "peer_learning", "small_group", "visual_board", "team_meeting", "flexible_work"]


@dataclass(frozen=True, slots=True)
class RoutineJudgement:
    """One routine. `teams` are those that have it (all when the file names none), `agents` theirs together.

    `times_per_week` is exact (biweekly 1/2, monthly 12/52; 0 when no rhythm is told); `held` is held
    of planned in the last four weeks, `is_fading` when that is below 80 %; `coached` is agents
    coached in 30 days of `agents`, at most 1, `coaching_is_thin` when that is below 80 %.
    """

    routine: Routine
    teams: tuple[Team, ...]
    agents: int
    times_per_week: Fraction
    held: Fraction | None
    is_fading: bool
    coached: Fraction | None
    coaching_is_thin: bool


@dataclass(frozen=True, slots=True)
class TeamSharedTime:
    """Shared talk of one team with agents: minutes per agent and week, and the routines they come from.

    `word`: under 30 minutes ``too_little``, under 60 ``little``, else ``enough`` (settled PB027).
    """

    team: Team
    minutes: Fraction
    routines: tuple[Routine, ...]
    word: Literal["enough", "little", "too_little"]


@dataclass(frozen=True, slots=True)
class RoutinesJudgement:
    """P12. Lists of teams leave out teams without agents.

    `morning_held` of `morning_planned` morning starts took place in four weeks, `morning_share` is
    their share. `coached` of `agents` were coached in 30 days, `coaching_share` is their share (both
    ``None`` when no coaching routine tells). `peer_covered` agents have peer learning or a small
    group, `peer_share` of all.
    """

    routines: tuple[RoutineJudgement, ...]
    morning_held: int | None
    morning_planned: int | None
    morning_share: Fraction | None
    without_morning_start: tuple[Team, ...]
    coached: int | None
    agents: int
    coaching_share: Fraction | None
    shared_time: tuple[TeamSharedTime, ...]
    peer_covered: int
    peer_share: Fraction | None

    def of_kind(self, kind: RoutineKind) -> tuple[RoutineJudgement, ...]:
        """The routines of one kind, in the order of the file."""
        return tuple(judged for judged in self.routines if judged.routine.kind == kind)


@dataclass(frozen=True, slots=True)
class StakeholderJudgement:
    """P14, one partner; influence and interest are high from 4.

    `support_gap` is desired minus present support (−4 … 4). Support, its gap and `gap_is_wide` (gap
    of 2 or more) are for the leadership audience only. `not_involved`: influence 4 or more and no
    joint development; `not_met`: influence 4 or more and no meeting rhythm (settled PB031).
    """

    stakeholder: Stakeholder
    quadrant: Literal["work_together", "keep_satisfied", "keep_informed", "follow"]
    support_gap: int | None
    gap_is_wide: bool
    not_involved: bool
    not_met: bool


@dataclass(frozen=True, slots=True)
class DecisionJudgement:
    """P14b, one decision.

    `costs_money`: said so, or it has a limit. `limit_missing`: it costs money, the agent decides, and no
    limit is written. `escalation_missing`: somebody else decides and nobody says who.
    """

    decision: Decision
    costs_money: bool
    limit_missing: bool
    escalation_missing: bool


@dataclass(frozen=True, slots=True)
class DecisionsJudgement:
    """P14b. `decisions` run from most freedom for the agent to least; equal ones as in the file.

    `at_agent` of all are taken by the agent (decides, or decides and informs), `authority_share` is
    their share. `weighted_share` counts cases a month instead, over the `with_volume` decisions that
    tell their ``volume_month``.
    """

    decisions: tuple[DecisionJudgement, ...]
    at_agent: int
    authority_share: Fraction | None
    with_volume: int
    weighted_share: Fraction | None

    def of_level(self, level: DecisionLevel) -> tuple[DecisionJudgement, ...]:
        """The decisions of one level."""
        return tuple(judged for judged in self.decisions if judged.decision.level == level)


@dataclass(frozen=True, slots=True)
class DayRange:
    """Days of the path of a new starter, both ends included; day 1 is the first working day."""

    first: int
    last: int

    @property
    def days(self) -> int:
        """How many days."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class OnboardingWindow:
    """Days 1–30, 31–60 or 61–90; a module belongs to every window it overlaps (settled PB021)."""

    range: DayRange
    modules: tuple[OnboardingModule, ...]
    covered_days: int
    has_practice: bool
    has_check_in: bool


@dataclass(frozen=True, slots=True)
class EarlyLeavers:
    """Of the `starters` of closed cohorts (90 days over), `left` left within 90 days; `share` of them.

    Cohorts are shown as this sum only (settled G9). `small_numbers`: fewer than 10 starters.
    """

    closed_cohorts: int
    open_cohorts: int
    starters: int
    left: int
    share: Fraction | None
    small_numbers: bool


@dataclass(frozen=True, slots=True)
class SkillJudgement:
    """A skill: agents ready of all agents, at most 1."""

    skill: Skill
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class OnboardingJudgement:
    """P18.

    `covered_days` of 90 have a module, `coverage` is their share; `gaps` are the empty stretches,
    `longest_gap` the longest (the first of equals). `goes_on`: learning does not end with induction (a
    refresher, a module after day 90, or personal coaching; PB023). `by_channel`: modules of each channel,
    by channel id, every channel of the file included.
    """

    modules: tuple[OnboardingModule, ...]
    covered_days: int
    coverage: Fraction
    gaps: tuple[DayRange, ...]
    longest_gap: DayRange | None
    windows: tuple[OnboardingWindow, ...]
    early_leavers: EarlyLeavers
    goes_on: bool
    by_channel: tuple[tuple[str, tuple[OnboardingModule, ...]], ...]
    skills: tuple[SkillJudgement, ...]
