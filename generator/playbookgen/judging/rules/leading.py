"""Rules of leading the change: sponsor, change team, steering and commitment. PB016, PB017, PB019, PB033, PB037, PB038."""

from __future__ import annotations

from collections.abc import Iterator

from playbookgen.judging.calendar import interval_days
from playbookgen.judging.rules.inquiry import Inquiry, Observation, RuleFunction, place
from playbookgen.model.finding import Measure, Term, Value
from playbookgen.model.judgement import PromiseJudgement
from playbookgen.model.values import CADENCE_DAYS


def sponsor_missing(ask: Inquiry) -> Iterator[Observation]:
    """PB016: the sponsor is no executive; or has sent no message in 92 days, once the change is older than that."""
    told = ask.organisation
    sponsor = told.people[place(told.people, told.change.sponsor)]
    role = told.roles[place(told.roles, sponsor.role)]
    if role.level != "executive":
        yield Observation("change", ("change", "sponsor"), ("level",), sponsor.title, {"role": role.name, "level": Term("level", role.level)})
    days = ask.limit("days")
    sent = [event.date for event in told.communication.events if event.sender == sponsor.id and event.date and event.date <= ask.as_of]
    if ask.has_begun and ask.days_since_start > days and not any(ask.age(day) <= days for day in sent):
        last: dict[str, Value] = {"last": max(sent)} if sent else {}
        yield Observation("change", ("communication",), ("message",), sponsor.title, last)


def change_team_lacks_level(ask: Inquiry) -> Iterator[Observation]:
    """PB017: executives, middle management and the front line all belong into the change team."""
    for level in ask.judgement.change_team.missing_levels:
        yield Observation("change_team", ("change", "team"), (level,), inputs={"level": Term("level", level)})


def steering_stopped(ask: Inquiry) -> Iterator[Observation]:
    """PB019: more than one and a half intervals without a steering meeting, or none described."""
    if not ask.has_begun:
        return
    steering = ask.judgement.steering
    if steering is None:
        yield Observation("steering_meeting", ("change",), ("none",))
        return
    meeting = steering.meeting
    if meeting.last_held is not None and CADENCE_DAYS[meeting.cadence] is None:
        return
    interval = interval_days(meeting.cadence)
    if steering.age_days > ask.limit("times") * interval:
        inputs: dict[str, Value] = {"days": steering.age_days, "interval": interval}
        if meeting.last_held is not None:
            inputs["last"] = meeting.last_held
        yield Observation("steering_meeting", ("change", "steering_meeting"), ("never" if meeting.last_held is None else "stopped",), inputs=inputs)


def ambassadors_too_few(ask: Inquiry) -> Iterator[Observation]:
    """PB033: a team with agents has no ambassador, or one ambassador has more than 15 agents."""
    if not ask.organisation.ambassadors:
        yield Observation("ambassadors", ("ambassadors",), ("none",))
        return
    team = ask.judgement.change_team
    for without in team.teams_without:
        yield Observation(without.id, ("ambassadors",), ("team",), without.name, {"agents": without.agents})
    if team.ratio is not None and team.ratio > ask.limit("ratio"):
        inputs: dict[str, Value] = {"agents": team.agents, "ambassadors": team.ambassadors, "ratio": Measure(team.ratio)}
        yield Observation("ambassadors", ("ambassadors",), ("ratio",), inputs=inputs)


def leadership_item_stale(ask: Inquiry) -> Iterator[Observation]:
    """PB037: an act of leadership is older than one and a half intervals, was never done though its first interval is over, or is due."""
    if not ask.has_begun:
        return
    checklist = ask.organisation.leadership_checklist
    for promise in ask.judgement.commitment.promises:
        reason = promise_reason(promise, ask)
        if reason is None:
            continue
        index = next((index for index, item in enumerate(checklist) if item is promise.item), None)
        path = ("leadership_checklist",) if index is None else ("leadership_checklist", index)
        inputs: dict[str, Value] = {"interval": interval_days(promise.cadence)}
        if promise.last_done is not None and promise.age_days is not None:
            inputs |= {"last": promise.last_done, "days": promise.age_days}
        own = promise.item.text if promise.item is not None else None
        yield Observation(promise.id, path, (reason,), own or Term("act", promise.id), inputs)


def promise_reason(promise: PromiseJudgement, ask: Inquiry) -> str | None:
    """Why PB037 speaks of a promise; ``None`` when it does not."""
    if promise.state == "not_applicable":
        return None
    interval = interval_days(promise.cadence)
    if promise.age_days is None:
        return "never" if ask.days_since_start > interval else None
    if CADENCE_DAYS[promise.cadence] is None or promise.age_days <= interval:
        return None
    return "stale" if promise.age_days > ask.limit("times", "PB037") * interval else "due"


def commitment_weak(ask: Inquiry) -> Iterator[Observation]:
    """PB038: less than half of the promises are kept in time, less than 80 %, or none in an area where something is late.

    Silent in the first 31 days of the change; when nothing is kept at all, that alone is said.
    """
    commitment = ask.judgement.commitment
    if commitment.overall is None or ask.days_since_start <= ask.limit("grace"):
        return
    if commitment.overall < ask.share("strong"):
        reason = "weak" if commitment.overall < ask.share("weak") else "partial"
        yield Observation("overall", ("leadership_checklist",), (reason,), inputs={"share": commitment.overall})
    if not commitment.overall:
        return
    late = {promise.area for promise in commitment.promises if promise_reason(promise, ask) in ("stale", "never")}
    for area in commitment.areas:
        if area.share == 0 and area.area in late:
            name = Term("commitment_area", area.area)
            yield Observation(area.area, ("leadership_checklist",), ("empty_area",), name, {"applicable": area.applicable})


RULES: dict[str, RuleFunction] = {
    "PB016": sponsor_missing,
    "PB017": change_team_lacks_level,
    "PB019": steering_stopped,
    "PB033": ambassadors_too_few,
    "PB037": leadership_item_stale,
    "PB038": commitment_weak,
}
