"""`compare`: files, folders and revisions, in words, as Markdown and as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from support.house import REPOSITORY
from support.repositories import Clone
from support.workspaces import Invoke, told, workspace

SAMPLE = (REPOSITORY / "playbook" / "lumivakka.yml").read_text(encoding="utf-8")


def differences(invoke: Invoke, old: object, new: object, *options: str) -> dict[str, Any]:
    """The organisations of the JSON, by id."""
    ran = invoke(*options, "compare", str(old), str(new), "--format", "json")
    assert ran.status == 0, ran.err + ran.out
    return {each["id"]: each for each in json.loads(ran.out)["organisations"]}


def edited(tmp_path: Path, *edits: tuple[str, str]) -> tuple[Path, Path]:
    """The sample as it is and with texts of it replaced, under names that say nothing."""
    text = SAMPLE
    for before, after in edits:
        assert before in text
        text = text.replace(before, after, 1)
    paths = tmp_path / "last year.yml", tmp_path / "now.yml"
    for path, content in zip(paths, (SAMPLE, text), strict=True):
        path.write_text(content, encoding="utf-8")
    return paths


def test_the_same(invoke: Invoke, tmp_path: Path) -> None:
    ran = invoke("compare", *map(str, edited(tmp_path)))
    assert (ran.status, ran.out) == (0, "lumivakka: nothing differs\n")


def test_an_action_with_what_follows_from_it(invoke: Invoke, tmp_path: Path) -> None:
    old, new = edited(tmp_path, ("status: in_progress", "status: done"))
    found = differences(invoke, old, new)["lumivakka"]["differences"]
    assert {"kind": "figure", "page": "plan/roadmap/", "subject": "actions done", "before": "2 of 5", "after": "3 of 5"} in found
    changed = [each for each in found if each["kind"] == "action"]
    assert [(each["before"], each["after"]) for each in changed] == [("in_progress", "done")]
    assert changed[0]["subject"].startswith("plan.actions.act_")
    assert [each["kind"] for each in found] == sorted((each["kind"] for each in found), key=["figure", "finding", "action"].index)
    assert {each["kind"] for each in differences(invoke, new, old)["lumivakka"]["differences"]} >= {"figure", "action"}


def test_everything_told_is_shown_as_it_stands_in_the_file(invoke: Invoke, tmp_path: Path) -> None:
    old = tmp_path / "old.yml"
    old.write_text(told("lumivakka"), encoding="utf-8")
    found = differences(invoke, old, REPOSITORY / "playbook" / "lumivakka.yml")["lumivakka"]["differences"]
    shown = [text for each in found for text in (each["subject"], each["before"], each["after"]) if text]
    assert len(shown) > 1000
    assert [text for text in shown if re.search(r"\b[A-Z]\w*\(\w+=|datetime\.|Decimal\(| object at 0x", text)] == []
    said = {each["subject"]: each["after"] for each in found}
    assert said["fcr: newest figure"] == "72 % (2026-10)"
    assert said["metrics.fcr.actuals.2026-10.value"] == "72"


def test_comments_and_order_are_no_difference(invoke: Invoke, tmp_path: Path) -> None:
    old, new = (tmp_path / "old.yml", tmp_path / "new.yml")
    people = "  - {id: boss, title: Managing director, role: executive}\n"
    other = "  - {id: second, title: Deputy, role: executive}\n"
    old.write_text(told("alfa").replace(people, people + other), encoding="utf-8")
    new.write_text("# as discussed\n" + told("alfa").replace(people, other + people), encoding="utf-8")
    assert differences(invoke, old, new)["alfa"]["state"] == "same"


def test_texts_by_page_promises_and_figures(invoke: Invoke, tmp_path: Path) -> None:
    old = tmp_path / "old.yml"
    old.write_text(told("alfa") + "leadership_checklist:\n  - {item: own, text: Say it, area: openness, owner: boss}\n", encoding="utf-8")
    new = tmp_path / "new.yml"
    new.write_text(old.read_text().replace("Settled at once.", "Settled today.").replace("owner: boss}", "owner: boss, last_done: 2026-10-01}"))
    found = {each["subject"]: each for each in differences(invoke, old, new)["alfa"]["differences"]}
    text = {"kind": "text", "page": "target-state/vision/", "subject": "change.vision", "before": "Settled at once.", "after": "Settled today."}
    assert found["change.vision"] == text
    promise = found["leadership_checklist.own.last_done"]
    assert (promise["kind"], promise["before"], promise["after"]) == ("promise", None, "2026-10-01")
    assert found["leadership commitment"]["kind"] == "figure"


def test_another_language_of_a_text(invoke: Invoke, tmp_path: Path) -> None:
    old, new = (tmp_path / "old.yml", tmp_path / "new.yml")
    for path, finnish in ((old, "Kerralla kuntoon"), (new, "Kerralla valmista")):
        path.write_text(
            told("alfa", languages="en, fi").replace("vision: Settled at once.", f"vision: {{en: At once, fi: {finnish}}}"), encoding="utf-8"
        )
    found = differences(invoke, old, new)["alfa"]["differences"]
    assert [(each["subject"], each["after"]) for each in found if each["kind"] == "text"] == [("change.vision.fi", "Kerralla valmista")]


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    clone = Clone.begin(tmp_path / "clone", "centres/")
    workspace(clone.workspace, "alfa", "beta", "gamma")
    clone.commit()
    clone.write("playbook/beta.yml", told("beta", headcount="25"))
    (clone.workspace / "playbook" / "gamma.yml").unlink()
    clone.write("playbook/delta.yml", told("delta")).commit()
    return clone


def test_revisions(invoke: Invoke, clone: Clone) -> None:
    found = differences(invoke, "HEAD^1", "HEAD", "-C", str(clone.workspace))
    assert {id: each["state"] for id, each in found.items()} == {"alfa": "same", "beta": "changed", "delta": "new", "gamma": "gone"}
    assert [(each["subject"], each["before"], each["after"]) for each in found["beta"]["differences"] if each["kind"] == "value"] == [
        ("organisation.agents_headcount", "10", "25")
    ]


def test_a_revision_and_what_is_not_committed(invoke: Invoke, clone: Clone) -> None:
    clone.write("playbook/alfa.yml", told("alfa", name="Uusi"))
    found = differences(invoke, "main", clone.workspace, "-C", str(clone.workspace))
    assert {id: each["state"] for id, each in found.items()} == {"alfa": "changed", "beta": "same", "delta": "same"}
    assert clone.git("status", "--porcelain") == "M centres/playbook/alfa.yml"


def test_folders_of_an_organisation(invoke: Invoke, tmp_path: Path) -> None:
    for side, name in (("old", "Yksi"), ("new", "Kaksi")):
        (tmp_path / side / "alfa").mkdir(parents=True)
        (tmp_path / side / "alfa" / "all.yml").write_text(told("alfa", name=name), encoding="utf-8")
    found = differences(invoke, tmp_path / "old" / "alfa", tmp_path / "new" / "alfa")
    assert [(each["before"], each["after"]) for each in found["alfa"]["differences"] if each["subject"] == "organisation.name"] == [("Yksi", "Kaksi")]


def test_one_with_errors(invoke: Invoke, clone: Clone) -> None:
    clone.write("playbook/alfa.yml", told("alfa", headcount="many")).commit()
    ran = invoke("-C", str(clone.workspace), "compare", "HEAD^1", "HEAD")
    assert ran.status == 1
    assert "alfa: cannot be compared: one version has errors" in ran.out
    assert "playbook/alfa.yml:3: E20" in ran.out
    assert "beta: nothing differs" in ran.out


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_what_an_organisation_wrote_stays_text(invoke: Invoke, tmp_path: Path, form: str) -> None:
    hostile = "|<b>x</b> [a](https://example.org) `c` @everyone #1 \\x1b[31m ::error::"
    old, new = (tmp_path / "old.yml", tmp_path / "new.yml")
    old.write_text(told("alfa"), encoding="utf-8")
    new.write_text(told("alfa").replace("Settled at once.", f'"{hostile}"'.replace("\\x1b", "\\\\x1b")), encoding="utf-8")
    ran = invoke("compare", str(old), str(new), "--format", form)
    assert ran.status == 0
    assert "\x1b" not in ran.out
    if form == "markdown":
        assert not [sign for sign in ("<b>", "](", "`c`", "@every", "#1 ", "https://example") if sign in ran.out.replace("&#", "")]
        assert "### Texts" in ran.out
        rows = [line for line in ran.out.splitlines() if "change.vision" in line]
        assert [row.count("|") for row in rows] == [5]


@pytest.mark.parametrize(("old", "new"), [("nowhere", "HEAD"), ("HEAD", "nowhere"), ("-x", "HEAD"), ("", "HEAD"), ("HEAD", "missing.yml")])
def test_what_is_neither(invoke: Invoke, clone: Clone, old: str, new: str) -> None:
    ran = invoke("-C", str(clone.workspace), "compare", "--", old, new)
    assert (ran.status, ran.out) == (2, "")
    assert "is no file, no folder and no revision of git" in ran.err


def test_without_a_repository(invoke: Invoke, tmp_path: Path) -> None:
    ran = invoke("-C", str(workspace(tmp_path / "loose", "alfa")), "compare", "HEAD", "HEAD")
    assert ran.status == 2
    assert "is in no git repository" in ran.err


def test_a_revision_without_organisations(invoke: Invoke, tmp_path: Path) -> None:
    clone = Clone.begin(tmp_path / "clone")
    clone.commit()
    workspace(clone.root, "alfa")
    clone.commit()
    ran = invoke("-C", str(clone.root), "compare", "HEAD^1", "HEAD")
    assert ran.status == 2
    assert "holds no organisation" in ran.err


def test_links_in_a_revision_lead_nowhere(invoke: Invoke, clone: Clone, tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text(told("secret"), encoding="utf-8")
    (clone.workspace / "playbook" / "secret.yml").symlink_to(tmp_path / "secret.yml")
    clone.commit()
    assert "secret" not in differences(invoke, "HEAD^1", "HEAD", "-C", str(clone.workspace))
