"""Assessments judged, made to measure."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from playbookgen.model.assessment import AREAS
from playbookgen.model.judgement import AreaScore, AssessmentJudgement
from playbookgen.model.text import LocalisedText

Score = Fraction | None


class _Area:
    def __init__(self, name: str) -> None:
        self.name = LocalisedText.of(name)


def areas_named(name: str | None = None) -> Any:
    """The library's areas, all of one name, or each by its id."""
    return {area: _Area(name or area) for area in AREAS}


def assessed(*scores: tuple[Score, Score, Score]) -> AssessmentJudgement:
    """A judgement of the first areas with these scores: own, outside, target."""
    areas = tuple(_score(area, *told) for area, told in zip(AREAS, scores, strict=False))
    scored = sum(1 for area in areas if area.current is not None)
    return AssessmentJudgement(areas, None, None, None, None, None, None, scored, None, None)


def _score(area: Any, own: Score, external: Score, target: Score) -> AreaScore:
    current = own if external is None else external
    gap = None if target is None or current is None else target - current
    return AreaScore(area, own, external, current, external is not None, target, gap, None, None, False, None, False, None)
