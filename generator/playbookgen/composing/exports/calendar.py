"""`calendar.ics`: everything dated, for calendar software (RFC 5545, name and description from RFC 7986)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

from playbookgen.composing.exports.edition import ExportedEdition
from playbookgen.model.judgement import PromiseJudgement
from playbookgen.model.reach_judgement import CalendarEntry, CalendarKind

#: Most octets of a line before it is folded, the line break not counted.
_LINE_OCTETS: Final = 75
_ESCAPED: Final = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
_BREAKS: Final = re.compile(r"\r\n?|[\u2028\u2029]")
#: Controls have no place in a text of RFC 5545.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
#: SEQUENCE counts days from here, so that every later build replaces the entries of an earlier one.
_FIRST_DAY: Final = date(2000, 1, 1)

#: Kind → the page that tells more.
_PAGES: Final[dict[CalendarKind, str]] = {
    "goal": "target-state/vision/",
    "change_start": "",
    "change_end": "",
    "action": "plan/roadmap/",
    "phase_start": "plan/roadmap/",
    "phase_end": "plan/roadmap/",
    "steering": "leadership/steering-meeting/",
    "steering_held": "leadership/steering-meeting/",
    "promise": "leadership/commitment/",
    "assessment": "current-state/assessment/",
    "assessment_target": "current-state/assessment/",
    "communication": "together/communication/",
    "check_in": "learning/first-90-days/",
    "award": "together/calendar/",
    "award_decided": "together/calendar/",
}


def calendar_file(edition: ExportedEdition) -> bytes:
    """The calendar of an edition, as bytes of an iCalendar file.

    All entries are whole days. Nothing in it depends on the moment of the build: the time stamp is the
    as-of date, and an entry keeps its UID as long as `CalendarEntry.key` and the organisation's id stay.
    """
    profile = edition.organisation.organisation
    name = f"{edition.speech.plain(profile.name)} · {edition.speech.plain(edition.organisation.change.name)}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//playbookgen//playbook calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for entry in edition.judgement.calendar:
        lines += _event(edition, entry)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(edition: ExportedEdition, entry: CalendarEntry) -> Iterator[str]:
    as_of = edition.judgement.as_of
    stamp = f"{_day(as_of)}T000000Z"
    summary, details = _words(edition, entry)
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.key}@{edition.organisation.id}.playbookgen"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"SEQUENCE:{max((as_of - _FIRST_DAY).days, 0)}"
    yield f"DTSTART;VALUE=DATE:{_day(entry.day)}"
    if entry.last_day < date.max:  # the end is the day after the last one
        yield f"DTEND;VALUE=DATE:{_day(date.fromordinal(entry.last_day.toordinal() + 1))}"
    yield f"SUMMARY:{_text(summary)}"
    if details:
        yield f"DESCRIPTION:{_text(details)}"
    if edition.site_url:
        yield f"URL:{edition.site_url.rstrip('/')}/{_PAGES[entry.kind]}"
    # A day in somebody's calendar, not a time when they cannot be reached.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _words(edition: ExportedEdition, entry: CalendarEntry) -> tuple[str, str]:
    """Headline and details of an entry, as plain texts."""
    subject: Any = entry.subject
    plain, one = edition.speech.plain, edition.speech.words.one
    if entry.kind == "promise":
        return _joined(one("Leadership promise due:"), promised_act(edition, subject)), _late(edition, entry)
    if entry.kind == "check_in":
        return _joined(one("Check-in:"), plain(subject.module.name)), _joined(one("Started on"), edition.speech.formats.date(subject.start))
    if entry.kind == "communication":
        headline = one("Message to the teams")
        return f"{headline}: {plain(subject.text)}" if subject.text else headline, edition.person(subject.sender)
    if entry.kind == "assessment":
        return one("Assessment by ourselves") if subject.kind == "self" else one("Assessment from outside"), ""
    headline, field = _headlines(one)[entry.kind]
    owner = edition.person(getattr(subject, "owner", None) or getattr(subject, "chair", None))
    state = one("Done") if entry.kind == "action" and subject.status == "done" else _late(edition, entry)
    return _joined(headline, plain(getattr(subject, field)) if field else ""), " · ".join(part for part in (owner, state) if part)


def _joined(label: str, text: str) -> str:
    return f"{label} {text}".strip()


def _headlines(one: Callable[[str], str]) -> dict[CalendarKind, tuple[str, str]]:
    """Headline of a kind, and the field of its subject that stands behind it."""
    return {
        "goal": (one("Goal due:"), "text"),
        "action": (one("Action due:"), "text"),
        "steering": (one("Steering meeting"), ""),
        "steering_held": (one("Steering meeting held"), ""),
        "assessment_target": (one("Assessment target date"), ""),
        "phase_start": (one("Phase begins:"), "name"),
        "phase_end": (one("Phase ends:"), "name"),
        "award": (one("Application deadline:"), "name"),
        "award_decided": (one("Award decided:"), "name"),
        "change_start": (one("The change begins:"), "name"),
        "change_end": (one("The change ends:"), "name"),
    }


def _late(edition: ExportedEdition, entry: CalendarEntry) -> str:
    return edition.speech.words.one("Late") if entry.is_late else ""


def promised_act(edition: ExportedEdition, promise: PromiseJudgement) -> str:
    """What was promised: in the organisation's own words, else in the library's."""
    if promise.item and promise.item.text:
        return edition.speech.plain(promise.item.text)
    return next((edition.speech.plain(act.act) for act in edition.library.leadership.acts if act.id == promise.id), promise.id)


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    clean = _CONTROLS.sub("", _BREAKS.sub("\n", text))
    return "".join(_ESCAPED.get(character, character) for character in clean)


def _folded(line: str) -> bytes:
    """One content line: at most 75 octets, then a break and a space; no character is cut."""
    whole = line.encode("utf-8", "replace")
    if len(whole) <= _LINE_OCTETS:
        return whole + b"\r\n"
    folded, width = bytearray(), 0
    for character in line:
        octets = character.encode("utf-8", "replace")
        if width + len(octets) > _LINE_OCTETS:
            folded += b"\r\n "
            width = 1
        folded += octets
        width += len(octets)
    return bytes(folded + b"\r\n")
