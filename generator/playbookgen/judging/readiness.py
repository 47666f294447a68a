"""Readiness of each group: where the change stops for it (brief P19)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, get_args

from playbookgen.judging.suppression import shown_readiness
from playbookgen.model.assessment import Readiness
from playbookgen.model.course_judgement import ReadinessElement, ReadinessJudgement
from playbookgen.model.playbook_file import Organisation

#: A mean 1–5 up to which an element holds the group back (brief P19).
BARRIER_UP_TO: Final = 3
ELEMENTS: Final[tuple[ReadinessElement, ...]] = get_args(ReadinessElement)

Means = tuple[tuple[ReadinessElement, Fraction | None], ...]


def means_of(readiness: Readiness | None) -> Means:
    """The five means in their order; ``None`` where not told, not shown, or nobody answered."""
    values = [None if readiness is None or not readiness.n else getattr(readiness, element) for element in ELEMENTS]
    return tuple((element, None if value is None else Fraction(value)) for element, value in zip(ELEMENTS, values, strict=True))


def barrier(means: Means) -> ReadinessElement | None:
    """The first element with a mean of 3 or less; elements nobody asked about are passed over."""
    return next((element for element, mean in means if mean is not None and mean <= BARRIER_UP_TO), None)


def judge_group(readiness: Readiness, min_group: int) -> ReadinessJudgement:
    """One group; when it is too small nothing but its name is left."""
    shown = shown_readiness(readiness, min_group)
    means = means_of(shown)
    return ReadinessJudgement(readiness.group, None if shown is None else shown.n, shown is None, means, barrier(means))


def judge_readiness(organisation: Organisation) -> tuple[ReadinessJudgement, ...]:
    """Every group, in the order of the file."""
    groups: Sequence[Readiness] = organisation.readiness
    return tuple(judge_group(group, organisation.privacy.min_group) for group in groups)
