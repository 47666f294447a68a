"""The pages of everyday work say the right thing first, and nothing about single people."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest

from playbookgen.composing import compose
from playbookgen.judging import judge
from playbookgen.model.library import Library
from playbookgen.model.organisation import Audience
from playbookgen.model.playbook_file import Organisation
from playbookgen.model.text import LocalisedText
from playbookgen.model.training import Skill
from playbookgen.model.workspace import SiteConfig, TemplatePack
from support.editions import compiled
from support.organisations import AS_OF, sample

Reader = Callable[..., str]


@pytest.fixture
def page(pack: TemplatePack, library: Library) -> Reader:
    """`page(address, organisation, audience)`: the Markdown of one page, without character references."""

    def make(address: str, organisation: Organisation | None = None, audience: Audience = "internal") -> str:
        told = organisation or sample("lumivakka")
        judged = judge(told, AS_OF, library)
        playbook = compose(told, judged, library, pack, language="en", audience=audience, config=SiteConfig(), compiled=compiled(pack))
        return next(unescape(one.markdown) for one in playbook.pages if one.address == address)

    return make


def _rows(markdown: str, caption: str) -> list[str]:
    """First cells of the table with that caption, as plain text."""
    table = markdown[markdown.index(caption) :].split("</table>", maxsplit=1)[0]
    cells = re.findall(r'<th scope="row"[^>]*>(.*?)</th>', table, flags=re.S)
    return [re.sub(r"<[^>]+>", " ", cell.split("<br>")[0]).strip() for cell in cells]


def test_what_i_may_decide_begins_with_most_freedom(page: Reader) -> None:
    rows = _rows(page("my-work/decisions/"), "<caption>What may I decide?")
    assert rows == [
        "Waive a reminder fee",
        "Promise a call-back at a set time",
        "Goodwill credit after our mistake",
        "Accept a small property claim",
        "Cancel a policy retroactively",
    ]


def test_the_table_of_decisions_comes_before_every_figure_and_guidance(page: Reader) -> None:
    text = page("my-work/decisions/")
    assert text.index("<table") < text.index("pb-judgement") < text.index("pb-next") < text.index("pb-guidance")


def test_money_without_a_limit_is_said_where_it_is_missing(page: Reader) -> None:
    organisation = sample("lumivakka")
    first = organisation.decisions[0].model_copy(update={"limit": None, "money": True})
    text = page("my-work/decisions/", organisation.model_copy(update={"decisions": [first, *organisation.decisions[1:]]}))
    assert "No limit written yet" in text
    assert "Some limits are unclear" in text


def test_the_agent_page_shows_no_figure_of_persons_and_none_for_resourcing(page: Reader) -> None:
    rows = _rows(page("my-work/expectations/"), "Figures of all of us together")
    assert "Customer satisfaction" in rows
    # Efficiency figures are not the agents' unless somebody says so; handling time is for resourcing.
    assert not {"Average handling time", "After-contact work", "Occupancy"} & set(rows)
    assert "15 of 52" not in page("my-work/expectations/")


def test_an_efficiency_figure_is_shown_to_those_it_is_meant_for(page: Reader) -> None:
    organisation = sample("lumivakka")
    metrics = [one.model_copy(update={"visible_to": ["agent"]}) if one.id == "acw" else one for one in organisation.metrics]
    assert "After-contact work" in _rows(
        page("my-work/expectations/", organisation.model_copy(update={"metrics": metrics})), "Figures of all of us together"
    )


def test_contacts_and_figures_stay_inside(page: Reader) -> None:
    organisation = sample("lumivakka")
    people = [person.model_copy(update={"contact": "desk 4711"}) for person in organisation.people]
    reachable = organisation.model_copy(update={"people": people})
    assert "desk 4711" in page("my-work/expectations/", reachable)
    outside = page("my-work/expectations/", reachable, "public")
    assert "desk 4711" not in outside
    assert "Figures of all of us together" not in outside


def test_waiting_feedback_stands_on_top_the_oldest_first(page: Reader) -> None:
    assert _rows(page("my-work/feedback/"), "Waiting ones first") == [
        "Chat closes too early",
        "Travel cover article is out of date",
        "Ask for the licence plate once",
    ]


def test_the_morning_start_can_be_run_from_the_page(page: Reader) -> None:
    text = page("supervisors/toolkit/")
    checklist = text[text.index('data-pb-checklist="morning-start"') :].split("</section>")[0]
    assert len(re.findall(r'type="checkbox"', checklist)) >= 5
    assert sum(int(minutes) for minutes in re.findall(r">(\d+) min", checklist)) <= 15
    # What to bring: the two figures of the board, with their values.
    assert "Customer satisfaction 87.0% → 90%" in text
    # The steps stand in the checklist only, not again in the guidance.
    assert text.count("how are we: “Thumb up") == 1


def test_the_board_has_the_metrics_that_were_chosen(page: Reader) -> None:
    text = page("supervisors/toolkit/")
    board = text[text.index("Are we doing well?") :].split("</table>")[0]
    assert re.findall(r'<th scope="row">(.*?)</th>', board) == ["Customer satisfaction", "First contact resolution", "After-contact work"]


def test_recordings_without_rules_are_not_to_be_used(page: Reader) -> None:
    organisation = sample("lumivakka")
    assert "The rules are written" in page("learning/systems/")
    platform = organisation.systems[0].model_copy(update={"recording": None})
    text = page("learning/systems/", organisation.model_copy(update={"systems": [platform, *organisation.systems[1:]]}))
    assert "do not use recordings in training yet" in text
    assert text.count("Not written yet") == 4


@pytest.mark.parametrize(("seconds", "words"), [(20, "20 seconds"), (60, "1 minute"), (90, "90 seconds"), (86_400, "24 hours")])
def test_a_promise_is_told_in_the_largest_whole_unit(page: Reader, seconds: int, words: str) -> None:
    organisation = sample("lumivakka")
    phone = organisation.channels[0]
    assert phone.service_level is not None
    level = phone.service_level.model_copy(update={"within_seconds": seconds})
    channels = [phone.model_copy(update={"service_level": level}), *organisation.channels[1:]]
    assert f"80% within {words}<" in page("learning/channels/", organisation.model_copy(update={"channels": channels}))


def test_a_skill_nobody_has_is_told(page: Reader) -> None:
    organisation = sample("lumivakka")
    skill = Skill(id="listening", name=LocalisedText.of("Listening"), group="encounter", agents_ready=0)
    training = organisation.training.model_copy(update={"skills": [skill]})
    assert "nobody yet" in page("learning/first-90-days/", organisation.model_copy(update={"training": training}))
