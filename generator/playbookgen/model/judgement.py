"""Everything that is computed about an organisation on the as-of date.

Shares, progress and scores are exact `Fraction`s (1 = 100 % for shares and progress, 0–100 for
scores); dates are days, ages are whole days. ``None`` always means: not known, and pages say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from playbookgen.model.assessment import Area, Assessment, Challenge
from playbookgen.model.change import Goal
from playbookgen.model.course_judgement import (
    BusinessJudgement,
    ChangeTeamJudgement,
    FactorsJudgement,
    PulseJudgement,
    ReadinessJudgement,
    SteeringJudgement,
    StrengthsJudgement,
)
from playbookgen.model.daily_judgement import DecisionsJudgement, OnboardingJudgement, RoutinesJudgement, StakeholderJudgement
from playbookgen.model.leadership import CommitmentArea, LeadershipItem
from playbookgen.model.metrics import Actual, Metric
from playbookgen.model.organisation import Role
from playbookgen.model.plan import Action, Phase
from playbookgen.model.reach_judgement import CalendarEntry, ChannelsJudgement, LineOfSightJudgement, RiskJudgement, SystemsJudgement
from playbookgen.model.target_state import Statement
from playbookgen.model.values import Cadence
from playbookgen.model.voice_judgement import CommunicationJudgement, FeedbackJudgement, RecognitionJudgement


@dataclass(frozen=True, slots=True)
class ChangeDays:
    """How far the change is in its calendar. `day` counts from 1; `days` is the whole length."""

    state: Literal["not_started", "running", "ended"]
    day: int
    days: int
    days_to_start: int
    days_since_end: int


@dataclass(frozen=True, slots=True)
class AreaScore:
    """One assessment area; scores 0–100, gap, divergence and trend in points.

    `own` is the newest own score, `external` the newest external one of the last 24 months; the
    external one is `current` when there is one, and then `verified` is true.
    """

    area: Area
    own: Fraction | None
    external: Fraction | None
    current: Fraction | None
    verified: bool
    target: Fraction | None
    gap: Fraction | None
    divergence: Fraction | None
    divergence_kind: Literal["none", "blind_spot", "hidden_strength"] | None
    divergence_strong: bool
    priority: Fraction | None
    is_priority: bool
    trend: Fraction | None


@dataclass(frozen=True, slots=True)
class AssessmentJudgement:
    """The assessment as a whole (brief P02).

    `overall_*` are weighted means 0–100 over the areas that have a score; `level` 0–4 only when
    all six areas have one. `own_round` is the newest own round, `external_round` the newest
    external one of the last 24 months. `compared_round` is the external round that divergence is
    measured against: the one nearest to `own_round`, at most 180 days away.
    """

    areas: tuple[AreaScore, ...]
    own_round: Assessment | None
    external_round: Assessment | None
    overall_own: Fraction | None
    overall_external: Fraction | None
    overall_current: Fraction | None
    overall_target: Fraction | None
    scored: int
    level: int | None
    newest: date | None
    compared_round: Assessment | None = None


@dataclass(frozen=True, slots=True)
class ChallengeJudgement:
    """A reported challenge: spread 0–1, heat 0–5."""

    challenge: Challenge
    spread: Fraction
    heat: Fraction
    word: Literal["hot", "warm", "mild"]
    actions: tuple[Action, ...]
    answered: bool


MetricStatus = Literal["no_data", "no_target", "attained", "not_attained", "no_expectation", "missed", "on_track", "at_risk", "off_track"]


@dataclass(frozen=True, slots=True)
class Margin:
    """Margin of error in the metric's unit, 95 %. `finite` uses the finite-population factor."""

    n: int
    plain: float
    finite: float | None
    population: int | None

    @property
    def used(self) -> float:
        """The margin that counts: the finite one when there is one."""
        return self.plain if self.finite is None else self.finite


@dataclass(frozen=True, slots=True)
class MetricJudgement:
    """One metric on the as-of date (brief P05, settled F7–F13).

    `latest` is the newest value of a period that has ended, `running` one of a period that has
    not. `suppressed` marks values of groups smaller than the smallest shown: their figures are
    ``None`` everywhere and `status` is ``no_data``. `progress`, `elapsed` and `expected` are
    shares, 1 = all the way; `change` is the newest value minus the third newest. Show the values
    of `shown_actuals`, never those of ``metric.actuals``. A change below `noise`, in the metric's
    unit, counts as flat (settled F12); ``None`` without a value.
    """

    metric: Metric
    latest: Actual | None
    running: Actual | None
    age_days: int | None
    stale: bool
    progress: Fraction | None
    elapsed: Fraction | None
    expected: Fraction | None
    attained: bool | None
    status: MetricStatus
    trend: Literal["up", "down", "flat"] | None
    change: Decimal | None
    margin: Margin | None
    indicative_only: bool
    inconclusive: bool
    suppressed: bool
    actions: tuple[Action, ...]
    shown_actuals: tuple[Actual, ...]
    noise: Fraction | None = None

    @property
    def shown_progress(self) -> Fraction | None:
        """`progress` kept inside −100 … 150 %, as tables and bars show it (brief P05)."""
        return None if self.progress is None else min(max(self.progress, Fraction(-1)), Fraction(3, 2))


Verdict = Literal["exempt", "too_few", "small_basis", "possibly_loose", "realistic", "too_demanding_now", "borderline"]


