"""What the documents say about the repository is so."""

from __future__ import annotations

import re

import pytest

import playbookgen
from support.house import PACKAGE, REPOSITORY

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
    assert (rooms | templates) - drawn == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document) -> None:  # noqa: ANN001
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_make_commands_exist(document) -> None:  # noqa: ANN001
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", document.read_text(encoding="utf-8"), re.MULTILINE)) <= TARGETS


def test_commands_of_the_tour_exist() -> None:
    from playbookgen.cli import application

    named = set(re.findall(r"^\$ playbookgen (?:-C \S+ )?([a-z]+)", read("README.md"), re.MULTILINE))
    assert named
    assert named <= set(application.application.commands)


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
