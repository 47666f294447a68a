"""The scoreboard's metrics."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from playbookgen.model.assessment import TeamRef
from playbookgen.model.change import PersonRef
from playbookgen.model.entity import Entity, without_free_keys
from playbookgen.model.problem import Contradiction
from playbookgen.model.text import Sentence
from playbookgen.model.values import Count, Day, Id, Line, Number, PeriodField, Positive, PositiveCount, Reference

MetricKind = Literal["outcome", "efficiency", "behaviour", "people", "compliance"]
Unit = Literal["percent", "points", "seconds", "count", "eur", "score"]
Direction = Literal["up", "down", "range"]
Frequency = Literal["realtime", "weekly", "monthly", "quarterly", "yearly"]


class Baseline(Entity):
    """The value the change started from."""

    value: Number | None = Field(default=None, description="The figure before the change began, in the unit of the metric.")
    date: Day | None = Field(default=None, description="The day or the end of the period it is from.")


class Target(Entity):
    """What the metric should reach: a value, or a range with min and max."""

    value: Number | None = Field(default=None, description="What is to be reached, in the unit of the metric.")
    min: Number | None = Field(default=None, description="The lower end, for a metric that is to stay within a range.")
    max: Number | None = Field(default=None, description="The upper end of the range.")
    due: Day | None = Field(default=None, description="The day by which it is reached.")


class Checkpoint(Entity):
    """A value expected on the way; checkpoints replace the straight line."""

    date: Day = Field(description="The day of the intermediate target.")
    value: Number = Field(description="What is to be reached by then, in the unit of the metric.")


class Actual(Entity):
    """A measured value of one period, in the metric's unit."""

    period: PeriodField = Field(description="The month, quarter, week or day the figure is about.")
    value: Number = Field(description="The figure, in the unit of the metric.")
    n: Count | None = Field(default=None, description="How many answers the value rests on.")
    population: PositiveCount | None = Field(default=None, description="How many were asked or exist; for small staffs.")
    promoters: Count | None = Field(default=None, description="How many gave a 9 or 10, for a recommendation score.")
    detractors: Count | None = Field(default=None, description="How many gave 0 to 6, for a recommendation score.")

    def contradictions(self) -> Iterator[Contradiction]:
        if self.n is not None and self.population is not None and self.population < self.n:
            yield Contradiction(
                "E303", f"population {self.population} is smaller than n {self.n}", ("population",), "population counts all who could answer"
            )
        told = (self.promoters or 0) + (self.detractors or 0)
        if self.n is not None and told > self.n:
            yield Contradiction("E303", f"promoters and detractors ({told}) are more than n ({self.n})", ("promoters",), "check the three counts")


class TeamAttainment(Entity):
    """How many of a team were measured and reached the target."""

    measured: Count = Field(description="How many people are followed.")
    attained: Count = Field(description="How many of them have reached the target.")

    def contradictions(self) -> Iterator[Contradiction]:
        if self.attained > self.measured:
            yield Contradiction(
                "E303", f"attained {self.attained} is more than measured {self.measured}", ("attained",), "attained counts some of those measured"
            )


class Individual(TeamAttainment):
    """How many people reach the target; a question about the target, never about a person."""

    period: PeriodField | None = Field(default=None, description="The period it is about.")
    by_team: Annotated[dict[TeamRef, TeamAttainment], BeforeValidator(without_free_keys)] = Field(default={}, description="The same by team.")

    def contradictions(self) -> Iterator[Contradiction]:
        yield from super().contradictions()
        measured = sum(team.measured for team in self.by_team.values())
        if self.by_team and measured > self.measured:
            yield Contradiction(
                "E303", f"the teams' measured add up to {measured}, more than {self.measured}", ("measured",), "check the figures of the teams"
            )


class BusinessLink(Entity):
    """Which business outcome the metric moves, and how well that is known."""

    outcome: Literal["retention", "repeat_purchase", "upsell", "cost", "brand", "people"] = Field(
        description="What it does for the business: retention, repeat_purchase, upsell, cost, brand or people."
    )
    evidence: Literal["none", "hypothesis", "correlation", "experiment"] = Field(
        default="none", description="How sure that is: none, hypothesis, correlation or experiment."
    )
    note: Sentence | None = Field(default=None, description="Where the evidence comes from.")


