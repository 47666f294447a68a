"""The next steering meeting: the agenda is filled with what waits, and stays short however much that is."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from playbookgen.model.library import Library
from playbookgen.model.organisation import Audience
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.workspace import TemplatePack
from support.editions import edition
from support.organisations import minimal, sample, sample_data

Points = Callable[..., list[str]]


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.fixture
def page(pack: TemplatePack, library: Library, compiled: dict[str, bytes]) -> Callable[..., str]:
    def make(organisation: Organisation | None = None, audience: Audience = "internal") -> str:
        playbook = edition(organisation or sample("lumivakka"), library, pack, audience=audience, compiled=compiled)
        return next(one.markdown for one in playbook.pages if one.address == "leadership/steering-meeting/")

    return make


@pytest.fixture
def points(page: Callable[..., str]) -> Points:
    """The seven points of the agenda as plain text."""

    def make(organisation: Organisation | None = None) -> list[str]:
        agenda = page(organisation).split('<ol class="pb-steps">')[1].split("</ol>")[0]
        return [_plain(point) for point in re.split(r'(?=<li><span class="pb-steps__time">)', agenda)[1:]]

    return make


def _crowded() -> Organisation:
    told: dict[str, Any] = sample_data("lumivakka")
    late, nobody = told["plan"]["actions"][1], told["plan"]["actions"][4]
    told["plan"]["actions"] += [{**late, "id": f"late_{number}"} for number in range(30)]
    told["plan"]["actions"] += [{**nobody, "id": f"nobody_{number}", "status": "blocked"} for number in range(30)]
    told["risks"] += [{**told["risks"][1], "id": f"risk_{number}"} for number in range(30)]
    told["metrics"] += [{**told["metrics"][2], "id": f"fcr_{number}", "catalogue": "fcr"} for number in range(30)]
    told["challenges"] += [{"id": f"own_{number}", "name": "Noise", "severity": 5} for number in range(30)]
    told["change"]["steering_meeting"]["decisions"] = [{"date": "2026-09-01", "text": f"Decision {number}"} for number in range(30)]
    return Organisation.model_validate(told)


def test_the_agenda_has_seven_points_of_45_minutes(points: Points) -> None:
    minutes = [int(point.split()[0]) for point in points()]
    assert (len(minutes), sum(minutes)) == (7, 45)


def test_every_point_is_filled_with_what_waits(points: Points) -> None:
    story, figures, errors, decisions, promises, stop, message = points()
    assert "Chat closes too early" in story
    assert figures.index("Off track First contact resolution") < figures.index("At risk Customer satisfaction")
    assert "After-contact work" not in figures
    assert "Recommendation (NPS) 36 → 40 (no conclusion yet)" in figures
    for text in (
        "31 days late Ring-fence",
        "No owner yet Joint improvement table",
        "No proof of effect",
        "High risk, unattended One-view release slips",
    ):
        assert text in errors
    assert "Average handling time · 15 of 52 reach it." in decisions
    assert "Make advisers proud of their work" in decisions
    assert "8 of 10 promises are kept" in promises
    assert "Never done" in promises
    assert "Average handling time and Occupancy" in stop
    assert "After-contact work" not in stop
    assert "Coaching skills for supervisors" in message


def _judged_by(**rules: Any) -> Organisation:
    return Organisation.model_validate(sample_data("lumivakka") | {"rules": rules})


def test_what_cannot_wait_is_what_the_rules_find(points: Points) -> None:
    """Errors of rules without words of their own here are told as their finding tells them; other limits give another agenda."""
    assert "Channel without skill" in points()[2]
    patient = points(_judged_by(PB015={"thresholds": {"long": 32}}, PB013={"off": "Not yet."}, PB014={"severity": "hint"}))[2]
    assert "31 days late" not in patient
    assert "No proof of effect" not in patient
    assert "Joint improvement table" not in patient
    assert "High risk, unattended" in patient
    assert "High risk, unattended" not in points(_judged_by(PB042={"off": "Not yet."}))[2]


def test_what_to_decide_and_to_stop_is_what_the_rules_find(points: Points) -> None:
    relaxed = points(_judged_by(PB001={"thresholds": {"one_in": 4}}, PB006={"off": "Not yet."}))
    assert "15 of 52 reach it" not in relaxed[3]
    assert "Nobody acts on these figures" not in relaxed[5]


def test_the_meeting_has_its_day_and_its_chair(page: Callable[..., str]) -> None:
    text = _plain(page())
    assert "By 14 Nov 2026" in text
    assert "In the chair: Contact centre director" in text
    told = sample_data("lumivakka")
    told["change"]["steering_meeting"]["last_held"] = "2026-07-01"
    late = Organisation.model_validate(told)
    assert "91 days late" in _plain(page(late))
    # That the meetings have stopped is a finding for the leadership's edition (settled G10).
    assert "PB019" not in page(late)
    assert "PB019" in page(late, "leadership")


def test_decisions_wait_in_the_agenda_and_stand_in_the_log(page: Callable[..., str], points: Points) -> None:
    told = sample_data("lumivakka")
    told["change"]["steering_meeting"]["decisions"] = [
        {"date": "2026-09-14", "text": "Shorten the claim letter", "owner": "dir_cc"},
        {"date": "2026-09-14", "text": "Drop the Friday report", "owner": "ceo", "done": "2026-10-20"},
    ]
    organisation = Organisation.model_validate(told)
    _, _, _, decisions, promises, _, _ = points(organisation)
    assert "Decided 14 Sept 2026, still open Shorten the claim letter · Contact centre director" in decisions
    assert "Drop the Friday report" not in decisions
    assert "Done Drop the Friday report" in promises
    assert "Open for 47 days" in page(organisation)


def test_the_agenda_stays_on_one_sheet_however_much_waits(points: Points) -> None:
    crowded = points(_crowded())
    assert "and 29 more" in " ".join(crowded)
    # About 62 lines of 110 characters fit on a sheet of A4 below the head of the page.
    assert sum(len(point) for point in crowded) < 4000


def test_an_organisation_that_tells_nothing_gets_the_agenda_too(page: Callable[..., str], points: Points) -> None:
    assert "<code>change.steering_meeting</code>" in page(minimal())
    assert len(points(minimal())) == 7
