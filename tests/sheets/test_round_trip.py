"""What comes back from a spreadsheet: nothing where nothing was changed, and the lines that were changed where something was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest

from support.house import REPOSITORY
from support.workbooks import NAMES, Book, Rows, came_back, difference, exported, read, read_after, workbook

GOLDEN: Final = REPOSITORY / "tests" / "golden" / "workbook-edits.diff"
L, K = "lumivakka", "kolmasen"
EDITS: list[tuple[str, str, Callable[[Rows], None]]] = [
    ("a figure", L, lambda r: r.set("business", 0, cost_per_contact="7.25")),
    ("a text in one language", L, lambda r: r.set("metrics", r.at("metrics", id="csat"), name__fi="Asiakkaan ääni: tyytyväisyys")),
    ("a text in a language it had not", K, lambda r: r.set("teams", 0, name__en="The front desk")),
    ("a day", L, lambda r: r.set("plan.actions", r.at("plan.actions", id="act_crm_view"), due="2027-01-15")),
    ("a choice", L, lambda r: r.set("roles", r.at("roles", id="coach"), level="development")),
    ("an emptied cell", L, lambda r: r.set("site", 0, owner="")),
    ("an emptied cell in brackets", L, lambda r: r.set("roles", r.at("roles", id="coach"), headcount="")),
    ("a new key", L, lambda r: r.set("plan.actions", r.at("plan.actions", id="act_crm_view"), effort="2")),
    ("a new key in brackets", L, lambda r: r.set("people", r.at("people", id="ceo"), display_name="K. Lahti")),
    ("a new map", L, lambda r: r.set("metrics", r.at("metrics", id="acw"), business_link__outcome="cost", business_link__evidence="hypothesis")),
    ("one key of a new map", L, lambda r: r.set("channels", 3, service_level__percent="80", service_level__within_seconds="3600")),
    ("a chapter that was not told", L, lambda r: r.set("privacy", 0, min_group="7")),
    ("an id more in a list", L, lambda r: r.set("teams", r.at("teams", id="claims"), channels="phone, email, web_chat")),
    ("an id less in a list", L, lambda r: r.set("teams", r.at("teams", id="service"), channels="phone, sms")),
    ("another id in a list", L, lambda r: r.set("change", 0, team="dir_cc, coach_a, sv_claims, agent_rep")),
    ("an emptied list", L, lambda r: r.set("plan.actions", r.at("plan.actions", id="act_coaching"), areas="")),
    ("a list begun", L, lambda r: r.set("plan.actions", r.at("plan.actions", id="act_crm_view"), areas="people, results")),
    (
        "an entry at the end",
        L,
        lambda r: r.add("risks", id="r_new", text__en="Two systems at once", text__fi="Kaksi järjestelmää yhtä aikaa", probability="2", impact="4"),
    ),
    ("an entry in between", L, lambda r: r.add("people", 1, id="dir_new", title__en="Director", title__fi="Johtaja", role="executive")),
    ("a row of what belongs to another", L, lambda r: r.add("metrics.actuals", parent="enps", period="2026-10", value="13.50", n="49")),
    ("a first row of what belongs to another", L, lambda r: r.add("metrics.checkpoints", parent="fcr", date="2026-12-31", value="75")),
    ("a deleted entry", L, lambda r: r.delete("training.cohorts", 0)),
    ("a deleted row of what belongs to another", L, lambda r: r.delete("metrics.actuals", r.at("metrics.actuals", parent="csat", period="2026-08"))),
    ("the last entry deleted", L, lambda r: r.delete("glossary", 0)),
    ("a row moved to another", L, lambda r: r.set("metrics.actuals", r.at("metrics.actuals", parent="acw"), parent="enps")),
    ("a key renamed", L, lambda r: r.set("communication.max_gap_weeks", 0, key="coach")),
    ("one answer becomes two", L, lambda r: r.add("strategy_pulse", date="2026-10-20", asked="40", clear="20", partly="10", unclear="10")),
    ("a text gets links", L, lambda r: r.set("assessments.development_areas", 0, links="act_claims_table")),
    ("a text is worded anew", L, lambda r: r.set("assessments.development_areas", 1, text__en="Claims is told, not asked")),
    ("a rule", L, lambda r: r.add("rules", key="PB016", off__en="Decided in the steering group")),
    ("in a folder", K, lambda r: r.set("risks", 0, impact="2")),
    ("a new chapter in a folder", K, lambda r: r.set("privacy", 0, min_group="7")),
]


def expected() -> dict[str, list[str]]:
    """The difference that each edit makes, by its name."""
    found: dict[str, list[str]] = {}
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            found[line[2:]] = lines = []
        else:
            lines.append(line)
    return found


EXPECTED = expected()


@pytest.mark.parametrize("name", NAMES)
def test_an_unchanged_workbook_changes_nothing(name: str) -> None:
    assert came_back(name, workbook(name)).edits == ()


@pytest.mark.parametrize("name", ["kolmasen", "ternfield"])
def test_a_workbook_that_was_saved_again_changes_nothing(name: str) -> None:
    assert came_back(name, Book.of(name).saved()).edits == ()


def test_the_same_organisation_gives_the_same_bytes() -> None:
    assert exported(read("multelia")) == workbook("multelia")


def test_every_edit_is_known() -> None:
    assert [title for title, _, _ in EDITS] == list(EXPECTED)
    assert len(EDITS) >= 25


@pytest.mark.parametrize(("title", "name", "act"), EDITS, ids=[title for title, _, _ in EDITS])
def test_an_edit_changes_its_own_lines(title: str, name: str, act: Callable[[Rows], None]) -> None:
    rows = Rows(name)
    act(rows)
    comparison = rows.compared()
    assert not comparison.problems
    assert difference(name, comparison) == EXPECTED[title]
    assert {problem.message for problem in read_after(name, comparison).problems if problem.severity == "error"} == set()
