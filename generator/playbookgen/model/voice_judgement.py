"""What is computed about being heard: messages, recognition and feedback.

Shares are exact `Fraction`s (1 = 100 %), ages and gaps whole days, minutes of clock time. ``None``
always means: not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from playbookgen.model.daily_life import CommunicationEvent, FeedbackItem, Incentive, RecognitionPractice
from playbookgen.model.organisation import Role, Team
from playbookgen.model.plan import Action
from playbookgen.model.text import LocalisedText


@dataclass(frozen=True, slots=True)
class AudienceJudgement:
    """P15, one role. `last` is its newest past message of any age, `next_planned` the next dated one after the as-of date.

    `largest_gap` in days lies between `gap_from` and `gap_to` inside the look-back window; ``None``
    before the change has begun. `limit_days` (7 × weeks, may be a fraction) is ``None`` for roles
    that are not judged (settled PB025). `is_silent`: the gap is larger than the limit;
    `never_addressed`: no message in the window. `rhythms` are messages with a rhythm and no date.
    """

    role: Role
    last: CommunicationEvent | None
    days_since: int | None
    next_planned: CommunicationEvent | None
    rhythms: tuple[CommunicationEvent, ...]
    largest_gap: int | None
    gap_from: date | None
    gap_to: date | None
    limit_days: Fraction | None
    is_silent: bool
    never_addressed: bool


@dataclass(frozen=True, slots=True)
class KindShare:
    """How many past messages of one kind the look-back window holds, and their share of all in it."""

    kind: Literal["progress", "success", "challenge", "decision", "input_request"]
    count: int
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class QuarterOfMessages:
    """Past messages of a calendar quarter (`first` to `last` day): all, the sponsor's, those about a difficulty."""

    first: date
    last: date
    messages: int
    from_sponsor: int
    challenges: int


@dataclass(frozen=True, slots=True)
class CommunicationJudgement:
    """P15. The look-back window runs from `window_start` (91 days back, or the start of the change) to the as-of date.

    `kinds` has all five kinds. `quarters`: up to the last four calendar quarters of the change,
    newest first. `from_sponsor_92_days` and `challenges_92_days` count what rules PB016 and PB026 look at.
    """

    window_start: date
    audiences: tuple[AudienceJudgement, ...]
    messages: int
    kinds: tuple[KindShare, ...]
    quarters: tuple[QuarterOfMessages, ...]
    from_sponsor_92_days: int
    challenges_92_days: int

    @property
    def silent(self) -> tuple[AudienceJudgement, ...]:
        """Roles whose largest gap is larger than their limit."""
        return tuple(audience for audience in self.audiences if audience.is_silent)


@dataclass(frozen=True, slots=True)
class Recency:
    """When something was last raised; `is_late`: longer ago than `limit_days`.

    Never raised: `last` and `age_days` are ``None``, and lateness counts from the start of the change.
    """

    last: date | None
    age_days: int | None
    limit_days: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class TeamMention:
    """When a team with agents was last mentioned; limit 60 days."""

    team: Team
    recency: Recency


@dataclass(frozen=True, slots=True)
class ShownSuccess:
    """A success that may be shown; show these, never ``recognition.log``.

    `text` is ``None`` when none was written, or when it is withheld (`is_withheld`: named, external
    and without consent, PB030). `named_without_consent` ones are for inside the organisation only.
    """

    day: date
    practice: RecognitionPractice | None
    team: Team | None
    external: bool
    text: LocalisedText | None
    is_withheld: bool
    named_without_consent: bool


@dataclass(frozen=True, slots=True)
class RecognitionJudgement:
    """P16. `mentioned_share`: teams mentioned in the last 60 days of all teams with agents.

    `qualitative_share` and `quantitative_share` are weights in the incentives (0.2 = 20 %),
    ``None`` without incentives. `successes` are newest first.
    """

    internal: Recency
    external: Recency
    teams: tuple[TeamMention, ...]
    mentioned: int
    mentioned_share: Fraction | None
    incentives: tuple[Incentive, ...]
    qualitative_share: Fraction | None
    quantitative_share: Fraction | None
    successes: tuple[ShownSuccess, ...]


@dataclass(frozen=True, slots=True)
class FeedbackItemJudgement:
    """P17, one item.

    `age_days` since it came in; `is_open`: nobody has replied; `is_late`: open for longer than the reply
    window. `reply_days` from coming in to the reply. `action` is what it became. `outcome` is what was
    decided; ``done`` also when it was planned and its action is done.
    """

    item: FeedbackItem
    age_days: int
    is_open: bool
    is_late: bool
    reply_days: int | None
    action: Action | None
    outcome: Literal["planned", "done", "declined", "duplicate"] | None


@dataclass(frozen=True, slots=True)
class FeedbackJudgement:
    """P17.

    `due` items are older than the reply window; `replied_in_time` of them got a reply inside it,
    `reply_rate` is their share (settled F18). `median_reply_days` may be a half. `open_items`: oldest
    first. `became_actions` name an action. `you_said_we_did`: decided items but for duplicates, done
    before planned before declined, newest first in each.
    """

    items: tuple[FeedbackItemJudgement, ...]
    reply_within_days: int
    due: int
    replied_in_time: int
    reply_rate: Fraction | None
    median_reply_days: Fraction | None
    open_items: tuple[FeedbackItemJudgement, ...]
    decided: int
    decided_share: Fraction | None
    became_actions: tuple[FeedbackItemJudgement, ...]
    you_said_we_did: tuple[FeedbackItemJudgement, ...]
