"""The laws of the house, proved by reading what the code imports and uses (docs/architecture.md tells why)."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator

import pytest

from support.house import REPOSITORY, ROOMS, Module, modules

MODULES = modules()

#: What each room may import of ours besides itself.
MAY_IMPORT = {
    "model": set[str](),
    "reading": {"model"},
    "judging": {"model"},
    "composing": {"model"},
    "building": {"model"},
    "editing": {"model"},
    "sheets": {"model"},
    "pipeline": {"model", "reading", "judging", "composing", "building", "editing", "sheets"},
    "cli": {"model", "pipeline"},
    "__main__": {"cli"},
    "__init__": set[str](),
}

#: Third-party library → the only places that may import it: a room, or one file.
HOMES = {
    # Reading makes values of YAML, editing changes its text in place: neither needs what the other knows.
    "yaml": {"reading", "editing"},
    "mkdocs": {"building/engine.py"},
    "material": {"building/engine.py"},
    "pymdownx": {"building/engine.py"},
    "jinja2": {"composing"},
    "markupsafe": {"composing"},
    # Catalogues of words in composing; how a language writes a number or a day is a noun that pages and findings share; the lists
    # of countries and currencies are what a code is checked against.
    "babel": {"composing", "model/formats.py", "model/organisation.py"},
    "nh3": {"composing"},
    # The inline Markdown of an organisation's text in composing; the extensions' classes in the engine's settings.
    "markdown": {"composing", "building/engine.py"},
    "pydantic": {"model", "reading"},
    "pydantic_core": {"model", "reading"},
    "click": {"cli"},
    # Workbooks are the business of one room, and so is what keeps hostile XML out.
    "openpyxl": {"sheets"},
    "defusedxml": {"sheets/guard.py"},
    "weasyprint": {"building/pdf.py"},
    "distributed": {"building/cluster.py"},
}

CALCULATION = {
    "__future__", "abc", "bisect", "calendar", "collections", "contextlib", "dataclasses", "datetime", "decimal", "enum", "fractions",
    "functools", "itertools", "math", "operator", "re", "statistics", "string", "types", "typing", "unicodedata",
}  # fmt: skip
#: The rooms without effects → the standard library they may use. A list of what is allowed, so that nothing new slips in.
PURE = {
    "model": CALCULATION | {"difflib", "hashlib", "pathlib"},
    "judging": CALCULATION,
    "editing": CALCULATION | {"json"},
    # Bytes in, bytes out: an archive in memory is no disk.
    "sheets": CALCULATION | {"difflib", "hashlib", "io", "json", "posixpath", "xml", "zipfile"},
    "composing": CALCULATION | {"colorsys", "csv", "difflib", "hashlib", "html", "io", "json", "pathlib", "textwrap", "urllib"},
}
#: Calls that reach for the clock, the disk or the interpreter, however the module came by them.
EFFECTS = re.compile(
    r"(^|\.)(open|print|input|eval|exec|breakpoint|__import__|getcwd|cwd|home|expanduser|urlopen"
    r"|read_text|write_text|read_bytes|write_bytes|iterdir|rglob|mkdir|unlink|touch|resolve)$"
    r"|\.(today|now|utcnow|fromtimestamp|time_ns|perf_counter|monotonic)$"
    r"|^compile$"
)
#: The same, handed on without being called.
CLOCKS = re.compile(r"(^|\.)(date|datetime)\.(today|now|utcnow|fromtimestamp)$|^open$")

TERMINAL = re.compile(r"^(print|input|exit|quit|sys\.(exit|stdout|stderr|stdin|argv)|os\._exit)$")
ENVIRONMENT = re.compile(r"^(os\.(environ|environb|getenv|putenv|unsetenv)|environ|getenv)(\.|$)")
#: Files outside cli/ that may touch the environment, and why.
ENVIRONMENT_OF_CHILDREN = {
    # MkDocs takes its build date and its notices from the environment only; the engine sets both for the length of one build.
    "building/engine.py",
    # Child processes get a scrubbed environment, so that no secret of the caller can reach a page.
    "building/workers.py",
    "building/surroundings.py",
    "building/forks.py",
}
#: The same for leaving: a child process whose parent has been killed has nobody to raise an exception to.
EXIT_OF_CHILDREN = {("building/workers.py", "os._exit")}


def breaches_of_rooms(module: Module) -> Iterator[str]:
    """Imports of rooms this module's room may not know."""
    allowed = MAY_IMPORT.get(module.room, set()) | {module.room}
    for found in module.imports():
        if found.room in {*ROOMS, "pipeline", "__main__"} - allowed:
            yield f"{module.path}:{found.line} imports {found.name}"


