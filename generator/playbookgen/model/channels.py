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

    percent: Percent
    within_seconds: Seconds


class Channel(Entity):
    """A channel customers use."""

    id: Id
    name: Sentence
    service_level: ServiceLevel | None = None
    share_pct: Percent | None = Field(default=None, description="Share of all contacts, percent 0–100.")
    agents_trained: Count | None = None
    hours: Sentence | None = None


class Recording(Entity):
    """The rules for recorded contacts."""

    purpose: Sentence | None = None
    retention_days: Annotated[int, NumberType(minimum=1, maximum=3650, integer=True)] | None = None
    legal_basis: Sentence | None = None
    staff_consulted: Bool | None = None


class System(Entity):
    """A system agents work with."""

    id: Id
    name: Sentence
    kind: Literal["contact_platform", "crm", "wfm", "knowledge", "survey", "feedback", "quality_coaching", "other"]
    capabilities: list[Capability] = []
    recording: Recording | None = None


class Limit(Entity):
    """How far a decision goes."""

    amount: Number
    currency: Annotated[str, CodeType("currency")] | None = None
    per: Literal["case", "customer", "year"] = "case"


class Decision(Entity):
    """A decision of everyday service, and who takes it."""

    id: Id
    text: Sentence
    level: DecisionLevel
    money: Bool | None = Field(default=None, description="Whether it costs money; true when a limit is given.")
    limit: Limit | None = None
    escalate_to: Annotated[str, Reference(to="roles")] | None = None
    answer_within: Sentence | None = None
    condition: Sentence | None = None
    review: Line | None = None
    volume_month: Count | None = None
