"""Challenges: how many people meet them, how hot they are, and whether somebody acts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, Literal

from playbookgen.model.assessment import Challenge
from playbookgen.model.judgement import ChallengeJudgement
from playbookgen.model.organisation import Team
from playbookgen.model.plan import Action
from playbookgen.model.playbook_file import Organisation

#: Heat from which a challenge is hot, and warm (brief P04).
HOT: Final = Fraction(3)
WARM: Final = Fraction(3, 2)


def spread(challenge: Challenge, teams: Sequence[Team]) -> Fraction:
    """Share 0–1 of the agents whose team meets the challenge (brief P04, settled F16).

    No team named means all of them. Where no team has an agent the share cannot be told, and 1 is
    taken: nobody is known to be spared.
    """
    everyone = sum(team.agents for team in teams)
    if not challenge.teams or not everyone:
        return Fraction(1)
    return Fraction(sum(team.agents for team in teams if team.id in challenge.teams), everyone)


def heat_word(heat: Fraction) -> Literal["hot", "warm", "mild"]:
    """Word for a heat 0–5: hot from 3, warm from 1.5 (brief P04)."""
    if heat >= HOT:
        return "hot"
    return "warm" if heat >= WARM else "mild"


def linked_actions(challenge: Challenge, actions: Sequence[Action]) -> tuple[Action, ...]:
    """Actions named by the challenge or naming it, in the order of the plan, cancelled ones too (settled G6)."""
    return tuple(action for action in actions if action.id in challenge.actions or challenge.id in action.challenges)


def judge_challenge(challenge: Challenge, teams: Sequence[Team], actions: Sequence[Action]) -> ChallengeJudgement:
    """One challenge; heat = severity × spread, answered = a linked action is not cancelled (brief P04)."""
    share = spread(challenge, teams)
    heat = challenge.severity * share
    linked = linked_actions(challenge, actions)
    return ChallengeJudgement(
        challenge=challenge,
        spread=share,
        heat=heat,
        word=heat_word(heat),
        actions=linked,
        answered=any(action.status != "cancelled" for action in linked),
    )


def judge_challenges(organisation: Organisation) -> tuple[ChallengeJudgement, ...]:
    """All reported challenges, hottest first; equally hot ones in the order of the file (brief P04)."""
    judged = [judge_challenge(one, organisation.teams, organisation.plan.actions) for one in organisation.challenges]
    return tuple(sorted(judged, key=lambda one: one.heat, reverse=True))
