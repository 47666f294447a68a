"""Whether a target can be reached: how many people reach it now (rule PB001).

The verdict is about the target, never about people.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from playbookgen.judging.suppression import hidden_teams, is_too_small
from playbookgen.model.judgement import RealismJudgement, TeamRealism, Verdict
from playbookgen.model.metrics import Individual, Metric
from playbookgen.model.playbook_file import Organisation

#: Fewer measured people than this are too small a basis for a verdict (PB001).
SMALL_BASIS: Final = 10


def verdict(measured: int, attained: int, min_group: int, *, exempt: bool = False) -> Verdict:
    """First match of settled PB001, in whole numbers.

    Args:
        measured: people measured.
        attained: those of them who reach the target.
        min_group: smallest group shown.
        exempt: compliance metrics, where 100 % is demanded whatever people reach.
    """
    if exempt:
        return "exempt"
    if measured < min_group:
        return "too_few"
    if measured < SMALL_BASIS:
        return "small_basis"
    if 10 * attained >= 9 * measured:
        return "possibly_loose"
    if 2 * attained >= measured:
        return "realistic"
    return "too_demanding_now" if 3 * attained <= measured else "borderline"


def judge_teams(individual: Individual, min_group: int, *, exempt: bool = False) -> tuple[TeamRealism, ...]:
    """Attainment of each team, for display only; hidden teams keep their name and lose their figures."""
    hidden = hidden_teams(individual, min_group)
    return tuple(
        TeamRealism(team, None, None, "exempt" if exempt else "too_few")
        if team in hidden
        else TeamRealism(team, figures.measured, figures.attained, verdict(figures.measured, figures.attained, min_group, exempt=exempt))
        for team, figures in individual.by_team.items()
    )


def judge_realism(metric: Metric, min_group: int) -> RealismJudgement | None:
    """PB001 for one metric; ``None`` when no attainment is given. `share` is 0–1.

    Compliance metrics fire no rule about small groups, but their small groups are hidden as well.
    """
    individual = metric.individual
    if individual is None:
        return None
    exempt = metric.kind == "compliance"
    hidden = is_too_small(individual.measured, min_group)
    return RealismJudgement(
        metric=metric,
        measured=None if hidden else individual.measured,
        attained=None if hidden else individual.attained,
        share=None if hidden or not individual.measured else Fraction(individual.attained, individual.measured),
        verdict=verdict(individual.measured, individual.attained, min_group, exempt=exempt),
        teams=judge_teams(individual, min_group, exempt=exempt),
    )


def judge_targets(organisation: Organisation) -> tuple[RealismJudgement, ...]:
    """PB001 for every metric with attainment, in the order of the file."""
    judged = (judge_realism(metric, organisation.privacy.min_group) for metric in organisation.metrics)
    return tuple(one for one in judged if one is not None)
