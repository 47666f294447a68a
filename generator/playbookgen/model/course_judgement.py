"""What is computed about the course of the change: worth, factors, strengths, team, pulse, steering, readiness.

Money is exact, in the organisation's currency and a year; shares are `Fraction`s (1 = 100 %), ages
whole days. ``None`` always means: not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from playbookgen.model.assessment import Assessment, Challenge, CxFactor, DevelopmentArea, Factor
from playbookgen.model.change import SteeringDecision, SteeringMeeting
from playbookgen.model.organisation import Person, Team
from playbookgen.model.plan import Action
from playbookgen.model.target_state import Statement
from playbookgen.model.text import LocalisedText


@dataclass(frozen=True, slots=True)
class MoneyRange:
    """From `low` to `high` a year; always shown as a pair, never as one number, never added up."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class BusinessJudgement:
    """P01: what it could be worth, all a year; each ``None`` unless its inputs are told.

    Extra sales if they grew by `growth_low` … `growth_high` (0.3 … 1: a range claimed in the trade,
    no forecast). `repeat_saving` is for `saving_points` percentage points fewer repeat contacts: 5, or all of
    them when there are fewer. `selling_is_secondary`: the main task is service, so the sales scenario is folded.
    """

    growth_low: Fraction
    growth_high: Fraction
    extra_revenue: MoneyRange | None
    extra_margin: MoneyRange | None
    selling_is_secondary: bool
    repeat_cost: Fraction | None
    saving_points: Fraction | None
    repeat_saving: Fraction | None
    turnover_cost: Fraction | None


@dataclass(frozen=True, slots=True)
class FactorJudgement:
    """P01b, one factor: its own rating (``None``: not rated; level 0–4 in it), and what touches it."""

    factor: Factor
    rating: CxFactor | None
    statements: tuple[Statement, ...]
    actions: tuple[Action, ...]

    @property
    def level(self) -> int | None:
        """The rated level 0–4; ``None`` is “not rated”, not 0."""
        return None if self.rating is None else self.rating.level

    @property
    def is_touched(self) -> bool:
        """Whether a statement of the target state or a live action names it."""
        return bool(self.statements or self.actions)


@dataclass(frozen=True, slots=True)
class FactorsJudgement:
    """P01b: all six factors; `touched` of them, `coverage` as share."""

    factors: tuple[FactorJudgement, ...]
    touched: int
    coverage: Fraction


@dataclass(frozen=True, slots=True)
class DevelopmentAreaJudgement:
    """P03: a development area with the live actions and reported challenges it links to; without any it gets a note."""

    area: DevelopmentArea
    actions: tuple[Action, ...]
    challenges: tuple[Challenge, ...]

    @property
    def is_answered(self) -> bool:
        """Whether something answers it."""
        return bool(self.actions or self.challenges)


@dataclass(frozen=True, slots=True)
class RoundOfStrengths:
    """P03: one assessment round that tells strengths or development areas."""

    assessment: Assessment
    strengths: tuple[LocalisedText, ...]
    development_areas: tuple[DevelopmentAreaJudgement, ...]


@dataclass(frozen=True, slots=True)
class StrengthsJudgement:
    """P03: rounds newest first, and how many strengths and (unanswered) areas they tell together."""

    rounds: tuple[RoundOfStrengths, ...]
    strengths: int
    development_areas: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class TeamLevelJudgement:
    """Members of the change team from one level."""

    level: Literal["executive", "middle", "frontline"]
    members: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class TeamAmbassadors:
    """Ambassadors of one team; `ratio` is agents per ambassador, ``None`` without either."""

    team: Team
    count: int
    ratio: Fraction | None


@dataclass(frozen=True, slots=True)
class ChangeTeamJudgement:
    """P08. `levels` are the three that are needed. `teams_without`: teams with agents and no ambassador.

    `ratio` is agents per ambassador over all teams, ``None`` without ambassadors; `is_stretched`
    when it is above 15.
    """

    members: tuple[Person, ...]
    levels: tuple[TeamLevelJudgement, ...]
    teams: tuple[TeamAmbassadors, ...]
    ambassadors: int
    agents: int
    ratio: Fraction | None
    is_stretched: bool
    teams_without: tuple[Team, ...]

    @property
    def missing_levels(self) -> tuple[Literal["executive", "middle", "frontline"], ...]:
        """Levels nobody in the team comes from."""
        return tuple(level.level for level in self.levels if not level.members)


@dataclass(frozen=True, slots=True)
class PulseJudgement:
    """P09: one round of the strategy question; counts of people, shares of those asked.

    All figures are ``None`` when fewer people were asked than may be shown (`suppressed`). `verdict`
    (settled PB009): ``too_few``, ``nobody_asked``, ``old`` (more than 365 days), ``rework`` or ``clear``;
    `reasons` says which limits ask for the rework. Older rounds are `earlier`, newest first.
    """

    day: date
    age_days: int
    suppressed: bool
    asked: int | None
    clear: int | None
    partly: int | None
    unclear: int | None
    clear_share: Fraction | None
    unclear_share: Fraction | None
    verdict: Literal["too_few", "nobody_asked", "old", "rework", "clear"]
    reasons: tuple[Literal["few_clear", "many_unclear"], ...]
    earlier: tuple[PulseJudgement, ...]


@dataclass(frozen=True, slots=True)
class SteeringDecisionJudgement:
    """A decision of the steering group, its age in days, and whether it is still to be carried out."""

    decision: SteeringDecision
    age_days: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class SteeringJudgement:
    """P11. `next_date`: last held plus the rhythm (never held: start of the change plus the rhythm).

    `days_late` is 0 until that day is over. `age_days` counts from the last meeting, or from the start
    of the change; `is_stopped` when that is more than one and a half intervals (PB019). `decisions` are newest
    first, `open_decisions` oldest first.
    """

    meeting: SteeringMeeting
    next_date: date | None
    days_late: int
    age_days: int
    is_stopped: bool
    decisions: tuple[SteeringDecisionJudgement, ...]
    open_decisions: tuple[SteeringDecisionJudgement, ...]


ReadinessElement = Literal["know", "want", "can_know", "can_do", "keep"]


@dataclass(frozen=True, slots=True)
class ReadinessJudgement:
    """P19, one group: means 1–5 of the five elements in their order, and the barrier: the first with a mean of 3 or less.

    `n` and every mean are ``None`` when the group is too small to show (`suppressed`).
    """

    group: LocalisedText
    n: int | None
    suppressed: bool
    means: tuple[tuple[ReadinessElement, Fraction | None], ...]
    barrier: ReadinessElement | None
