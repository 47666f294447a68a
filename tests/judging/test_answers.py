"""What readers' answers come to."""

from __future__ import annotations

import statistics
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbookgen.judging.answers import merge_answers
from playbookgen.model.answers import Answers
from playbookgen.model.assessment import AREAS, ENABLER_AREAS
from playbookgen.model.edit import AddItems, SetValue
from playbookgen.model.imported import AnswersFile, AnswersMerge
from support.organisations import minimal

ATTRIBUTES = ("planned", "deployed", "measured", "improved")


def file(number: int, **told: Any) -> AnswersFile:
    """A file of answers of reader `number`."""
    base = {"playbookgen": "answers", "version": 1, "organisation": "pikkula", "language": "en", "made": "2026-10-20", "answer": f"{number:032x}"}
    return AnswersFile(f"answers{number}.json", Answers.model_validate(base | told))


def scored(number: int, points: int, **told: Any) -> AnswersFile:
    return file(number, assessment={"scores": {"people": points, "results": points}}, **told)


def done(*days: tuple[str, str]) -> list[dict[str, str]]:
    return [{"checklist": "leadership", "item": item, "on": on} for item, on in days]


def merged(*files: AnswersFile, **told: Any) -> AnswersMerge:
    return merge_answers(minimal(**told), files)


def test_an_item_done_moves_forward_and_never_back() -> None:
    checklist = [
        {"item": "floor_visit", "last_done": "2026-10-10"},
        {"item": "plan_adjusted"},
        {"item": "metrics_reviewed", "last_done": "2026-10-15"},
    ]
    merge = merged(
        file(1, done=done(("floor_visit", "2026-10-09"), ("plan_adjusted", "2026-10-02"), ("metrics_reviewed", "2026-10-15"))),
        file(2, done=done(("plan_adjusted", "2026-10-19"), ("tools_funded", "2026-10-01"))),
        file(3, done=done(("plan_adjusted", "2026-10-03"))),
        leadership_checklist=checklist,
    )
    assert [(each.item, each.what, each.on.day, each.before and each.before.day) for each in merge.done] == [
        ("floor_visit", "kept", 9, 10),
        ("plan_adjusted", "set", 19, None),
        ("metrics_reviewed", "kept", 15, 15),
        ("tools_funded", "added", 1, None),
    ]
    behind = ("item", "text", "area", "owner", "cadence")
    assert merge.edits == (
        SetValue(("leadership_checklist", 1, "last_done"), date(2026, 10, 19), behind),
        AddItems(("leadership_checklist",), ({"item": "tools_funded", "last_done": date(2026, 10, 1)},), near=("plan", "change")),
    )


def test_five_people_make_a_round_and_four_do_not() -> None:
    five = [scored(number, 10 * number) for number in range(1, 6)]
    merge = merged(*five)
    assert merge.round
    assert (merge.round.id, merge.round.date, merge.round.people) == ("self_2026_10_20", date(2026, 10, 20), 5)
    assert merge.round.scores == {"people": 30, "results": 30}
    assert merge.round.spread == {"people": 14, "results": 14}
    few = merged(*five[:4])
    assert few.round is None
    assert few.edits == ()
    assert [(problem.code, "4 people have scored" in problem.message) for problem in few.problems] == [("E504", True)]
    assert merged(*five[:3], privacy={"min_group": 3}).round


def test_nothing_else_is_merged_where_the_round_is_refused() -> None:
    merge = merged(scored(1, 10, done=done(("tools_funded", "2026-10-01")), feedback=[{"text": "More light"}]))
    assert [problem.code for problem in merge.problems] == ["E504"]
    assert merge.edits == ()


def test_an_area_too_few_have_scored_is_left_out() -> None:
    files = [scored(number, 50) for number in range(1, 6)]
    files.append(file(6, assessment={"attributes": {"people": dict.fromkeys(ATTRIBUTES, 80), "leadership_direction": dict.fromkeys(ATTRIBUTES, 10)}}))
    merge = merged(*files)
    assert merge.round
    assert merge.round.scores == {"people": 55, "results": 50}
    assert merge.round.left_out == ("leadership_direction",)
    (edit,) = merge.edits
    assert isinstance(edit, AddItems)
    assert "attributes" not in edit.values[0]  # type: ignore[operator]  # somebody gave one score, so a mean of attributes would be of other people


