"""Leadership commitment: the state of each promise and how much of it is kept (brief 2.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from playbookgen.judging.calendar import days_later, interval_days
from playbookgen.model.judgement import AreaCoverage, CommitmentJudgement, PromiseJudgement
from playbookgen.model.leadership import COMMITMENT_AREAS, CommitmentArea, LeadershipItem
from playbookgen.model.library import LeadershipAct
from playbookgen.model.values import CADENCE_DAYS, Cadence

PromiseState = Literal["never", "fresh", "due", "stale", "not_applicable"]

#: Rhythm of an own item that names none (settled M4).
OWN_CADENCE: Final[Cadence] = "monthly"
#: Coverage from which commitment is strong, and partial (brief 2.4).
STRONG: Final = Fraction(8, 10)
PARTIAL: Final = Fraction(5, 10)


def promise_state(last_done: date | None, cadence: Cadence, as_of: date) -> PromiseState:
    """Fresh up to one interval, due up to one and a half, then stale; done once is done for ever (settled F3)."""
    if last_done is None:
        return "never"
    interval = CADENCE_DAYS[cadence]
    if interval is None:
        return "fresh"
    age = (as_of - last_done).days
    if age <= interval:
        return "fresh"
    return "due" if 2 * age <= 3 * interval else "stale"


def due_on(last_done: date | None, cadence: Cadence, change_start: date) -> date | None:
    """The day by which the promise has to be kept (again): last time plus interval, never kept: start of the change plus interval.

    ``None`` for something that had to be done once and was.
    """
    if last_done is None:
        return days_later(change_start, interval_days(cadence))
    return None if CADENCE_DAYS[cadence] is None else days_later(last_done, interval_days(cadence))


def is_late(state: PromiseState, due: date | None, as_of: date) -> bool:
    """Stale, or never kept although the first interval is over (settled PB037); on the day itself not yet."""
    return state == "stale" or (state == "never" and due is not None and as_of > due)


def judge_promise(item: LeadershipItem | None, act: LeadershipAct | None, change_start: date, as_of: date) -> PromiseJudgement | None:
    """One promise: a line of the YAML, an act of the library, or both; the library decides the area.

    ``None`` when neither says to which area it belongs, so that it can be counted nowhere.
    """
    area = act.area if act is not None else item.area if item is not None else None
    name = item.item if item is not None else act.id if act is not None else None
    if area is None or name is None:
        return None
    cadence = (item.cadence if item else None) or (act.cadence if act else OWN_CADENCE)
    last_done = item.last_done if item else None
    applies = item is None or item.not_applicable is None
    state: PromiseState = promise_state(last_done, cadence, as_of) if applies else "not_applicable"
    due = due_on(last_done, cadence, change_start) if applies else None
    return PromiseJudgement(
        id=name,
        area=area,
        item=item,
        cadence=cadence,
        last_done=last_done,
        age_days=None if last_done is None else (as_of - last_done).days,
        state=state,
        is_late=is_late(state, due, as_of),
        without_trace=last_done is not None and item is not None and item.evidence is None,
        due_on=due,
    )


def promises_of(checklist: Sequence[LeadershipItem], acts: Sequence[LeadershipAct], change_start: date, as_of: date) -> Iterator[PromiseJudgement]:
    """Every listed item, then the core acts of the library that nobody listed (brief 2.4, settled F1)."""
    by_id = {act.id: act for act in acts}
    listed = {item.item for item in checklist}
    pairs: list[tuple[LeadershipItem | None, LeadershipAct | None]] = [(item, by_id.get(item.item)) for item in checklist]
    pairs += [(None, act) for act in acts if act.core and act.id not in listed]
    for item, act in pairs:
        promise = judge_promise(item, act, change_start, as_of)
        if promise is not None:
            yield promise


def urgency(promise: PromiseJudgement) -> tuple[int, date]:
    """Order of the checklist: late, due, not yet kept, fresh, not applicable; in each the earliest day first."""
    rank = {"due": 1, "never": 2, "fresh": 3, "not_applicable": 4}.get(promise.state, 0)
    return (0 if promise.is_late else rank, promise.due_on or date.max)


def area_coverage(area: CommitmentArea, promises: Sequence[PromiseJudgement]) -> AreaCoverage:
    """Fresh of applicable promises of one area, share 0–1; ``None`` when nothing applies (settled F2)."""
    states = [promise.state for promise in promises if promise.area == area and promise.state != "not_applicable"]
    fresh = states.count("fresh")
    return AreaCoverage(area, fresh, len(states), Fraction(fresh, len(states)) if states else None)


def overall_coverage(areas: Sequence[AreaCoverage]) -> Fraction | None:
    """Mean of the areas that have something applicable, each counting the same (brief 2.4, settled F2)."""
    shares = [area.share for area in areas if area.share is not None]
    return sum(shares, Fraction(0)) / len(shares) if shares else None


def coverage_level(overall: Fraction | None) -> Literal["strong", "partial", "weak"] | None:
    """Word for a coverage: strong from 80 %, partial from 50 % (brief 2.4)."""
    if overall is None:
        return None
    if overall >= STRONG:
        return "strong"
    return "partial" if overall >= PARTIAL else "weak"


def judge_commitment(checklist: Sequence[LeadershipItem], acts: Sequence[LeadershipAct], change_start: date, as_of: date) -> CommitmentJudgement:
    """The whole of P10: promises with the latest problems first, coverage by area and overall."""
    promises = tuple(sorted(promises_of(checklist, acts, change_start, as_of), key=urgency))
    areas = tuple(area_coverage(area, promises) for area in COMMITMENT_AREAS)
    overall = overall_coverage(areas)
    return CommitmentJudgement(promises, areas, overall, coverage_level(overall))
