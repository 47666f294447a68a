"""ProperDocs and Zensical, each as a program of its own: the same project as for MkDocs goes in, a site comes out."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Final

from playbookgen.building.engine import EngineFailure, second_of
from playbookgen.building.project import write_project
from playbookgen.building.surroundings import environment
from playbookgen.building.workers import Limits
from playbookgen.model.engine import EngineName, OtherEngine
from playbookgen.model.failure import OutputUnusable, Usage
from playbookgen.model.playbook import Playbook

#: A program of its own begins from nothing with each edition: nothing of its theme is compiled, and nothing imported.
LIMITS: Final = Limits(processor_seconds=300, seconds=600.0)
_TITLES: Final = {"properdocs": "ProperDocs", "zensical": "Zensical"}
_INSTALL: Final = {
    "properdocs": "install it beside playbookgen: pip install 'properdocs>=1.6.7,<2', or pipx inject playbookgen properdocs --include-apps",
    "zensical": "install it: pip install 'zensical>=0.0.73,<0.1', or pipx install zensical",
}
_LONGEST: Final = 20
_SECONDS_TO_ANSWER: Final = 30


def find(name: EngineName) -> OtherEngine:
    """The engine as it is installed: in the environment of playbookgen, else anywhere on the path.

    Raises:
        Usage: it is not there, or does not answer.
    """
    beside = Path(sys.executable).parent
    command = shutil.which(name, path=str(beside)) or shutil.which(name)
    if command is None:
        raise Usage(f"{_TITLES[name]} is not installed", _INSTALL[name])
    try:
        said = subprocess.run([command, "--version"], capture_output=True, text=True, timeout=_SECONDS_TO_ANSWER, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Usage(f"{_TITLES[name]} does not start: {command}", _INSTALL[name]) from error
    version = re.search(r"\d+(\.\d+)+\S*", said.stdout)
    if said.returncode or version is None:
        raise Usage(f"{_TITLES[name]} does not say its version: {command}", _INSTALL[name])
    return OtherEngine(name, command, version[0].rstrip(","))


def require(engine: OtherEngine, *, pdf: bool, offline: bool, elsewhere: bool) -> None:
    """Whether what is asked for can be made with it.

    Raises:
        Usage: it cannot.
    """
    title = _TITLES[engine.name]
    if elsewhere:
        raise Usage(f"other machines build with MkDocs, not with {title}", "leave out --executor or --engine")
    if engine.name == "zensical" and (pdf or offline):
        raise Usage(
            f"--{'pdf' if pdf else 'offline'} is made of what the theme for MkDocs builds", f"leave it out with {title}, or use another engine"
        )


def build_with(engine: OtherEngine, playbook: Playbook, project: Path, site: Path) -> None:
    """Write the project and have another engine build it into `site`. Call it in a process of its own: what it starts has its limits.

    Raises:
        EngineFailure: the engine failed or warned about anything.
        OutputUnusable: it cannot be started, or left no site.
    """
    # Zensical writes nowhere but into the project.
    target = project / "site" if engine.name == "zensical" else site.absolute()
    write_project(playbook, project, site_dir="site" if engine.name == "zensical" else str(target), engine=engine.name)
    _run(engine, project, playbook.as_of)
    if not (target / "index.html").is_file():
        raise EngineFailure(f"{_TITLES[engine.name]} left no site", "see whether it can build what `playbookgen export` writes")
    if target != site.absolute():
        target.rename(site)


def _run(engine: OtherEngine, project: Path, as_of: date) -> None:
    home = project / ".home"
    home.mkdir()
    surroundings = {"SOURCE_DATE_EPOCH": str(second_of(as_of)), "DISABLE_MKDOCS_2_WARNING": "true", **environment(str(home))}
    command = [engine.command, "build", "--strict", "--config-file", "mkdocs.yml"]
    try:
        done = subprocess.run(command, cwd=project, env=surroundings, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603
    except OSError as error:
        raise OutputUnusable(f"{_TITLES[engine.name]} cannot be started: {error.strerror}", "try whether it runs by itself") from error
    lines = [line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    warnings = [line for line in lines if re.match(r"(WARNING|ERROR|CRITICAL|Warning|Error)\b", line)]
    if done.returncode or warnings:
        said = tuple((warnings or lines or ["it said nothing"])[:_LONGEST])
        verb = "could not build the site" if done.returncode else "warned"
        raise EngineFailure(f"{_TITLES[engine.name]} {verb}: {said[0]}", "\n".join(said[1:]) or None, said)
