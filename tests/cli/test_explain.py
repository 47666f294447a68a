"""`explain`: every code, its limits, and what an unknown one meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbookgen.cli.explanation_text import explained
from playbookgen.cli.terminal import Terminal
from playbookgen.model.explanation import Explanation
from playbookgen.model.problem import CODES
from playbookgen.model.rule_table import RULES
from support.reference import explanations
from support.workspaces import Invoke, told, workspace

SEVERITY = "{PB013: {thresholds: {severity: 5}, severity: warning}, PB023: {off: Told elsewhere.}}"


def test_a_code_of_the_files(invoke: Invoke, tmp_path: Path) -> None:
    ran = invoke("-C", str(tmp_path), "explain", "E301")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("E301: reference to nothing\n\n")
    assert "\nRefused:\n    risks:\n" in ran.out
    assert "\nTaken:\n    risks:\n" in ran.out


def test_a_rule_with_the_limits_of_the_workspace_and_of_an_organisation(invoke: Invoke, tmp_path: Path) -> None:
    workspace(tmp_path, alfa=told("alfa") + f"rules: {SEVERITY}\n")
    (tmp_path / "site_config.yml").write_text("schema_version: 1\nrules: {PB013: {thresholds: {severity: 3}}}\n")
    usual = invoke("explain", "pb13")
    assert "    severity  4  Severity from which" in usual.out
    assert "Severity: error, warning. Page: challenges." in usual.out
    shared = invoke("-C", str(tmp_path), "explain", "PB013")
    assert "    severity  3 (set here; usually 4)" in shared.out
    own = invoke("-C", str(tmp_path), "explain", "PB013", "--organisation", "alfa")
    assert "    severity  5 (set here; usually 4)" in own.out
    assert "Severity: warning. Page" in own.out
    assert "Switched off here: Told elsewhere." in invoke("-C", str(tmp_path), "explain", "PB023", "--organisation", "alfa").out


def test_all_codes_with_their_names(invoke: Invoke, tmp_path: Path) -> None:
    ran = invoke("-C", str(tmp_path), "explain", "--language", "sv")
    assert [line.split()[0] for line in ran.out.splitlines()] == [*CODES, *(rule.id for rule in RULES)]
    assert "E301   hänvisning till något som inte finns" in ran.out


@pytest.mark.parametrize(
    ("code", "help"), [("E310", "did you mean E305?"), ("PB047", "did you mean PB04"), ("nonsense", "lists them all"), ("\x1b[2J", "lists them all")]
)
def test_an_unknown_code(invoke: Invoke, tmp_path: Path, code: str, help: str) -> None:
    ran = invoke("-C", str(tmp_path), "explain", code)
    assert (ran.status, ran.out) == (2, "")
    assert help in ran.err
    assert "\x1b" not in ran.err


def test_an_organisation_needs_a_workspace(invoke: Invoke, tmp_path: Path) -> None:
    assert invoke("-C", str(tmp_path), "explain", "PB013", "--organisation", "alfa").status == 2


@pytest.mark.parametrize("explanation", explanations(), ids=lambda each: each.code)
def test_every_code_says_what_it_means_and_what_to_do(explanation: Explanation) -> None:
    text = explained(explanation, Terminal())
    assert explanation.means
    assert all(explanation.answers)
    assert max(map(len, text.splitlines())) <= 160
    if explanation.rule:
        assert set(explanation.limits) == {limit.name for limit in explanation.rule.rule.thresholds}
        assert all(f"    {name} " in text for name in explanation.limits)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Severity: warning"), ("fi", "Vakavuus: varoitus"), ("nb", "Alvorlighet: advarsel"), ("sv", "Allvarlighet: varning")],
)
def test_headings_speak_the_language_of_the_texts(invoke: Invoke, tmp_path: Path, language: str, said: str) -> None:
    workspace(tmp_path, "alfa")
    ran = invoke("-C", str(tmp_path), "explain", "PB028", "--language", language)
    assert said in ran.out
    assert ("Limits in force" in ran.out) == (language == "en")
