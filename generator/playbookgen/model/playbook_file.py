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

    term: Sentence = Field(description="The word, as people say it.")
    definition: RichSentence = Field(description="What it means, in one sentence.")


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
    if number < SCHEMA_VERSION:
        help = f"“playbookgen migrate” shows what brings it to schema_version: {SCHEMA_VERSION}, and writes it with --write"
        raise refusal("E214", f"schema_version {number} is older than what this playbookgen reads", help=help)
    if number > SCHEMA_VERSION:
        help = f"this playbookgen reads schema_version: {SCHEMA_VERSION}; install the newer one that the file was written for, or correct the number"
        raise refusal("E214", f"schema_version {number} is newer than what this playbookgen reads", help=help, suggestion=str(SCHEMA_VERSION))
    return number


#: `schema_version` as every file of a workspace says it.
SupportedVersion = Annotated[int, BeforeValidator(_supported_version), WithJsonSchema({"type": "integer", "const": SCHEMA_VERSION})]


class Organisation(Entity):
    """One organisation, as it tells about itself. Top-level keys of the YAML are its fields."""

    schema_version: SupportedVersion = Field(description="Version of this format: 1.")
    site: Site = Field(default=Site(), description="How the site is built: languages, readers, colour, who looks after the pages.")
    organisation: Profile = Field(description="Who you are: name, main task and size.")
    business: Business | None = Field(default=None, description="Figures that turn improvements into money; without them no amount is shown.")
    privacy: Privacy = Field(default=Privacy(), description="How small a group may be before its figures are hidden.")
    teams: list[Team] = Field(default=[], description="The teams of customer service and how many agents each has.")
    roles: list[Role] = Field(min_length=1, description="The roles the change concerns; each gets a page of its own.")
    people: list[Person] = Field(min_length=1, description="Job titles that own something here; names are not needed.")
    strategy: list[StrategicAim] = Field(min_length=1, description="The aims of the whole organisation that customer service carries.")
    cx_factors: list[CxFactor] = Field(default=[], description="How far each factor behind a good customer experience has come.")
    change: Change = Field(description="What is changing, why now, who owns it and what is to be reached.")
    assessments: list[Assessment] = Field(default=[], description="Rounds in which you scored where you stand, oldest first or in any order.")
    assessment_targets: AssessmentTargets | None = Field(default=None, description="The scores you want to reach, and by when.")
    assessment_weights: AssessmentWeights = Field(
        default=AssessmentWeights(), description="How much each area counts in the total; leave it out for the usual weights."
    )
    challenges: list[Challenge] = Field(default=[], description="What gets in the way today; ids of the library bring their own texts.")
    metrics: list[Metric] = Field(default=[], description="What you measure, with baseline, target and the figures so far.")
    metric_sources: list[MetricSource] = Field(default=[], description="How columns of an export become figures; used by playbookgen import metrics.")
    target_state: TargetState = Field(description="What is true once you have succeeded, and what people then do.")
    strategy_pulse: Annotated[list[StrategyPulse], BeforeValidator(one_or_many)] = Field(
        default=[], description="Answers to the question whether the strategy is clear, one round or several."
    )
    plan: Plan = Field(default=Plan(), description="The phases of the change and its actions.")
    leadership_checklist: list[LeadershipItem] = Field(
        default=[], description="What leaders have promised to do, how often, and when they last did it."
    )
    routines: list[Routine] = Field(default=[], description="Recurring practices: morning start, coaching, meetings.")
    best_practices: list[BestPractice] = Field(default=[], description="What works in one team and is to spread to others.")
    communication: Communication = Field(default=Communication(), description="What is told to whom, when, and the longest silence you allow.")
    training: Training = Field(default=Training(), description="How new colleagues start and which skills are needed.")
    recognition: Recognition = Field(default=Recognition(), description="How good work is noticed, and what rewards depend on.")
    feedback: Feedback | None = Field(default=None, description="How feedback is given, answered and decided on.")
    communities: list[Community] = Field(default=[], description="Groups of customers or colleagues that help each other.")
    channels: list[Channel] = Field(default=[], description="How customers reach you, with the service level of each channel.")
    systems: list[System] = Field(default=[], description="The systems people work with and what these can do.")
    decisions: list[Decision] = Field(default=[], description="What an agent may decide alone, and what goes to whom.")
    stakeholders: list[Stakeholder] = Field(default=[], description="Who else has a say, how much, and whether they are with you.")
    ambassadors: list[Ambassadors] = Field(default=[], description="How many volunteers speak for the change in each team.")
    risks: list[Risk] = Field(default=[], description="What could go wrong, how likely and how bad, and what you do about it.")
    readiness: list[Readiness] = Field(default=[], description="How ready each group is, scored from 1 to 5 on five questions.")
    award_applications: list[AwardApplication] = Field(default=[], description="Awards you apply for, with their deadlines.")
    glossary: list[GlossaryEntry] = Field(default=[], description="Words of your own house and what they mean.")
    rules: Annotated[dict[RuleId, RuleSetting], BeforeValidator(without_free_keys)] = Field(
        default={}, description="Limits and severities of single rules, where yours differ from the usual ones."
    )

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
