"""What differs between two versions of one organisation, both judged for the same day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from playbookgen.model.comparison import KINDS, PAGES, Difference, Kind
from playbookgen.model.entity import Entity
from playbookgen.model.finding import WordedFinding
from playbookgen.model.judgement import Judgement
from playbookgen.model.past import entries_of
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.text import DEFAULT, Language, LocalisedText

_UNITS: Final = {"percent": " %", "seconds": " s"}


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an organisation, and what is said of it."""

    organisation: Organisation
    judgement: Judgement
    findings: Sequence[WordedFinding]


def compare(before: Version, after: Version) -> tuple[Difference, ...]:
    """Everything that is not the same: figures that are computed, findings, and what is told, by kind and then in the order of the file."""
    told = _told(before.organisation), _told(after.organisation)
    found = _findings(before), _findings(after)
    differences = [
        *_between(_figures(before.judgement), _figures(after.judgement), lambda name: ("figure", name[1])),
        *_between(*found, lambda name: ("finding", "findings/")),
        *_between(*told, _kind_of),
    ]
    return tuple(sorted(differences, key=lambda each: KINDS.index(each.kind)))


def _between(before: Mapping[Any, str], after: Mapping[Any, str], place: Any) -> Iterator[Difference]:
    for name in dict.fromkeys([*after, *before]):
        if before.get(name) != after.get(name):
            kind, page = place(name)
            yield Difference(kind, page, name[0], before.get(name), after.get(name))


def _kind_of(name: tuple[str, bool]) -> tuple[Kind, str]:
    path, is_text = name
    page = PAGES.get(path.partition(".")[0], "")
    if path.startswith("plan.actions."):
        return "action", page
    if path.startswith("leadership_checklist."):
        return "promise", page
    return ("text" if is_text else "value"), page


def _told(organisation: Organisation) -> dict[tuple[str, bool], str]:
    """Every text and value by its path; an entry with an id by that, so that its place in a list does not matter."""
    found: dict[tuple[str, bool], str] = {}
    _walk(organisation, "", organisation.site.main_language, found)
    return found


def _walk(value: Any, path: str, language: Language, found: dict[tuple[str, bool], str]) -> None:
    match value:
        case None:
            return
        case LocalisedText():
            for code, text in value.entries:
                found[path if code in (DEFAULT, language) else f"{path}.{code}", True] = text
        case Entity():
            for name in type(value).model_fields:
                _walk(getattr(value, name), f"{path}.{name}".lstrip("."), language, found)
        case Mapping():
            for name, part in value.items():
                _walk(part, f"{path}.{name}", language, found)
        case list() | tuple():
            _walk_list(value, path, language, found)
        case _:
            found[path, False] = _said(value)


def _walk_list(parts: Sequence[Any], path: str, language: Language, found: dict[tuple[str, bool], str]) -> None:
    if parts and all(not isinstance(part, Entity | LocalisedText | Mapping) for part in parts):
        found[path, False] = ", ".join(_said(part) for part in parts)
        return
    for name, part in entries_of(parts):
        _walk(part, f"{path}.{name}", language, found)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal | Fraction):
        number = f"{float(value):.2f}".rstrip("0").rstrip(".")
        return "0" if number == "-0" else number
    return str(value)


def _percent(share: Fraction | None) -> str:
    return "not known" if share is None else f"{_said(share * 100)} %"


def _figures(judgement: Judgement) -> dict[tuple[str, str], str]:
    """The figures that leaders look at, by name and page."""
    plan, board, promises = PAGES["plan"], PAGES["metrics"], PAGES["leadership_checklist"]
    told = {
        ("progress of the plan", plan): _percent(judgement.plan.progress),
        ("actions done", plan): f"{judgement.plan.done} of {judgement.plan.live}",
        ("actions overdue", plan): str(len(judgement.plan.overdue)),
        ("actions blocked", plan): str(len(judgement.plan.blocked)),
        ("leadership commitment", promises): _percent(judgement.commitment.overall),
        ("promises late", promises): str(len(judgement.commitment.late)),
        ("target state told to roles", PAGES["target_state"]): _percent(judgement.translation.share),
    }
    if judgement.assessment:
        page = PAGES["assessments"]
        told["assessment overall", page] = _known(judgement.assessment.overall_current)
        told |= {(f"assessment of {area.area}", page): _known(area.current) for area in judgement.assessment.areas}
    for each in judgement.metrics:
        unit = _UNITS.get(each.metric.unit, "")
        latest = "no figure" if each.latest is None or each.suppressed else f"{_said(each.latest.value)}{unit} ({each.latest.period})"
        told[f"{each.metric.id}: newest figure", board] = latest
        told[f"{each.metric.id}: status", board] = str(each.status)
    for goal in judgement.goals:
        told[f"{goal.goal.id}: progress", "current-state/goal-check/"] = _percent(goal.progress)
    return told


def _known(score: Fraction | None) -> str:
    return "not known" if score is None else _said(score)


def _findings(version: Version) -> dict[tuple[str, str], str]:
    return {(each.finding.id, ""): f"{each.finding.severity}: {each.message}" for each in version.findings}
