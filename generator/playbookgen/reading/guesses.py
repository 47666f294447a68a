"""What somebody probably meant: near spellings, and words other people use for ours."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Final


def _by_word(words: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """From ``meant: words`` to ``word: all that may be meant``."""
    meanings: dict[str, list[str]] = {}
    for meant, listed in words.items():
        for word in listed.split():
            meanings.setdefault(word, []).append(meant)
    return {word: tuple(meant) for word, meant in meanings.items()}


#: Words that are often written for the keys of the model, in four languages.
_KEYS: Final = _by_word(
    {
        "name": "title text label nimi navn namn",
        "text": "title name description kuvaus beskrivelse beskrivning",
        "title": "name",
        "definition": "text description",
        "due": "deadline due_date määräaika frist",
        "kind": "type laji tyyppi",
        "start": "begin starts start_date alku from",
        "end": "deadline finish ends end_date loppu slutt slut to",
        "owner": "responsible vastuuhenkilö omistaja eier ansvarlig ägare",
        "status": "state tila",
        "agents": "size",
        "agents_headcount": "size headcount staff",
        "agents_fte": "fte",
        "people": "staff persons henkilöt personer",
        "organisation": "company organization org organisaatio",
        "roles": "roolit roller",
        "teams": "tiimit",
        "strategy": "strategia strategi aims",
        "metrics": "mittarit kpis måltall mått",
        "challenges": "haasteet",
        "channels": "kanavat kanaler",
        "goals": "tavoitteet mål objectives",
        "vision": "visio visjon",
        "why_now": "miksi_nyt why reason hvorfor_nå",
        "cadence": "interval rhythm",
        "metric": "measure kpi mittari",
        "languages": "languages lang language",
        "default_language": "lang language",
        "schema_version": "version",
        "lead": "leader manager",
        "supervisor": "manager",
        "done_on": "date_done done completed",
        "weight_pct": "weight",
        "share_pct": "share",
    }
)

#: Words that are often written for a choice; the first that the field allows is meant.
_CHOICES: Final = _by_word(
    {
        "not_started": "todo open new planned pending ei_aloitettu",
        "in_progress": "ongoing started doing wip active kesken pågår",
        "done": "finished complete completed ready closed valmis ferdig klar",
        "cancelled": "canceled dropped",
        "blocked": "stopped waiting stuck",
        "percent": "% pct percentage prosentti prosent procent",
        "seconds": "s sec second minutes",
        "count": "number pieces",
        "eur": "€ euro euros",
        "up": "increase higher upwards max ylös opp",
        "down": "decrease lower downwards min alas ned",
        "range": "between",
        "realtime": "daily real_time",
        "weekly": "daily week viikoittain ukentlig",
        "yearly": "annual annually",
        "monthly": "month kuukausittain månedlig",
        "biweekly": "fortnightly every_two_weeks",
        "half_yearly": "semiannual twice_a_year",
        "middle": "manager supervisor",
        "supervisor_decides": "manager supervisor",
        "executive": "management director top johto",
        "leadership": "management leaders",
        "frontline": "agent front_line",
        "agent_decides": "agent",
        "email": "mail e_mail sähköposti",
        "team_meeting": "meeting",
        "self": "own internal",
        "external": "outside",
        "service": "support customer_service",
        "service_desk": "helpdesk",
        "service_and_sales": "both",
        "internal": "private",
        "public": "open_to_all",
        "outcome": "result",
        "efficiency": "process",
        "people": "staff",
        "success": "win",
    }
)


def normal(text: str) -> str:
    """Small letters, words joined by ``_``."""
    return re.sub(r"[\s\-./]+", "_", text.strip().casefold())


def meant_key(text: str, known: Iterable[str], *, boldly: bool = False) -> str | None:
    """The key of `known` that was meant by `text`: another spelling or another word for it."""
    keys = list(known)
    return _meant(text, keys, _KEYS, 0.62 if boldly else 0.76)


def meant_choice(text: str, choices: Iterable[str]) -> str | None:
    """The choice that was meant by `text`."""
    return _meant(text, list(choices), _CHOICES, 0.6)


def _meant(text: str, known: list[str], words: dict[str, tuple[str, ...]], cutoff: float) -> str | None:
    plain = normal(text)[:80]
    for name in known:
        if normal(name) == plain:
            return name
    for name in known:
        if sorted(normal(name).split("_")) == sorted(plain.split("_")):
            return name
    for word in words.get(plain, ()):
        if word in known:
            return word
    near = difflib.get_close_matches(plain, known, n=1, cutoff=cutoff)
    return near[0] if near else None


def nearest(text: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The names of `known` that are spelt most like `text`, nearest first."""
    return difflib.get_close_matches(normal(text)[:80], list(known), n=count, cutoff=0.6)


def enumerated(names: Iterable[str], most: int = 12) -> str:
    """``a, b and c``, cut after `most`."""
    listed = list(names)
    if len(listed) > most:
        return f"{', '.join(listed[:most])} … ({len(listed)} in all)"
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} and {listed[-1]}"
