from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from playbookgen.building import manifest
from playbookgen.building.engine import build_project, write_project
from playbookgen.building.export import export_project
from playbookgen.model.failure import OutputUnusable
from playbookgen.model.text import Language
from support.playbooks import playbook

LANGUAGES: tuple[Language, ...] = ("fi", "en")


def test_its_own_commands_build_the_published_site(tmp_path: Path) -> None:
    export_project([playbook(code, LANGUAGES) for code in reversed(LANGUAGES)], tmp_path / "way-out")
    readme = (tmp_path / "way-out/README.md").read_text(encoding="utf-8")
    epoch = re.search(r"SOURCE_DATE_EPOCH=(\d+)", readme)
    commands = re.findall(r"^mkdocs (.*)$", readme, re.MULTILINE)
    assert epoch
    assert [command.split()[-1] for command in commands] == ["fi/mkdocs.yml", "en/mkdocs.yml"]
    for command in commands:
        surroundings = {"PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": epoch[1], "NO_MKDOCS_2_WARNING": "1"}
        arguments = [sys.executable, "-m", "mkdocs", *command.split()]
        done = subprocess.run(arguments, cwd=tmp_path / "way-out", env=surroundings, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        assert "WARNING" not in done.stderr
    for code in LANGUAGES:
        edition = playbook(code, LANGUAGES)
        write_project(edition, tmp_path / code, site_dir="s")
        build_project(tmp_path / code, tmp_path / "site" / edition.prefix)
    assert manifest.listing(tmp_path / "way-out/site") == manifest.listing(tmp_path / "site")


def test_an_earlier_export_is_replaced_and_notes_are_kept(tmp_path: Path) -> None:
    export_project([playbook(code, LANGUAGES) for code in LANGUAGES], tmp_path)
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "en/docs/old.md").write_text("old", encoding="utf-8")
    export_project([playbook("en")], tmp_path)
    assert not (tmp_path / "en/docs/old.md").exists()
    assert not (tmp_path / "fi").exists()
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("mark", [None, "{}", '{"made_by": "playbookgen", "folders": ["../elsewhere"]}', "[]"])
def test_a_folder_with_other_things_is_refused(tmp_path: Path, mark: str | None) -> None:
    (tmp_path / "elsewhere").mkdir()
    place = tmp_path / "place"
    place.mkdir()
    (place / "thesis.txt").write_text("the only copy", encoding="utf-8")
    if mark is not None:
        (place / ".playbookgen-export").write_text(mark, encoding="utf-8")
    with pytest.raises(OutputUnusable, match="not an earlier export"):
        export_project([playbook()], place)
    assert not (place / "en").exists()
    assert (tmp_path / "elsewhere").exists()


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x", encoding="utf-8")
    with pytest.raises(OutputUnusable, match="not a folder"):
        export_project([playbook()], tmp_path / "x")


def test_an_export_takes_one_whole_organisation(tmp_path: Path) -> None:
    for playbooks in ([], [playbook("fi", ("en", "fi"))], [playbook(), replace(playbook(), organisation="other")]):
        with pytest.raises(ValueError, match="default language"):
            export_project(playbooks, tmp_path / "x")
    assert not (tmp_path / "x").exists()
