"""The SARIF log, held against what version 2.1.0 of the standard asks of the parts we write."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from playbookgen.cli.baseline import Baseline
from playbookgen.cli.sarif import sarif
from playbookgen.cli.verdict import Verdict
from playbookgen.model.problem import Place, Problem
from support.checks import found, lumivakka, verdict

_LEVEL: Final = {"enum": ["none", "note", "warning", "error"]}
_MESSAGE: Final = {
    "type": "object",
    "additionalProperties": False,
    "required": ["text"],
    "properties": {"text": {"type": "string"}, "markdown": {"type": "string"}},
}
_REGION: Final = {
    "type": "object",
    "additionalProperties": False,
    "properties": {name: {"type": "integer", "minimum": 1} for name in ("startLine", "startColumn", "endLine", "endColumn")},
}
_LOCATION: Final = {
    "type": "object",
    "additionalProperties": False,
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "additionalProperties": False,
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {"uri": {"type": "string", "pattern": "^[!-~]+$"}},
                },
                "region": _REGION,
            },
        }
    },
}
_RULE: Final = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id"],
    "properties": {"id": {"type": "string"}, "shortDescription": _MESSAGE, "fullDescription": _MESSAGE, "help": _MESSAGE},
}
_RESULT: Final = {
    "type": "object",
    "additionalProperties": False,
    "required": ["message", "ruleId", "locations", "partialFingerprints"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": _LEVEL,
        "message": _MESSAGE,
        "locations": {"type": "array", "items": _LOCATION, "minItems": 1},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "baselineState": {"enum": ["new", "unchanged", "updated", "absent"]},
        "properties": {"type": "object"},
    },
}
#: Objects and names of SARIF 2.1.0 (sections 3.13-3.59) as far as we write them; nothing else may be there.
SARIF: Final[dict[str, Any]] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["tool"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "additionalProperties": False,
                                "required": ["name"],
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "semanticVersion": {"type": "string"},
                                    "rules": {"type": "array", "items": _RULE, "uniqueItems": True},
                                },
                            }
                        },
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": _RESULT},
                },
            },
        },
    },
}


def log(verdict: Verdict) -> dict[str, Any]:
    """The one run of the log, after it has been held against the standard."""
    text = sarif(verdict)
    assert text.isascii()
    told = json.loads(text)
    Draft7Validator(SARIF).validate(told)
    (run,) = told["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    return dict(run)


def test_the_sample() -> None:
    result = lumivakka()
    run = log(Verdict(result))
    levels = [each["level"] for each in run["results"]]
    assert len(levels) == len(result.organisations[0].findings) > 50
    assert levels == sorted(levels, key=["error", "warning", "note"].index)
    assert len({each["partialFingerprints"]["playbookgenKey/v1"] for each in run["results"]}) == len(levels)
    for rule in run["tool"]["driver"]["rules"]:
        explanation = result.explanations[rule["id"]]
        assert rule["shortDescription"]["text"] == explanation.name
        assert all(part in rule["help"]["text"] for part in (*explanation.means, explanation.why, *explanation.answers))


def test_where_it_is_and_what_it_is_called() -> None:
    (result,) = log(verdict([found("act", place=Place("playbook/a b.yml", 3, 5, 4))]))["results"]
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "playbook/a%20b.yml"},
        "region": {"startLine": 3, "startColumn": 5, "endColumn": 9},
    }
    assert result["properties"] == {"organisation": "alfa", "subject": "act"}


def test_the_fingerprint_is_that_of_the_key() -> None:
    def fingerprint(*arguments: Any, **changes: Any) -> str:
        return str(log(verdict([found(*arguments, **changes)]))["results"][0]["partialFingerprints"]["playbookgenKey/v1"])

    assert fingerprint("a") == fingerprint("a", "hint", message="Other.", place=Place("playbook/alfa.yml", 99))
    assert len({fingerprint("a"), fingerprint("b"), fingerprint("a", case="c"), fingerprint("a", rule="PB014")}) == 4


def test_a_problem_without_a_place_stands_in_the_organisations_first_file() -> None:
    (result,) = log(verdict([], [Problem("E101", "cannot be read [x](y)")]))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "playbook/alfa.yml"
    assert result["message"]["text"] == "cannot be read \\[x\\](y)"


def test_with_a_baseline_each_result_has_its_state() -> None:
    before = Baseline("b", frozenset({("alfa", "PB013", "", "old")}))
    run = log(verdict([found("old"), found("new")], baseline=before))
    assert [each["baselineState"] for each in run["results"]] == ["unchanged", "new"]


def test_a_problem_of_what_all_share() -> None:
    empty = verdict()
    shared = replace(empty, result=replace(empty.result, workspace_problems=(Problem("E115", "not read", Place("site_config.yaml")),)))
    (result,) = log(shared)["results"]
    assert result["properties"]["organisation"] == ""


@pytest.mark.parametrize("level", ["error", "warning", "hint"])
def test_levels(level: Any) -> None:
    assert log(verdict([found(severity=level)]))["results"][0]["level"] == level.replace("hint", "note")


@settings(max_examples=50)
@given(st.text(), st.text())
def test_no_text_breaks_the_log(message: str, subject: str) -> None:
    (result,) = log(verdict([found(subject, message=message)]))["results"]
    assert not any(ord(character) < 0x20 and character != "\n" for character in result["message"]["text"])
