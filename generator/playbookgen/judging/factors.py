"""The six factors of customer experience: how they are rated and what touches them (brief P01b)."""

from __future__ import annotations

from fractions import Fraction
from typing import get_args

from playbookgen.judging.plan import is_live
from playbookgen.model.assessment import Factor
from playbookgen.model.course_judgement import FactorJudgement, FactorsJudgement
from playbookgen.model.playbook_file import Organisation


def judge_factor(factor: Factor, organisation: Organisation) -> FactorJudgement:
    """One factor with the statements and live actions that name it; of two ratings the later in the file counts."""
    ratings = [rating for rating in organisation.cx_factors if rating.factor == factor]
    return FactorJudgement(
        factor=factor,
        rating=ratings[-1] if ratings else None,
        statements=tuple(one for one in organisation.target_state.statements if factor in one.factors),
        actions=tuple(one for one in organisation.plan.actions if factor in one.factors and is_live(one)),
    )


def judge_factors(organisation: Organisation) -> FactorsJudgement:
    """All six; coverage is the share that is touched (settled M2)."""
    factors = tuple(judge_factor(factor, organisation) for factor in get_args(Factor))
    touched = sum(factor.is_touched for factor in factors)
    return FactorsJudgement(factors, touched, Fraction(touched, len(factors)))
