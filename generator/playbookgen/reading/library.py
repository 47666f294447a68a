"""The library: what the product knows, from ``templates/library/``."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from playbookgen.model.failure import TemplatesUnusable
from playbookgen.model.library import Library
from playbookgen.model.problem import Problem
from playbookgen.model.workspace import SourceFile, TemplatePack
from playbookgen.reading.encoding import decode
from playbookgen.reading.nodes import Node, find, values
from playbookgen.reading.report import Report
from playbookgen.reading.tree import read_tree

_MOST_SHOWN = 20


def load_library(pack: TemplatePack) -> Library:
    """The library of a template pack; each field of `Library` is a file of ``library/``, or a folder with a file an entry.

    Raises:
        TemplatesUnusable: when a file is missing or wrong; it names file, line and column of each slip.
    """
    report = Report()
    parts: dict[str, Any] = {}
    missing = []
    for name, field in Library.model_fields.items():
        path = f"library/{name}.yml"
        entries = {found: content for found, content in pack.below(f"library/{name}").items() if found.endswith(".yml")}
        if path in pack.files:
            parts[name] = _read(SourceFile(f"templates/{path}", pack.files[path]), field.annotation, report)
        elif entries:
            (entry,) = get_args(field.annotation)
            parts[name] = [_read(SourceFile(f"templates/library/{name}/{found}", content), entry, report) for found, content in entries.items()]
        else:
            missing.append(path)
    if missing:
        raise TemplatesUnusable(f"the library lacks {', '.join(missing)}", "install playbookgen again")
    problems = [problem for problem in report.problems() if problem.severity == "error"]
    if problems:
        raise TemplatesUnusable("the library cannot be read:\n" + "\n".join(_line(problem) for problem in problems[:_MOST_SHOWN]))
    return Library.model_construct(**parts)


def _read(file: SourceFile, annotation: Any, report: Report) -> Any:
    text = decode(file, report)
    tree = read_tree(text, file.shown, report) if text is not None else None
    if tree is None:
        return None
    try:
        return TypeAdapter(annotation).validate_python(values(tree))
    except ValidationError as refused:
        for error in refused.errors(include_url=False):
            _report(error["loc"], error["msg"], tree, report)
        return None


def _report(steps: tuple[int | str, ...], message: str, tree: Node, report: Report) -> None:
    path = ".".join(str(step) for step in steps)
    report.add("E204", f"{path}: {message}", find(tree, steps).place)


def _line(problem: Problem) -> str:
    place = problem.place
    where = f"{place.path}:{place.line}:{place.column}: " if place else ""
    return f"  {where}{problem.message}"
