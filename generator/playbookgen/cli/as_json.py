"""What commands say to machines. Keys are stable; `version` grows when one changes its meaning."""

from __future__ import annotations

import json
from typing import Any

from playbookgen import __version__
from playbookgen.model.problem import Place, Problem
from playbookgen.model.result import BuildResult, BuiltOrganisation, CheckedOrganisation, CheckResult, Edition

_VERSION = 1


def text(value: dict[str, Any]) -> str:
    """`value` as JSON in ASCII: no character of it can act on a terminal."""
    return json.dumps({"version": _VERSION, "playbookgen": __version__} | value, indent=2)


def checked(result: CheckResult) -> dict[str, Any]:
    """The result of `check`."""
    return {
        "problems": [_problem(problem) for problem in result.workspace_problems],
        "organisations": [_checked(each) | {"problems": [_problem(problem) for problem in each.problems]} for each in result.organisations],
        "errors": sum(problem.severity == "error" for problem in result.problems),
        "warnings": sum(problem.severity == "warning" for problem in result.problems),
    }


def listed(result: CheckResult) -> dict[str, Any]:
    """The result of `list`."""
    return {
        "overrides": [f"templates/{path}" for path in result.overrides],
        "organisations": [
            _checked(each) | {"editions": [_edition(edition) for edition in each.editions], "inputs": list(each.inputs), "digest": each.digest}
            for each in result.organisations
        ]
    }


def built(result: BuildResult, exit_status: int) -> dict[str, Any]:
    """The result of `build`."""
    return {
        "status": exit_status,
        "output": str(result.output),
        "problems": [_problem(problem) for problem in result.workspace_problems],
        "organisations": [_built(each) for each in result.organisations],
        "withdrawn": list(result.withdrawn),
    }


def _checked(each: CheckedOrganisation) -> dict[str, Any]:
    return {"id": each.id, "name": each.name, "as_of": _day(each), "sound": each.is_sound()}


def _built(each: BuiltOrganisation) -> dict[str, Any]:
    return {
        "id": each.id,
        "name": each.checked.name,
        "as_of": _day(each.checked),
        "status": each.status,
        "cause": each.cause,
        "reasons": list(each.reasons),
        "problems": [_problem(problem) for problem in each.checked.problems],
        "editions": [
            _edition(one.edition) | {"status": one.status, "digest": one.digest, "pages": one.pages, "seconds": round(one.seconds, 3)}
            for one in each.editions
        ],
    }


def _edition(edition: Edition) -> dict[str, Any]:
    return {"language": edition.language, "audience": edition.audience, "folder": f"{edition.organisation}/{edition.prefix}"}


def _day(each: CheckedOrganisation) -> str | None:
    return each.as_of.isoformat() if each.as_of else None


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "place": _place(problem.place),
        "help": problem.help,
        "suggestion": problem.suggestion,
        "related": _place(problem.related),
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {"path": place.path, "line": place.line, "column": place.column, "width": place.width}
