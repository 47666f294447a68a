"""Spread, heat and answers of challenges."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from playbookgen.judging.challenges import heat_word, judge_challenges
from playbookgen.model.judgement import ChallengeJudgement
from support.organisations import minimal

TEAMS = [{"id": "big", "name": "Big", "agents": 15}, {"id": "small", "name": "Small", "agents": 5}, {"id": "empty", "name": "Empty", "agents": 0}]


def only(challenge: dict[str, Any], **more: Any) -> ChallengeJudgement:
    (judged,) = judge_challenges(minimal(challenges=[{"id": "unclear_goals", "severity": 4, **challenge}], **{"teams": TEAMS, **more}))
    return judged


@pytest.mark.parametrize(
    ("teams", "spread"),
    [(["big"], Fraction(3, 4)), (["big", "small"], Fraction(1)), (["empty"], Fraction(0)), ([], Fraction(1)), (["small", "small"], Fraction(1, 4))],
)
def test_spread_is_the_share_of_agents(teams: list[str], spread: Fraction) -> None:
    judged = only({"teams": teams})
    assert (judged.spread, judged.heat) == (spread, 4 * spread)


def test_headcount_is_not_the_denominator() -> None:
    assert only({"teams": ["big"]}, organisation={"agents_headcount": 1000}).spread == Fraction(3, 4)


@pytest.mark.parametrize("teams", [[], [{"id": "empty", "name": "Empty", "agents": 0}]])
def test_where_no_team_has_agents_everybody_is_taken_to_meet_it(teams: list[dict[str, Any]]) -> None:
    assert only({"teams": ["empty"] if teams else []}, teams=teams).spread == 1


@pytest.mark.parametrize(("heat", "word"), [("0", "mild"), ("1.49", "mild"), ("1.5", "warm"), ("2.99", "warm"), ("3", "hot"), ("5", "hot")])
def test_heat_words(heat: str, word: str) -> None:
    assert heat_word(Fraction(heat)) == word


def action(name: str, status: str, *challenges: str) -> dict[str, Any]:
    return {"id": name, "text": "x", "status": status, "challenges": list(challenges)}


def test_actions_are_linked_from_both_sides_and_once() -> None:
    plan = {
        "actions": [
            action("a_both", "done", "unclear_goals"),
            action("a_there", "blocked"),
            action("a_here", "cancelled", "unclear_goals"),
            action("a_none", "done"),
        ]
    }
    judged = only({"actions": ["a_there", "a_both"]}, plan=plan)
    assert [one.id for one in judged.actions] == ["a_both", "a_there", "a_here"]
    assert judged.answered


def test_cancelled_action_is_no_answer() -> None:
    judged = only({"actions": ["a_gone"]}, plan={"actions": [action("a_gone", "cancelled")]})
    assert len(judged.actions) == 1
    assert not judged.answered


def test_hottest_first_and_equal_ones_as_in_the_file() -> None:
    judged = judge_challenges(
        minimal(challenges=[{"id": "unclear_goals", "severity": 2}, {"id": "own_one", "severity": 5}, {"id": "own_two", "severity": 2}])
    )
    assert [one.challenge.id for one in judged] == ["own_one", "unclear_goals", "own_two"]
