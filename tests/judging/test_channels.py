"""Channels: shares that add up, people who are trained."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from playbookgen.judging.channels import judge_channels
from playbookgen.model.reach_judgement import ChannelsJudgement
from support.organisations import judged, minimal, sample


def channels(*told: dict[str, Any]) -> ChannelsJudgement:
    return judge_channels(minimal(channels=[{"id": f"channel_{index}", "name": "C", **one} for index, one in enumerate(told)]))


def test_lumivakka() -> None:
    told = judged(sample("lumivakka")).channels
    assert (told.shares_total, told.shares_add_up) == (Fraction(1), True)
    found = {one.channel.id: (one.trained_share, one.nobody_trained, len(one.modules)) for one in told.channels}
    assert found == {
        "phone": (1, False, 2),
        "email": (Fraction(38, 60), False, 1),
        "web_chat": (Fraction(24, 60), False, 1),
        "social": (Fraction(6, 60), False, 0),
        "sms": (0, True, 0),
    }
    assert [team.id for team in told.channels[2].teams] == ["claims", "digital"]
    assert told.channels[0].share == Fraction(62, 100)


@pytest.mark.parametrize(("last", "fits"), [(38.9, False), (39, True), (40, True), (41, True), (41.1, False)])
def test_shares_add_up(last: float, fits: bool) -> None:
    assert channels({"share_pct": 60}, {"share_pct": last}).shares_add_up is fits


def test_shares_are_judged_only_when_every_channel_tells_its_own() -> None:
    told = channels({"share_pct": 60}, {})
    assert (told.shares_total, told.shares_add_up) == (None, None)
    assert channels().shares_add_up is None


@pytest.mark.parametrize(("trained", "share", "nobody"), [(None, None, False), (0, 0, True), (1, Fraction(1, 10), False), (11, 1, False)])
def test_trained(trained: int | None, share: Fraction | None, nobody: bool) -> None:
    (told,) = channels({"agents_trained": trained}).channels
    assert (told.trained_share, told.nobody_trained) == (share, nobody)
