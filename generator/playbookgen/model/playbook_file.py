"""The whole of one organisation's YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from playbookgen.model.assessment import Assessment, AssessmentTargets, AssessmentWeights, Challenge, CxFactor, Readiness
from playbookgen.model.change import Change
from playbookgen.model.channels import Channel, Decision, System
from playbookgen.model.daily_life import (
    Ambassadors,
    AwardApplication,
    BestPractice,
    Communication,
    Community,
    Feedback,
    Recognition,
    Routine,
    Stakeholder,
)
from playbookgen.model.entity import Entity, without_free_keys
from playbookgen.model.leadership import LeadershipItem
from playbookgen.model.metric_source import MetricSource
from playbookgen.model.metrics import Metric
from playbookgen.model.organisation import Business, Person, Privacy, Profile, Role, Site, StrategicAim, Team
from playbookgen.model.plan import Plan, Risk
from playbookgen.model.problem import Contradiction, refusal
from playbookgen.model.target_state import StrategyPulse, TargetState, one_or_many
from playbookgen.model.text import RichSentence, Sentence
from playbookgen.model.training import Training
from playbookgen.model.values import Number, NumberType, _FieldType

SCHEMA_VERSION = 1


class GlossaryEntry(Entity):
    """A word of the organisation, explained."""

    term: Sentence
    definition: RichSentence


class RuleSetting(Entity):
    """A rule judged by other limits here, or switched off with a reason."""

    severity: Literal["error", "warning", "hint"] | None = None
    thresholds: Annotated[dict[str, Number], BeforeValidator(without_free_keys)] = {}
    off: Sentence | None = Field(default=None, description="Why the rule does not apply here; printed on the About page.")


@dataclass(frozen=True)
class RuleIdType(_FieldType):
    """The id of a rule: PB and three digits."""

    def check(self, value: Any) -> str:
        text = str(value)
        if re.fullmatch(r"PB[0-9]{3}", text):
            return text
        found = re.fullmatch(r"(?:PB)?[\s_-]?0*([0-9]{1,3})", text, flags=re.IGNORECASE)
        meant = f"PB{int(found.group(1)):03}" if found else None
        help = f"did you mean {meant}?" if meant else "rules are called PB and three digits: PB016"
        raise refusal("E205", f"“{text[:40]}” is not the id of a rule", help=help, suggestion=meant)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^PB[0-9]{3}$"}


RuleId = Annotated[str, RuleIdType()]


def _supported_version(value: Any) -> Any:
    number = NumberType(integer=True).check(value)
    if number != SCHEMA_VERSION:
        raise refusal(
            "E214",
            f"schema_version {number} is not supported",
            help=f"this playbookgen reads schema_version: {SCHEMA_VERSION}",
            suggestion=str(SCHEMA_VERSION),
        )
    return number


#: `schema_version` as every file of a workspace says it.
SupportedVersion = Annotated[int, BeforeValidator(_supported_version), WithJsonSchema({"type": "integer", "const": SCHEMA_VERSION})]


class Organisation(Entity):
    """One organisation, as it tells about itself. Top-level keys of the YAML are its fields."""

    schema_version: SupportedVersion = Field(description="Version of this format: 1.")
    site: Site = Site()
    organisation: Profile
    business: Business | None = None
    privacy: Privacy = Privacy()
    teams: list[Team] = []
    roles: list[Role] = Field(min_length=1)
    people: list[Person] = Field(min_length=1)
    strategy: list[StrategicAim] = Field(min_length=1)
    cx_factors: list[CxFactor] = []
    change: Change
    assessments: list[Assessment] = []
    assessment_targets: AssessmentTargets | None = None
    assessment_weights: AssessmentWeights = AssessmentWeights()
    challenges: list[Challenge] = []
    metrics: list[Metric] = []
    metric_sources: list[MetricSource] = []
    target_state: TargetState
    strategy_pulse: Annotated[list[StrategyPulse], BeforeValidator(one_or_many)] = []
    plan: Plan = Plan()
    leadership_checklist: list[LeadershipItem] = []
    routines: list[Routine] = []
    best_practices: list[BestPractice] = []
    communication: Communication = Communication()
    training: Training = Training()
    recognition: Recognition = Recognition()
    feedback: Feedback | None = None
    communities: list[Community] = []
    channels: list[Channel] = []
    systems: list[System] = []
    decisions: list[Decision] = []
    stakeholders: list[Stakeholder] = []
    ambassadors: list[Ambassadors] = []
    risks: list[Risk] = []
    readiness: list[Readiness] = []
    award_applications: list[AwardApplication] = []
    glossary: list[GlossaryEntry] = []
    rules: Annotated[dict[RuleId, RuleSetting], BeforeValidator(without_free_keys)] = {}

    @property
    def id(self) -> str:
        """The organisation's id."""
        return self.organisation.id

    def contradictions(self) -> Iterator[Contradiction]:
        headcount = self.organisation.agents_headcount
        agents = sum(team.agents for team in self.teams)
        if self.teams and abs(agents - headcount) > 0.05 * headcount:
            yield Contradiction(
                "E402",
                f"the teams have {agents} agents together, agents_headcount says {headcount}",
                ("organisation", "agents_headcount"),
                "check both; up to 5 % apart is fine",
                "warning",
            )