def test_no_area_with_enough_people_is_no_round() -> None:
    files = [file(number, assessment={"scores": {area: 50}}) for number, area in enumerate(AREAS[:5])]
    assert [problem.code for problem in merged(*files).problems] == ["E504"]


def test_one_reader_counts_once() -> None:
    files = [scored(number, 50) for number in range(1, 6)]
    assert merged(*files, files[0]).round == merged(*files).round
    assert merged(*files, files[0]).repeated == 1
    assert [problem.code for problem in merged(*files[:4], files[0]).problems] == ["E504"]
    later = scored(1, 100, made="2026-10-21")
    corrected = merged(later, *files).round
    assert corrected
    assert corrected == merged(*files, later).round
    assert corrected.scores == {"people": 60, "results": 60}
    both = merged(*files, scored(1, 100))
    assert [(problem.code, problem.related and problem.related.path) for problem in both.problems] == [("E505", "answers1.json")]
    assert both.edits == ()


def test_what_a_round_counts_is_not_counted_again() -> None:
    files = [scored(number, 10 * number) for number in range(1, 7)]
    first = merged(*files[:5])
    (edit,) = first.edits
    assert isinstance(edit, AddItems)
    again = merged(*files[:5], assessments=[edit.values[0]])
    assert (again.edits, again.known_answers, again.round, again.problems) == ((), 5, None, ())
    one_more = merged(*files, assessments=[edit.values[0]])
    assert [(problem.code, "5 more are counted" in problem.message) for problem in one_more.problems] == [("E504", True)]
    five_more = merged(*files, *(scored(number, 50) for number in range(7, 11)), assessments=[edit.values[0]])
    assert five_more.round
    assert (five_more.round.people, five_more.round.id, five_more.known_answers) == (5, "self_2026_10_20_2", 5)


def test_the_mark_says_nothing_of_the_reader_and_tells_answers_apart() -> None:
    one, two = scored(1, 50).answers, scored(2, 50).answers
    assert one.mark != two.mark != scored(2, 55).answers.mark
    assert one.mark == scored(1, 50, made="2026-10-25", feedback=[{"text": "Light"}]).answers.mark
    assert one.answer not in one.mark


def test_feedback_is_added_once_in_the_order_of_days() -> None:
    one = file(
        1, feedback=[{"text": "Later", "date": "2026-10-19"}, {"text": "Sooner", "date": "2026-10-02", "topic": "phone", "source": "customer"}]
    )
    two = file(2, language="fi", feedback=[{"text": "Myöhemmin"}])
    merge = merged(one, two, one)
    (edit,) = merge.edits
    assert isinstance(edit, AddItems)
    assert edit.path == ("feedback", "items")
    first, second, third = edit.values
    assert first == {"id": merge.feedback[0], "date": date(2026, 10, 2), "source": "customer", "topic": "phone", "text": "Sooner"}
    assert second == {"id": merge.feedback[1], "date": date(2026, 10, 19), "source": "staff", "text": "Later"}
    assert third == {"id": merge.feedback[2], "date": date(2026, 10, 20), "source": "staff", "text": {"fi": "Myöhemmin"}}
    again = merged(one, two, feedback={"items": [first, second]})
    assert (again.feedback, again.known_feedback) == ((merge.feedback[2],), 2)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.lists(st.lists(st.integers(0, 100), min_size=21, max_size=21), min_size=5, max_size=12))
def test_the_round_is_what_a_spreadsheet_would_say(people: list[list[int]]) -> None:
    files = []
    for number, points in enumerate(people):
        parts = iter(points)
        attributes = {area: {name: next(parts) for name in ATTRIBUTES} for area in ENABLER_AREAS}
        files.append(file(number, assessment={"attributes": attributes, "scores": {"results": next(parts)}}))
    merge = merged(*files)
    assert merge.round
    for index, area in enumerate(AREAS):
        own = [statistics.mean(points[4 * index : 4 * index + 4]) if index < 5 else points[20] for points in people]
        assert merge.round.scores[area] == pytest.approx(statistics.mean(own), abs=0.5000001)
        assert merge.round.spread[area] == pytest.approx(statistics.pstdev(own), abs=0.5000001)
    (edit,) = merge.edits
    assert isinstance(edit, AddItems)
    told = minimal(assessments=[edit.values[0]])  # the entry is valid, and says nothing against itself
    assert list(told.assessments[0].contradictions()) == []
