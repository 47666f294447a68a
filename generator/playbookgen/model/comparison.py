"""What differs between two versions of an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from playbookgen.model.problem import Problem

Kind = Literal["figure", "finding", "action", "promise", "text", "value"]
#: In the order in which they are told.
KINDS: Final[tuple[Kind, ...]] = ("figure", "finding", "action", "promise", "text", "value")
State = Literal["new", "gone", "changed", "same", "unreadable"]

#: Key of the YAML → address of the page that shows it first.
PAGES: Final[dict[str, str]] = {
    "organisation": "",
    "business": "why/contact-centre/",
    "cx_factors": "why/customer-experience-factors/",
    "assessments": "current-state/assessment/",
    "assessment_targets": "current-state/assessment/",
    "assessment_weights": "current-state/assessment/",
    "challenges": "current-state/challenges/",
    "metrics": "current-state/scoreboard/",
    "readiness": "current-state/readiness/",
    "change": "target-state/vision/",
    "target_state": "target-state/behaviours/",
    "strategy": "plan/line-of-sight/",
    "plan": "plan/roadmap/",
    "risks": "plan/risks/",
    "leadership_checklist": "leadership/commitment/",
    "routines": "supervisors/toolkit/",
    "best_practices": "supervisors/toolkit/",
    "stakeholders": "supervisors/stakeholders/",
    "decisions": "my-work/decisions/",
    "feedback": "my-work/feedback/",
    "training": "learning/first-90-days/",
    "channels": "learning/channels/",
    "systems": "learning/systems/",
    "communication": "together/communication/",
    "recognition": "together/recognition/",
    "glossary": "reference/glossary/",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same.

    Args:
        kind: what it is.
        page: address of the page it belongs to; empty for Home.
        subject: what it is about: a path in the YAML (``plan.actions.train_team.status``), a figure's name, a finding's id.
        before: how it was, in words; ``None`` where it was not there.
        after: how it is.
    """

    kind: Kind
    page: str
    subject: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Compared:
    """One organisation in two versions.

    Args:
        id: its id.
        state: ``unreadable`` where one version has errors; these are the `problems` then.
        differences: by kind, then in the order of the file.
    """

    id: str
    state: State
    differences: tuple[Difference, ...] = ()
    problems: tuple[Problem, ...] = ()
