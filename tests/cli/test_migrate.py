"""`migrate`: the difference first, then that and nothing else; what is newer or broken is told with its place and stays."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from playbookgen.editing import migrations
from playbookgen.model.edit import SetValue
from support.house import REPOSITORY
from support.workspaces import Invoke, told, tree, workspace

DRAFT = "# Ours\n\n" + told("beta").removeprefix("schema_version: 1\n")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return workspace(tmp_path / "here", "alfa", beta=DRAFT)


def test_nothing_is_written_without_write_and_then_what_was_shown(place: Path, invoke: Invoke) -> None:
    before = tree(place)
    shown = invoke("-C", str(place), "migrate")
    assert shown.status == 0
    assert shown.err.splitlines() == [
        "alfa: schema_version 1, current",
        "beta: schema_version 0 → 1",
        "  schema_version says which version of the format the file speaks",
        "nothing written yet; the same command with --write writes it",
    ]
    assert [line for line in shown.out.splitlines() if line[:1] in "+-"] == [
        "--- a/playbook/beta.yml",
        "+++ b/playbook/beta.yml",
        "+schema_version: 1",
    ]
    assert tree(place) == before
    wrote = invoke("-C", str(place), "migrate", "--write")
    assert (wrote.status, wrote.out) == (0, shown.out)
    after = tree(place)
    assert {name for name in after if after[name] != before[name]} == {"playbook/beta.yml"}
    assert after["playbook/beta.yml"].decode() == "# Ours\n\nschema_version: 1\n" + DRAFT.removeprefix("# Ours\n\n")
    again = invoke("-C", str(place), "migrate", "--write")
    assert (again.status, again.out, again.err.splitlines()[-1]) == (0, "", "nothing to write")
    assert tree(place) == after


@pytest.mark.slow
def test_only_whom_one_names(place: Path, invoke: Invoke) -> None:
    ran = invoke("-C", str(place), "migrate", "alfa", "--write")
    assert (ran.status, ran.out) == (0, "")
    assert invoke("-C", str(place), "migrate", "gamma").status == 2


def test_a_newer_file_is_told_with_its_place_and_stays(place: Path, invoke: Invoke) -> None:
    newer = told("alfa").replace("schema_version: 1", "schema_version: 7 # new")
    (place / "playbook" / "alfa.yml").write_text(newer, encoding="utf-8")
    ran = invoke("-C", str(place), "migrate", "--write")
    assert ran.status == 1
    assert "error[E214]: schema_version 7 is newer than what this playbookgen reads\n --> " in ran.err
    assert "playbook/alfa.yml:1:17\n" in ran.err
    assert "install the newer one" in ran.err
    assert "alfa: stays as it is" in ran.err
    assert (place / "playbook" / "alfa.yml").read_text(encoding="utf-8") == newer
    assert "schema_version: 1" in (place / "playbook" / "beta.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("organisation: [\n", "error[E103]"),
        pytest.param("organisation: &a {id: alfa}\n", "error[E105]", marks=pytest.mark.slow),
        pytest.param("- a\n", "error[E113]", marks=pytest.mark.slow),
        pytest.param(told("alfa").replace("version: 1", "version: one"), "error[E204]", marks=pytest.mark.slow),
        pytest.param(told("alfa").replace("version: 1", "version: [1]"), "error[E204]", marks=pytest.mark.slow),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place_and_stays(place: Path, invoke: Invoke, text: str, said: str) -> None:
    (place / "playbook" / "alfa.yml").write_text(text, encoding="utf-8")
    ran = invoke("-C", str(place), "migrate", "alfa", "--write")
    assert ran.status == 1
    assert said in ran.err, ran.err
    assert "playbook/alfa.yml:" in ran.err
    assert (place / "playbook" / "alfa.yml").read_text(encoding="utf-8") == text


@pytest.mark.slow
def test_other_mistakes_of_an_old_file_do_not_keep_it_old(place: Path, invoke: Invoke) -> None:
    (place / "playbook" / "beta.yml").write_text(DRAFT.replace("service", "servise"), encoding="utf-8")
    assert invoke("-C", str(place), "migrate", "beta", "--write").status == 0
    checked = invoke("-C", str(place), "check", "beta")
    assert "servise" in checked.err
    assert "E201" not in checked.err


@pytest.mark.slow
def test_an_old_number_names_the_way_out(place: Path, invoke: Invoke) -> None:
    (place / "playbook" / "alfa.yml").write_text(told("alfa").replace("version: 1", "version: 0"), encoding="utf-8")
    checked = invoke("-C", str(place), "check", "alfa")
    assert checked.status == 1
    assert "schema_version 0 is older" in checked.err
    assert "playbookgen migrate" in checked.err


@pytest.mark.slow
def test_the_settings_come_along_when_everything_does(place: Path, invoke: Invoke) -> None:
    (place / "site_config.yml").write_text("# Shared\nschema_version: 0\naccent: '#112233'\n", encoding="utf-8")
    assert invoke("-C", str(place), "migrate", "beta", "--write").status == 0
    assert invoke("-C", str(place), "migrate", "--write").status == 0
    assert (place / "site_config.yml").read_text(encoding="utf-8") == "# Shared\nschema_version: 1\naccent: '#112233'\n"
    (place / "site_config.yml").write_text("schema_version: 5\n", encoding="utf-8")
    ran = invoke("-C", str(place), "migrate", "--write")
    assert ran.status == 1
    assert "site_config.yml:1:17" in ran.err


@pytest.mark.slow
def test_a_step_that_would_break_a_file_is_not_written(place: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    step = migrations.Step(0, 1, "breaks it", lambda tree: [SetValue(("organisation", "agents_headcount"), "many")])
    monkeypatch.setattr("playbookgen.editing.migrations.migrate.__defaults__", ((step,), 1, 0))
    before = tree(place)
    ran = invoke("-C", str(place), "migrate", "--write")
    assert ran.status == 1
    assert "agents_headcount" in ran.err
    assert "beta: would have these problems" in ran.err
    assert tree(place) == before


@pytest.mark.slow
def test_a_folder_of_files(tmp_path: Path, invoke: Invoke) -> None:
    here = tmp_path / "here"
    shutil.copytree(REPOSITORY / "playbook" / "kolmasen", here / "playbook" / "kolmasen")
    file = here / "playbook" / "kolmasen" / "site.yml"
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace("schema_version: 1\n", ""), encoding="utf-8")
    assert invoke("-C", str(here), "migrate", "--write").status == 0
    assert invoke("-C", str(here), "check").status == 0
