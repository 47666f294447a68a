"""Statements × roles."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.judging.translation import judge_translation
from playbookgen.model.judgement import RoleCoverage
from support.organisations import minimal

LEVELS = ["executive", "middle", "support", "frontline", "development", "stakeholder"]
ROLES = [{"id": level, "name": level, "level": level} for level in LEVELS]


def coverage(*cells: dict[str, Any], roles: list[dict[str, Any]] | None = None, **more: Any) -> RoleCoverage:
    statements = [{"id": f"statement_{index}", "text": "x", "roles": told} for index, told in enumerate(cells)]
    return judge_translation(minimal(roles=roles or ROLES, target_state={"statements": statements}, **more))


def states(told: RoleCoverage) -> dict[str, str]:
    return {cell.role.id: cell.state for cell in told.statements[0].cells}


def test_every_level_but_stakeholders_is_told() -> None:
    told = coverage({"executive": "a", "stakeholder": "b"})
    assert (told.filled, told.applicable, told.share) == (1, 5, Fraction(1, 5))
    assert states(told) == {**dict.fromkeys(LEVELS, "missing"), "executive": "filled", "stakeholder": "not_applicable"}


@pytest.mark.parametrize(
    ("level", "include", "state"), [("stakeholder", True, "missing"), ("frontline", False, "not_applicable"), ("development", None, "missing")]
)
def test_a_role_may_be_taken_in_or_out(level: str, include: bool | None, state: str) -> None:
    role = {"id": "role_one", "name": "x", "level": level, **({} if include is None else {"include_in_translation": include})}
    assert states(coverage({}, roles=[role])) == {"role_one": state}


def test_same_text_for_two_roles_counts_for_neither() -> None:
    told = coverage({"executive": "Listen to the customer", "middle": " listen to  the CUSTOMER ", "support": "Coach"})
    assert states(told)["executive"] == states(told)["middle"] == "identical"
    assert [role.id for role in told.statements[0].missing] == ["executive", "middle", "frontline", "development"]
    assert told.filled == 1


def test_texts_are_compared_in_the_default_language() -> None:
    cells = {"executive": {"en": "Same", "fi": "Yksi"}, "middle": {"en": "Same", "fi": "Toinen"}}
    assert states(coverage(cells))["executive"] == "identical"
    assert states(coverage(cells, site={"languages": ["fi"]}))["executive"] == "filled"


def test_text_in_another_language_only_is_a_text() -> None:
    assert states(coverage({"executive": {"sv": "Lyssna"}}))["executive"] == "filled"


def test_text_of_a_role_that_is_not_told_makes_no_copy() -> None:
    assert states(coverage({"executive": "Listen", "stakeholder": "Listen"}))["executive"] == "filled"


def test_no_role_to_tell_has_no_share() -> None:
    told = coverage({}, roles=[{"id": "guest", "name": "x", "level": "stakeholder"}])
    assert (told.filled, told.applicable, told.share) == (0, 0, None)


@given(st.lists(st.dictionaries(st.sampled_from(LEVELS), st.sampled_from(["a", "A", "b", "c", "d"])), min_size=1, max_size=3))
def test_coverage_lies_between_0_and_1(cells: list[dict[str, str]]) -> None:
    told = coverage(*cells)
    assert told.share is not None
    assert 0 <= told.share <= 1
    assert told.applicable - told.filled == sum(len(one.missing) for one in told.statements)
