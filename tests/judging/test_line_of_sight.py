"""Line of sight: which links of a goal exist."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from playbookgen.judging.line_of_sight import judge_line_of_sight
from support.organisations import judged, minimal, sample

_FIGURE = {"id": "figure", "name": "F", "kind": "outcome", "unit": "percent", "direction": "up", "frequency": "monthly"}
_WHOLE: dict[str, Any] = {
    "metrics": [_FIGURE],
    "change": {"goals": [{"id": "goal_one", "text": "Better", "metric": "figure", "strategy": ["aim_one"]}]},
    "target_state": {"statements": [{"id": "statement_one", "text": "S", "metrics": ["figure"]}]},
    "plan": {"actions": [{"id": "act_one", "text": "A", "status": "done", "metrics": ["figure"]}]},
    "routines": [{"id": "board", "kind": "visual_board", "metrics": ["figure"]}],
}


def missing(**changed: Any) -> tuple[str, ...]:
    return judge_line_of_sight(minimal(**(_WHOLE | changed))).rows[0].missing


def test_lumivakka() -> None:
    told = judged(sample("lumivakka")).line_of_sight
    assert (told.complete, told.coverage) == (2, Fraction(2, 3))
    assert [row.missing for row in told.rows] == [(), (), ("strategy", "statement", "metric", "action", "routine")]
    csat = told.rows[0]
    assert [one.id for one in csat.aims] == ["s_loyalty"]
    assert [one.id for one in csat.statements] == ["t_cared"]
    assert [one.id for one in csat.actions] == ["act_role_cards", "act_coaching"]
    assert [one.id for one in csat.boards] == ["board"]
    assert [one.id for one in csat.behaviours] == ["b_need"]


def test_tuohikoski_lacks_a_routine() -> None:
    told = judged(sample("tuohikoski")).line_of_sight
    assert [row.missing for row in told.rows] == [("routine",)]
    assert told.coverage == 0


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, ()),
        ({"plan": {"actions": [{"id": "act_one", "text": "A", "status": "cancelled", "metrics": ["figure"]}]}}, ("action",)),
        ({"target_state": {"statements": [{"id": "statement_one", "text": "S"}]}}, ("statement",)),
        ({"routines": [{"id": "board", "kind": "visual_board"}]}, ("routine",)),
        ({"routines": [{"id": "meeting", "kind": "team_meeting", "metrics": ["figure"]}]}, ("routine",)),
        ({"change": {"goals": [{"id": "goal_one", "text": "Better", "metric": "figure"}]}}, ("strategy",)),
        (
            {"change": {"goals": [{"id": "goal_one", "text": "Better", "strategy": ["aim_one"]}]}},
            ("statement", "metric", "action", "routine"),
        ),
    ],
)
def test_each_link(changed: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert missing(**changed) == expected


def test_a_behaviour_is_as_good_as_a_board() -> None:
    told = {
        "statements": [{"id": "statement_one", "text": "S", "metrics": ["figure"]}],
        "behaviours": [{"id": "act", "text": "B", "metric": "figure"}],
    }
    assert missing(routines=[], target_state=told) == ()


def test_a_goal_without_a_metric_takes_no_behaviour_without_one() -> None:
    told = {"statements": [{"id": "statement_one", "text": "S"}], "behaviours": [{"id": "act", "text": "B"}]}
    row = judge_line_of_sight(minimal(target_state=told)).rows[0]
    assert (row.behaviours, row.is_complete) == ((), False)
