"""What is computed about how far things reach: line of sight, channels, systems, risks, dates.

Shares are exact `Fraction`s (1 = 100 %), ages whole days. ``None`` always means: not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from playbookgen.model.change import Goal
from playbookgen.model.channels import Capability, Channel, System
from playbookgen.model.daily_life import Routine
from playbookgen.model.metrics import Metric
from playbookgen.model.organisation import StrategicAim, Team
from playbookgen.model.plan import Action, Risk
from playbookgen.model.target_state import Behaviour, Statement
from playbookgen.model.training import OnboardingModule


@dataclass(frozen=True, slots=True)
class SightLine:
    """P20, one goal and what it hangs on; `missing` names the links that do not exist (settled F19).

    The rules that speak of them: strategy PB012, metric PB010, statement, action and routine PB006.
    """

    goal: Goal
    aims: tuple[StrategicAim, ...]
    statements: tuple[Statement, ...]
    metric: Metric | None
    actions: tuple[Action, ...]
    boards: tuple[Routine, ...]
    behaviours: tuple[Behaviour, ...]
    missing: tuple[Literal["strategy", "statement", "metric", "action", "routine"], ...]

    @property
    def is_complete(self) -> bool:
        """Whether every link exists."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class LineOfSightJudgement:
    """P20: a row per goal; `complete` of them, `coverage` as share."""

    rows: tuple[SightLine, ...]
    complete: int
    coverage: Fraction


@dataclass(frozen=True, slots=True)
class ChannelJudgement:
    """P21, one channel. `share` of all contacts; `trained_share` of the agents' headcount, at most 1.

    `teams` serve it, `modules` of the onboarding teach it. `nobody_trained`: told to be 0.
    """

    channel: Channel
    share: Fraction | None
    trained_share: Fraction | None
    nobody_trained: bool
    teams: tuple[Team, ...]
    modules: tuple[OnboardingModule, ...]


@dataclass(frozen=True, slots=True)
class ChannelsJudgement:
    """P21. `shares_total` (1 = 100 %) and `shares_add_up` (1 ± 0.01) only when every channel tells its share."""

    channels: tuple[ChannelJudgement, ...]
    shares_total: Fraction | None
    shares_add_up: bool | None


@dataclass(frozen=True, slots=True)
class CapabilityJudgement:
    """P22: one thing the systems should be able to do, the systems that do, and live actions that plan it.

    `state`: ``provided``, else ``planned`` when an action names it, else ``missing``.
    """

    capability: Capability
    systems: tuple[System, ...]
    actions: tuple[Action, ...]
    state: Literal["provided", "planned", "missing"]


@dataclass(frozen=True, slots=True)
class RecordingJudgement:
    """P22: a system that records contacts, and which rules for it are not written down (PB035)."""

    system: System
    missing: tuple[Literal["purpose", "retention_days", "legal_basis", "staff_consulted"], ...]


@dataclass(frozen=True, slots=True)
class SystemsJudgement:
    """P22. `missing` are all capabilities no system provides, the planned ones too (settled PB045)."""

    capabilities: tuple[CapabilityJudgement, ...]
    provided: int
    missing: tuple[CapabilityJudgement, ...]
    recordings: tuple[RecordingJudgement, ...]


@dataclass(frozen=True, slots=True)
class RiskJudgement:
    """P23: score = probability × impact (1–25); high from 15, medium from 8.

    `missing` is told for every level, `is_unattended` only for high risks that lack mitigation or owner (PB042).
    """

    risk: Risk
    score: int
    level: Literal["high", "medium", "low"]
    missing: tuple[Literal["mitigation", "owner"], ...]
    is_unattended: bool


@dataclass(frozen=True, slots=True)
class CohortCheckIn:
    """A check-in talk of the people who started on `start`."""

    start: date
    module: OnboardingModule


CalendarKind = Literal[
    "goal", "action", "steering", "steering_held", "communication", "check_in", "assessment", "assessment_target", "promise",
    "phase_start", "phase_end", "award", "award_decided", "change_start", "change_end",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """P24: one thing on one day (or until `last_day`), past or coming.

    `key` is stable from build to build and unique in the organisation: the same thing keeps it when its day
    moves. `subject` is the entity by kind: Goal, Action, SteeringMeeting, CommunicationEvent, CohortCheckIn,
    Assessment, AssessmentTargets, PromiseJudgement, Phase, AwardApplication, Change. `days_away` is negative
    for the past. `is_late`: its day is over and it is still to be done.
    """

    key: str
    day: date
    last_day: date
    kind: CalendarKind
    subject: object
    days_away: int
    is_late: bool
