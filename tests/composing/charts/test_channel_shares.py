"""Channels: share of contacts and of trained agents, busiest first."""

from __future__ import annotations

from fractions import Fraction

import pytest

from playbookgen.composing.charts.channel_shares import ROW, WIDTH, draw
from playbookgen.composing.speech import Speech
from playbookgen.composing.words import Words
from playbookgen.model.channels import Channel
from playbookgen.model.reach_judgement import ChannelJudgement, ChannelsJudgement
from playbookgen.model.text import LocalisedText

SPEECH = Speech("en", "en", Words("en", None))


def _channel(name: str, share: Fraction | None, trained: Fraction | None) -> ChannelJudgement:
    channel = Channel(id=name.lower()[:8], name=LocalisedText.of(name))
    return ChannelJudgement(channel, share, trained, nobody_trained=trained == 0, teams=(), modules=())


def _judged(*channels: ChannelJudgement) -> ChannelsJudgement:
    return ChannelsJudgement(channels, None, None)


def test_without_figures_there_is_no_picture() -> None:
    assert draw(SPEECH, _judged()) is None
    assert draw(SPEECH, _judged(_channel("Fax", None, None))) is None


def test_the_busiest_channel_comes_first_and_unknown_shares_last() -> None:
    drawn = draw(SPEECH, _judged(_channel("Chat", Fraction(1, 4), None), _channel("Fax", None, Fraction(1)), _channel("Phone", Fraction(3, 4), None)))
    assert drawn is not None
    assert [row["name"] for row in drawn["rows"]] == ["Phone", "Chat", "Fax"]
    assert drawn["height"] == 3 * ROW


@pytest.mark.parametrize(("share", "pixels"), [(Fraction(0), 0), (Fraction(1, 2), WIDTH / 2), (Fraction(1), WIDTH)])
def test_a_bar_is_as_long_as_its_share(share: Fraction, pixels: float) -> None:
    drawn = draw(SPEECH, _judged(_channel("Phone", share, share)))
    assert drawn is not None
    (row,) = drawn["rows"]
    assert float(row["share"]) == pytest.approx(pixels)
    # The outlined bar leaves room for its stroke.
    assert float(row["trained"]) == pytest.approx(pixels * (WIDTH - 2) / WIDTH)


def test_a_figure_that_is_not_told_is_not_a_zero() -> None:
    drawn = draw(SPEECH, _judged(_channel("Phone", Fraction(1, 2), None)))
    assert drawn is not None
    assert drawn["rows"][0]["trained"] is None


def test_a_long_name_is_cut() -> None:
    drawn = draw(SPEECH, _judged(_channel("Asiakaspalvelukanavavaihtoehtojenvertailutaulukko", Fraction(1), None)))
    assert drawn is not None
    assert len(drawn["rows"][0]["name"]) <= 34
    assert drawn["rows"][0]["name"].endswith("…")
