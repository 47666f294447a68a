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

    planned: Percent | None = None
    deployed: Percent | None = None
    measured: Percent | None = None
    improved: Percent | None = None

    def rounded_mean(self) -> int | None:
        """Mean of the given attributes, to the nearest 5, ties upward; ``None`` without any."""
        given = [Fraction(value) for value in (self.planned, self.deployed, self.measured, self.improved) if value is not None]
        if not given:
            return None
        return int((sum(given, Fraction(0)) / len(given) / 5 + Fraction(1, 2)) // 1) * 5


class DevelopmentArea(Entity):
    """A development area and what answers it."""

    text: Sentence
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

    id: Id
    kind: Literal["self", "external"]
    date: PastDay
    scores: ScoreMap = Field(description="Score of each area, 0–100.")
    attributes: Annotated[dict[Area, Attributes], BeforeValidator(without_free_keys)] = {}
    assessor: Sentence | None = None
    strengths: list[Sentence] = []
    development_areas: list[Annotated[DevelopmentArea, BeforeValidator(_text_or_entity)]] = []
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

    date: Day
    scores: ScoreMap


class AssessmentWeights(Entity):
    """Weight of each area in the overall score; only their ratios count."""

    leadership_direction: NotNegative = Decimal(10)
    people: NotNegative = Decimal(10)
    customer_relationships: NotNegative = Decimal(10)
    services_channels_processes: NotNegative = Decimal(10)
    stakeholders_resources: NotNegative = Decimal(10)
    results: NotNegative = Decimal(50)

    def of(self, area: Area) -> Decimal:
        """The weight of `area`."""
        weight: Decimal = getattr(self, area)
        return weight

    def contradictions(self) -> Iterator[Contradiction]:
        if not any(self.of(area) for area in AREAS):
            yield Contradiction("E303", "all weights are 0", (), "give at least one area a weight above 0")


class Challenge(Entity):
    """Something that holds the change back. The six library challenges need no name."""

    id: Id
    name: Sentence | None = Field(default=None, description="Needed for a challenge of your own.")
    severity: OneToFive = Field(description="How much it holds the change back, 1–5.")
    teams: list[TeamRef] = Field(default=[], description="Teams that meet it; all when empty.")
    voice: Sentence | None = Field(default=None, description="What it sounds like, in somebody's words.")
    evidence: Sentence | None = None
    actions: list[ActionRef] = []


class CxFactor(Entity):
    """Own rating of one factor of customer experience."""

    factor: Factor
    level: Annotated[int, NumberType(minimum=0, maximum=4, integer=True)] | None = None
    note: Sentence | None = None


class Readiness(Entity):
    """Means of five answers on a scale 1–5, for one group."""

    group: Sentence
    n: Count
    know: Annotated[Decimal, NumberType(minimum=1, maximum=5)] | None = None
    want: Annotated[Decimal, NumberType(minimum=1, maximum=5)] | None = None
    can_know: Annotated[Decimal, NumberType(minimum=1, maximum=5)] | None = None
    can_do: Annotated[Decimal, NumberType(minimum=1, maximum=5)] | None = None
    keep: Annotated[Decimal, NumberType(minimum=1, maximum=5)] | None = None
