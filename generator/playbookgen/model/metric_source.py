"""Where figures come from: which column of an export is what, and how days become periods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from playbookgen.model.change import MetricRef
from playbookgen.model.entity import Entity
from playbookgen.model.problem import Contradiction
from playbookgen.model.values import Bool, Id, Line

#: How a column is written where the cells alone do not tell.
Scale = Literal["share", "percent", "seconds", "minutes", "m:ss", "h:mm"]
DayForm = Literal["day_first", "month_first"]
DecimalSign = Literal["comma", "point"]


class SumCheck(Entity):
    """Columns that must add up to another one in every row."""

    total: Line = Field(description="Column with the total.")
    parts: list[Line] = Field(min_length=2, description="Columns that add up to it.")


class MetricColumn(Entity):
    """How one metric is made of the columns: a sum, a ratio of two sums, or a weighted mean."""

    metric: MetricRef = Field(description="The metric the column is for.")
    sum: Line | None = Field(default=None, description="Column whose values are added up: a count.")
    part: Line | None = Field(default=None, description="Column with the part, divided by the whole: answered contacts.")
    whole: Line | None = Field(default=None, description="Column with the whole: offered contacts.")
    mean: Line | None = Field(default=None, description="Column with a mean or share of each row: it is weighted, never averaged.")
    weight: Line | None = Field(default=None, description="Column by which the mean is weighted: contacts offered, or contacts handled.")
    scale: Scale | None = Field(default=None, description="How sum, part or mean is written, where the cells alone do not tell.")

    def contradictions(self) -> Iterator[Contradiction]:
        given = [name for name in ("sum", "part", "whole", "mean", "weight") if getattr(self, name) is not None]
        if given not in (["sum"], ["part", "whole"], ["mean", "weight"]):
            help = "give sum; or part and whole; or mean and weight (a service level is weighted by the contacts offered)"
            yield Contradiction("E303", f"{self.metric} is made of {', '.join(given) or 'no column'}", (), help)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads: the figure itself first, then what it is divided or weighted by."""
        return tuple(name for name in (self.sum, self.part, self.mean, self.whole, self.weight) if name is not None)


class MetricSource(Entity):
    """An export of another system, as `import metrics` reads it."""

    id: Id = Field(description="Short name of the export.")
    day: Line = Field(description="Column with the day of each row.")
    metrics: list[MetricColumn] = Field(min_length=1, description="Which columns make which metric.")
    sums: list[SumCheck] = Field(default=[], description="Columns that must add up in every row.")
    several_rows_a_day: Bool = Field(default=False, description="Whether a day has a row for each queue or channel.")
    day_form: DayForm | None = Field(default=None, description="How days like 01/02/2026 are meant.")
    decimal: DecimalSign | None = Field(default=None, description="How numbers like 1.234 are meant.")

    def contradictions(self) -> Iterator[Contradiction]:
        seen: set[str] = set()
        for index, column in enumerate(self.metrics):
            if column.metric in seen:
                yield Contradiction("E302", f"{column.metric} is made twice", ("metrics", index, "metric"), "keep one of the two")
            seen.add(column.metric)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row of an export: its line in the file, its day, and for each metric the figure and what it is divided or weighted by.

    Percentages are 0–100, times are seconds. The second number is 1 for a sum.
    """

    line: int
    day: date
    figures: dict[str, tuple[Decimal, Decimal]]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A checked export: its rows in the order of the file. `shown` is its path, `skipped` counts rows without any figure."""

    shown: str
    rows: tuple[FigureRow, ...]
    skipped: int = 0