class Metric(Entity):
    """One figure of the scoreboard."""

    id: Id = Field(description="Short name of the metric.")
    name: Sentence = Field(description="Name of the metric.")
    definition: Sentence | None = Field(default=None, description="What exactly is counted, so that two people get the same figure.")
    catalogue: Annotated[str, Reference(to="", or_library="metrics")] | None = Field(
        default=None, description="Which metric of the library this is; the metric's own id if the library has it."
    )
    kind: MetricKind = Field(description="What it tells about: outcome, efficiency, behaviour, people or compliance.")
    unit: Unit = Field(description="Unit of its figures: percent, points, seconds, count, eur or score.")
    direction: Direction = Field(description="Which way is better: up, down, or within a range.")
    frequency: Frequency = Field(description="How often there is a new figure: realtime, weekly, monthly, quarterly or yearly.")
    owner: PersonRef | None = Field(default=None, description="The person who answers for it.")
    baseline: Baseline | None = Field(default=None, description="Where it stood before the change.")
    target: Target | None = Field(default=None, description="What is to be reached: value, or min and max for a range, and the day.")
    checkpoints: list[Checkpoint] = Field(default=[], description="Targets on the way, by date.")
    actuals: list[Actual] = Field(default=[], description="The figures so far, by period.")
    individual: Individual | None = Field(default=None, description="How many people have reached the target, where it is followed one by one.")
    use: Literal["steering", "resourcing"] | None = Field(
        default=None, description="What the figure is for; handling time is for resourcing unless you say otherwise."
    )
    audience_scope: Literal["team", "centre", "organisation"] = Field(
        default="centre", description="Whose figure it is: team, centre or organisation."
    )
    business_link: BusinessLink | None = Field(default=None, description="What it does for the business, and how sure that is.")
    visible_to: list[Annotated[str, Reference(to="roles")]] = Field(default=[], description="The roles that see it; everybody if not given.")
    noise: Positive | None = Field(default=None, description="Smallest change that means anything, in the metric's unit.")
    source_system: Annotated[str, Reference(to="systems")] | None = Field(default=None, description="The system the figures come from.")
    window: Line | None = Field(default=None, description="Window of the definition, for example 7 days.")
    scale: Line | None = Field(default=None, description="Scale of the question, for example 1–5, share of 4 and 5.")

    def contradictions(self) -> Iterator[Contradiction]:
        yield from self._of_target()
        yield from self._of_periods()
        yield from self._of_values()
        days = [point.date for point in self.checkpoints]
        if days != sorted(set(days)):
            yield Contradiction("E305", "checkpoints must stand in the order of their dates, each date once", ("checkpoints",), "sort them")

    def _of_target(self) -> Iterator[Contradiction]:
        target = self.target
        if target is None:
            return
        has_range = target.min is not None or target.max is not None
        if self.direction == "range":
            if target.min is None or target.max is None:
                yield Contradiction("E303", "direction range needs target min and max", ("target",), "write target: {min: 75, max: 85}")
            elif target.min >= target.max:
                yield Contradiction("E303", f"target min {target.min} is not below max {target.max}", ("target", "min"), "swap the two")
        elif has_range:
            yield Contradiction(
                "E303", f"target min and max belong to direction range, this metric goes {self.direction}", ("target",), "write target: {value: …}"
            )
        if target.due and self.baseline and self.baseline.date and target.due < self.baseline.date:
            yield Contradiction(
                "E303", f"the target is due {target.due}, before the baseline date {self.baseline.date}", ("target", "due"), "check both dates"
            )

    def _of_periods(self) -> Iterator[Contradiction]:
        for index in range(1, len(self.actuals)):
            before, now = self.actuals[index - 1].period, self.actuals[index].period
            if now.first > before.last:
                continue
            if now.text == before.text:
                message, way = f"period {now.text} is given twice", "keep one of the two"
            elif now.last < before.first:
                message, way = f"period {now.text} stands after {before.text}", "put the periods in order, oldest first"
            else:
                message, way = f"periods {before.text} and {now.text} overlap", "use one rhythm for one metric"
            yield Contradiction("E305", message, ("actuals", index, "period"), way)

    def _of_values(self) -> Iterator[Contradiction]:
        limits = {"percent": (0, 100), "points": (-100, 100), "seconds": (0, None), "count": (0, None)}.get(self.unit)
        if limits is None:
            return
        for path, value in self._values():
            low, high = limits
            if value < low or (high is not None and value > high):
                said = f"{low}–{high}" if high is not None else f"at least {low}"
                yield Contradiction("E203", f"a metric in {self.unit} must be {said}, got {value}", path, None)
            elif self.unit == "seconds" and value != value.to_integral_value():
                yield Contradiction("E204", f"seconds are whole numbers, got {value}", path, f"write {round(value)}", suggestion=str(round(value)))
            elif self.unit == "percent" and path[0] == "target" and 0 < value < 1:
                percent = f"{(value * 100).normalize():f}"
                yield Contradiction("E401", f"{value} % is less than one percent", path, f"did you mean {percent}?", "warning", percent)

    def _values(self) -> Iterator[tuple[tuple[str | int, ...], Decimal]]:
        if self.baseline and self.baseline.value is not None:
            yield ("baseline", "value"), self.baseline.value
        for key in ("value", "min", "max"):
            value = getattr(self.target, key, None)
            if value is not None:
                yield ("target", key), value
        for index, point in enumerate(self.checkpoints):
            yield ("checkpoints", index, "value"), point.value
        for index, actual in enumerate(self.actuals):
            yield ("actuals", index, "value"), actual.value
