"""What the documents say about the repository is so."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

import playbookgen
from support.house import PACKAGE, REPOSITORY, ROOMS

DOCUMENTS = [REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md", REPOSITORY / "SECURITY.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]
TARGETS = set(re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def read(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def tree_of_the_architecture() -> list[str]:
    """The paths of the tree drawn in docs/architecture.md: each line is a name, indented by two spaces a level, and a sentence."""
    paths: list[str] = []
    folders: list[str] = []
    for line in re.findall(r"```tree\n(.*?)```", read("docs/architecture.md"), re.DOTALL)[0].splitlines():
        indent, name = re.match(r"( *)(\S+)", line).groups()  # type: ignore[union-attr]
        folders = folders[: len(indent) // 2]
        paths.append("/".join([*folders, name.rstrip("/")]))
        if name.endswith("/"):
            folders.append(name.rstrip("/"))
    return paths


@pytest.mark.parametrize("path", tree_of_the_architecture())
def test_the_tree_of_the_architecture_exists(path: str) -> None:
    assert (REPOSITORY / path).exists()


def test_the_tree_of_the_architecture_names_every_folder() -> None:
    drawn = set(tree_of_the_architecture())
    rooms = {f"generator/playbookgen/{path.name}" for path in PACKAGE.iterdir() if path.name not in {"__pycache__", "__init__.py", "py.typed"}}
    templates = {f"templates/{path.name}" for path in (REPOSITORY / "templates").iterdir() if path.is_dir() and not path.name.startswith(".")}
    tests = {f"tests/{path.name}" for path in (REPOSITORY / "tests").iterdir() if path.is_dir() and path.name not in {"__pycache__", *ROOMS}}
    assert (rooms | templates | tests) - drawn == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document) -> None:  # noqa: ANN001
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_are_named_exist(document: Path) -> None:
    named = re.findall(r"`((?:tests|generator|requirements)/[\w./-]+)(?:::\w+)?`", document.read_text(encoding="utf-8"))
    assert [path for path in named if not (REPOSITORY / path).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_make_commands_exist(document) -> None:  # noqa: ANN001
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", document.read_text(encoding="utf-8"), re.MULTILINE)) <= TARGETS


def test_the_readme_names_every_command() -> None:
    from playbookgen.cli import application

    table = read("README.md").partition("\n## Commands\n")[2].partition("\n## ")[0]
    named = {name for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for name in re.findall(r"`([a-z -]+)`", row)}
    groups = {name for name, command in application.application.commands.items() if isinstance(command, click.Group)}
    asked = set(application.application.commands) - groups
    for group in groups:
        asked |= {f"{group} {name}" for name in application.application.commands[group].commands}  # type: ignore[attr-defined]
    assert named == asked


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_is_typed_in_a_document_is_a_command_with_its_options(document: Path) -> None:
    from playbookgen.cli import application

    for typed in re.findall(r"^\$ playbookgen (.+)$", code(document), re.MULTILINE):
        words = shlex.split(typed, comments=True)
        command: click.Command = application.application
        while isinstance(command, click.Group):
            while words and words[0].startswith("-"):
                words = words[2 if words[0] in ("-C", "--workspace", "--color") else 1 :]
            if not words or words[0] == "COMMAND":
                break
            name = words.pop(0)
            assert name in command.commands, f"{document.name}: {typed}"
            command = command.commands[name]
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)} | {"-h", "--help"}
        assert [word for word in words if re.match(r"--?[a-z]", word) and word.partition("=")[0] not in known] == [], typed


def code(document: Path) -> str:
    """What is typed in the blocks of a document: after `$` in a console, else every line."""
    found = re.findall(r"^```(console|)\n(.*?)^```", document.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return "\n".join(body if kind else re.sub(r"^", "$ ", body, flags=re.MULTILINE) for kind, body in found)


def test_ci_runs_the_test_command_of_the_readme() -> None:
    command = read(".ci/run").strip().splitlines()[-1]
    assert command == "make test"
    assert command in read("README.md")


def test_the_changelog_has_this_version() -> None:
    assert f"## [{playbookgen.__version__}]" in read("CHANGELOG.md")


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in sorted((REPOSITORY / "docs" / "decisions").glob("[0-9]*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_dependency_has_its_reason() -> None:
    import tomllib

    reasons = read("docs/decisions/0003-dependencies.md")
    entries = tomllib.loads(read("pyproject.toml"))["project"]["dependencies"]
    assert [entry for entry in entries if f"`{entry}`" not in reasons] == []
