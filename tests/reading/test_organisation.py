"""From a source to an organisation: the samples, folders of files, and the day that counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from playbookgen.reading import discover, load_library, load_templates, packaged_templates, read_organisation
from support.mistakes import base, blocks
from support.sources import TODAY, library, problems_of, read

BASE = base()
REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["lumivakka", "multelia", "tuohikoski"])
def test_samples_have_no_problems(name: str) -> None:
    sources = {source.id: source for source in discover(REPOSITORY).sources}
    real = load_library(load_templates(packaged_templates(), None))
    reading = read_organisation(sources[name], library=real, as_of=None, today=TODAY)
    assert reading.problems == ()
    assert reading.organisation is not None
    assert reading.organisation.id == name
    assert reading.as_of == date(2026, 10, 31)


def test_values_mean_what_their_fields_say() -> None:
    text = BASE.replace("country: FI", "country: NO").replace("name: Mail,", "name: 12:30,") + "glossary:\n  - {term: 1.10, definition: no}\n"
    organisation = read(text).organisation
    assert organisation is not None
    assert organisation.organisation.country == "NO"
    assert organisation.teams[1].name.speak("en", "en").text == "12:30"
    assert organisation.glossary[0].term.speak("en", "en").text == "1.10"
    assert organisation.glossary[0].definition.speak("en", "en").text == "no"
    assert organisation.metrics[0].actuals[1].value == Decimal("73.5")


def test_folder_of_files_is_the_same_organisation() -> None:
    pieces = list(blocks(BASE).values())
    assert read(*pieces).organisation == read(BASE).organisation


def test_problems_of_all_files_in_one_run_sorted_by_place() -> None:
    pieces = blocks(BASE)
    first = pieces["schema_version"] + pieces["site"] + pieces["organisation"].replace("main_task: service", "main_task: servise")
    rest = "".join(text for key, text in pieces.items() if key not in {"schema_version", "site", "organisation"})
    problems = problems_of(first, rest.replace("sponsor: ceo", "sponsor: cfo").replace("severity: 4", "severity: 7"))
    assert [(problem.code, problem.place.path.split("/")[-1] if problem.place else "") for problem in problems] == [
        ("E205", "0.yml"),
        ("E301", "1.yml"),
        ("E203", "1.yml"),
    ]


def test_same_key_in_two_files_names_both() -> None:
    problems = problems_of(BASE, "glossary: []\nteams: []\n")
    assert [problem.code for problem in problems] == ["E110"]
    problem = problems[0]
    assert problem.place is not None
    assert problem.related is not None
    assert (problem.place.path, problem.place.line) == ("playbook/northlight/1.yml", 2)
    assert (problem.related.path, problem.related.line) == ("playbook/northlight/0.yml", 10)


def test_which_day_counts() -> None:
    without = BASE.replace(", as_of: 2026-10-31", "")
    assert read(BASE).as_of == date(2026, 10, 31)
    assert read(BASE, as_of=date(2026, 9, 30)).as_of == date(2026, 9, 30)
    assert read(without).as_of == TODAY
    assert read(BASE.replace("as_of: 2026-10-31", "as_of: 31.10.2026")).as_of == TODAY


def test_a_given_day_is_the_one_dates_are_checked_against() -> None:
    assert problems_of(BASE) == ()
    problems = problems_of(BASE, as_of=date(2026, 8, 15))
    assert [problem.code for problem in problems] == ["E304"]
    assert "2026-09" in problems[0].message


def test_a_period_that_has_begun_is_fine() -> None:
    assert problems_of(BASE.replace("period: 2026-09", "period: 2026-10")) == ()
    assert problems_of(BASE.replace("period: 2026-09", "period: 2026-10"), as_of=date(2026, 10, 1)) == ()


@pytest.mark.parametrize(
    "added",
    [
        "leadership_checklist:\n  - {item: floor_visit, last_done: 2026-11-01}\n",
        "feedback:\n  items:\n    - {id: slow, date: 2026-11-01, source: staff, text: Slow}\n",
        "feedback:\n  items:\n    - {id: slow, date: 2026-10-01, source: staff, text: Slow, replied: 2026-11-01}\n",
        "recognition:\n  log:\n    - {date: 2026-11-01}\n",
        "assessments:\n  - {id: own, kind: self, date: 2026-11-01, scores: {people: 50}}\n",
        "strategy_pulse: {date: 2026-11-01, asked: 1, clear: 1, partly: 0, unclear: 0}\n",
        "strategy_pulse:\n  - {date: 2026-11-01, asked: 1, clear: 1, partly: 0, unclear: 0}\n",
    ],
)
def test_what_has_happened_cannot_lie_ahead(added: str) -> None:
    assert [problem.code for problem in problems_of(BASE + added)] == ["E304"]


def test_communication_may_be_planned() -> None:
    added = "communication:\n  events:\n    - {id: news, date: 2026-12-01, channel: email, kind: progress}\n"
    assert problems_of(BASE + added) == ()


def test_warnings_do_not_stop_the_organisation() -> None:
    reading = read(BASE.replace("percent: 80", "percent: 0.8"))
    assert [problem.severity for problem in reading.problems] == ["warning"]
    assert reading.organisation is not None


def test_contradictions_are_found_although_something_else_is_wrong() -> None:
    text = BASE.replace("value: 73.5}", "value: 173.5}").replace("main_task: service", "main_task: x").replace("end: 2026-06-30", "end: 2025-06-30")
    assert [problem.code for problem in problems_of(text)] == ["E205", "E203", "E303"]


def test_a_misspelt_list_does_not_drown_its_references() -> None:
    assert [problem.code for problem in problems_of(BASE.replace("\npeople:", "\npeoples:"))] == ["E202"]


def test_own_keys_are_free_everywhere() -> None:
    text = BASE.replace("  country: FI", "  country: FI\n  x_note: {any: [thing]}").replace("roles: {agent:", "roles: {x_todo: 1, agent:")
    assert problems_of(text + "x_top: [1, 2]\n") == ()


def test_own_challenges_and_acts() -> None:
    added = "leadership_checklist:\n  - {item: walks_the_floor, text: Walks the floor, area: participation}\n"
    text = BASE.replace("challenges:\n", "challenges:\n  - {id: old_tools, name: Old tools, severity: 2}\n") + added
    assert problems_of(text) == ()
    lacking = problems_of(text.replace("name: Old tools, ", "").replace(", area: participation", ""))
    assert [problem.code for problem in lacking] == ["E201", "E201"]
    assert "area" in (lacking[1].help or "")


def test_library_ids_may_be_named() -> None:
    text = BASE.replace("challenges: [unclear_goals]}", "challenges: [metrics_missing]}")
    assert problems_of(text.replace("    kind: outcome", "    catalogue: fcr\n    kind: outcome")) == ()


def test_development_areas_in_all_forms() -> None:
    added = """
