"""check-jsonschema, the tool that hooks and other CI use, comes to the same as our own reading."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from playbookgen.cli.schema import schema_text
from playbookgen.cli.starter import Starter
from playbookgen.model.text import LANGUAGES
from support.house import REPOSITORY
from support.mistakes import all_mistakes, base
from support.repositories import Clone
from support.workspaces import TODAY, playbookgen, told, workspace

#: What only the reader can know: references, contradictions, the day that counts, colours, and how YAML spells a value.
BEYOND = {"E103", "E105", "E106", "E107", "E109", "E114", "E122", "E211", "E213", "E301", "E302", "E303", "E304", "E305", "E401", "E404"}
BY_SPELLING = {"number_leading_zero", "date_not_in_calendar", "key_empty", "text_too_long", "colour_without_quotes", "number_underscore"}


def refused(folder: Path, texts: dict[str, str]) -> set[str]:
    """The names of the texts that check-jsonschema refuses, with the schema as `playbookgen schema` writes it."""
    schema = folder / "schema.json"
    schema.write_text(schema_text(), encoding="utf-8")
    paths = [folder / f"{name}.yml" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--output-format", "json", "--schemafile", str(schema), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    said = json.loads(done.stdout)
    errors = [*said.get("errors", []), *said.get("parse_errors", [])]
    assert done.returncode == (1 if errors else 0), done.stderr
    return {Path(error["filename"]).stem for error in errors}


def test_what_is_right_passes(tmp_path: Path) -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (REPOSITORY / "playbook").glob("*.yml")}
    texts |= {f"golden_{path.stem}": path.read_text(encoding="utf-8") for path in (REPOSITORY / "tests" / "golden" / "samples").glob("*.yml")}
    for language in LANGUAGES:
        starter = Starter.packaged("alfa", language, TODAY)
        texts |= {f"minimal_{language}": starter.minimal(), f"starter_{language}": dict(starter.workspace())["playbook/alfa.yml"]}
    assert len(texts) >= 14
    assert refused(tmp_path, texts | {"base": base()}) == set()


def test_what_is_wrong_does_not(tmp_path: Path) -> None:
    texts = {each.name: each.text for each in all_mistakes() if each.code not in BEYOND and each.name not in BY_SPELLING}
    assert len(texts) > 50
    assert set(texts) - refused(tmp_path, texts) == set()


HOOKS = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_says_what_pre_commit_asks_for(hook: dict[str, object]) -> None:
    assert {"id", "name", "entry", "language", "files"} <= set(hook)
    assert hook["language"] == "python"
    assert hook["pass_filenames"] is False


def test_the_hooks_do_their_work(tmp_path: Path) -> None:
    """As pre-commit runs them: at the root of the repository, by their entry; files that they change stop the commit."""
    clone = Clone.begin(tmp_path / "clone")
    workspace(clone.root, "alfa")
    check, schema = (shlex.split(hook["entry"])[1:] for hook in HOOKS)
    assert playbookgen(*check, cwd=clone.root).returncode == 0
    clone.write("playbook/alfa.yml", told("alfa", headcount="many"))
    done = playbookgen(*check, cwd=clone.root)
    assert done.returncode == 1
    assert "playbook/alfa.yml:" in done.stderr
    clone.write(".playbookgen/schema.json", "{}")
    assert playbookgen(*schema, cwd=clone.root).returncode == 0
    assert (clone.root / ".playbookgen" / "schema.json").read_text(encoding="utf-8") == schema_text()
