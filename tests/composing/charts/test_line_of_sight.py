"""Line of sight: whole where links are, broken where one is missing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from playbookgen.composing.charts.line_of_sight import STATIONS, draw
from playbookgen.model.change import Goal
from playbookgen.model.reach_judgement import LineOfSightJudgement, SightLine
from playbookgen.model.text import LocalisedText
from support.charts import NAMES, SPEECH, assert_sound, picture
from support.organisations import judged, metric, sample

WORDS: Final = {station: station.title() for station in STATIONS}
_LINKS: Final = ("strategy", "statement", "metric", "action", "routine")


def _row(text: str, missing: Any, links: int = 1) -> SightLine:
    def some(part: str) -> Any:
        return () if part in missing else ("link",) * links

    goal = Goal.model_construct(id="goal", text=LocalisedText.of(text))
    return SightLine(
        goal, some("strategy"), some("statement"), None if "metric" in missing else metric(), some("action"), some("routine"), (), missing
    )


def _judged(*rows: SightLine) -> LineOfSightJudgement:
    complete = sum(1 for row in rows if not row.missing)
    return LineOfSightJudgement(rows, complete, Fraction(complete, len(rows)) if rows else Fraction(0))


def test_without_goals_there_is_no_picture() -> None:
    assert draw(SPEECH, _judged(), WORDS) is None


def test_a_stretch_is_whole_only_between_two_links() -> None:
    (row,) = picture(draw(SPEECH, _judged(_row("Goal", ("metric",))), WORDS), "wide")["rows"]
    assert [mark["is_there"] for mark in row["marks"]] == [True, True, True, False, True, True]
    assert [stretch["is_whole"] for stretch in row["stretches"]] == [True, True, False, False, True]


def test_the_sample_has_two_whole_lines_of_three() -> None:
    drawn = draw(SPEECH, judged(sample("lumivakka")).line_of_sight, WORDS)
    rows = picture(drawn, "narrow")["rows"]
    assert [all(stretch["is_whole"] for stretch in row["stretches"]) for row in rows] == [True, True, False]


def test_on_a_phone_the_stations_are_numbered_and_listed() -> None:
    narrow = picture(draw(SPEECH, _judged(_row("Goal", ())), WORDS), "narrow")
    assert [head["lines"][0]["text"] for head in narrow["heads"]] == list("123456")
    assert [entry["text"] for entry in narrow["listed"]] == list(WORDS.values())


@given(st.lists(st.tuples(NAMES, st.sets(st.sampled_from(_LINKS)), st.integers(1, 99)), min_size=1, max_size=40))
def test_any_goals_stay_inside(told: list[tuple[str, set[str], int]]) -> None:
    rows = [_row(text, tuple(sorted(missing)), links) for text, missing, links in told]
    assert_sound(lambda: draw(SPEECH, _judged(*rows), WORDS))
