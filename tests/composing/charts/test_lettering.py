"""Text in charts: broken or cut so that it stays in its room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from playbookgen.composing.charts.lettering import cut, label, lines_of, width_of
from playbookgen.model.text import LocalisedText
from support.charts import NAMES, SPEECH


def test_broad_letters_are_wider_than_thin_ones_and_marks_take_no_room() -> None:
    assert width_of("W", 10) > width_of("n", 10) > width_of("i", 10)
    assert width_of("a\u0301", 10) == width_of("a", 10)
    assert width_of("", 10) == 0


def test_what_fits_is_left_as_it_is() -> None:
    assert lines_of("Claims first line", 14, 200) == ("Claims first line",)


def test_a_long_name_is_broken_between_words_and_only_then_cut() -> None:
    assert lines_of("Stakeholder co-operation and resources", 14, 200) == ("Stakeholder co-operation", "and resources")
    first, second = lines_of("Stakeholder co-operation and resources of everybody else", 14, 200)
    assert (first, second[-1]) == ("Stakeholder co-operation", "…")


def test_a_long_word_is_cut() -> None:
    (only,) = lines_of("asiakaspalvelukokemuksenkehittämissuunnitelma", 14, 100, 1)
    assert only.endswith("…")
    assert "asiakaspalvelu".startswith(only[:-1])


@given(NAMES, st.integers(8, 20), st.integers(30, 640), st.integers(1, 3))
def test_no_line_is_wider_than_its_room(text: str, size: int, room: int, lines: int) -> None:
    rows = lines_of(text, size, room, lines)
    assert 1 <= len(rows) <= lines
    assert all(width_of(row, size) <= room for row in rows)


@given(NAMES, st.integers(30, 640))
def test_a_cut_text_begins_as_the_whole_does_and_says_that_it_goes_on(text: str, room: int) -> None:
    found = cut(text, 14, room)
    assert found == text or (found.endswith("…") and text.startswith(found[:-1]))


def test_lines_stand_one_below_the_other_from_the_given_height() -> None:
    written = label(SPEECH, LocalisedText.of("one two three"), 5, 20, 14, 40, 3, "end")
    assert [(line["text"], line["y"]) for line in written["lines"]] == [("one", "20"), ("two", "37"), ("three", "54")]
    assert (written["x"], written["anchor"]) == ("5", "end")
