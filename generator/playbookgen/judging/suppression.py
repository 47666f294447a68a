"""What is never shown: figures of groups that are too small (settled G9), words that name without consent (PB030).

Figures of a group of 1 … min_group − 1 people are taken out here, before anything is computed
from them. A group of 0 people is nobody and hides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playbookgen.model.assessment import Readiness
from playbookgen.model.daily_life import RecognitionEntry
from playbookgen.model.metrics import Actual, Individual, Metric
from playbookgen.model.target_state import StrategyPulse


def is_too_small(size: int | None, min_group: int) -> bool:
    """Whether a group of `size` people (``None``: not a group) is smaller than the smallest shown."""
    return size is not None and 0 < size < min_group


def is_hidden(metric: Metric, actual: Actual, min_group: int) -> bool:
    """Whether an actual must not be shown: answers of too few people, for metrics of kind people."""
    return metric.kind == "people" and is_too_small(actual.n, min_group)


def shown_actuals(metric: Metric, actuals: Sequence[Actual], min_group: int) -> tuple[Actual, ...]:
    """The actuals that may be shown, in their order."""
    return tuple(actual for actual in actuals if not is_hidden(metric, actual, min_group))


def shown_pulse(pulse: StrategyPulse, min_group: int) -> StrategyPulse | None:
    """The answers to the strategy question; ``None`` when too few people were asked."""
    return None if is_too_small(pulse.asked, min_group) else pulse


def shown_readiness(readiness: Readiness, min_group: int) -> Readiness | None:
    """The answers of one group; ``None`` when it is too small."""
    return None if is_too_small(readiness.n, min_group) else readiness


def is_withheld(entry: RecognitionEntry) -> bool:
    """Whether the text of a success is left out of every build: it names somebody outside without consent (PB030)."""
    return entry.named and entry.external and not entry.consent


def hidden_teams(individual: Individual, min_group: int) -> frozenset[str]:
    """Ids of the teams whose attainment must not be shown.

    Those that are too small; and, because the centre's total is shown too, the next smallest ones
    as long as the difference between total and shown teams would tell about a single team or
    about too few people. People measured in no listed team are part of that difference.
    """
    sizes = {team: figures.measured for team, figures in individual.by_team.items()}
    if is_too_small(individual.measured, min_group):
        return frozenset(team for team, size in sizes.items() if size)
    hidden = [team for team, size in sizes.items() if is_too_small(size, min_group)]
    candidates = sorted((team for team, size in sizes.items() if size >= min_group), key=lambda team: sizes[team])
    while candidates and _difference_tells(individual.measured, sizes, hidden, min_group):
        hidden.append(candidates.pop(0))
    return frozenset(hidden)


def _difference_tells(measured: int, sizes: Mapping[str, int], hidden: Sequence[str], min_group: int) -> bool:
    rest = measured - sum(size for team, size in sizes.items() if team not in hidden)
    return len(hidden) == 1 or is_too_small(rest, min_group)
