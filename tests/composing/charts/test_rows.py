"""Rows: a name, a plot, a figure; nothing on anything else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbookgen.composing.charts.drawing import FRAMES, NARROW, WIDE, Frame
from playbookgen.composing.charts.rows import rows_of
from support.charts import NAMES, SPEECH


def test_names_stand_beside_the_plot_and_on_a_phone_above_it() -> None:
    (wide,) = rows_of(SPEECH, WIDE, ["Name"], plot=16, figures=60)
    (narrow,) = rows_of(SPEECH, NARROW, ["Name"], plot=16, figures=60)
    assert wide.left > 200
    assert narrow.left == 1
    assert float(narrow.name["lines"][0]["y"]) < narrow.top


@pytest.mark.parametrize("frame", FRAMES)
@given(names=st.lists(NAMES, min_size=1, max_size=40), plot=st.integers(8, 40), figures=st.sampled_from([0, 60, 110]))
def test_rows_follow_each_other_inside_the_width(frame: Frame, names: list[str], plot: int, figures: int) -> None:
    rows = rows_of(SPEECH, frame, names, plot=plot, figures=figures, top=20)
    assert len(rows) == len(names)
    assert all(0 <= row.left < row.right <= frame.width for row in rows)
    assert all(row.top >= 20 and row.bottom - row.top == plot and row.bottom <= row.end for row in rows)
    assert all(below.top > above.end - plot for above, below in pairwise(rows))
    assert all(row.x(0) == row.left and row.x(1) == row.right for row in rows)
