"""`check --format sarif`: SARIF 2.1.0, for services that keep findings over time."""

from __future__ import annotations

import hashlib
from typing import Any, Final
from urllib.parse import quote

from playbookgen import __version__
from playbookgen.cli.as_json import written
from playbookgen.cli.explanation_text import paragraphs
from playbookgen.cli.paths import in_repository
from playbookgen.cli.terminal import safe
from playbookgen.cli.verdict import Entry, Verdict
from playbookgen.model.explanation import Explanation
from playbookgen.model.finding import SEVERITIES, FindingSeverity

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final[dict[FindingSeverity, str]] = {"error": "error", "warning": "warning", "hint": "note"}
#: Services take no more results of a run.
_MOST: Final = 25_000


def sarif(verdict: Verdict) -> str:
    """The log of one run, in ASCII: rules that occur with their help, and a result for each problem and finding, errors first."""
    entries = sorted(verdict.entries, key=lambda entry: SEVERITIES.index(entry.severity))[:_MOST]
    codes = sorted({entry.code for entry in entries})
    driver = {
        "name": "playbookgen",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(code, verdict.result.explanations.get(code)) for code in codes],
    }
    places = {code: index for index, code in enumerate(codes)}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(entry, places[entry.code], verdict) for entry in entries],
    }
    return written({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, explanation: Explanation | None) -> dict[str, Any]:
    if explanation is None:
        return {"id": code}
    parts = [safe(part) for part in paragraphs(explanation)]
    return {
        "id": code,
        "shortDescription": {"text": safe(explanation.name)},
        "fullDescription": {"text": safe(" ".join(explanation.means))},
        "help": {"text": "\n\n".join(parts), "markdown": "\n\n".join(parts)},
    }


def _result(entry: Entry, index: int, verdict: Verdict) -> dict[str, Any]:
    organisation, code, case, subject = entry.key
    result: dict[str, Any] = {
        "ruleId": code,
        "ruleIndex": index,
        "level": _LEVELS[entry.severity],
        "message": {"text": _message("\n".join(safe(text) for text in (entry.message, *entry.ways_out)))},
        "locations": [_location(entry, verdict)],
        "partialFingerprints": {"playbookgenKey/v1": hashlib.sha256("\0".join(entry.key).encode("utf-8", "replace")).hexdigest()},
        "properties": {"organisation": organisation, "subject": safe(subject), **({"case": case} if case else {})},
    }
    if verdict.baseline:
        result["baselineState"] = "new" if entry.is_new else "unchanged"
    return result


def _message(text: str) -> str:
    """Plain text of a message: brackets would be read as a link."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _location(entry: Entry, verdict: Verdict) -> dict[str, Any]:
    place = entry.place
    if place is None:
        inputs = next((each.inputs for each in verdict.result.organisations if each.id == entry.organisation), ())
        path, region = (inputs[0] if inputs else "site_config.yml"), {"startLine": 1}
    else:
        region = {"startLine": place.line, "startColumn": place.column, "endColumn": place.column + place.width}
        path = place.path
    uri = quote(in_repository(path, verdict.folder))
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