def breaches_of_homes(module: Module) -> Iterator[str]:
    """Third-party imports outside the library's home."""
    for found in module.imports():
        if found.root and found.root not in sys.stdlib_module_names and found.root != "playbookgen":
            homes = HOMES.get(found.root, set())
            if module.room not in homes and module.path not in homes:
                yield f"{module.path}:{found.line} imports {found.name}"


def breaches_of_purity(module: Module) -> Iterator[str]:
    """Effects in a room that has none."""
    if module.room not in PURE:
        return
    for found in module.imports():
        if found.root in sys.stdlib_module_names and found.root not in PURE[module.room]:
            yield f"{module.path}:{found.line} imports {found.name}"
        if found.root == "pathlib" and module.room != "model" and found.name not in {"pathlib", "pathlib.PurePosixPath"}:
            yield f"{module.path}:{found.line} imports {found.name}"
        if found.root == "urllib" and not found.name.startswith("urllib.parse") and found.name != "urllib":
            yield f"{module.path}:{found.line} imports {found.name}"
    yield from (f"{module.path}:{line} calls {name}" for name, line in module.calls() if EFFECTS.search(name))
    yield from (f"{module.path}:{line} uses {name}" for name, line in module.uses() if CLOCKS.search(name))


def breaches_of_the_terminal(module: Module) -> Iterator[str]:
    """Printing, exiting or reading the environment outside the command line."""
    if module.room in {"cli", "__main__"}:
        return
    for name, line in module.uses():
        if (TERMINAL.match(name) and (module.path, name) not in EXIT_OF_CHILDREN) or (
            ENVIRONMENT.match(name) and module.path not in ENVIRONMENT_OF_CHILDREN
        ):
            yield f"{module.path}:{line} uses {name}"
    yield from (f"{module.path}:{line} raises {name}" for name, line in module.raises() if name in {"SystemExit", "KeyboardInterrupt"})
    for found in module.imports():
        if found.name in {"os.environ", "os.getenv", "sys.exit", "sys.stdout", "sys.stderr", "sys.argv"}:
            yield f"{module.path}:{found.line} imports {found.name}"


LAWS = (breaches_of_rooms, breaches_of_homes, breaches_of_purity, breaches_of_the_terminal)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_no_module_breaks_a_law(law) -> None:  # noqa: ANN001
    breaches = [breach for module in MODULES for breach in law(module)]
    assert not breaches, "\n".join(breaches)


