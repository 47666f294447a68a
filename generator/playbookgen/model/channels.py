"""Channels, systems and what agents may decide."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from playbookgen.model.entity import Entity
from playbookgen.model.organisation import CodeType
from playbookgen.model.text import Sentence
from playbookgen.model.values import Bool, Count, Id, Line, Number, NumberType, Percent, Reference, Seconds

Capability = Literal[
    "multichannel_queue",
    "realtime_case_status",
    "colleague_presence",
    "contact_history",
    "notes_in_place",
    "unified_desktop",
    "faq",
    "pop_ups",
    "call_recording",
    "survey",
    "feedback_app",
    "wfm",
    "quality_coaching",
]
DecisionLevel = Literal["agent_decides", "agent_informs", "agent_proposes", "supervisor_decides", "not_here"]


class ServiceLevel(Entity):
    """Share of contacts answered within a time."""

    percent: Percent = Field(description="What share is to be answered in time, in percent.")
    within_seconds: Seconds = Field(description="Within how many seconds.")


class Channel(Entity):
    """A channel customers use."""

    id: Id = Field(description="Short name of the channel.")
    name: Sentence = Field(description="Name of the channel.")
    service_level: ServiceLevel | None = Field(default=None, description="What share is to be answered within how many seconds.")
    share_pct: Percent | None = Field(default=None, description="Share of all contacts, percent 0–100.")
    agents_trained: Count | None = Field(default=None, description="How many agents can serve this channel.")
    hours: Sentence | None = Field(default=None, description="When it is open.")


class Recording(Entity):
    """The rules for recorded contacts."""

    purpose: Sentence | None = Field(default=None, description="What contacts are recorded for.")
    retention_days: Annotated[int, NumberType(minimum=1, maximum=3650, integer=True)] | None = Field(
        default=None, description="After how many days recordings are deleted."
    )
    legal_basis: Sentence | None = Field(default=None, description="What the law allows it for.")
    staff_consulted: Bool | None = Field(default=None, description="Whether staff or their representatives were heard.")


class System(Entity):
    """A system agents work with."""

    id: Id = Field(description="Short name of the system.")
    name: Sentence = Field(description="Name of the system.")
    kind: Literal["contact_platform", "crm", "wfm", "knowledge", "survey", "feedback", "quality_coaching", "other"] = Field(
        description="What it is: contact_platform, crm, wfm, knowledge, survey, feedback, quality_coaching or other."
    )
    capabilities: list[Capability] = Field(default=[], description="What it can do for those who work with it.")
    recording: Recording | None = Field(default=None, description="Whether it records contacts, what for and how long.")


class Limit(Entity):
    """How far a decision goes."""

    amount: Number = Field(description="The amount up to which it may be decided.")
    currency: Annotated[str, CodeType("currency")] | None = Field(
        default=None, description="Currency of the amount as three capitals; that of the organisation if not given."
    )
    per: Literal["case", "customer", "year"] = Field(default="case", description="What the amount is for: a case, a customer or a year.")


class Decision(Entity):
    """A decision of everyday service, and who takes it."""

    id: Id = Field(description="Short name of the decision.")
    text: Sentence = Field(description="What is decided.")
    level: DecisionLevel = Field(description="Who decides: agent_decides, agent_informs, agent_proposes, supervisor_decides or not_here.")
    money: Bool | None = Field(default=None, description="Whether it costs money; true when a limit is given.")
    limit: Limit | None = Field(default=None, description="Up to which amount.")
    escalate_to: Annotated[str, Reference(to="roles")] | None = Field(default=None, description="The role that decides beyond the limit.")
    answer_within: Sentence | None = Field(default=None, description="How soon that role answers.")
    condition: Sentence | None = Field(default=None, description="When it holds.")
    review: Line | None = Field(default=None, description="How the decisions are looked at afterwards.")
    volume_month: Count | None = Field(default=None, description="How often it comes up in a month.")
