"""What tasks have in common is packed once, and read once."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from playbookgen.building import at_hand
from playbookgen.building.at_hand import Sent


def test_the_same_is_packed_once_and_read_once_wherever_it_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    common, other = {"library": 1}, {"library": 2}
    packed: list[object] = []
    dumps = pickle.dumps
    monkeypatch.setattr(at_hand.pickle, "dumps", lambda one, *rest: packed.append(one) or dumps(one, *rest))
    places = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        sent = Sent(tmp_path / name)
        places += [sent.path(common), sent.path(common)]
    assert places[0] == places[1] != places[2]
    assert packed == [common]
    found = at_hand.at_hand(places[0])
    assert found == common
    assert at_hand.at_hand(places[2]) is found
    assert at_hand.at_hand(Sent(tmp_path / "first").path(other)) == other
    assert at_hand.at_hand(places[0]) is found


def test_nothing_in_common_is_nowhere(tmp_path: Path) -> None:
    assert Sent(tmp_path).path(None) == ""
    assert list(tmp_path.iterdir()) == []
