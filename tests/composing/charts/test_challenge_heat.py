"""Heat of the challenges: hot, warm and mild parted by curves, a numbered mark each."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.composing.charts.challenge_heat import HOT, WARM, draw
from playbookgen.model.assessment import Challenge
from playbookgen.model.judgement import ChallengeJudgement
from playbookgen.model.text import LocalisedText
from support.charts import NAMES, SHARES, SPEECH, assert_sound, picture


def _judged(severity: int, spread: Fraction, answered: bool = False, name: str = "Own") -> ChallengeJudgement:
    heat = severity * spread
    challenge = Challenge.model_construct(id="own", name=LocalisedText.of(name), severity=severity, teams=[], voice=None, evidence=None, actions=[])
    return ChallengeJudgement(challenge, spread, heat, "hot" if heat >= HOT else "warm" if heat >= WARM else "mild", (), answered)


def test_without_challenges_there_is_no_picture() -> None:
    assert draw(SPEECH, (), {}) is None


@pytest.mark.parametrize("kind", ["wide", "narrow"])
def test_across_is_the_spread_and_up_is_the_severity(kind: str) -> None:
    drawn = picture(draw(SPEECH, [_judged(5, Fraction(1)), _judged(1, Fraction(1, 2))], {}), kind)
    high, low = drawn["points"]
    left, right = float(drawn["left"]), float(drawn["right"])
    assert float(high["x"]) == pytest.approx(right, abs=0.02)
    assert float(low["x"]) == pytest.approx((left + right) / 2, abs=0.02)
    assert float(high["y"]) < float(low["y"])


def test_open_challenges_are_counted_and_marked() -> None:
    drawn = draw(SPEECH, [_judged(4, Fraction(1)), _judged(3, Fraction(1), answered=True)], {})
    assert drawn is not None
    assert drawn["open"] == 1
    assert [point["answered"] for point in picture(drawn, "wide")["points"]] == [False, True]


def test_challenges_at_one_place_stand_side_by_side() -> None:
    points = picture(draw(SPEECH, [_judged(4, Fraction(1, 2))] * 4, {}), "wide")["points"]
    assert all(abs(float(one["x"]) - float(other["x"])) >= 22 for one, other in combinations(points, 2))


@given(st.lists(st.tuples(st.integers(1, 5), SHARES, st.booleans(), NAMES), min_size=1, max_size=40))
def test_any_challenges_stay_inside(told: list[tuple[int, Fraction, bool, str]]) -> None:
    assert_sound(lambda: draw(SPEECH, [_judged(*one) for one in told], {}))
