"""Recognition: recency, teams, incentives, and what must not be shown."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from playbookgen.judging.recognition import judge_recognition
from playbookgen.model.voice_judgement import RecognitionJudgement
from support.organisations import AS_OF, judged, minimal, sample


def entry(age: int, **told: Any) -> dict[str, Any]:
    return {"date": (AS_OF - timedelta(days=age)).isoformat(), **told}


def recognition(*log: dict[str, Any], as_of: date = AS_OF, incentives: list[tuple[Any, str]] | None = None) -> RecognitionJudgement:
    rewarded = [{"metric": "figure", "weight_pct": weight, "nature": nature} for weight, nature in incentives or []]
    organisation = minimal(
        teams=[{"id": "one", "name": "One", "agents": 5}, {"id": "nobody", "name": "Nobody", "agents": 0}],
        recognition={"log": list(log), "incentives": rewarded},
    )
    return judge_recognition(organisation, as_of)


def test_lumivakka() -> None:
    told = judged(sample("lumivakka")).recognition
    assert (told.internal.age_days, told.internal.is_late) == (29, True)
    assert (told.external.age_days, told.external.is_late) == (67, True)
    assert [(one.team.id, one.recency.age_days, one.recency.is_late) for one in told.teams] == [
        ("claims", 29, False),
        ("policies", None, True),
        ("service", 67, True),
        ("digital", None, True),
    ]
    assert (told.mentioned, told.mentioned_share) == (1, Fraction(1, 4))
    assert (told.qualitative_share, told.quantitative_share) == (Fraction(1, 5), Fraction(4, 5))
    assert [one.day for one in told.successes] == [date(2026, 10, 2), date(2026, 8, 25)]
    assert [one.practice.id for one in told.successes if one.practice] == ["r_week", "r_praise"]


@pytest.mark.parametrize(("age", "internal", "external"), [(14, False, False), (15, True, False), (60, True, False), (61, True, True)])
def test_limits(age: int, internal: bool, external: bool) -> None:
    told = recognition(entry(age, team="one"), entry(age, external=True))
    assert (told.internal.is_late, told.external.is_late, told.teams[0].recency.is_late) == (internal, external, external)
    assert told.mentioned == (age <= 60)


@pytest.mark.parametrize(
    ("days", "internal", "external"),
    [(-1, False, False), (0, False, False), (14, False, False), (15, True, False), (60, True, False), (61, True, True)],
)
def test_never_counts_from_the_start_of_the_change(days: int, internal: bool, external: bool) -> None:
    told = recognition(as_of=date(2026, 3, 1) + timedelta(days=days))
    assert (told.internal.last, told.internal.age_days) == (None, None)
    assert (told.internal.is_late, told.external.is_late, told.teams[0].recency.is_late) == (internal, external, external)
    assert (told.mentioned, told.mentioned_share) == (0, Fraction(0))


def test_an_old_success_is_not_late_before_the_change() -> None:
    assert not recognition(entry(300), as_of=date(2026, 2, 1)).internal.is_late


def test_an_external_entry_mentions_the_team_but_is_not_internal() -> None:
    told = recognition(entry(3, external=True, team="one"))
    assert (told.internal.last, told.external.age_days, told.mentioned) == (None, 3, 1)


def test_entries_to_come_do_not_count() -> None:
    told = recognition(entry(-1))
    assert (told.internal.last, told.successes) == (None, ())


def test_teams_without_agents_are_left_out() -> None:
    assert [one.team.id for one in recognition().teams] == ["one"]
    told = judge_recognition(minimal(), AS_OF)
    assert (told.teams, told.mentioned_share, told.qualitative_share) == ((), None, None)


@pytest.mark.parametrize(
    ("incentives", "qualitative"),
    [
        ([(100, "qualitative")], Fraction(1)),
        ([(100, "quantitative")], Fraction(0)),
        ([(29.9, "qualitative"), (70.1, "quantitative")], Fraction(299, 1000)),
    ],
)
def test_incentives(incentives: list[tuple[Any, str]], qualitative: Fraction) -> None:
    told = recognition(incentives=incentives)
    assert (told.qualitative_share, told.quantitative_share) == (qualitative, 1 - qualitative)


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("external", [True, False])
@pytest.mark.parametrize("consent", [True, False])
def test_a_name_outside_without_consent_is_withheld(named: bool, external: bool, consent: bool) -> None:
    (shown,) = recognition(entry(1, text="canary", named=named, external=external, consent=consent)).successes
    withheld = named and external and not consent
    assert shown.is_withheld is withheld
    assert ("canary" in repr(shown)) is not withheld
    assert shown.named_without_consent is (named and not consent)
