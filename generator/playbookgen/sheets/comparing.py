"""A workbook against the organisation it came from: the edits it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playbookgen.model.edit import Edit, Steps
from playbookgen.model.problem import Problem
from playbookgen.model.text import Language
from playbookgen.model.workbook import SheetChanges, Workbook
from playbookgen.sheets.cell_places import places_of_cells
from playbookgen.sheets.differences import edits_between
from playbookgen.sheets.layout import layout
from playbookgen.sheets.merging import merge
from playbookgen.sheets.rows import rows_of, tree_of


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a workbook comes to; no edits where there are problems. `cells` leads from paths of the new YAML to addresses of cells."""

    edits: tuple[Edit, ...] = ()
    problems: tuple[Problem, ...] = ()
    changes: tuple[SheetChanges, ...] = ()
    cells: tuple[tuple[Steps, str], ...] = ()


def compare(workbook: Workbook, shown: str, told: Mapping[str, Any], default: Language) -> Comparison:
    """What somebody changed in a workbook.

    Args:
        workbook: as it was read.
        shown: its path, as messages name it.
        told: what the YAML says today, as maps, lists and texts as typed.
        default: language of texts that name none.
    """
    tables = layout(workbook.languages)
    tree = tree_of(told)
    merged = merge(workbook, shown, tree, rows_of(tree, tables, default), tables, default)
    if merged.problems:
        return Comparison(problems=tuple(merged.problems), changes=tuple(merged.changes))
    return Comparison(edits_between(told, tree), (), tuple(merged.changes), tuple(places_of_cells(merged)))
