"""What was changed between two versions: which entries, how figures moved, and nothing that is the same."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from playbookgen.judging.past import changed_on
from playbookgen.model.past import PAGE_OF, Alteration, FigureMoved
from playbookgen.model.playbook_file import Organisation
from support.changes import changes
from support.organisations import judged, minimal, sample, sample_data

DAY = date(2026, 10, 30)


def between(before: Organisation, after: Organisation) -> tuple[tuple[FigureMoved, ...], tuple[Alteration, ...]]:
    found = changed_on(DAY, (before, judged(before)), (after, judged(after)))
    assert found.day == DAY
    return found.figures, found.entries


def deeds(before: Organisation, after: Organisation) -> list[tuple[str, str, str, date | None]]:
    return [(each.page, ".".join(each.entry), each.deed, each.day) for each in between(before, after)[1]]


def action(**told: Any) -> Organisation:
    return minimal(plan={"actions": [{"id": "train", "text": "Train", "status": "not_started", **told}]})


@pytest.mark.parametrize(
    ("before", "after", "deed", "day"),
    [
        ({}, {"status": "in_progress"}, "begun", None),
        ({}, {"status": "blocked"}, "blocked", None),
        ({}, {"status": "cancelled"}, "dropped", None),
        ({}, {"status": "done", "done_on": "2026-10-01"}, "done", None),
        ({"status": "blocked"}, {}, "edited", None),
        ({"due": "2026-11-01"}, {"due": "2026-12-01"}, "moved", date(2026, 12, 1)),
        ({}, {"due": "2026-12-01"}, "moved", date(2026, 12, 1)),
        ({"due": "2026-11-01"}, {}, "edited", None),
        ({"due": "2026-11-01"}, {"due": "2026-12-01", "status": "in_progress"}, "begun", None),
        ({}, {"text": "Train all"}, "edited", None),
    ],
)
def test_what_was_done_with_an_action(before: dict[str, Any], after: dict[str, Any], deed: str, day: date | None) -> None:
    assert deeds(action(**before), action(**after)) == [("roadmap", "plan.actions.train", deed, day)]


def promise(**told: Any) -> Organisation:
    return minimal(leadership_checklist=[{"item": "floor_visit", "cadence": "monthly", **told}])


def test_a_promise_that_was_kept() -> None:
    kept = promise(last_done="2026-10-20")
    assert deeds(promise(), kept) == [("commitment", "leadership_checklist.floor_visit", "kept", date(2026, 10, 20))]
    assert [(each.figure, each.metric) for each in between(promise(last_done="2026-01-20"), kept)[0]] == [("commitment", "")]
    assert deeds(kept, promise()) == [("commitment", "leadership_checklist.floor_visit", "edited", None)]


def test_entries_that_come_and_go() -> None:
    before, after = (sample_data("lumivakka") for _ in range(2))
    after["risks"].append({"id": "new_one", "text": "Something", "probability": 1, "impact": 1})
    gone = before["glossary"] = [{"term": "Word", "definition": "Meaning"}]
    after["glossary"] = []
    told = deeds(Organisation.model_validate(before), Organisation.model_validate(after))
    assert told == [("risks", "risks.new_one", "new", None), ("glossary", "glossary.1", "gone", None)]
    assert gone


def test_a_new_figure_is_told_as_a_figure() -> None:
    before, after = (sample_data("lumivakka") for _ in range(2))
    before["metrics"][0]["actuals"].pop()
    old, new = (Organisation.model_validate(each) for each in (before, after))
    figures, entries = between(old, new)
    assert [(each.page, each.figure, each.metric, str(each.before), str(each.after)) for each in figures] == [
        ("scoreboard", "metric", "csat", "86.0", "87.0")
    ]
    assert entries == ()
    after["metrics"][0]["name"] = "Another name"
    assert [each.deed for each in between(old, Organisation.model_validate(after))[1]] == ["edited"]


def test_figures_of_small_groups_and_of_other_units_do_not_move() -> None:
    before, after = (sample_data("lumivakka") for _ in range(2))
    people = next(each for each in before["metrics"] if each["kind"] == "people")
    people["actuals"] = [{"period": "2026-10", "value": 50, "n": 2}]
    assert between(*(Organisation.model_validate(each) for each in (before, after)))[0] == ()
    before, after = (sample_data("lumivakka") for _ in range(2))
    before["metrics"][0]["actuals"].pop()
    before["metrics"][0]["unit"] = "points"
    assert between(*(Organisation.model_validate(each) for each in (before, after)))[0] == ()


def test_another_order_is_no_change() -> None:
    before, after = (sample_data("lumivakka") for _ in range(2))
    for chapter in ("risks", "metrics", "stakeholders", "leadership_checklist"):
        after[chapter].reverse()
    after["plan"]["actions"].reverse()
    assert between(*(Organisation.model_validate(each) for each in (before, after))) == ((), ())


def test_every_change_of_what_is_on_a_page_is_told() -> None:
    """Whatever field: one entry, on a page that the table knows; settings are on none."""
    told = sample("lumivakka")
    on_pages = [change for change in changes(told) if change.path.partition(".")[0].partition("[")[0] in PAGE_OF]
    assert len(on_pages) > 300
    for change in on_pages[::17]:
        figures, entries = between(told, change.make())
        # One that is named by its day is another one on another day.
        assert len(entries) == 1 or [each.deed for each in entries] == ["new", "gone"] or (not entries and figures), change
        assert {each.page for each in (*figures, *entries)} <= set(PAGE_OF.values())
    settings = [change for change in changes(told) if change.path.startswith(("site.", "rules", "privacy", "people", "teams"))]
    assert settings
    assert all(not between(told, change.make())[1] for change in settings[::5])
