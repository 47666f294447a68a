"""Readiness: the first thing that holds a group back, and no figure of a small group."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.judging.readiness import ELEMENTS, judge_readiness
from playbookgen.model.course_judgement import ReadinessJudgement
from support.organisations import judged, minimal, sample


def group(means: Mapping[str, Any], n: int = 10, min_group: int = 5) -> ReadinessJudgement:
    told = judge_readiness(minimal(readiness=[{"group": "Team", "n": n, **means}], privacy={"min_group": min_group}))
    return told[0]


def test_lumivakka_has_none() -> None:
    assert judged(sample("lumivakka")).readiness == ()


@pytest.mark.parametrize(
    ("means", "barrier"),
    [
        ({"know": 4, "want": "3.1", "can_know": 4, "can_do": 5, "keep": 4}, None),
        ({"know": 4, "want": 3, "can_know": 1, "can_do": 5, "keep": 4}, "want"),
        ({"know": "2.99", "want": 1}, "know"),
        ({"know": "3.01", "keep": 3}, "keep"),
        ({"can_do": 2}, "can_do"),
        ({}, None),
    ],
)
def test_barrier_is_the_first_of_three_or_less(means: dict[str, Any], barrier: str | None) -> None:
    assert group({name: Decimal(str(value)) for name, value in means.items()}).barrier == barrier


def test_nobody_answered() -> None:
    told = group({"know": 1}, n=0)
    assert (told.n, told.suppressed, told.barrier) == (0, False, None)
    assert all(mean is None for _, mean in told.means)


@given(st.integers(0, 15), st.integers(3, 12), st.integers(1, 5))
def test_a_small_group_leaves_its_name_only(n: int, min_group: int, mean: int) -> None:
    told = group(dict.fromkeys(ELEMENTS, mean), n, min_group)
    assert told.suppressed is (0 < n < min_group)
    assert [element for element, _ in told.means] == list(ELEMENTS)
    if told.suppressed:
        assert (told.n, told.barrier) == (None, None)
        assert {value for _, value in told.means} == {None}
    elif n:
        assert told.barrier == ("know" if mean <= 3 else None)
