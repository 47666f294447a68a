"""What rules say about small organisations, in one line: ``subject severity reason+reason``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from playbookgen.judging import Wording, find, judge
from playbookgen.model.finding import Finding
from playbookgen.model.library import Library
from playbookgen.model.playbook_file import Organisation, RuleSetting
from playbookgen.model.text import LANGUAGES, Language
from playbookgen.reading import load_library, load_templates, packaged_templates
from support.library import small_library
from support.organisations import AS_OF, leadership_library, minimal


def ago(days: int, as_of: date = AS_OF) -> str:
    """The day so many days before the as-of date, as it is written in a file; negative: after it."""
    return (as_of - timedelta(days=days)).isoformat()


@cache
def product_library() -> Library:
    """The library of the product."""
    return load_library(load_templates(packaged_templates(), None))


@cache
def rules_library() -> Library:
    """The leadership acts of the brief and a few metrics: all that rules ask of a library."""
    return leadership_library().model_copy(update={"metrics": small_library().metrics})


def findings_of(organisation: Organisation, as_of: date = AS_OF, workspace: Mapping[str, RuleSetting] | None = None) -> tuple[Finding, ...]:
    """Everything the rules find, with rule settings of the workspace."""
    library = rules_library()
    return find(organisation, judge(organisation, as_of, library), library, workspace or {})


def only(rule: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of one rule, or of one of its cases: ``PB012`` or ``PB012.aim``."""
    name, _, case = rule.partition(".")
    return tuple(finding for finding in findings if finding.rule == name and (not case or finding.case == case))


def told(findings: Iterable[Finding]) -> str:
    """Findings in one line; empty when there are none."""
    return ", ".join(f"{finding.subject} {finding.severity} {'+'.join(finding.reasons)}" for finding in findings)


@cache
def wording(language: Language) -> Wording:
    """The product's own words in one language, for organisations that write English."""
    return Wording(minimal(), product_library(), language)


def speak(findings: Iterable[Finding]) -> None:
    """Word every finding in every language: nothing may be left unfilled."""
    for finding in findings:
        for language in LANGUAGES:
            worded = wording(language).of(finding)
            assert worded.message
            assert not set(worded.line) & set("{}[]|%()") - set("%()"), worded.line
            assert "%(" not in worded.line


def said(rule: str, as_of: date = AS_OF, thresholds: dict[str, Any] | None = None, **overrides: Any) -> str:
    """What one rule (or one of its cases) says about the smallest organisation with these changes, in one line."""
    if thresholds is not None:
        overrides["rules"] = {rule.partition(".")[0]: {"thresholds": thresholds}}
    findings = only(rule, findings_of(minimal(**overrides), as_of))
    speak(findings)
    return told(findings)
