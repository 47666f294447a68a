"""Reads the source of the package as syntax trees, for the tests that keep the house in order."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = REPOSITORY / "generator" / "playbookgen"
ROOMS = ("model", "reading", "judging", "composing", "building", "editing", "sheets", "cli")


@dataclass(frozen=True)
class Import:
    """One imported module, by its full dotted name, and the line that imports it."""

    name: str
    line: int

    @property
    def root(self) -> str:
        """The top-level module: `playbookgen.model.text` → `playbookgen`."""
        return self.name.partition(".")[0]

    @property
    def room(self) -> str | None:
        """The room of ours that is imported, `pipeline` for the line itself, `None` for anything foreign."""
        parts = self.name.split(".")
        return parts[1] if parts[0] == "playbookgen" and len(parts) > 1 else None


@dataclass(frozen=True)
class Module:
    """One Python file of the package. `path` is relative to the package folder, with forward slashes."""

    path: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return ast.parse(self.source, self.path)

    @property
    def room(self) -> str:
        """The room the file stands in; its own name when it stands beside the rooms."""
        return self.path.partition("/")[0].removesuffix(".py")

    @property
    def name(self) -> str:
        """The dotted name of the module."""
        return "playbookgen." + self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def imports(self) -> Iterator[Import]:
        """Every import, also inside functions and under TYPE_CHECKING, relative ones made absolute, and names given to `import_module`."""
        imports_by_name = "import_module" in self.source or "__import__" in self.source
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (Import(alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = self._base(node)
                yield Import(base, node.lineno)
                yield from (Import(f"{base}.{alias.name}", node.lineno) for alias in node.names)
            elif imports_by_name and isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_dotted(node.value):
                yield Import(node.value, node.lineno)

    def _base(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self.name.split(".") if self.path.endswith("__init__.py") else self.name.split(".")[:-1]
        kept = package[: len(package) - node.level + 1]
        return ".".join([*kept, *([node.module] if node.module else [])])

    def uses(self) -> Iterator[tuple[str, int]]:
        """Every name that is read, with its line: `print`, `os.environ`; what is called on a value that has no name counts as `.name`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                yield node.id, node.lineno
            elif isinstance(node, ast.Attribute):
                yield _dotted(node), node.lineno

    def calls(self) -> Iterator[tuple[str, int]]:
        """Every name that is called, with its line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                yield node.func.id if isinstance(node.func, ast.Name) else _dotted(node.func), node.lineno

    def raises(self) -> Iterator[tuple[str, int]]:
        """The name of every exception that is raised by name, with its line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Raise):
                raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
                if isinstance(raised, ast.Name):
                    yield raised.id, node.lineno


def _dotted(node: ast.Attribute) -> str:
    value = node.value
    if isinstance(value, ast.Name):
        return f"{value.id}.{node.attr}"
    if isinstance(value, ast.Attribute):
        return f"{_dotted(value)}.{node.attr}"
    return f".{node.attr}"


def _is_dotted(text: str) -> bool:
    return "." in text and all(part.isidentifier() for part in text.split("."))


def modules() -> list[Module]:
    """Every Python file of the package, in name order."""
    return [Module(path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))]


def tracked_files() -> list[Path]:
    """The files of the repository that git knows; every file but build results where there is no git (an unpacked sdist)."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        return [path for path in sorted(REPOSITORY.rglob("*")) if path.is_file() and not any(map(_is_made, path.relative_to(REPOSITORY).parts))]
    return [REPOSITORY / name for name in listed if name and (REPOSITORY / name).is_file()]


def _is_made(part: str) -> bool:
    """Whether a file or folder of this name is a result or a cache, not a source."""
    return part in {"site", "dist", "build", "__pycache__", "test-results"} or (part.startswith(".") and part not in {".ci", ".gitignore"})
