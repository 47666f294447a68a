"""Where we stand: assessments, their targets and weights, challenges, CX factors, readiness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import BeforeValidator, Field

from playbookgen.model.entity import Entity, without_free_keys
from playbookgen.model.problem import Contradiction
from playbookgen.model.text import Sentence
from playbookgen.model.values import Count, Day, Id, Line, NotNegative, NumberType, OneToFive, PastDay, Percent, PositiveCount, Reference

Area = Literal["leadership_direction", "people", "customer_relationships", "services_channels_processes", "stakeholders_resources", "results"]
AREAS: Final[tuple[Area, ...]] = get_args(Area)
ENABLER_AREAS: Final[tuple[Area, ...]] = AREAS[:5]
Factor = Literal["customer_culture", "cx_strategy", "cx_measuring", "cross_silo", "cx_leadership", "employee_experience"]

ScoreMap = Annotated[dict[Area, Percent], BeforeValidator(without_free_keys)]
ActionRef = Annotated[str, Reference(to="plan.actions")]
TeamRef = Annotated[str, Reference(to="teams")]


class Attributes(Entity):
    """Detail scoring of an enabler area, each 0–100."""

    planned: Percent | None = Field(default=None, description="How far the way of working is planned, from 0 to 100.")
    deployed: Percent | None = Field(default=None, description="How far it is in use everywhere it should be, from 0 to 100.")
    measured: Percent | None = Field(default=None, description="How far its effect is measured, from 0 to 100.")
    improved: Percent | None = Field(default=None, description="How far it has been improved from what was measured, from 0 to 100.")

    def rounded_mean(self) -> int | None:
        """Mean of the given attributes, to the nearest 5, ties upward; ``None`` without any."""
        given = [Fraction(value) for value in (self.planned, self.deployed, self.measured, self.improved) if value is not None]
        if not given:
            return None
        return int((sum(given, Fraction(0)) / len(given) / 5 + Fraction(1, 2)) // 1) * 5


class DevelopmentArea(Entity):
    """A development area and what answers it."""

    text: Sentence = Field(description="What needs work, in one sentence.")
    links: list[Annotated[str, Reference(to="plan.actions|challenges")]] = Field(
        default=[], description="Ids of actions or challenges that answer it."
    )


def _text_or_entity(value: Any) -> Any:
    """A development area may be one text or a map with text and links."""
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, Mapping) and "text" not in value and "links" not in value:
        return {"text": dict(value)}
    return value


class Assessment(Entity):
    """One round of scoring, by the organisation itself or from outside."""

    id: Id = Field(description="Short name of the round.")
    kind: Literal["self", "external"] = Field(description="Who assessed: yourselves (self) or somebody from outside (external).")
    date: PastDay = Field(description="The day of the assessment.")
    scores: ScoreMap = Field(description="Score of each area, 0–100.")
    attributes: Annotated[dict[Area, Attributes], BeforeValidator(without_free_keys)] = Field(
        default={}, description="For an area: how far its ways of working are planned, in use, measured and improved."
    )
    assessor: Sentence | None = Field(default=None, description="Who led the assessment.")
    strengths: list[Sentence] = Field(default=[], description="What was found to be strong, one sentence each.")
    development_areas: list[Annotated[DevelopmentArea, BeforeValidator(_text_or_entity)]] = Field(
        default=[], description="What was found to need work, with links to challenges, actions or metrics."
    )
    answers: PositiveCount | None = Field(default=None, description="How many people's answers the scores are the mean of.")
    spread: ScoreMap = Field(default={}, description="How far apart those answers lie, by area: their standard deviation in points.")
    imported: list[Line] = Field(default=[], description="Marks of the answers that are counted here; `import answers` writes them.")

    def contradictions(self) -> Iterator[Contradiction]:
        for area, attributes in self.attributes.items():
            mean, score = attributes.rounded_mean(), self.scores.get(area)
            if mean is not None and score is not None and abs(score - mean) > 5:
                yield Contradiction(
                    "E405",
                    f"{area}: score {score}, but its attributes give {mean}",
                    ("scores", area),
                    f"write {mean}, or check the attributes",
                    "warning",
                    str(mean),
                )


class AssessmentTargets(Entity):
    """Where each area should be, and by when."""

    date: Day = Field(description="The day by which the scores are to be reached.")
    scores: ScoreMap = Field(description="The wanted score of each area, from 0 to 100.")


class AssessmentWeights(Entity):
    """Weight of each area in the overall score; only their ratios count."""

    leadership_direction: NotNegative = Field(default=Decimal(10), description="Weight of leadership and direction.")
    people: NotNegative = Field(default=Decimal(10), description="Weight of people.")
    customer_relationships: NotNegative = Field(default=Decimal(10), description="Weight of customer relationships.")
    services_channels_processes: NotNegative = Field(default=Decimal(10), description="Weight of services, channels and processes.")
    stakeholders_resources: NotNegative = Field(default=Decimal(10), description="Weight of stakeholders and resources.")
    results: NotNegative = Field(default=Decimal(50), description="Weight of results.")

    def of(self, area: Area) -> Decimal:
        """The weight of `area`."""
        weight: Decimal = getattr(self, area)
        return weight

    def contradictions(self) -> Iterator[Contradiction]:
        if not any(self.of(area) for area in AREAS):
            yield Contradiction("E303", "all weights are 0", (), "give at least one area a weight above 0")


class Challenge(Entity):
    """Something that holds the change back. The six library challenges need no name."""

    id: Id = Field(description="Id of a challenge of the library, or one of your own.")
    name: Sentence | None = Field(default=None, description="Needed for a challenge of your own.")
    severity: OneToFive = Field(description="How much it holds the change back, 1–5.")
    teams: list[TeamRef] = Field(default=[], description="Teams that meet it; all when empty.")
    voice: Sentence | None = Field(default=None, description="What it sounds like, in somebody's words.")
    evidence: Sentence | None = Field(default=None, description="Figures or observations that show it.")
    actions: list[ActionRef] = Field(default=[], description="Actions of the plan against it.")


class CxFactor(Entity):
    """Own rating of one factor of customer experience."""

    factor: Factor = Field(description="The factor: customer_culture, cx_strategy, cx_measuring, cross_silo, cx_leadership or employee_experience.")
    level: Annotated[int, NumberType(minimum=0, maximum=4, integer=True)] | None = Field(
        default=None, description="How far it has come, from 0 (not begun) to 4 (part of daily work)."
    )
    note: Sentence | None = Field(default=None, description="What the level rests on.")


class Readiness(Entity):
    """Means of five answers on a scale 1–5, for one group."""

    group: Sentence = Field(description="The group that was asked.")
    n: Count = Field(description="How many answered.")
    know: Annotated[Decimal, NumberType(minimum=1, maximum=5)] | None = Field(
        default=None, description="They know why the change is needed, from 1 to 5."
    )
    want: Annotated[Decimal, NumberType(minimum=1, maximum=5)] | None = Field(default=None, description="They want it, from 1 to 5.")
    can_know: Annotated[Decimal, NumberType(minimum=1, maximum=5)] | None = Field(
        default=None, description="They know how to work in the new way, from 1 to 5."
    )
    can_do: Annotated[Decimal, NumberType(minimum=1, maximum=5)] | None = Field(
        default=None, description="They can do it in daily work, from 1 to 5."
    )
    keep: Annotated[Decimal, NumberType(minimum=1, maximum=5)] | None = Field(
        default=None, description="What they do is supported and kept up, from 1 to 5."
    )
