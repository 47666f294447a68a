"""Channels: their shares of the contacts, and who is trained for them (brief P21, settled PB034)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from playbookgen.model.channels import Channel
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.reach_judgement import ChannelJudgement, ChannelsJudgement

#: How far the shares may be from 100 % together (brief P21).
TOLERANCE: Final = Fraction(1, 100)


def shares_total(channels: Sequence[Channel]) -> Fraction | None:
    """All shares together, 1 = 100 %; ``None`` unless every channel tells its share (settled PB034)."""
    shares = [channel.share_pct for channel in channels if channel.share_pct is not None]
    if not channels or len(shares) != len(channels):
        return None
    return sum((Fraction(share) for share in shares), Fraction(0)) / 100


def judge_channel(channel: Channel, organisation: Organisation) -> ChannelJudgement:
    """One channel. Agents trained are taken of the headcount, which always is told (brief 3.2)."""
    trained, headcount = channel.agents_trained, organisation.organisation.agents_headcount
    return ChannelJudgement(
        channel=channel,
        share=None if channel.share_pct is None else Fraction(channel.share_pct) / 100,
        trained_share=None if trained is None else min(Fraction(trained, headcount), Fraction(1)),
        nobody_trained=trained == 0,
        teams=tuple(team for team in organisation.teams if channel.id in team.channels),
        modules=tuple(module for module in organisation.training.onboarding if channel.id in module.channels),
    )


def judge_channels(organisation: Organisation) -> ChannelsJudgement:
    """The whole of P21, channels in the order of the file; exactly 99 and 101 % still add up."""
    total = shares_total(organisation.channels)
    return ChannelsJudgement(
        channels=tuple(judge_channel(channel, organisation) for channel in organisation.channels),
        shares_total=total,
        shares_add_up=None if total is None else abs(total - 1) <= TOLERANCE,
    )
