"""Reading: from the disk to typed values, or problems with file, line and column. The only room that knows YAML."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from playbookgen.reading.answers import AnswersDraft, check_answers, draft_answers, problems_of, same_organisation
    from playbookgen.reading.binary import read_binary
    from playbookgen.reading.column_sketch import sketch_columns
    from playbookgen.reading.discovery import discover, read_settings
    from playbookgen.reading.figures import read_figures
    from playbookgen.reading.library import load_library, read_library
    from playbookgen.reading.organisation import Reading, read_organisation
    from playbookgen.reading.packaged import packaged_templates
    from playbookgen.reading.report import Report
    from playbookgen.reading.schema import organisation_schema
    from playbookgen.reading.templates import load_templates
    from playbookgen.reading.workbook_words import read_workbook_words

__all__ = [
    "AnswersDraft",
    "Reading",
    "Report",
    "check_answers",
    "discover",
    "draft_answers",
    "load_library",
    "load_templates",
    "organisation_schema",
    "packaged_templates",
    "problems_of",
    "read_binary",
    "read_figures",
    "read_library",
    "read_organisation",
    "read_settings",
    "read_workbook_words",
    "same_organisation",
    "sketch_columns",
]

#: Where each name is; it is imported when it is first asked for, since nobody needs them all.
_WHERE: Final = {
    "AnswersDraft": "answers",
    "Reading": "organisation",
    "Report": "report",
    "check_answers": "answers",
    "discover": "discovery",
    "draft_answers": "answers",
    "load_library": "library",
    "load_templates": "templates",
    "organisation_schema": "schema",
    "packaged_templates": "packaged",
    "problems_of": "answers",
    "read_binary": "binary",
    "read_figures": "figures",
    "read_library": "library",
    "read_organisation": "organisation",
    "read_settings": "discovery",
    "read_workbook_words": "workbook_words",
    "same_organisation": "answers",
    "sketch_columns": "column_sketch",
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    return found
