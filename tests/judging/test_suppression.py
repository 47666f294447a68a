"""The smallest group shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.judging.suppression import hidden_teams, is_too_small
from playbookgen.model.metrics import Individual


def individual(measured: int, **teams: int) -> Individual:
    return Individual.model_validate(
        {"measured": measured, "attained": 0, "by_team": {team: {"measured": size, "attained": 0} for team, size in teams.items()}}
    )


@pytest.mark.parametrize(("size", "small"), [(None, False), (0, False), (1, True), (4, True), (5, False)])
def test_size(size: int | None, small: bool) -> None:
    assert is_too_small(size, 5) is small


@pytest.mark.parametrize(
    ("measured", "teams", "hidden"),
    [
        (40, {"one": 20, "two": 20}, set()),
        (44, {"one": 20, "two": 20, "tiny": 4}, {"tiny", "one"}),
        (44, {"one": 21, "two": 19, "tiny": 4}, {"tiny", "two"}),
        (47, {"one": 20, "two": 20, "tiny": 4, "wee": 3}, {"tiny", "wee"}),
        (43, {"one": 20, "two": 19, "tiny": 2, "wee": 2}, {"tiny", "wee", "two"}),
        (4, {"tiny": 4}, {"tiny"}),
        (20, {"one": 20, "nobody": 0}, set()),
        (24, {"one": 20, "tiny": 4, "nobody": 0}, {"tiny", "one"}),
        (22, {"one": 10, "two": 10}, {"one", "two"}),
        (25, {"one": 10, "two": 10}, set()),
        (9, {"one": 9}, set()),
    ],
)
def test_hidden_teams(measured: int, teams: dict[str, int], hidden: set[str]) -> None:
    assert hidden_teams(individual(measured, **teams), 5) == hidden


@given(st.dictionaries(st.sampled_from(["aa", "bb", "cc", "dd", "ee"]), st.integers(0, 30)), st.integers(0, 20), st.integers(3, 12))
def test_neither_a_team_nor_a_difference_tells_about_too_few(sizes: dict[str, int], elsewhere: int, min_group: int) -> None:
    measured = sum(sizes.values()) + elsewhere
    hidden = hidden_teams(individual(measured, **sizes), min_group)
    shown = {team: size for team, size in sizes.items() if team not in hidden}
    assert all(size == 0 or size >= min_group for size in shown.values())
    difference = measured - sum(shown.values())
    if not is_too_small(measured, min_group) and any(shown.values()):
        assert difference == 0 or difference >= min_group
        assert len([team for team in hidden if sizes[team]]) != 1
