"""What was changed between two versions of an organisation, for its readers.

It says which entries were changed and how figures moved, and repeats no text: what an older version said may have been taken out
for a reason. Both versions come as the readers may see them, so that what they may not see makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from playbookgen.model.entity import Entity
from playbookgen.model.judgement import Judgement
from playbookgen.model.leadership import LeadershipItem
from playbookgen.model.metrics import Metric
from playbookgen.model.past import PAGE_OF, Alteration, ChangedDay, Deed, FigureMoved, entries_of
from playbookgen.model.plan import Action, ActionStatus
from playbookgen.model.playbook_file import Organisation

Seen = tuple[Organisation, Judgement]

_BY_STATUS: Final[Mapping[ActionStatus, Deed]] = {
    "done": "done",
    "in_progress": "begun",
    "blocked": "blocked",
    "cancelled": "dropped",
    "not_started": "edited",
}


#: Fields that count for nothing by themselves: they have to be told, so that nobody can take them out, and no page shows them to everyone.
_BY_ITSELF: Final = frozenset({("organisation", "agents_headcount")})


def changed_on(day: date, before: Seen, after: Seen) -> ChangedDay:
    """What was changed on `day`, between two versions that are judged for the same as-of date."""
    figures = tuple(_figures(before[1], after[1]))
    told = {figure.metric for figure in figures}
    entries = (each for each in _alterations(before[0], after[0]) if not _is_told(each, told, before[0], after[0]))
    return ChangedDay(day, figures, tuple(entries))


def _alterations(before: Organisation, after: Organisation) -> Iterator[Alteration]:
    old, new = _entries(before), _entries(after)
    for entry in dict.fromkeys([*new, *old]):
        page = _page(entry)
        if entry not in old:
            yield Alteration(page, entry, "new")
        elif entry not in new:
            yield Alteration(page, entry, "gone")
        elif old[entry] != new[entry]:
            deed, day = _deed(old[entry], new[entry])
            yield Alteration(page, entry, deed, day)


def _deed(before: Any, after: Any) -> tuple[Deed, date | None]:
    if isinstance(after, Action):
        if after.status != before.status:
            return _BY_STATUS[after.status], None
        if after.due != before.due and after.due is not None:
            return "moved", after.due
    if isinstance(after, LeadershipItem) and after.last_done != before.last_done and after.last_done is not None:
        return "kept", after.last_done
    return "edited", None


def _is_told(each: Alteration, metrics: set[str], before: Organisation, after: Organisation) -> bool:
    """Whether a figure says already what was done: a metric that has new figures and is the same otherwise."""
    if each.deed != "edited" or each.entry[0] != "metrics" or each.entry[-1] not in metrics:
        return False
    old, new = (_metric(told, each.entry[-1]) for told in (before, after))
    return old.model_copy(update={"actuals": new.actuals}) == new


def _metric(told: Organisation, id: str) -> Metric:
    return next(metric for metric in told.metrics if metric.id == id)


def _page(entry: tuple[str, ...]) -> str:
    return next(PAGE_OF[name] for name in (".".join(entry[:2]), entry[0]) if name in PAGE_OF)


def _entries(organisation: Organisation) -> dict[tuple[str, ...], Any]:
    """What an organisation tells, cut into entries: each with an id by that, what else a chapter says under the chapter's name."""
    found: dict[tuple[str, ...], Any] = {}
    for name in type(organisation).model_fields:
        if name in PAGE_OF:
            _collect(getattr(organisation, name), (name,), found)
    return found


def _collect(value: Any, path: tuple[str, ...], found: dict[tuple[str, ...], Any]) -> None:
    if isinstance(value, list):
        found.update({(*path, name): part for name, part in entries_of(value)})
    elif isinstance(value, Entity):
        own = []
        for name in type(value).model_fields:
            part = getattr(value, name)
            if isinstance(part, Entity) or (isinstance(part, list) and any(isinstance(one, Entity) for one in part)):
                _collect(part, (*path, name), found)
            elif (*path, name) not in _BY_ITSELF:
                own.append((name, part))
        found[path] = own


def _figures(before: Judgement, after: Judgement) -> Iterator[FigureMoved]:
    old, new = before.assessment, after.assessment
    pairs = (
        ("commitment", "commitment", before.commitment.overall, after.commitment.overall),
        ("roadmap", "plan", before.plan.progress, after.plan.progress),
        ("assessment", "assessment", old.overall_current if old else None, new.overall_current if new else None),
    )
    for each in after.metrics:
        then, name = before.by_metric.get(each.metric.id), each.metric.id
        if then is None or then.latest is None or each.latest is None or then.suppressed or each.suppressed:
            continue
        if then.latest.value != each.latest.value and then.metric.unit == each.metric.unit:
            yield FigureMoved("scoreboard", "metric", name, then.latest.value, each.latest.value)
    for page, figure, one, other in pairs:
        if one is not None and other is not None and one != other:
            yield FigureMoved(page, figure, "", one, other)  # type: ignore[arg-type]
