"""What imported files come to: the edits they ask for, in words of the trade, and what stands against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from playbookgen.model.answers import Answers
from playbookgen.model.assessment import Area
from playbookgen.model.edit import Edit, EditedFile
from playbookgen.model.problem import Problem
from playbookgen.model.result import CheckedOrganisation


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """One valid file; `shown` is its path as messages name it."""

    shown: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class DoneOutcome:
    """What becomes of an item that was done.

    `before` is what the organisation says so far. ``kept``: it says the same day or a later one, which is never moved back.
    """

    item: str
    on: date
    before: date | None
    what: Literal["set", "added", "kept"]


@dataclass(frozen=True, slots=True)
class RoundOutcome:
    """The self-assessments of several people as one round. Scores and spread in whole points; `left_out` are areas too few scored."""

    id: str
    date: date
    people: int
    scores: Mapping[Area, int]
    spread: Mapping[Area, int]
    left_out: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class AnswersMerge:
    """What several files of answers come to; no edits where there are problems.

    Args:
        feedback: ids of the entries that are new.
        known_answers: self-assessments that stand in a recorded round already.
        known_feedback: entries that stand in the YAML already.
        repeated: files that say again what another one said.
    """

    edits: tuple[Edit, ...] = ()
    problems: tuple[Problem, ...] = ()
    done: tuple[DoneOutcome, ...] = ()
    round: RoundOutcome | None = None
    feedback: tuple[str, ...] = ()
    known_answers: int = 0
    known_feedback: int = 0
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class FigureChange:
    """The value of a metric in a period, and what stood there before."""

    metric: str
    period: str
    before: Decimal | None
    value: Decimal


@dataclass(frozen=True, slots=True)
class MetricsMerge:
    """What an export comes to: `changes` has every period, also those that say the same; `remarks` are gaps; `skipped` rows say nothing."""

    edits: tuple[Edit, ...] = ()
    changes: tuple[FigureChange, ...] = ()
    remarks: tuple[Problem, ...] = ()
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class ColumnSketch:
    """A column of an export that no source describes yet: its name, and what its cells look like."""

    name: str
    looks: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import would write, or wrote.

    Args:
        organisation: what reading says of it before the import; ``None`` when no file says which it is.
        refused: what stands against the import: problems of the imported files.
        broken: problems the organisation would have afterwards and does not have now.
        files: what changes; empty where something is refused or everything stands there already.
    """

    organisation: CheckedOrganisation | None
    refused: tuple[Problem, ...] = ()
    broken: tuple[Problem, ...] = ()
    files: tuple[EditedFile, ...] = ()

    @property
    def is_possible(self) -> bool:
        """Whether nothing stands against it."""
        sound = self.organisation is not None and self.organisation.is_sound()
        return sound and not self.refused and not self.broken


@dataclass(frozen=True, slots=True)
class ImportedAnswers(Imported):
    """As `Imported`, with what the answers came to."""

    merge: AnswersMerge = AnswersMerge()


@dataclass(frozen=True, slots=True)
class ImportedMetrics(Imported):
    """As `Imported`, with what the export came to; `columns` are those of a file that no source of the YAML describes."""

    merge: MetricsMerge = MetricsMerge()
    source: str | None = None
    columns: tuple[ColumnSketch, ...] = ()
