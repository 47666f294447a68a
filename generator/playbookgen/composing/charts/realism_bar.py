"""How many of those measured reach a target, with the half line; teams below the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from playbookgen.composing.charts.drawing import FRAMES, Frame, px
from playbookgen.composing.charts.rows import rows_of
from playbookgen.composing.speech import Speech
from playbookgen.model.judgement import RealismJudgement
from playbookgen.model.organisation import Team

BAR, TOP, FIGURES = 18, 22, 78
#: A target is realistic when half of those measured reach it (rule PB001).
HALF: Final = Fraction(1, 2)


def draw(speech: Speech, judged: RealismJudgement, teams: Mapping[str, Team]) -> dict[str, Any] | None:
    """A bar for all and one for each team; ``None`` when the figures may not be shown.

    A team too small to show has its row and no bar. A scale of people, 0 to all of those measured in the row.
    """
    if judged.share is None or not judged.measured:
        return None
    # A list of one team would only say the same twice.
    groups = judged.teams if len(judged.teams) > 1 else ()
    entries: list[dict[str, Any]] = [{"name": speech.words.one("All"), "attained": judged.attained, "measured": judged.measured}]
    entries += [{"name": teams[team.team].name, "attained": team.attained, "measured": team.measured} for team in groups]
    return {
        "judged": judged,
        "entries": entries,
        "pictures": [_picture(speech, frame, entries) for frame in FRAMES],
        "half_of_all": Fraction(judged.measured, 2),
    }


def _picture(speech: Speech, frame: Frame, entries: Sequence[dict[str, Any]]) -> dict[str, Any]:
    rows = rows_of(speech, frame, [entry["name"] for entry in entries], plot=BAR, figures=FIGURES, top=TOP, air=12)
    drawn = []
    for row, entry in zip(rows, entries, strict=True):
        share = Fraction(entry["attained"], entry["measured"]) if entry["attained"] is not None and entry["measured"] else None
        drawn.append(row.drawn() | entry | {"name": row.name, "filled": None if share is None else px(row.x(share) - row.left)})
    return {
        "kind": frame.kind,
        "width": frame.width,
        "height": rows[-1].end + 6,
        "rows": drawn,
        "half": px(rows[0].x(HALF)),
        "top": px(TOP - 6),
        "size": px(frame.small),
        "bar": px(BAR),
    }
