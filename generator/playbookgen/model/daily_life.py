"""Daily life: routines, practices worth sharing, communication, recognition, feedback, partners."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from playbookgen.model.assessment import TeamRef
from playbookgen.model.change import MetricRef, PersonRef
from playbookgen.model.entity import Entity, without_free_keys
from playbookgen.model.problem import Contradiction
from playbookgen.model.target_state import RoleRef
from playbookgen.model.text import Note, RichSentence, Sentence
from playbookgen.model.values import Bool, Cadence, Count, Day, Id, Line, NumberType, OneToFive, PastDay, Percent, Positive, Reference


class Routine(Entity):
    """Something teams do again and again."""

    id: Id
    kind: Literal["morning_start", "personal_coaching", "peer_learning", "small_group", "visual_board", "team_meeting", "flexible_work"]
    name: Sentence | None = None
    teams: list[TeamRef] = Field(default=[], description="Teams that have it; all when empty.")
    cadence: Cadence | None = None
    days_per_week: Annotated[int, NumberType(minimum=1, maximum=7, integer=True)] | None = None
    minutes: Count | None = None
    planned_4w: Count | None = Field(default=None, description="How many were planned in the last four weeks, all teams together.")
    held_4w: Count | None = None
    agents_coached_30d: Count | None = None
    metrics: list[MetricRef] = []
    note: Note | None = None

    def contradictions(self) -> Iterator[Contradiction]:
        if self.planned_4w is not None and self.held_4w is not None and self.held_4w > self.planned_4w:
            yield Contradiction("E303", f"held_4w {self.held_4w} is more than planned_4w {self.planned_4w}", ("held_4w",), "check both counts")


class BestPractice(Entity):
    """A way of working worth sharing."""

    id: Id
    text: RichSentence
    owner: PersonRef | None = None
    found_in: TeamRef | None = None
    spread_to: list[TeamRef] = []
    date: PastDay | None = None


class CommunicationEvent(Entity):
    """A message about the change: dated, or with a rhythm."""

    id: Id
    date: Day | None = None
    cadence: Cadence | None = None
    channel: Literal["team_meeting", "chat", "video_message", "email", "intranet", "steering", "town_hall", "other"]
    audience: list[RoleRef] = []
    sender: PersonRef | None = None
    kind: Literal["progress", "success", "challenge", "decision", "input_request"]
    text: Sentence | None = None


class Communication(Entity):
    """How the change is talked about."""

    max_gap_weeks: Annotated[dict[RoleRef, Annotated[Positive, NumberType(above=0, maximum=12)]], BeforeValidator(without_free_keys)] = {}
    events: list[CommunicationEvent] = []


class RecognitionPractice(Entity):
    """A habit of raising successes."""

    id: Id
    name: Sentence
    cadence: Cadence | None = None
    source: Literal["leader", "peer", "customer_feedback", "self_reported"]
    channels: list[Literal["internal", "external"]] = []


class RecognitionEntry(Entity):
    """A success that was raised."""

    date: PastDay
    practice: Annotated[str, Reference(to="recognition.practices")] | None = None
    team: TeamRef | None = None
    external: Bool = False
    named: Bool = False
    consent: Bool = False
    text: Sentence | None = None


class Incentive(Entity):
    """A metric in the incentives, with its weight in percent."""

    metric: MetricRef
    weight_pct: Percent
    nature: Literal["qualitative", "quantitative"]


class Recognition(Entity):
    """How successes are raised and rewarded."""

    practices: list[RecognitionPractice] = []
    log: list[RecognitionEntry] = []
    incentives: list[Incentive] = []

    def contradictions(self) -> Iterator[Contradiction]:
        total = sum((incentive.weight_pct for incentive in self.incentives), Decimal(0))
        if self.incentives and abs(total - 100) > Decimal("0.5"):
            yield Contradiction("E303", f"the weights of the incentives add up to {total}, not to 100", ("incentives",), "check each weight_pct")


class FeedbackItem(Entity):
    """Something staff or customers said."""

    id: Id
    date: PastDay
    source: Literal["staff", "customer", "stakeholder"]
    topic: Line | None = None
    text: Sentence
    replied: PastDay | None = None
    decision: Literal["planned", "done", "declined", "duplicate"] | None = None
    action: Annotated[str, Reference(to="plan.actions")] | None = None
    reason: Sentence | None = None

    def contradictions(self) -> Iterator[Contradiction]:
        if self.replied is not None and self.replied < self.date:
            yield Contradiction("E303", f"replied {self.replied} is before the feedback of {self.date}", ("replied",), "check both dates")


class Feedback(Entity):
    """Where feedback goes and what became of it."""

    channel: Sentence | None = None
    reply_within_days: Annotated[int, NumberType(minimum=1, integer=True)] = 7
    items: list[FeedbackItem] = []


class Community(Entity):
    """A community of customers or staff that develops the service."""

    id: Id
    name: Sentence
    audience: Sentence | None = None
    reward: Sentence | None = None


class Stakeholder(Entity):
    """Somebody whose help the change needs."""

    id: Id
    name: Sentence
    role: RoleRef | None = None
    influence: OneToFive
    interest: OneToFive
    support: Annotated[int, NumberType(minimum=-2, maximum=2, integer=True)] | None = None
    desired_support: Annotated[int, NumberType(minimum=-2, maximum=2, integer=True)] | None = None
    meeting_cadence: Cadence | None = None
    co_development: Bool | None = None


class Ambassadors(Entity):
    """How many ambassadors a team has."""

    team: TeamRef
    count: Count


class AwardApplication(Entity):
    """An award the centre applies for."""

    name: Sentence
    deadline: Day
    decided: Day | None = None
    note: Note | None = None
