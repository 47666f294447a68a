"""Channels: share of contacts and of trained agents, busiest first."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.composing.charts.channel_shares import draw
from playbookgen.model.channels import Channel
from playbookgen.model.reach_judgement import ChannelJudgement, ChannelsJudgement
from playbookgen.model.text import LocalisedText
from support.charts import NAMES, SHARES, SPEECH, assert_sound, picture


def _channel(name: str, share: Fraction | None, trained: Fraction | None) -> ChannelJudgement:
    channel = Channel.model_construct(id="channel", name=LocalisedText.of(name))
    return ChannelJudgement(channel, share, trained, nobody_trained=trained == 0, teams=(), modules=())


def _judged(*channels: ChannelJudgement) -> ChannelsJudgement:
    return ChannelsJudgement(channels, None, None)


def test_without_figures_there_is_no_picture() -> None:
    assert draw(SPEECH, _judged()) is None
    assert draw(SPEECH, _judged(_channel("Fax", None, None))) is None


def test_the_busiest_channel_comes_first_and_unknown_shares_last() -> None:
    drawn = draw(SPEECH, _judged(_channel("Chat", Fraction(1, 4), None), _channel("Fax", None, Fraction(1)), _channel("Phone", Fraction(3, 4), None)))
    assert drawn is not None
    assert [one.channel.name.speak("en", "en").text for one in drawn["channels"]] == ["Phone", "Chat", "Fax"]


@pytest.mark.parametrize(("share", "part"), [(Fraction(0), 0.0), (Fraction(1, 2), 0.5), (Fraction(1), 1.0)])
def test_a_bar_is_as_long_as_its_share(share: Fraction, part: float) -> None:
    (row,) = picture(draw(SPEECH, _judged(_channel("Phone", share, share))), "wide")["rows"]
    assert float(row["share"]) == pytest.approx(float(row["length"]) * part, abs=0.02)
    # The outlined bar leaves room for its stroke.
    assert float(row["trained"]) == pytest.approx(max(float(row["length"]) * part - 2, 0), abs=0.02)


def test_a_figure_that_is_not_told_is_not_a_zero() -> None:
    (row,) = picture(draw(SPEECH, _judged(_channel("Phone", Fraction(1, 2), None))), "wide")["rows"]
    assert row["trained"] is None


@given(st.lists(st.tuples(NAMES, st.none() | st.fractions(0, 2, max_denominator=100), st.none() | SHARES), min_size=1, max_size=40))
def test_any_channels_stay_inside(told: list[tuple[str, Fraction | None, Fraction | None]]) -> None:
    judged = _judged(_channel("Phone", Fraction(1, 2), None), *(_channel(*one) for one in told))
    assert_sound(lambda: draw(SPEECH, judged))