assessments:
  - id: own
    kind: self
    date: 2026-05-05
    scores: {people: 50}
    development_areas:
      - One text
      - {en: A text, fi: Teksti}
      - {text: {en: A text}, links: [role_cards, unclear_goals]}
"""
    assert problems_of(BASE + added) == ()
    wrong = problems_of(BASE + added.replace("role_cards", "role_card"))
    assert [(problem.code, problem.suggestion) for problem in wrong] == [("E301", "role_cards")]


def test_list_written_as_a_map_of_ids() -> None:
    text = BASE.replace("  - {id: ceo, title: Chief executive, role: executive}", "  ceo: {title: Chief executive, role: executive}").replace(
        "  - {id: sup_phone, title: Supervisor of the phones, role: supervisor}", "  sup_phone: {title: Supervisor, role: supervisor}"
    )
    problems = problems_of(text)
    assert [problem.code for problem in problems] == ["E204"]
    assert "- {id: ceo, …}" in (problems[0].help or "")


def test_problems_found_on_the_disk_stop_the_organisation() -> None:
    from dataclasses import replace

    from playbookgen.model.problem import Place, Problem
    from support.sources import source

    found = replace(source(BASE), problems=(Problem("E108", "a link", Place("playbook/northlight.yml")),))
    reading = read_organisation(found, library=library(), as_of=None, today=TODAY)
    assert reading.organisation is None
    assert [problem.code for problem in reading.problems] == ["E108"]
