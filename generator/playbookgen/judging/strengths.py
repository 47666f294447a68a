"""Strengths and development areas of the assessment rounds, and what answers each area (brief P03)."""

from __future__ import annotations

from datetime import date

from playbookgen.judging.assessment import rounds_by_age
from playbookgen.judging.plan import is_live
from playbookgen.model.assessment import Assessment, DevelopmentArea
from playbookgen.model.course_judgement import DevelopmentAreaJudgement, RoundOfStrengths, StrengthsJudgement
from playbookgen.model.playbook_file import Organisation


def judge_area(area: DevelopmentArea, organisation: Organisation) -> DevelopmentAreaJudgement:
    """One development area; a cancelled action answers nothing (settled G6)."""
    return DevelopmentAreaJudgement(
        area=area,
        actions=tuple(one for one in organisation.plan.actions if one.id in area.links and is_live(one)),
        challenges=tuple(one for one in organisation.challenges if one.id in area.links),
    )


def judge_round(assessment: Assessment, organisation: Organisation) -> RoundOfStrengths:
    """One round, everything it records: strengths are never cut short (brief P03)."""
    areas = tuple(judge_area(area, organisation) for area in assessment.development_areas)
    return RoundOfStrengths(assessment, tuple(assessment.strengths), areas)


def judge_strengths(organisation: Organisation, as_of: date) -> StrengthsJudgement:
    """All rounds up to `as_of` that tell strengths or areas, newest first; of two of a day the later in the file first."""
    both = [*rounds_by_age(organisation.assessments, "self", as_of), *rounds_by_age(organisation.assessments, "external", as_of)]
    place = {one.id: index for index, one in enumerate(organisation.assessments)}
    ordered = sorted(both, key=lambda one: (one.date, place[one.id]), reverse=True)
    rounds = tuple(judge_round(one, organisation) for one in ordered if one.strengths or one.development_areas)
    areas = [area for one in rounds for area in one.development_areas]
    return StrengthsJudgement(
        rounds=rounds,
        strengths=sum(len(one.strengths) for one in rounds),
        development_areas=len(areas),
        unanswered=sum(not area.is_answered for area in areas),
    )
