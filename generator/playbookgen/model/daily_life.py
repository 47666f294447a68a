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

    id: Id = Field(description="Short name of the routine.")
    kind: Literal["morning_start", "personal_coaching", "peer_learning", "small_group", "visual_board", "team_meeting", "flexible_work"] = Field(
        description="What it is: morning_start, personal_coaching, peer_learning, small_group, visual_board, team_meeting or flexible_work."
    )
    name: Sentence | None = Field(default=None, description="Name of the routine, if you have one of your own.")
    teams: list[TeamRef] = Field(default=[], description="Teams that have it; all when empty.")
    cadence: Cadence | None = Field(default=None, description="How often it takes place.")
    days_per_week: Annotated[int, NumberType(minimum=1, maximum=7, integer=True)] | None = Field(
        default=None, description="On how many days a week it takes place."
    )
    minutes: Count | None = Field(default=None, description="How long it takes, in minutes.")
    planned_4w: Count | None = Field(default=None, description="How many were planned in the last four weeks, all teams together.")
    held_4w: Count | None = Field(default=None, description="How many were held in the last four weeks.")
    agents_coached_30d: Count | None = Field(default=None, description="How many agents were coached in the last 30 days.")
    metrics: list[MetricRef] = Field(default=[], description="Metrics it is meant to move.")
    note: Note | None = Field(default=None, description="What you have noticed about it.")

    def contradictions(self) -> Iterator[Contradiction]:
        if self.planned_4w is not None and self.held_4w is not None and self.held_4w > self.planned_4w:
            yield Contradiction("E303", f"held_4w {self.held_4w} is more than planned_4w {self.planned_4w}", ("held_4w",), "check both counts")


class BestPractice(Entity):
    """A way of working worth sharing."""

    id: Id = Field(description="Short name of the practice.")
    text: RichSentence = Field(description="What is done and what it brings.")
    owner: PersonRef | None = Field(default=None, description="Who helps other teams to take it up.")
    found_in: TeamRef | None = Field(default=None, description="The team it comes from.")
    spread_to: list[TeamRef] = Field(default=[], description="Teams that have taken it up.")
    date: PastDay | None = Field(default=None, description="The day it was written down.")


class CommunicationEvent(Entity):
    """A message about the change: dated, or with a rhythm."""

    id: Id = Field(description="Short name of the message.")
    date: Day | None = Field(default=None, description="The day of it; for a recurring one, the first day.")
    cadence: Cadence | None = Field(default=None, description="How often it recurs; leave it out for a single one.")
    channel: Literal["team_meeting", "chat", "video_message", "email", "intranet", "steering", "town_hall", "other"] = Field(
        description="Where it is told: team_meeting, chat, video_message, email, intranet, steering, town_hall or other."
    )
    audience: list[RoleRef] = Field(default=[], description="The roles it is for.")
    sender: PersonRef | None = Field(default=None, description="The person who tells it.")
    kind: Literal["progress", "success", "challenge", "decision", "input_request"] = Field(
        description="What it is: progress, success, challenge, decision or input_request."
    )
    text: Sentence | None = Field(default=None, description="What is told, in a sentence or two.")


class Communication(Entity):
    """How the change is talked about."""

    max_gap_weeks: Annotated[dict[RoleRef, Annotated[Positive, NumberType(above=0, maximum=12)]], BeforeValidator(without_free_keys)] = Field(
        default={}, description="By role: the longest time without a message, in weeks."
    )
    events: list[CommunicationEvent] = Field(default=[], description="Messages and meetings, single ones by date or recurring ones.")


class RecognitionPractice(Entity):
    """A habit of raising successes."""

    id: Id = Field(description="Short name of the practice.")
    name: Sentence = Field(description="Name of the practice.")
    cadence: Cadence | None = Field(default=None, description="How often it takes place.")
    source: Literal["leader", "peer", "customer_feedback", "self_reported"] = Field(
        description="Who notices: leader, peer, customer_feedback or self_reported."
    )
    channels: list[Literal["internal", "external"]] = Field(default=[], description="Where it is told: internal, external or both.")


class RecognitionEntry(Entity):
    """A success that was raised."""

    date: PastDay = Field(description="The day of the recognition.")
    practice: Annotated[str, Reference(to="recognition.practices")] | None = Field(default=None, description="The practice it belongs to.")
    team: TeamRef | None = Field(default=None, description="The team that was recognised.")
    external: Bool = Field(default=False, description="Whether it was made public outside the organisation.")
    named: Bool = Field(default=False, description="Whether a person was named.")
    consent: Bool = Field(default=False, description="Whether that person agreed to be named.")
    text: Sentence | None = Field(default=None, description="What was recognised.")