@pytest.mark.parametrize(
    ("law", "path", "source"),
    [
        (breaches_of_rooms, "judging/rules.py", "from playbookgen.reading import load"),
        (breaches_of_rooms, "judging/rules.py", "def late():\n    import playbookgen.composing.speech"),
        (breaches_of_rooms, "judging/rules.py", "if TYPE_CHECKING:\n    from playbookgen import building"),
        (breaches_of_rooms, "judging/rules.py", "from ..cli.status import STATUS"),
        (breaches_of_rooms, "judging/rules.py", "from importlib import import_module\nimport_module('playbookgen.reading.load')"),
        (breaches_of_rooms, "model/text.py", "from playbookgen.judging import plan"),
        (breaches_of_rooms, "reading/load.py", "from playbookgen import pipeline"),
        (breaches_of_rooms, "cli/build.py", "from playbookgen.building.engine import build"),
        (breaches_of_rooms, "editing/text.py", "from playbookgen.reading import nodes"),
        (breaches_of_homes, "reading/load.py", "from openpyxl import load_workbook"),
        (breaches_of_purity, "sheets/writing.py", "from pathlib import Path\nPath('x').write_bytes(b'y')"),
        (breaches_of_purity, "editing/text.py", "from pathlib import Path\nPath('x').write_text('y')"),
        (breaches_of_rooms, "pipeline.py", "from playbookgen.cli import main"),
        (breaches_of_homes, "cli/schema.py", "import yaml"),
        (breaches_of_homes, "building/settings.py", "from mkdocs.config import base"),
        (breaches_of_homes, "building/settings.py", "from importlib import import_module\nimport_module('mkdocs.config')"),
        (breaches_of_homes, "building/engine.py", "from jinja2 import Environment"),
        (breaches_of_homes, "reading/load.py", "from ruamel.yaml import YAML"),
        (breaches_of_homes, "pipeline.py", "import click"),
        (breaches_of_purity, "judging/plan.py", "import os"),
        (breaches_of_purity, "judging/plan.py", "from time import time"),
        (breaches_of_purity, "judging/plan.py", "import logging"),
        (breaches_of_purity, "judging/plan.py", "from datetime import date\nday = date.today()"),
        (breaches_of_purity, "judging/plan.py", "def f(clock):\n    return clock().now()"),
        (breaches_of_purity, "judging/plan.py", "from datetime import date\ndef f(clock=date.today): ..."),
        (breaches_of_purity, "composing/page.py", "text = open('x').read()"),
        (breaches_of_purity, "composing/page.py", "import io\ntext = io.open('x')"),
        (breaches_of_purity, "composing/page.py", "from pathlib import Path"),
        (breaches_of_purity, "composing/page.py", "from urllib.request import Request"),
        (breaches_of_purity, "model/workspace.py", "from pathlib import Path\ndef f(path: Path):\n    return path.read_bytes()"),
        (breaches_of_the_terminal, "building/publish.py", "print('done')"),
        (breaches_of_the_terminal, "reading/load.py", "import sys\nsys.exit(1)"),
        (breaches_of_the_terminal, "reading/load.py", "raise SystemExit(1)"),
        (breaches_of_the_terminal, "building/publish.py", "import os\nhome = os.environ['HOME']"),
        (breaches_of_the_terminal, "pipeline.py", "from os import getenv"),
    ],
)
def test_a_breach_is_caught(law, path: str, source: str) -> None:  # noqa: ANN001
    assert list(law(Module(path, source)))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("judging/plan.py", "from datetime import date\nfrom playbookgen.model.plan import Plan\ndef late(day: date) -> bool: ..."),
        ("model/metrics.py", "def f(before: Period, now: Period) -> bool:\n    return now.first > before.last"),
        ("building/publish.py", "try:\n    pass\nexcept SystemExit:\n    pass"),
        ("composing/page.py", "import re\nfrom pathlib import PurePosixPath\nP = re.compile('x')"),
        ("building/engine.py", "import os\nimport mkdocs.commands.build\nos.environ.update({})"),
        ("cli/build.py", "import sys\nfrom playbookgen import pipeline\nprint('x')\nsys.exit(0)"),
        ("pipeline.py", "from playbookgen.reading import load\nfrom playbookgen.building import engine"),
    ],
)
def test_lawful_code_passes(path: str, source: str) -> None:
    assert [breach for law in LAWS for breach in law(Module(path, source))] == []


def test_every_module_stands_in_a_known_room() -> None:
    assert {module.room for module in MODULES} <= set(MAY_IMPORT)
    assert set(ROOMS) <= {module.room for module in MODULES}


def test_what_is_imported_is_declared() -> None:
    """A library that only comes along with another one disappears with it."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = [entry for extra in project["optional-dependencies"].values() for entry in extra]
    declared = {re.split(r"[<>=!~ \[]", entry)[0].lower() for entry in [*project["dependencies"], *optional]}
    distribution = {"yaml": "pyyaml", "material": "mkdocs-material", "pymdownx": "pymdown-extensions"}
    # MarkupSafe is Jinja's own escaping type, pydantic_core pydantic's own engine: both are part of their parent's public interface.
    part_of = {"markupsafe": "jinja2", "pydantic_core": "pydantic"}
    used = {found.root for module in MODULES for found in module.imports()} & set(HOMES)
    assert {part_of.get(name) or distribution.get(name, name) for name in used} <= declared
