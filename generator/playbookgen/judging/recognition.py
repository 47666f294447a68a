"""Recognition: how long ago a success was raised, for whom, and what money rewards (brief P16, settled PB029)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from playbookgen.judging.suppression import is_withheld
from playbookgen.model.daily_life import Incentive, Recognition, RecognitionEntry
from playbookgen.model.organisation import Team
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.voice_judgement import Recency, RecognitionJudgement, ShownSuccess, TeamMention

#: Days after which the next success inside, outside, or of a team should have been raised (rule PB029).
INTERNAL_LIMIT: Final = 14
EXTERNAL_LIMIT: Final = 60
TEAM_LIMIT: Final = 60


def recency(days: Iterable[date], limit: int, change_start: date, as_of: date) -> Recency:
    """When the newest of `days` was; late when longer ago than `limit`, and never before the change begins (settled G5)."""
    last = max(days, default=None)
    age = (as_of - (last or change_start)).days
    return Recency(last, None if last is None else age, limit, as_of >= change_start and age > limit)


def team_mention(team: Team, log: Sequence[RecognitionEntry], change_start: date, as_of: date) -> TeamMention:
    """When a team was last mentioned, inside or outside."""
    return TeamMention(team, recency((entry.date for entry in log if entry.team == team.id), TEAM_LIMIT, change_start, as_of))


def is_recent(mention: TeamMention) -> bool:
    """Whether the team was mentioned within its limit; a team that never was is not, however young the change."""
    return mention.recency.age_days is not None and mention.recency.age_days <= mention.recency.limit_days


def weight(incentives: Sequence[Incentive], nature: str) -> Fraction | None:
    """Weight of the incentives of one nature, 0–1; ``None`` without incentives."""
    if not incentives:
        return None
    return sum((Fraction(one.weight_pct) for one in incentives if one.nature == nature), Fraction(0)) / 100


def shown_success(entry: RecognitionEntry, recognition: Recognition, teams: Sequence[Team]) -> ShownSuccess:
    """What may be shown of one entry; a text that names somebody outside without consent is gone (PB030)."""
    withheld = is_withheld(entry)
    return ShownSuccess(
        day=entry.date,
        practice=next((one for one in recognition.practices if one.id == entry.practice), None),
        team=next((team for team in teams if team.id == entry.team), None),
        external=entry.external,
        text=None if withheld else entry.text,
        is_withheld=withheld,
        named_without_consent=entry.named and not entry.consent,
    )


def judge_recognition(organisation: Organisation, as_of: date) -> RecognitionJudgement:
    """The whole of P16; only entries up to `as_of` count, and teams without agents are left out."""
    told, start = organisation.recognition, organisation.change.start
    log = sorted((entry for entry in told.log if entry.date <= as_of), key=lambda entry: entry.date, reverse=True)
    mentions = tuple(team_mention(team, log, start, as_of) for team in organisation.teams if team.agents)
    mentioned = sum(is_recent(mention) for mention in mentions)
    return RecognitionJudgement(
        internal=recency((entry.date for entry in log if not entry.external), INTERNAL_LIMIT, start, as_of),
        external=recency((entry.date for entry in log if entry.external), EXTERNAL_LIMIT, start, as_of),
        teams=mentions,
        mentioned=mentioned,
        mentioned_share=Fraction(mentioned, len(mentions)) if mentions else None,
        incentives=tuple(told.incentives),
        qualitative_share=weight(told.incentives, "qualitative"),
        quantitative_share=weight(told.incentives, "quantitative"),
        successes=tuple(shown_success(entry, told, organisation.teams) for entry in log),
    )
