"""The first 90 days: what is covered, who left early, and whether learning goes on (brief P18, settled F20)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from playbookgen.judging.change_team import agents_of
from playbookgen.model.daily_judgement import DayRange, EarlyLeavers, OnboardingJudgement, OnboardingWindow, SkillJudgement
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.training import Cohort, OnboardingModule, Skill

#: Days of the path (source S4-07), and the windows that each need practice and a talk (rule PB021).
PATH_DAYS: Final = 90
WINDOWS: Final = (DayRange(1, 30), DayRange(31, 60), DayRange(61, 90))
#: Fewer starters than this make no rate to judge (rule PB022).
SMALL_NUMBERS_BELOW: Final = 10


def covered_days(modules: Sequence[OnboardingModule], within: DayRange) -> frozenset[int]:
    """Days inside `within` on which a module runs."""
    return frozenset(day for one in modules for day in range(max(one.start_day, within.first), min(one.end_day, within.last) + 1))


def gaps_between(covered: frozenset[int]) -> Iterator[DayRange]:
    """Empty stretches of days 1–90, first to last."""
    first = None
    for day in range(1, PATH_DAYS + 2):
        is_empty = day <= PATH_DAYS and day not in covered
        if is_empty and first is None:
            first = day
        if not is_empty and first is not None:
            yield DayRange(first, day - 1)
            first = None


def judge_window(modules: Sequence[OnboardingModule], within: DayRange) -> OnboardingWindow:
    """One window; a module belongs to it when at least one of its days does, and only practice and check-in count (settled PB021)."""
    own = tuple(one for one in modules if one.start_day <= within.last and one.end_day >= within.first)
    kinds = {one.kind for one in own}
    return OnboardingWindow(within, own, len(covered_days(own, within)), "practice" in kinds, "check_in" in kinds)


def judge_cohorts(cohorts: Sequence[Cohort], as_of: date) -> EarlyLeavers:
    """Σ left / Σ starters of the cohorts whose 90 days are over on `as_of` (settled F20); never one cohort alone."""
    closed = [cohort for cohort in cohorts if (as_of - cohort.start).days >= PATH_DAYS]
    starters = sum(cohort.starters for cohort in closed)
    left = sum(cohort.left_within_90 for cohort in closed)
    return EarlyLeavers(
        closed_cohorts=len(closed),
        open_cohorts=len(cohorts) - len(closed),
        starters=starters,
        left=left,
        share=Fraction(left, starters) if starters else None,
        small_numbers=starters < SMALL_NUMBERS_BELOW,
    )


def goes_on(organisation: Organisation) -> bool:
    """Whether learning goes on after induction: a refresher, a module after day 90, or personal coaching (settled PB023)."""
    modules = organisation.training.onboarding
    return any(one.kind == "refresher" or one.start_day > PATH_DAYS for one in modules) or any(
        routine.kind == "personal_coaching" for routine in organisation.routines
    )


def judge_skill(skill: Skill, agents: int) -> SkillJudgement:
    """Agents ready of all agents, at most 1; ``None`` when not told."""
    if skill.agents_ready is None or not agents:
        return SkillJudgement(skill, None)
    return SkillJudgement(skill, min(Fraction(skill.agents_ready, agents), Fraction(1)))


def judge_onboarding(organisation: Organisation, as_of: date) -> OnboardingJudgement:
    """The whole of P18; days after 90 are not part of the coverage."""
    modules = organisation.training.onboarding
    covered = covered_days(modules, DayRange(1, PATH_DAYS))
    gaps = tuple(gaps_between(covered))
    agents = agents_of(organisation.teams)
    return OnboardingJudgement(
        modules=tuple(modules),
        covered_days=len(covered),
        coverage=Fraction(len(covered), PATH_DAYS),
        gaps=gaps,
        longest_gap=max(gaps, key=lambda gap: gap.days, default=None),
        windows=tuple(judge_window(modules, window) for window in WINDOWS),
        early_leavers=judge_cohorts(organisation.training.cohorts, as_of),
        goes_on=goes_on(organisation),
        by_channel=tuple((one.id, tuple(module for module in modules if one.id in module.channels)) for one in organisation.channels),
        skills=tuple(judge_skill(skill, agents) for skill in organisation.training.skills),
    )
