"""Limits of rules: every one takes its default and its bounds, and nothing beyond."""

from __future__ import annotations

from decimal import Decimal

import pytest

from playbookgen.model.rule_table import RULES
from playbookgen.model.rules import Threshold
from support.mistakes import base
from support.sources import problems_of, read

LIMITS = [(rule.id, threshold) for rule in RULES for threshold in rule.thresholds]


def set_to(rule: str, threshold: Threshold, value: Decimal) -> str:
    return f"{base()}rules:\n  {rule}: {{thresholds: {{{threshold.name}: {value}}}}}\n"


@pytest.mark.parametrize(("rule", "threshold"), LIMITS, ids=[f"{rule}-{threshold.name}" for rule, threshold in LIMITS])
def test_a_limit_takes_what_lies_between_its_bounds(rule: str, threshold: Threshold) -> None:
    assert threshold.minimum <= threshold.default <= threshold.maximum
    for value in (threshold.minimum, threshold.default, threshold.maximum):
        assert problems_of(set_to(rule, threshold, value)) == ()
    for value in (threshold.minimum - 1, threshold.maximum + 1):
        (problem,) = problems_of(set_to(rule, threshold, value))
        assert problem.code == "E203"
        assert problem.place is not None
        assert problem.snippet is not None
        assert str(value) in problem.snippet[problem.place.column - 1 :]


def test_settings_arrive_as_they_were_written() -> None:
    settings = "  PB022: {off: {en: No starters this year, fi: Ei aloittaneita}}\n  PB015: {severity: hint, thresholds: {x_my: 1}}\n"
    reading = read(f"{base()}rules:\n{settings}")
    assert reading.organisation is not None
    rules = reading.organisation.rules
    assert rules["PB022"].off is not None
    assert rules["PB022"].off.speak("fi", "en").text == "Ei aloittaneita"
    assert (rules["PB015"].severity, rules["PB015"].thresholds) == ("hint", {})


@pytest.mark.parametrize("reason", ['"true"', "2026", "No starters", "{en: No starters}"])
def test_a_reason_is_any_text_that_was_meant_as_one(reason: str) -> None:
    assert problems_of(f"{base()}rules:\n  PB022: {{off: {reason}}}\n") == ()


def test_one_slip_is_one_problem() -> None:
    text = f"{base()}rules:\n  PB022: {{thresholds: {{raised: high, hihg: 30}}, off: false}}\n  PB100: {{}}\n  x_own: {{}}\n"
    assert [problem.code for problem in problems_of(text)] == ["E204", "E205", "E209", "E205"]
