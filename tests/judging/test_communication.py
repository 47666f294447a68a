"""Messages: gaps and limits by role, kinds, the sponsor's voice."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.judging.communication import judge_communication, largest_gap, quarters
from playbookgen.model.voice_judgement import AudienceJudgement, CommunicationJudgement
from support.organisations import AS_OF, judged, minimal, sample

START = date(2026, 3, 1)


def message(age: int | None, **told: Any) -> dict[str, Any]:
    day = {} if age is None else {"date": (AS_OF - timedelta(days=age)).isoformat()}
    return {"channel": "chat", "audience": ["agent"], "kind": "progress", **day, **told}


def communication(*events: dict[str, Any], as_of: date = AS_OF, limits: dict[str, Any] | None = None, start: date = START) -> CommunicationJudgement:
    listed = [{"id": f"message_{index}", **event} for index, event in enumerate(events)]
    told = {"events": listed, "max_gap_weeks": limits or {}}
    return judge_communication(minimal(communication=told, change={"start": start.isoformat()}), as_of)


def agents(told: CommunicationJudgement) -> AudienceJudgement:
    return next(one for one in told.audiences if one.role.id == "agent")


def test_lumivakka() -> None:
    told = judged(sample("lumivakka")).communication
    assert told.window_start == date(2026, 8, 1)
    found = {one.role.id: (one.largest_gap, one.limit_days, one.is_silent) for one in told.audiences}
    assert found == {
        "agent": (38, 14, True),
        "supervisor": (38, 14, True),
        "executive": (74, 35, True),
        "coach": (91, None, False),
        "claims_handler": (91, 42, True),
    }
    assert [one.role.id for one in told.silent] == ["executive", "supervisor", "agent", "claims_handler"]
    assert [one.role.id for one in told.audiences if one.never_addressed] == ["coach", "claims_handler"]
    agent = agents(told)
    assert (agent.gap_from, agent.gap_to, agent.days_since, agent.next_planned) == (date(2026, 8, 1), date(2026, 9, 8), 11, None)
    assert agent.last is not None
    assert agent.last.id == "c4"
    assert {one.kind: one.count for one in told.kinds} == {"progress": 2, "success": 1, "challenge": 1, "decision": 0, "input_request": 0}
    assert (told.messages, told.from_sponsor_92_days, told.challenges_92_days) == (4, 1, 1)
    assert [(one.first, one.messages, one.from_sponsor, one.challenges) for one in told.quarters] == [
        (date(2026, 10, 1), 2, 0, 1),
        (date(2026, 7, 1), 2, 1, 0),
        (date(2026, 4, 1), 0, 0, 0),
        (date(2026, 1, 1), 0, 0, 0),
    ]


def test_tuohikoski_has_heard_nothing() -> None:
    told = judged(sample("tuohikoski")).communication
    # the change is 91 days old, so the window begins with it
    assert {one.largest_gap for one in told.audiences} == {91}
    assert [one.limit_days for one in told.audiences] == [28, 14, 14]
    assert all(one.is_silent and one.never_addressed for one in told.audiences)


def test_limits_by_level_without_limits_of_ones_own() -> None:
    levels = ["executive", "middle", "support", "frontline", "development", "stakeholder"]
    organisation = minimal(roles=[{"id": level, "name": level, "level": level} for level in levels])
    told = judge_communication(organisation, AS_OF)
    assert [one.limit_days for one in told.audiences] == [28, 14, 42, 14, 42, 42]


@pytest.mark.parametrize(("weeks", "silent"), [("2", True), ("2.14", True), ("2.15", False), ("3", False)])
def test_a_gap_of_fifteen_days(weeks: str, silent: bool) -> None:
    # messages every 15 days; 2.14 weeks are 14.98 days
    told = agents(communication(*(message(age) for age in range(0, 92, 15)), limits={"agent": float(weeks)}))
    assert (told.largest_gap, told.is_silent) == (15, silent)


def test_a_gap_equal_to_the_limit_is_none() -> None:
    told = agents(communication(*(message(age) for age in range(0, 92, 14))))
    assert (told.largest_gap, told.limit_days, told.is_silent) == (14, Fraction(14), False)


def test_what_counts_for_nothing() -> None:
    told = agents(
        communication(message(None, cadence="weekly"), message(-5), message(120), message(3, audience=["executive"]), message(4, audience=[]))
    )
    assert (told.largest_gap, told.never_addressed, told.days_since) == (91, True, 120)
    assert told.next_planned is not None
    assert told.next_planned.date == AS_OF + timedelta(days=5)
    assert [event.id for event in told.rhythms] == ["message_0"]


def test_a_message_of_today_is_past() -> None:
    told = agents(communication(message(0)))
    assert (told.days_since, told.next_planned, told.gap_to) == (0, None, AS_OF)


@pytest.mark.parametrize(
    ("as_of", "gap", "silent"),
    [(START - timedelta(days=1), None, False), (START, 0, False), (START + timedelta(days=14), 14, False), (START + timedelta(days=15), 15, True)],
)
def test_a_young_change(as_of: date, gap: int | None, silent: bool) -> None:
    told = communication(as_of=as_of)
    assert (agents(told).largest_gap, agents(told).is_silent, agents(told).never_addressed) == (gap, silent, gap is not None)
    assert bool(told.quarters) == (gap is not None)


def test_largest_gap_is_the_first_of_equals() -> None:
    days = [date(2026, 10, 11), date(2026, 10, 21)]
    assert largest_gap(days, date(2026, 10, 1), AS_OF) == (10, date(2026, 10, 1), date(2026, 10, 11))


@pytest.mark.parametrize(("age", "counted"), [(91, 1), (92, 1), (93, 0), (-1, 0)])
def test_what_the_rules_call_a_quarter(age: int, counted: int) -> None:
    told = communication(message(age, sender="boss", kind="challenge"))
    assert (told.from_sponsor_92_days, told.challenges_92_days) == (counted, counted)


def test_shares_of_kinds() -> None:
    told = communication(message(1), message(2, kind="challenge"), message(3, kind="challenge"), message(100, kind="success"))
    assert {one.kind: one.share for one in told.kinds if one.count} == {"progress": Fraction(1, 3), "challenge": Fraction(2, 3)}
    assert {one.share for one in communication().kinds} == {None}


@pytest.mark.parametrize(
    ("start", "as_of", "firsts"),
    [
        (date(2028, 2, 29), date(2028, 2, 29), [date(2028, 1, 1)]),
        (date(2027, 12, 31), date(2028, 1, 1), [date(2028, 1, 1), date(2027, 10, 1)]),
        (date.min, date(1, 4, 1), [date(1, 4, 1), date(1, 1, 1)]),
        (date(9999, 10, 1), date.max, [date(9999, 10, 1)]),
    ],
)
def test_quarters(start: date, as_of: date, firsts: list[date]) -> None:
    assert [first for first, _ in quarters(start, as_of)] == firsts


@given(st.lists(st.integers(-30, 200), max_size=12), st.integers(0, 200))
def test_gap_properties(ages: list[int], start_age: int) -> None:
    told = communication(*(message(age) for age in ages), start=AS_OF - timedelta(days=start_age))
    agent = agents(told)
    assert agent.largest_gap is not None
    assert 0 <= agent.largest_gap <= min(start_age, 91)
    backwards = communication(*(message(age) for age in reversed(ages)), start=AS_OF - timedelta(days=start_age))
    assert agents(backwards).largest_gap == agent.largest_gap
    planned = communication(*(message(age) for age in ages), message(-7), start=AS_OF - timedelta(days=start_age))
    assert agents(planned).largest_gap == agent.largest_gap
    more = communication(*(message(age) for age in ages), message(10), start=AS_OF - timedelta(days=start_age))
    assert (agents(more).largest_gap or 0) <= agent.largest_gap
