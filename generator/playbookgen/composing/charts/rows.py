"""Charts of rows: a name beside or above a plot, a figure at its end. Most charts of a playbook are of this kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from playbookgen.composing.charts.drawing import Frame, px, scaled
from playbookgen.composing.charts.lettering import label
from playbookgen.composing.speech import Speech

#: Share of the width that names take where they stand beside the plot, and the air between the two.
_NAMES: Final = Fraction(34, 100)
_AIR: Final = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where its plot stands and what the template needs for its name and figure."""

    left: Fraction
    right: Fraction
    top: Fraction
    middle: Fraction
    bottom: Fraction
    end: Fraction
    name: dict[str, Any]
    value: dict[str, Any]

    def x(self, value: Fraction | int, low: Fraction | int = 0, high: Fraction | int = 1) -> Fraction:
        """Where `value` of the scale low…high stands on the plot."""
        return scaled(value, low, high, self.left, self.right)

    def drawn(self) -> dict[str, Any]:
        """The row for the template, coordinates rounded."""
        return {
            "name": self.name,
            "value": self.value,
            "left": px(self.left),
            "right": px(self.right),
            "length": px(self.right - self.left),
            "top": px(self.top),
            "middle": px(self.middle),
            "bottom": px(self.bottom),
        }


def rows_of(speech: Speech, frame: Frame, names: Sequence[Any], *, plot: int, figures: int, top: int = 0, air: int = 14) -> list[Row]:
    """A row for each of `names`, localised texts or strings.

    In user units: `plot` is the height of a row's plot, `figures` the room for its figure (0 for none), `top` the room
    above the first row, for an axis, and `air` the room between rows.
    """
    rows: list[Row] = []
    y = Fraction(top)
    for text in names:
        row = _narrow(speech, frame, text, plot, figures, y) if frame.is_narrow else _wide(speech, frame, text, plot, figures, y)
        rows.append(row)
        y = row.end + air
    return rows


def _wide(speech: Speech, frame: Frame, text: Any, plot: int, figures: int, y: Fraction) -> Row:
    room = frame.width * _NAMES
    name = label(speech, text, 0, 0, frame.text, room)
    written = len(name["lines"]) * frame.line
    height = max(Fraction(plot), Fraction(written))
    middle = y + height / 2
    first = middle - Fraction(written, 2) + frame.text - 1
    right = Fraction(frame.width - (figures + _AIR if figures else 1))
    return Row(
        left=room + _AIR,
        right=right,
        top=middle - Fraction(plot, 2),
        middle=middle,
        bottom=middle + Fraction(plot, 2),
        end=y + height,
        name=label(speech, text, 0, first, frame.text, room),
        value={"x": px(frame.width), "y": px(middle + 5), "size": px(frame.text)},
    )


def _narrow(speech: Speech, frame: Frame, text: Any, plot: int, figures: int, y: Fraction) -> Row:
    room = frame.width - (figures + _AIR if figures else 0)
    name = label(speech, text, 0, y + frame.text - 1, frame.text, room)
    top = y + len(name["lines"]) * frame.line + 5
    return Row(
        left=Fraction(1),
        right=Fraction(frame.width - 1),
        top=top,
        middle=top + Fraction(plot, 2),
        bottom=top + plot,
        end=top + plot,
        name=name,
        value={"x": px(frame.width), "y": px(y + frame.text - 1), "size": px(frame.text)},
    )
