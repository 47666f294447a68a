"""The calendar of messages: a mark on its day, a shade over a silence, words only where there is room."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from playbookgen.composing.charts.communication_calendar import AIR, LEFT, LETTER, RIGHT, WIDTH, draw
from playbookgen.composing.speech import Speech
from playbookgen.composing.words import Words
from playbookgen.model.library import Card
from playbookgen.model.text import LANGUAGES
from support.organisations import AS_OF, judged, minimal, sample

SPEECH = Speech("en", "en", Words("en", None))
NAMES = {
    "progress": "Progress",
    "success": "Success",
    "challenge": "Difficulty or setback",
    "decision": "Decision",
    "input_request": "Request for input",
}
KINDS = {kind: Card.model_validate({"id": kind, "name": dict.fromkeys(LANGUAGES, name)}) for kind, name in NAMES.items()}


def _drawn(organisation: Any, as_of: date = AS_OF) -> dict[str, Any] | None:
    return draw(SPEECH, judged(organisation, as_of).communication, organisation.communication.events, as_of, KINDS)


def _told(*days: str, audience: str = "agent", kind: str = "progress") -> Any:
    events = [{"id": f"c{index}", "date": day, "channel": "chat", "audience": [audience], "kind": kind} for index, day in enumerate(days)]
    return minimal(communication={"events": events})


def test_without_messages_or_before_the_change_there_is_no_picture() -> None:
    assert _drawn(minimal()) is None
    assert _drawn(_told("2026-11-15")) is None
    assert _drawn(_told("2026-02-10"), date(2026, 2, 20)) is None


def test_there_is_a_row_for_each_role_and_a_mark_for_each_message() -> None:
    drawn = _drawn(sample("lumivakka"))
    assert drawn is not None
    assert {row["role"].id: row["messages"] for row in drawn["rows"]} == {
        "executive": 1,
        "supervisor": 3,
        "coach": 0,
        "agent": 3,
        "claims_handler": 0,
    }
    assert drawn["kinds"] == ["progress", "success", "challenge"]


@pytest.mark.parametrize(("day", "x"), [("2026-08-01", LEFT), ("2026-10-31", RIGHT), ("2026-07-31", None), ("2026-11-01", None)])
def test_marks_stand_on_their_day_inside_the_window(day: str, x: int | None) -> None:
    drawn = _drawn(_told("2026-09-15", day))
    assert drawn is not None
    row = next(row for row in drawn["rows"] if row["role"].id == "agent")
    places = [str(mark["x"]) for mark in row["marks"]]
    assert (str(x) in places) == (x is not None)
    assert len(places) == (1 if x is None else 2)


def test_only_a_silence_above_the_limit_is_shaded() -> None:
    drawn = _drawn(sample("lumivakka"))
    assert drawn is not None
    gaps = {row["role"].id: row["gap"] for row in drawn["rows"]}
    # The coach hears nothing either, but the file sets no limit for that role.
    assert {role for role, gap in gaps.items() if gap} == {"executive", "supervisor", "agent", "claims_handler"}
    assert float(gaps["claims_handler"]["width"]) == RIGHT - LEFT
    assert float(gaps["agent"]["x"]) + float(gaps["agent"]["width"]) == pytest.approx(LEFT + (RIGHT - LEFT) * 38 / 91, abs=0.01)
    often = _drawn(_told(*(f"2026-{month:02}-{day:02}" for month in (8, 9, 10) for day in (1, 10, 20, 28))))
    assert often is not None
    assert next(row for row in often["rows"] if row["role"].id == "agent")["gap"] is None


@pytest.mark.parametrize("kind", sorted(NAMES))
def test_words_never_touch_each_other_or_leave_the_picture(kind: str) -> None:
    drawn = _drawn(_told("2026-08-01", "2026-08-03", "2026-08-20", "2026-09-15", "2026-10-01", "2026-10-29", "2026-10-31", kind=kind))
    assert drawn is not None
    marks = next(row["marks"] for row in drawn["rows"] if row["role"].id == "agent")
    half = len(NAMES[kind]) * LETTER / 2
    ends = [(float(mark["x_word"]) - half, float(mark["x_word"]) + half) for mark in marks if mark["word"]]
    assert ends
    assert all(start >= -0.01 and end <= WIDTH + 0.01 for start, end in ends)
    assert all(later[0] - earlier[1] >= AIR - 0.02 for earlier, later in pairwise(ends))
