"""The strategy question: three parts of one bar."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.composing.charts.pulse_bar import draw
from playbookgen.model.course_judgement import PulseJudgement
from support.charts import SPEECH, assert_sound, picture


def _judged(clear: int | None, partly: int | None, unclear: int | None, asked: int | None) -> PulseJudgement:
    return PulseJudgement(date(2026, 10, 1), 30, asked is None, asked, clear, partly, unclear, None, None, "clear", (), ())


def test_nobody_asked_or_too_few_is_no_picture() -> None:
    assert draw(SPEECH, _judged(None, None, None, None)) is None
    assert draw(SPEECH, _judged(0, 0, 0, 0)) is None


def test_parts_follow_each_other_and_fill_the_bar() -> None:
    parts = picture(draw(SPEECH, _judged(19, 17, 12, 48)), "wide")["parts"]
    assert [(part["word"], part["count"]) for part in parts] == [("clear", 19), ("partly", 17), ("unclear", 12)]
    for left, right in pairwise(parts):
        assert float(left["x"]) + float(left["length"]) == pytest.approx(float(right["x"]), abs=0.02)
    assert float(parts[-1]["x"]) + float(parts[-1]["length"]) == pytest.approx(640, abs=0.02)


def test_a_part_without_people_is_not_drawn() -> None:
    assert [part["word"] for part in picture(draw(SPEECH, _judged(5, 0, 5, 10)), "narrow")["parts"]] == ["clear", "unclear"]


@given(st.integers(0, 3000), st.integers(0, 3000), st.integers(0, 3000))
def test_any_answers_stay_inside(clear: int, partly: int, unclear: int) -> None:
    assert_sound(lambda: draw(SPEECH, _judged(clear, partly, unclear, clear + partly + unclear + 1)))
