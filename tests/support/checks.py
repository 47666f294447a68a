"""Results of a check, made to measure, for tests of its formats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playbookgen import pipeline
from playbookgen.cli.baseline import Baseline
from playbookgen.cli.verdict import Verdict
from playbookgen.model.finding import Finding, FindingSeverity, WordedFinding
from playbookgen.model.problem import Place, Problem
from playbookgen.model.result import CheckedOrganisation, CheckResult, LocatedFinding
from support.house import REPOSITORY

AS_OF = date(2026, 10, 31)
LUMIVAKKA = (REPOSITORY / "tests" / "golden" / "samples" / "lumivakka.yml").read_text(encoding="utf-8")


def found(
    subject: str = "thing",
    severity: FindingSeverity = "error",
    rule: str = "PB013",
    *,
    message: str = "Nothing answers it.",
    place: Place | None = None,
    snippet: str | None = None,
    **changes: Any,
) -> LocatedFinding:
    """A finding with words of one's own."""
    finding = Finding(rule, changes.pop("case", None), subject, severity, "challenges", ("challenges", 0), ("severe",), **changes)
    words = WordedFinding(finding, "Rule", severity, subject.capitalize(), message, "Because.", "Talk.", "Write `actions`.")
    return LocatedFinding(words, place or Place("playbook/alfa.yml", 3, 5, 4), snippet)


def verdict(
    findings: Sequence[LocatedFinding] = (),
    problems: Sequence[Problem] = (),
    *,
    strict: bool = False,
    folder: str = "",
    baseline: Baseline | None = None,
) -> Verdict:
    """The verdict on one organisation, alfa."""
    alfa = CheckedOrganisation("alfa", tuple(problems), "", ("playbook/alfa.yml",), AS_OF, "Alfa", findings=tuple(findings))
    return Verdict(CheckResult((alfa,)), strict, folder, baseline)


@cache
def lumivakka() -> CheckResult:
    """The golden sample, checked as the only organisation of a workspace."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "playbook").mkdir()
        (Path(folder) / "playbook" / "lumivakka.yml").write_text(LUMIVAKKA, encoding="utf-8")
        return pipeline.check(Path(folder), as_of=AS_OF, today=AS_OF)