@dataclass(frozen=True, slots=True)
class TeamRealism:
    """Attainment in one team; figures are ``None`` when the group is too small to show."""

    team: str
    measured: int | None
    attained: int | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class RealismJudgement:
    """Whether a target is realistic (PB001); `measured` and `attained` are ``None`` when suppressed."""

    metric: Metric
    measured: int | None
    attained: int | None
    share: Fraction | None
    verdict: Verdict
    teams: tuple[TeamRealism, ...]


@dataclass(frozen=True, slots=True)
class GoalJudgement:
    """A goal of the change; `missing` names the parts that are not there."""

    goal: Goal
    metric: MetricJudgement | None
    missing: tuple[Literal["value", "due", "metric", "owner", "strategy"], ...]
    progress: Fraction | None
    elapsed: Fraction | None
    reached: bool
    days_to_due: int | None
    expired: bool


@dataclass(frozen=True, slots=True)
class Translation:
    """One cell of statement × role."""

    role: Role
    state: Literal["filled", "missing", "identical", "not_applicable"]


@dataclass(frozen=True, slots=True)
class StatementJudgement:
    """A statement of the target state and how far it is translated to the roles."""

    statement: Statement
    cells: tuple[Translation, ...]
    missing: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class RoleCoverage:
    """Filled cells of applicable cells, over all statements."""

    filled: int
    applicable: int
    share: Fraction | None
    statements: tuple[StatementJudgement, ...]


@dataclass(frozen=True, slots=True)
class ActionJudgement:
    """An action on the as-of date. `overdue_days` is 0 unless the action is open and late."""

    action: Action
    is_open: bool
    overdue_days: int
    days_to_due: int | None


@dataclass(frozen=True, slots=True)
class PhaseJudgement:
    """A phase; progress 0–1 weighted by effort, ``None`` without live actions."""

    phase: Phase
    actions: tuple[ActionJudgement, ...]
    progress: Fraction | None
    is_late: bool
    has_no_action: bool
    state: Literal["coming", "running", "over"]


@dataclass(frozen=True, slots=True)
class PlanJudgement:
    """The plan: `done` of `live` actions; progress is weighted by effort."""

    phases: tuple[PhaseJudgement, ...]
    actions: tuple[ActionJudgement, ...]
    without_phase: tuple[ActionJudgement, ...]
    done: int
    live: int
    progress: Fraction | None
    overdue: tuple[ActionJudgement, ...]
    blocked: tuple[ActionJudgement, ...]
    without_owner: tuple[ActionJudgement, ...]
    next_30_days: tuple[ActionJudgement, ...]


@dataclass(frozen=True, slots=True)
class PromiseJudgement:
    """One item of the leadership checklist (brief 2.4).

    `item` is the line of the YAML, or ``None`` for a core item nobody listed. `is_late` is true
    for a stale promise and for one never kept although its first interval is over. `due_on` is
    the day by which it has to be done again.
    """

    id: str
    area: CommitmentArea
    item: LeadershipItem | None
    cadence: Cadence
    last_done: date | None
    age_days: int | None
    state: Literal["never", "fresh", "due", "stale", "not_applicable"]
    is_late: bool
    without_trace: bool
    due_on: date | None


@dataclass(frozen=True, slots=True)
class AreaCoverage:
    """Fresh of applicable promises in one area; ``None`` when nothing applies."""

    area: CommitmentArea
    fresh: int
    applicable: int
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class CommitmentJudgement:
    """Leadership commitment: promises (latest problems first), coverage by area, and overall."""

    promises: tuple[PromiseJudgement, ...]
    areas: tuple[AreaCoverage, ...]
    overall: Fraction | None
    level: Literal["strong", "partial", "weak"] | None

    @property
    def late(self) -> tuple[PromiseJudgement, ...]:
        """Promises that are stale, or were never kept although it was time."""
        return tuple(promise for promise in self.promises if promise.is_late)


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """Something with a day, for “next dates”. `kind` names its label, `subject` its entity."""

    day: date
    kind: Literal["goal", "action", "steering", "communication", "assessment", "promise", "phase_end", "award", "change_end"]
    subject: object


@dataclass(frozen=True, slots=True)
class Judgement:
    """All computed figures of one organisation on one day.

    A chapter that is ``None`` is not told at all: `assessment` (P02), `business` (P01), `pulse` (P09),
    `steering` (P11) and `feedback` (P17). Every other chapter is there, and empty where nothing is told.
    """

    as_of: date
    change_days: ChangeDays
    assessment: AssessmentJudgement | None
    challenges: tuple[ChallengeJudgement, ...]
    metrics: tuple[MetricJudgement, ...]
    realism: tuple[RealismJudgement, ...]
    goals: tuple[GoalJudgement, ...]
    main_goal: GoalJudgement | None
    translation: RoleCoverage
    plan: PlanJudgement
    commitment: CommitmentJudgement
    next_dates: tuple[DatedEvent, ...]
    by_metric: Mapping[str, MetricJudgement]
    business: BusinessJudgement | None
    factors: FactorsJudgement
    strengths: StrengthsJudgement
    change_team: ChangeTeamJudgement
    pulse: PulseJudgement | None
    steering: SteeringJudgement | None
    readiness: tuple[ReadinessJudgement, ...]
    routines: RoutinesJudgement
    stakeholders: tuple[StakeholderJudgement, ...]
    decisions: DecisionsJudgement
    communication: CommunicationJudgement
    recognition: RecognitionJudgement
    feedback: FeedbackJudgement | None
    onboarding: OnboardingJudgement
    line_of_sight: LineOfSightJudgement
    channels: ChannelsJudgement
    systems: SystemsJudgement
    risks: tuple[RiskJudgement, ...]
    calendar: tuple[CalendarEntry, ...]
