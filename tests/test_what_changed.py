"""From commits to what an edition tells: versions that are passed over, the rules of today for yesterday, the same bytes from any clone."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from playbookgen import pipeline
from playbookgen.model.past import Earlier
from playbookgen.model.text import LocalisedText
from playbookgen.pipeline.opened import Opened
from playbookgen.pipeline.past import recalled
from playbookgen.reading.past import Past
from support.histories import grown
from support.repositories import Clone
from support.workspaces import TODAY, told, tree


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """An organisation as it was begun."""
    made = Clone.begin(tmp_path / "clone")
    made.write("site_config.yml").write("playbook/alfa.yml", told("alfa", name="One")).commit("2026-10-01")
    return made


def past(clone: Clone) -> tuple[Earlier, ...] | None:
    """What is known of alfa's past."""
    opened = Opened.at(clone.workspace)
    (source,) = opened.workspace.sources
    read = opened.read(source, TODAY, TODAY)
    assert read.organisation is not None, read.checked.problems
    with recalled(Past.of(clone.workspace)) as recall:
        return opened.past(read, source, recall)


def names(clone: Clone) -> list[tuple[date, LocalisedText, LocalisedText]]:
    return [(each.day, each.before.organisation.name, each.after.organisation.name) for each in past(clone) or ()]


def test_a_version_with_errors_is_passed_over(clone: Clone) -> None:
    """What was changed counts for the day that mended it."""
    for day, text in (("2026-10-02", "a: ["), ("2026-10-03", told("alfa", name="Two")), ("2026-10-04", told("alfa", name="Three"))):
        clone.write("playbook/alfa.yml", text).commit(day)
    one, two, three = map(LocalisedText.of, ("One", "Two", "Three"))
    assert names(clone) == [(date(2026, 10, 4), two, three), (date(2026, 10, 3), one, two)]


def test_what_is_not_committed_has_no_day(clone: Clone) -> None:
    clone.write("playbook/alfa.yml", told("alfa", name="Two")).commit("2026-10-02")
    clone.write("playbook/alfa.yml", told("alfa", name="Not yet"))
    assert names(clone) == [(date(2026, 10, 2), LocalisedText.of("One"), LocalisedText.of("Two"))]


def test_the_first_version_is_no_change(clone: Clone, tmp_path: Path) -> None:
    assert past(clone) == ()
    assert past(clone.cloned(tmp_path / "shallow", "--depth=1")) is None
    shutil.rmtree(clone.root / ".git")
    assert past(clone) is None


def test_the_rules_of_today_hold_for_yesterday(clone: Clone) -> None:
    clone.write("playbook/alfa.yml", told("alfa", name="Two") + "privacy: {min_group: 12}\n").commit("2026-10-02")
    (each,) = past(clone) or ()
    assert each.before.privacy == each.after.privacy
    assert each.before.privacy.min_group == 12


@pytest.mark.slow
def test_the_same_bytes_from_any_clone_and_none_of_it_without_a_history(tmp_path: Path) -> None:
    first = grown(tmp_path / "first")
    again = first.cloned(tmp_path / "again")
    exported = []
    for clone in (first, again):
        folder = tmp_path / f"{clone.root.name}-export"
        pipeline.export(clone.workspace, "lumivakka", folder, language="en", audience=None, as_of=None, today=TODAY)
        exported.append(tree(folder))
    assert exported[0] == exported[1]
    assert b"2026-10-30T00:00:00Z" in exported[0]["en/docs/feed.xml"]
    shutil.rmtree(again.root / ".git")
    pipeline.export(again.workspace, "lumivakka", tmp_path / "loose", language="en", audience=None, as_of=None, today=TODAY)
    loose = tree(tmp_path / "loose")
    differ = {path for path in exported[0].keys() | loose.keys() if exported[0].get(path) != loose.get(path)}
    assert differ == {"en/docs/feed.xml", "en/docs/index.md", "en/docs/print/index.md", "en/mkdocs.yml"}