class Incentive(Entity):
    """A metric in the incentives, with its weight in percent."""

    metric: MetricRef = Field(description="The metric that pay or a reward depends on.")
    weight_pct: Percent = Field(description="How much of the reward depends on it, in percent.")
    nature: Literal["qualitative", "quantitative"] = Field(description="Whether it rewards quality (qualitative) or amounts (quantitative).")


class Recognition(Entity):
    """How successes are raised and rewarded."""

    practices: list[RecognitionPractice] = Field(default=[], description="How good work is noticed, regularly.")
    log: list[RecognitionEntry] = Field(default=[], description="What has been recognised, by date.")
    incentives: list[Incentive] = Field(default=[], description="Metrics that pay or rewards depend on.")

    def contradictions(self) -> Iterator[Contradiction]:
        total = sum((incentive.weight_pct for incentive in self.incentives), Decimal(0))
        if self.incentives and abs(total - 100) > Decimal("0.5"):
            yield Contradiction("E303", f"the weights of the incentives add up to {total}, not to 100", ("incentives",), "check each weight_pct")


class FeedbackItem(Entity):
    """Something staff or customers said."""

    id: Id = Field(description="Short name of the feedback.")
    date: PastDay = Field(description="The day it was given.")
    source: Literal["staff", "customer", "stakeholder"] = Field(description="Who it comes from: staff, customer or stakeholder.")
    topic: Line | None = Field(default=None, description="What it is about: a word, or the address of a page.")
    text: Sentence = Field(description="What was said.")
    replied: PastDay | None = Field(default=None, description="The day it was answered.")
    decision: Literal["planned", "done", "declined", "duplicate"] | None = Field(
        default=None, description="What was decided: planned, done, declined or duplicate."
    )
    action: Annotated[str, Reference(to="plan.actions")] | None = Field(default=None, description="The action of the plan it led to.")
    reason: Sentence | None = Field(default=None, description="Why it was decided so.")

    def contradictions(self) -> Iterator[Contradiction]:
        if self.replied is not None and self.replied < self.date:
            yield Contradiction("E303", f"replied {self.replied} is before the feedback of {self.date}", ("replied",), "check both dates")


class Feedback(Entity):
    """Where feedback goes and what became of it."""

    channel: Sentence | None = Field(default=None, description="Where feedback is given.")
    reply_within_days: Annotated[int, NumberType(minimum=1, integer=True)] = Field(default=7, description="In how many days everyone gets an answer.")
    items: list[FeedbackItem] = Field(default=[], description="Feedback received and what became of it.")


class Community(Entity):
    """A community of customers or staff that develops the service."""

    id: Id = Field(description="Short name of the community.")
    name: Sentence = Field(description="Name of the community.")
    audience: Sentence | None = Field(default=None, description="Who belongs to it.")
    reward: Sentence | None = Field(default=None, description="What they get for it.")


class Stakeholder(Entity):
    """Somebody whose help the change needs."""

    id: Id = Field(description="Short name of the stakeholder.")
    name: Sentence = Field(description="Name of the stakeholder.")
    role: RoleRef | None = Field(default=None, description="Their role, if they have one in this playbook.")
    influence: OneToFive = Field(description="How much they can help or hinder, from 1 to 5.")
    interest: OneToFive = Field(description="How much it matters to them, from 1 to 5.")
    support: Annotated[int, NumberType(minimum=-2, maximum=2, integer=True)] | None = Field(
        default=None, description="Whether they are with you, from -2 (against) to 2 (for)."
    )
    desired_support: Annotated[int, NumberType(minimum=-2, maximum=2, integer=True)] | None = Field(
        default=None, description="Where you need them to be, from -2 to 2."
    )
    meeting_cadence: Cadence | None = Field(default=None, description="How often you meet.")
    co_development: Bool | None = Field(default=None, description="Whether they develop the service together with you.")


class Ambassadors(Entity):
    """How many ambassadors a team has."""

    team: TeamRef = Field(description="The team they belong to.")
    count: Count = Field(description="How many ambassadors the team has.")


class AwardApplication(Entity):
    """An award the centre applies for."""

    name: Sentence = Field(description="Name of the award and its category.")
    deadline: Day = Field(description="Last day to apply.")
    decided: Day | None = Field(default=None, description="The day the result is told.")
    note: Note | None = Field(default=None, description="What the application rests on.")
