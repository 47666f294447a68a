"""The calendar of messages: a mark on its day, a shade over a silence."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.composing.charts.communication_calendar import MOST, draw
from playbookgen.model.library import Card
from playbookgen.model.text import LANGUAGES
from support.charts import SPEECH, assert_sound, picture
from support.organisations import AS_OF, judged, minimal, sample

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


def _told(*days: str, audience: str = "agent", kind: str = "progress", **more: Any) -> Any:
    events = [{"id": f"c{index}", "date": day, "channel": "chat", "audience": [audience], "kind": kind} for index, day in enumerate(days)]
    return minimal(communication={"events": events}, **more)


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
    assert drawn["longest"].role.id == "claims_handler"
    assert [sum(mark["count"] for mark in row["marks"]) for row in picture(drawn, "wide")["rows"]] == [1, 3, 0, 3, 0]


@pytest.mark.parametrize(("day", "part"), [("2026-08-01", 0.0), ("2026-10-31", 1.0), ("2026-07-31", None), ("2026-11-01", None)])
def test_marks_stand_on_their_day_inside_the_window(day: str, part: float | None) -> None:
    rows = picture(_drawn(_told("2026-09-15", day)), "wide")["rows"]
    row = next(row for row in rows if row["marks"])
    places = [float(mark["x"]) for mark in row["marks"]]
    assert len(places) == (1 if part is None else 2)
    if part is not None:
        ends = float(row["left"]) + 10, float(row["right"]) - 10
        assert any(place == pytest.approx(ends[0] + part * (ends[1] - ends[0]), abs=0.02) for place in places)


def test_only_a_silence_above_the_limit_is_shaded() -> None:
    drawn = _drawn(sample("lumivakka"))
    assert drawn is not None
    roles = [row["role"].id for row in drawn["rows"]]
    shaded = {role for role, row in zip(roles, picture(drawn, "wide")["rows"], strict=True) if row["gap"]}
    # The coach hears nothing either, but the file sets no limit for that role.
    assert shaded == {"executive", "supervisor", "agent", "claims_handler"}
    often = _drawn(_told(*(f"2026-{month:02}-{day:02}" for month in (8, 9, 10) for day in (1, 10, 20, 28))))
    assert not any(row["gap"] for row in picture(often, "wide")["rows"] if row["marks"])


def test_with_very_many_roles_those_to_whom_nothing_was_promised_are_left_to_the_table() -> None:
    roles = [{"id": f"role_{index}", "name": f"Role {index}", "level": "support"} for index in range(MOST + 20)]
    roles += [{"id": "executive", "name": "Executive", "level": "executive"}, {"id": "agent", "name": "Agent", "level": "frontline"}]
    organisation = _told("2026-10-20", roles=roles)
    agreed = organisation.communication.model_copy(update={"max_gap_weeks": {"agent": Decimal(2)}})
    drawn = _drawn(organisation.model_copy(update={"communication": agreed}))
    assert drawn is not None
    assert len(drawn["rows"]) == len(roles)
    assert len(picture(drawn, "wide")["rows"]) == len(roles) - drawn["left_out"] < MOST


_DAYS = st.lists(st.integers(0, 91).map(lambda back: (AS_OF - timedelta(days=back)).isoformat()), min_size=1, max_size=60)


@given(_DAYS, st.sampled_from(sorted(NAMES)))
def test_any_messages_stay_inside(days: list[str], kind: str) -> None:
    organisation = _told(*days, kind=kind)
    chapter = judged(organisation).communication
    assert_sound(lambda: draw(SPEECH, chapter, organisation.communication.events, AS_OF, KINDS))
