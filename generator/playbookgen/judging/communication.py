"""Messages about the change: who hears what, how often, and for whom it has gone quiet (brief P15, settled PB025)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal, get_args

from playbookgen.judging.calendar import days_later
from playbookgen.model.daily_life import CommunicationEvent
from playbookgen.model.organisation import Level, Role
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.voice_judgement import AudienceJudgement, CommunicationJudgement, KindShare, QuarterOfMessages

MessageKind = Literal["progress", "success", "challenge", "decision", "input_request"]
KINDS: Final[tuple[MessageKind, ...]] = get_args(MessageKind)

#: How far back gaps are looked for, in days (brief P15).
LOOK_BACK: Final = 91
#: Days that rules PB016 and PB026 call a quarter.
QUARTER_DAYS: Final = 92
#: How many calendar quarters are told.
QUARTERS: Final = 4
#: Weeks a role of this level may hear nothing, where the file sets no limit of its own (brief 3.2).
DEFAULT_GAP_WEEKS: Final[Mapping[Level, int]] = {"frontline": 2, "middle": 2, "executive": 4}
OTHER_GAP_WEEKS: Final = 6

Gap = tuple[int, date, date]


def past_events(events: Sequence[CommunicationEvent], as_of: date) -> tuple[tuple[date, CommunicationEvent], ...]:
    """Messages with a day up to `as_of`, oldest first; a rhythm without a day is no message yet (settled PB025)."""
    dated = [(event.date, event) for event in events if event.date is not None and event.date <= as_of]
    return tuple(sorted(dated, key=lambda entry: entry[0]))


def window_start(change_start: date, as_of: date) -> date:
    """First day of the look-back window: 91 days back, or the start of the change if that is later (brief P15)."""
    return max(change_start, days_later(as_of, -LOOK_BACK))


def largest_gap(days: Sequence[date], start: date, as_of: date) -> Gap | None:
    """The longest time without a message inside the window, first of equals; ``None`` when the window has not begun.

    Gaps run from the window's start to the first message, from message to message, and from the last
    one to `as_of`; planned messages shorten none of them. `days` are those of past messages, oldest first.
    """
    if as_of < start:
        return None
    marks = [start, *(day for day in days if day >= start), as_of]
    gaps = [((later - earlier).days, earlier, later) for earlier, later in pairwise(marks)]
    return max(gaps, key=lambda gap: gap[0])


def limit_days(role: Role, max_gap_weeks: Mapping[str, Decimal]) -> Fraction | None:
    """Days a role may hear nothing; ``None`` for roles that the file's own limits leave out (settled PB025)."""
    if max_gap_weeks:
        weeks = max_gap_weeks.get(role.id)
        return None if weeks is None else Fraction(weeks) * 7
    return Fraction(DEFAULT_GAP_WEEKS.get(role.level, OTHER_GAP_WEEKS) * 7)


def judge_audience(role: Role, organisation: Organisation, as_of: date) -> AudienceJudgement:
    """One role: what it heard last, what comes next, and its longest silence in the window."""
    told = organisation.communication
    heard = [event for event in told.events if role.id in event.audience]
    past = past_events(heard, as_of)
    start = window_start(organisation.change.start, as_of)
    gap = largest_gap([day for day, _ in past], start, as_of)
    limit = limit_days(role, told.max_gap_weeks)
    coming = [(event.date, index, event) for index, event in enumerate(heard) if event.date is not None and event.date > as_of]
    return AudienceJudgement(
        role=role,
        last=past[-1][1] if past else None,
        days_since=(as_of - past[-1][0]).days if past else None,
        next_planned=min(coming, key=lambda entry: entry[:2])[2] if coming else None,
        rhythms=tuple(event for event in heard if event.date is None and event.cadence is not None),
        largest_gap=None if gap is None else gap[0],
        gap_from=None if gap is None else gap[1],
        gap_to=None if gap is None else gap[2],
        limit_days=limit,
        is_silent=gap is not None and limit is not None and gap[0] > limit,
        never_addressed=gap is not None and not any(day >= start for day, _ in past),
    )


def kind_shares(events: Sequence[CommunicationEvent]) -> tuple[KindShare, ...]:
    """All five kinds with their count and share of `events`."""
    counts = [(kind, sum(event.kind == kind for event in events)) for kind in KINDS]
    return tuple(KindShare(kind, count, Fraction(count, len(events)) if events else None) for kind, count in counts)


def quarter_of(day: date) -> tuple[date, date]:
    """First and last day of the calendar quarter of `day`."""
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    last_month = first.month + 2
    return first, date(day.year, last_month, 31 if last_month in (3, 12) else 30)


def quarters(change_start: date, as_of: date) -> Iterator[tuple[date, date]]:
    """Up to four calendar quarters of the change, from that of `as_of` back; none before it begins."""
    first, last = quarter_of(as_of)
    for _ in range(QUARTERS):
        if as_of < change_start or last < change_start:
            return
        yield first, last
        if first == date.min:
            return
        first, last = quarter_of(days_later(first, -1))


def judge_quarter(first: date, last: date, past: Sequence[tuple[date, CommunicationEvent]], sponsor: str) -> QuarterOfMessages:
    """One calendar quarter of past messages."""
    within = [event for day, event in past if first <= day <= last]
    return QuarterOfMessages(first, last, len(within), _from(sponsor, within), _challenges(within))


def _from(sponsor: str, events: Sequence[CommunicationEvent]) -> int:
    return sum(event.sender == sponsor for event in events)


def _challenges(events: Sequence[CommunicationEvent]) -> int:
    return sum(event.kind == "challenge" for event in events)


def judge_communication(organisation: Organisation, as_of: date) -> CommunicationJudgement:
    """The whole of P15: every role, in the order of the file, and what kinds of messages there were."""
    change = organisation.change
    past = past_events(organisation.communication.events, as_of)
    start = window_start(change.start, as_of)
    in_window = [event for day, event in past if day >= start]
    recent = [event for day, event in past if (as_of - day).days <= QUARTER_DAYS]
    return CommunicationJudgement(
        window_start=start,
        audiences=tuple(judge_audience(role, organisation, as_of) for role in organisation.roles),
        messages=len(in_window),
        kinds=kind_shares(in_window),
        quarters=tuple(judge_quarter(first, last, past, change.sponsor) for first, last in quarters(change.start, as_of)),
        from_sponsor_92_days=_from(change.sponsor, recent),
        challenges_92_days=_challenges(recent),
    )
