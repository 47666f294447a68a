"""What was changed in an organisation on a day, as far as it can be told without repeating what was there before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from playbookgen.model.playbook_file import Organisation

#: What was done with an entry; the last four are of actions, ``kept`` is of promises.
Deed = Literal["new", "edited", "gone", "kept", "moved", "done", "begun", "blocked", "dropped"]
Figure = Literal["metric", "plan", "commitment", "assessment"]

#: Part of the YAML → id of the page that shows it first; of two that fit, the longer one. What is not named is on no page.
PAGE_OF: Final[dict[str, str]] = {
    "organisation": "home",
    "business": "contact-centre",
    "roles": "role",
    "strategy": "line-of-sight",
    "cx_factors": "customer-experience-factors",
    "change": "vision",
    "change.log": "roadmap",
    "change.steering_meeting": "steering-meeting",
    "change.team": "change-team",
    "assessments": "assessment",
    "assessment_targets": "assessment",
    "assessment_weights": "assessment",
    "challenges": "challenges",
    "metrics": "scoreboard",
    "target_state": "behaviours",
    "strategy_pulse": "behaviours",
    "plan": "roadmap",
    "risks": "risks",
    "readiness": "readiness",
    "leadership_checklist": "commitment",
    "routines": "toolkit",
    "best_practices": "toolkit",
    "stakeholders": "stakeholders",
    "decisions": "decisions",
    "feedback": "feedback",
    "communities": "feedback",
    "training": "first-90-days",
    "channels": "channels",
    "systems": "systems",
    "communication": "communication",
    "recognition": "recognition",
    "ambassadors": "change-team",
    "award_applications": "calendar",
    "glossary": "glossary",
}


#: What tells the entries of a list apart: the first of these fields that one has.
ENTRY_NAMES: Final = ("id", "item", "factor", "period", "team", "page", "date", "start", "metric")


def entries_of(parts: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """The entries of a list, each with a name of its own that stays when the others move; its number where it has none."""
    seen: dict[str, int] = {}
    for number, part in enumerate(parts, 1):
        name = next((str(getattr(part, key)) for key in ENTRY_NAMES if getattr(part, key, None) is not None), str(number))
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name}.{seen[name]}"), part


@dataclass(frozen=True, slots=True)
class Alteration:
    """Something that was done with an entry of the organisation.

    Args:
        page: id of the page that shows it.
        entry: the way to it: ``("plan", "actions", "train_team")``; of the texts of a chapter, the chapter.
        deed: what was done.
        day: the day that goes with it: when a promise was kept, to which day an action was moved.
    """

    page: str
    entry: tuple[str, ...]
    deed: Deed
    day: date | None = None


@dataclass(frozen=True, slots=True)
class FigureMoved:
    """A figure that came out otherwise.

    Args:
        page: id of the page that shows it.
        figure: which one.
        metric: id of the metric, if it is that of one.
        before, after: in the metric's unit; a share (1 = 100 %), or of the assessment a score (0–100).
    """

    page: str
    figure: Figure
    metric: str
    before: Decimal | Fraction
    after: Decimal | Fraction


@dataclass(frozen=True, slots=True)
class ChangedDay:
    """What was changed on a day: figures first, then entries in the order of the file."""

    day: date
    figures: tuple[FigureMoved, ...]
    entries: tuple[Alteration, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An organisation as it was up to a change.

    Args:
        day: of that change.
        before: how it was before it.
        after: how it was at the end of that day.
    """

    day: date
    before: Organisation
    after: Organisation
