"""What `init` and `new` write reads without problems, in every language and on every day."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from playbookgen import pipeline
from playbookgen.cli.starter import Starter, check_id, id_from
from playbookgen.model.failure import Usage
from playbookgen.model.text import LANGUAGES, Language

DAYS = (date(2026, 10, 31), date(2026, 1, 1), date(2028, 2, 29), date(2027, 3, 31))


def written(folder: Path, language: Language, day: date) -> Path:
    """A workspace with the starter organisation and a minimal one."""
    for path, text in Starter.packaged("alfa", language, day, name='Anna "& Co": #1').workspace():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (folder / "playbook" / "beta.yml").write_text(Starter.packaged("beta", language, day).minimal(), encoding="utf-8")
    return folder


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", DAYS)
def test_the_starter_reads_without_problems(tmp_path: Path, language: Language, day: date) -> None:
    result = pipeline.check(written(tmp_path, language, day), today=day)
    assert result.problems == ()
    alfa, beta = result.organisations
    assert (alfa.name, beta.name) == ('Anna "& Co": #1', "Beta")
    assert [edition.language for edition in alfa.editions] == [language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_starter_stays_sound_as_time_goes_by(tmp_path: Path, language: Language) -> None:
    assert pipeline.check(written(tmp_path, language, DAYS[0]), today=date(2031, 1, 1)).problems == ()


def test_all_languages_tell_the_same() -> None:
    """Ids and texts differ; keys, figures and dates do not."""
    shapes = set()
    for language in LANGUAGES:
        for text in (
            dict(Starter.packaged("alfa", language, DAYS[0]).workspace())["playbook/alfa.yml"],
            Starter.packaged("beta", language, DAYS[0]).minimal(),
        ):
            lines = [line.partition("#")[0] for line in text.splitlines()]
            figures = re.findall(r"\b\d[\d.-]*\b", "\n".join(lines))
            shapes.add((len(text) > 3000, tuple(figures)))
    assert len(shapes) == 2


def test_a_workspace_has_few_files_and_no_placeholder_left() -> None:
    files = dict(Starter.packaged("alfa", "en", DAYS[0]).workspace())
    assert list(files) == [
        "playbook/alfa.yml",
        "site_config.yml",
        "requirements.txt",
        ".github/workflows/playbook.yml",
        ".gitlab-ci.yml",
        ".gitignore",
        "README.md",
        ".playbookgen/schema.json",
    ]
    assert not any("§" in text for text in files.values())
    assert files["playbook/alfa.yml"].startswith("# yaml-language-server: $schema=../.playbookgen/schema.json\n")


@pytest.mark.parametrize(
    ("service", "there", "elsewhere"),
    [
        ("github", (".github/workflows/playbook.yml",), (".gitlab-ci.yml", "GitLab")),
        ("gitlab", (".gitlab-ci.yml",), (".github", "GitHub")),
        ("none", (), (".gitlab-ci.yml", ".github", "GitLab", "GitHub", "Pages")),
    ],
)
def test_one_service_or_none_is_all_that_is_spoken_of(service: str, there: tuple[str, ...], elsewhere: tuple[str, ...]) -> None:
    files = dict(Starter.packaged("alfa", "en", DAYS[0]).workspace(service))
    ours = ["playbook/alfa.yml", "site_config.yml", "requirements.txt", *there, ".gitignore", "README.md", ".playbookgen/schema.json"]
    assert list(files) == ours
    assert [word for word in elsewhere if word in files["README.md"]] == []
    assert [path for path in there if f"`{path}`" not in files["README.md"]] == []


def test_the_workflow_trusts_nobody_it_need_not() -> None:
    text = dict(Starter.packaged("alfa", "en", DAYS[0]).workspace())[".github/workflows/playbook.yml"]
    used = re.findall(r"uses: (.+)", text)
    assert used
    assert all(re.fullmatch(r"actions/[a-z-]+(/[a-z]+)?@[0-9a-f]{40} # v\d+\.\d+\.\d+", action) for action in used)
    assert "\npermissions: {}\n" in text
    assert "pull_request_target" not in text
    assert "- run: playbookgen check --since HEAD^1 --format github\n" in text
    assert text.count("persist-credentials: false") == text.count("actions/checkout@")
    assert re.findall(r"^ +([a-z-]+): write #", text, re.MULTILINE) == ["pages", "id-token"]
    assert {"push:", "pull_request:", "schedule:"} <= set(text.split())
    jobs = yaml.safe_load(text)["jobs"]
    assert not [step for job in jobs.values() for step in job["steps"] if "${{" in step.get("run", "")]
    of_pull_requests = [job for job in jobs.values() if "!=" not in str(job.get("if", "!="))]
    assert [job["permissions"] for job in of_pull_requests] == [{"contents": "read"}] * 3
    assert not re.search(r"secrets\.|actions/cache", str(of_pull_requests))


@pytest.mark.parametrize(("service", "written"), [("github", {".github/workflows/playbook.yml"}), ("gitlab", {".gitlab-ci.yml"}), ("none", set())])
def test_only_what_one_service_reads(service: str, written: set[str]) -> None:
    files = dict(Starter.packaged("alfa", "en", DAYS[0]).workspace(service))
    assert {path for path in files if path.startswith(".git") and path != ".gitignore"} == written
    assert "requirements.txt" in files


@pytest.mark.parametrize(
    ("folder", "id"),
    [
        ("demo", "demo"),
        ("My Centre", "my_centre"),
        ("Yhteyskeskus Ääni", "yhteyskeskus_aani"),
        ("2026", "example"),
        ("site", "site"),
        ("assets", "example"),
        ("", "example"),
    ],
)
def test_an_id_from_the_name_of_a_folder(folder: str, id: str) -> None:
    assert id_from(folder) == id


@pytest.mark.parametrize(
    ("text", "help"), [("../x", None), ("My Centre", "my_centre"), ("build", "another"), ("a\x1b", None), ("", None), ("x" * 60, None)]
)
def test_an_id_that_cannot_be_one(text: str, help: str | None) -> None:
    with pytest.raises(Usage) as caught:
        check_id(text)
    assert help is None or help in str(caught.value.help)


def test_an_id_that_can() -> None:
    check_id("my_centre")
