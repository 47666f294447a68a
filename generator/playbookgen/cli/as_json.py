"""What commands say to machines. Keys are stable; `version` grows when one changes its meaning."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from playbookgen import __version__
from playbookgen.cli.verdict import Verdict
from playbookgen.model.finding import SEVERITIES, Measure, Span, Term, Value
from playbookgen.model.problem import Place, Problem
from playbookgen.model.result import BuildResult, BuiltOrganisation, CheckedOrganisation, CheckResult, Edition, LocatedFinding
from playbookgen.model.text import LocalisedText

_VERSION = 1
#: What is left in ASCII that could act: DEL, and the first sign of a command. Both stand in texts only.
_ACTS = re.compile(r"\x7f|#(?=#)")


def text(value: dict[str, Any]) -> str:
    """`value` as JSON behind the version of its form."""
    return written(stamped(value))


def written(value: dict[str, Any], indent: int | None = 2) -> str:
    """`value` as JSON in ASCII: no character of it can act on a terminal, none begins a command to a CI service (``##[…]``)."""
    return _ACTS.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(value, indent=indent))


def stamped(value: dict[str, Any]) -> dict[str, Any]:
    """`value` behind the version of its form and that of playbookgen."""
    return {"version": _VERSION, "playbookgen": __version__} | value


def checked(verdict: Verdict) -> dict[str, Any]:
    """The result of `check`, as docs/schemas/check.schema.json describes it."""
    result = verdict.result
    return {
        "status": verdict.exit_status,
        "problems": [problem_as_json(problem) for problem in result.workspace_problems],
        "organisations": [
            _checked(each)
            | {
                "problems": [problem_as_json(problem) for problem in each.problems],
                "findings": [finding(entry.item, entry.is_new) for entry in verdict.findings(each.id) if isinstance(entry.item, LocatedFinding)],
            }
            for each in result.organisations
        ],
        "errors": sum(problem.severity == "error" for problem in result.problems),
        "warnings": sum(problem.severity == "warning" for problem in result.problems),
        "findings": {severity: len(verdict.findings(severity=severity)) for severity in SEVERITIES},
        "baseline": _compared(verdict),
    }


def _compared(verdict: Verdict) -> dict[str, Any] | None:
    if verdict.baseline is None:
        return None
    new = sum(entry.is_new for entry in verdict.entries)
    solved = [{"organisation": name, "code": code, "case": case or None, "subject": subject} for name, code, case, subject in verdict.solved]
    return {"new": new, "known": len(verdict.entries) - new, "solved": solved}


def finding(located: LocatedFinding, is_new: bool = True) -> dict[str, Any]:
    """One finding: what names it, its words, what it rests on."""
    words, found = located.words, located.finding
    return {
        "id": found.id,
        "rule": found.rule,
        "case": found.case,
        "subject": found.subject,
        "severity": found.severity,
        "page": found.page,
        "leadership_only": found.leadership_only,
        "is_new": is_new,
        "rule_name": words.rule_name,
        "about": words.subject,
        "message": words.message,
        "why": words.why,
        "in_life": words.in_life,
        "in_yaml": words.in_yaml,
        "reasons": list(found.reasons),
        "inputs": {name: _value(value) for name, value in found.inputs.items()},
        "thresholds": {name: _number(value) for name, value in found.thresholds.items()},
        "path": list(found.path),
        "place": _place(located.place),
    }


def _value(value: Value) -> Any:
    """An input of a finding: numbers, days and words plain; amounts with their unit, texts by language, terms of the library by their id."""
    match value:
        case str():
            return value
        case int() | Fraction():
            return _number(value)
        case date():
            return value.isoformat()
        case Measure():
            return {"value": _number(value.value), "unit": value.unit}
        case Span():
            return {"low": _value(value.low), "high": _value(value.high)}
        case LocalisedText():
            return {"texts": {language or "default": text for language, text in value.entries}}
        case Term():
            return {"kind": value.kind, "id": value.id}
        case _:
            return [_value(part) for part in value]


def _number(value: Decimal | Fraction | int) -> int | float:
    return int(value) if value == int(value) else float(value)


def listed(result: CheckResult) -> dict[str, Any]:
    """The result of `list`."""
    return {
        "overrides": [f"templates/{path}" for path in result.overrides],
        "organisations": [
            _checked(each) | {"editions": [_edition(edition) for edition in each.editions], "inputs": list(each.inputs), "digest": each.digest}
            for each in result.organisations
        ],
    }


def built(result: BuildResult, exit_status: int) -> dict[str, Any]:
    """The result of `build`."""
    return {
        "status": exit_status,
        "output": str(result.output),
        "problems": [problem_as_json(problem) for problem in result.workspace_problems],
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
        "problems": [problem_as_json(problem) for problem in each.checked.problems],
        "findings": {severity: each.checked.found(severity) for severity in SEVERITIES},
        "editions": [
            _edition(one.edition) | {"status": one.status, "digest": one.digest, "pages": one.pages, "seconds": round(one.seconds, 3), "why": one.why}
            for one in each.editions
        ],
    }


def _edition(edition: Edition) -> dict[str, Any]:
    return {"language": edition.language, "audience": edition.audience, "folder": f"{edition.organisation}/{edition.prefix}"}


def _day(each: CheckedOrganisation) -> str | None:
    return each.as_of.isoformat() if each.as_of else None


def problem_as_json(problem: Problem) -> dict[str, Any]:
    """One problem of a file."""
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
