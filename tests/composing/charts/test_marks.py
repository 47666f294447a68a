"""Marks on a line of days: none hides another, none is lost, all are inside."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from playbookgen.composing.charts.marks import NEAR, Mark, spread

_MARKS = st.lists(
    st.tuples(st.fractions(210, 625, max_denominator=50), st.sampled_from(["late", "open", "done", "blocked", "cancelled"])), max_size=300
)


def test_no_mark_is_no_mark() -> None:
    assert spread([], Fraction(600)) == []


def test_marks_far_apart_stand_where_they_are() -> None:
    marks = [(Fraction(300), "done"), (Fraction(400), "late")]
    assert spread(marks, Fraction(630)) == [Mark(Fraction(300), "done", 1), Mark(Fraction(400), "late", 1)]


def test_near_marks_of_a_kind_are_one_with_their_number() -> None:
    assert spread([(Fraction(300), "done"), (Fraction(305), "done")], Fraction(630)) == [Mark(Fraction(300), "done", 2)]


def test_a_late_action_is_never_counted_together_with_a_done_one() -> None:
    found = spread([(Fraction(300), "done"), (Fraction(302), "late"), (Fraction(304), "done")], Fraction(630))
    assert [(mark.kind, mark.count) for mark in found] == [("done", 2), ("late", 1)]
    assert found[1].x - found[0].x >= NEAR


def test_only_the_marks_at_the_edge_move_back() -> None:
    marks = [(Fraction(210), "open"), (Fraction(630), "open"), (Fraction(630), "blocked"), (Fraction(630), "late")]
    found = spread(marks, Fraction(631))
    assert found[0] == Mark(Fraction(210), "open", 2)
    assert found[-1].x <= 631


@given(_MARKS)
def test_every_mark_is_there_apart_and_inside(marks: list[tuple[Fraction, str]]) -> None:
    found = spread(marks, Fraction(631))
    told: Counter[str] = Counter()
    for mark in found:
        told[mark.kind] += mark.count
    assert told == Counter(kind for _, kind in marks)
    assert all(later.x - earlier.x >= NEAR for earlier, later in pairwise(found))
    assert all(200 <= mark.x <= 632 for mark in found)
