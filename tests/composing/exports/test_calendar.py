"""The calendar file, read by the icalendar library and by its own lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args

import pytest
from icalendar import Calendar

from playbookgen.composing.audience import DATES
from playbookgen.composing.exports.calendar import _PAGES, calendar_file
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.reach_judgement import CalendarKind
from playbookgen.model.text import LANGUAGES, Language
from support.exports import Exporter
from support.organisations import AS_OF, minimal, sample

NAUGHTY = 'a, b; c\\d "e" äö 👩‍💻 BEGIN:VEVENT ' + "Asiakaspalvelutilannekokonaisuus" * 5


def told(content: bytes) -> list[Any]:
    (calendar,) = Calendar.from_ical(content, multiple=True)
    assert not calendar.errors
    events = list(calendar.walk("VEVENT"))
    assert not [event.errors for event in events if event.errors]
    return events


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["lumivakka", "tuohikoski", "multelia"])
def test_a_calendar_program_reads_every_entry(edition: Exporter, name: str, language: Language) -> None:
    made = edition(sample(name), language)
    events = told(calendar_file(made))
    entries = made.judgement.calendar
    assert [str(event["UID"]) for event in events] == [f"{entry.key}@{name}.playbookgen" for entry in entries]
    assert [(event.decoded("DTSTART"), event.decoded("DTEND")) for event in events] == [
        (entry.day, entry.last_day + timedelta(days=1)) for entry in entries
    ]
    assert all(event["DTSTART"].params["VALUE"] == "DATE" for event in events)
    assert {event.decoded("DTSTAMP") for event in events} == {datetime(AS_OF.year, AS_OF.month, AS_OF.day, tzinfo=UTC)}
    assert all(str(event["SUMMARY"]).strip() for event in events)


def test_lines_are_folded_at_75_octets_and_end_with_crlf(edition: Exporter) -> None:
    content = calendar_file(edition(with_goal(NAUGHTY)))
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert max(map(len, lines)) > 70
    for line in lines:
        line.decode("utf-8")


def test_a_text_comes_out_as_typed_and_starts_no_entry(edition: Exporter) -> None:
    content = calendar_file(edition(with_goal(NAUGHTY)))
    (goal,) = [event for event in told(content) if event["UID"].startswith("goal-")]
    assert str(goal["SUMMARY"]) == f"Goal due: {NAUGHTY}"
    assert content.count(b"\r\nBEGIN:VEVENT\r\n") == len(told(content))


def test_a_rebuild_updates_and_never_doubles(edition: Exporter) -> None:
    before, after = edition(with_goal("Better")), edition(with_goal("Better still", due="2026-12-24"))
    old, new = told(calendar_file(before)), told(calendar_file(after))
    assert [event["UID"] for event in old] == [event["UID"] for event in new]
    assert len({str(event["UID"]) for event in new}) == len(new)


def test_a_later_build_counts_on(edition: Exporter) -> None:
    made = edition(with_goal("Better"))
    later = replace(made, judgement=replace(made.judgement, as_of=AS_OF + timedelta(days=1)))
    assert told(calendar_file(later))[0]["SEQUENCE"] == told(calendar_file(made))[0]["SEQUENCE"] + 1


def test_the_same_edition_gives_the_same_bytes(edition: Exporter) -> None:
    assert calendar_file(edition(sample("lumivakka"), "fi")) == calendar_file(edition(sample("lumivakka"), "fi"))


def test_the_public_learns_of_goals_and_of_the_change_alone(edition: Exporter) -> None:
    events = told(calendar_file(edition(sample("lumivakka"), audience="public")))
    assert {str(event["UID"]).split("-")[0] for event in events} == {"goal", "change"}


def test_an_entry_leads_to_its_page_where_the_address_is_known(edition: Exporter) -> None:
    events = told(calendar_file(edition(sample("lumivakka"), site_url="https://site.example/lumivakka/")))
    urls = {str(event["UID"]).split("@")[0]: str(event["URL"]) for event in events}
    assert urls["action-act_coaching"] == "https://site.example/lumivakka/plan/roadmap/"
    assert all("URL" not in event for event in told(calendar_file(edition(sample("lumivakka")))))


def test_no_name_of_a_person_leaves_in_the_file(edition: Exporter) -> None:
    organisation = sample("lumivakka")
    people = [person.model_copy(update={"display_name": "Aino Esimerkki"}) for person in organisation.people]
    assert b"Aino" not in calendar_file(edition(organisation.model_copy(update={"people": people})))


def test_the_last_day_of_all_has_no_day_after(edition: Exporter) -> None:
    organisation = with_goal("Better", due="9999-12-31")
    goal = next(event for event in told(calendar_file(edition(organisation))) if event["UID"].startswith("goal-"))
    assert goal.decoded("DTSTART") == date.max
    assert "DTEND" not in goal


def test_every_kind_has_its_readers() -> None:
    assert set(_PAGES) == set(DATES) == set(get_args(CalendarKind))


def with_goal(text: str, due: str = "2026-12-31") -> Organisation:
    told: dict[str, Any] = {"goals": [{"id": "goal_one", "text": text, "due": due}]}
    return minimal(change=told)
