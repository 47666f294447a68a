"""Carries out a workflow of GitHub Actions, or a job of GitLab CI, on this machine: the ``run:`` steps in a shell, as the services do.

The actions that the workflow uses are played: a checkout is a clone of the real repository at the depth that is asked for, a cache and
an artifact are folders. Expressions are read with the few forms that the workflow has; any other form is an error.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from support.repositories import Clone

_EXPRESSION: Final = re.compile(r"\$\{\{(.*?)\}\}")
_INSTALL: Final = """#!/bin/sh
test "$*" = "-m pip install --only-binary :all: -r requirements.txt" && grep -qx 'playbookgen==[0-9.]*' requirements.txt
"""
#: What GitHub and GitLab give a step that says nothing else.
_SHELL: Final = {"github": ("bash", "-e"), "gitlab": ("bash", "-eo", "pipefail")}


@dataclass
class Outcome:
    """What came of one job."""

    result: str
    outputs: dict[str, str] = field(default_factory=dict)
    said: str = ""
    summary: str = ""


@dataclass
class Service:
    """A service with one repository: what it has kept, what it has published, what hangs at its runs."""

    folder: Path
    clone: Clone
    cache: Path | None = None
    published: Path | None = None
    artifacts: dict[str, Path] = field(default_factory=dict)
    number: int = 0

    def run(self, event: str) -> dict[str, Outcome]:
        """One run of the workflow that HEAD of the clone holds, job by job (``preview 1-of-2`` for one of a matrix)."""
        self.number += 1
        self.artifacts = {}
        text = self.clone.git("show", "HEAD:.github/workflows/playbook.yml")
        jobs: dict[str, Any] = yaml.safe_load(text)["jobs"]
        github = {"event_name": event, "ref": "refs/heads/main", "run_id": str(self.number)}
        done: dict[str, Outcome] = {}
        for name, job in jobs.items():
            done |= self._job(name, job, {"github": github, "needs": done})
        return done

    def _job(self, name: str, job: dict[str, Any], context: dict[str, Any]) -> dict[str, Outcome]:
        needed = [context["needs"][each] for each in ([job["needs"]] if "needs" in job else [])]
        if any(each.result != "success" for each in needed) or not _is_true(job.get("if"), context):
            return {name: Outcome("skipped")}
        matrix = _valued(job["strategy"]["matrix"], context)["include"] if "strategy" in job else [None]
        assert 1 <= len(matrix) <= 20
        found = {}
        for variant in matrix:
            title = f"{name} {variant['shard']}" if variant else name
            found[title] = self._carried_out(title, job, {**context, "matrix": variant or {}, "steps": {}})
        return found

    def _carried_out(self, title: str, job: dict[str, Any], context: dict[str, Any]) -> Outcome:
        here = self.folder / f"run {self.number}" / title.replace(" ", "-")
        here.mkdir(parents=True)
        outcome = Outcome("success")
        for number, step in enumerate(job["steps"]):
            condition = str(step.get("if", ""))
            if (outcome.result == "failure" and "cancelled()" not in condition) or not _is_true(step.get("if"), context):
                continue
            given = {key: _valued(value, context) for key, value in step.get("with", {}).items()}
            if "uses" in step:
                self._use(step["uses"].partition("@")[0], given, here / "workspace")
                continue
            output = here / f"output-{number}"
            environment = {key: str(_valued(value, context)) for key, value in step.get("env", {}).items()}
            done = shell("github", step["run"], here, {**environment, "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(here / "summary.md")})
            outcome.said += done.stdout + done.stderr
            if done.returncode:
                outcome.result = "failure"
            told = output.read_text(encoding="utf-8").splitlines() if output.exists() else []
            context["steps"][step.get("id", "")] = {"outputs": dict(line.split("=", 1) for line in told)}
        summary = here / "summary.md"
        outcome.summary = summary.read_text(encoding="utf-8") if summary.exists() else ""
        outcome.outputs = {key: _valued(value, context) for key, value in job.get("outputs", {}).items() if outcome.result == "success"}
        return outcome

    def _use(self, action: str, given: Mapping[str, Any], workspace: Path) -> None:
        path = workspace / given.get("path", ".")
        match action:
            case "actions/checkout":
                assert given["persist-credentials"] is False
                depth = given.get("fetch-depth", 1)
                clone = self.clone.cloned(workspace, *([f"--depth={depth}"] if depth else []))
                clone.git("checkout", "--quiet", "--detach")
            case "actions/setup-python" | "actions/deploy-pages":
                if action.endswith("pages"):
                    self.published = self.artifacts["github-pages"]
            case "actions/cache/restore":
                if self.cache:
                    shutil.copytree(self.cache, path)
            case "actions/cache/save":
                self.cache = self.folder / f"cache {self.number}"
                shutil.copytree(path, self.cache)
            case "actions/upload-artifact" | "actions/upload-pages-artifact":
                name = given.get("name", "github-pages")
                if path.exists():
                    self.artifacts[name] = self.folder / f"artifact {self.number} {name}"
                    shutil.copytree(path, self.artifacts[name], ignore=shutil.ignore_patterns(".*"))
            case _:
                raise AssertionError(action)


def shell(service: str, text: str, here: Path, more: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """`text` as a script of a step, in the folder ``workspace`` of `here`. Installing looks at what it is to install and does nothing."""
    programs = here / "programs"
    if not programs.exists():
        programs.mkdir()
        for name, content in (("python", _INSTALL), ("playbookgen", f'#!/bin/sh\nexec "{sys.executable}" -m playbookgen "$@"\n')):
            (programs / name).write_text(content)
            (programs / name).chmod(0o755)
    script = here / "script.sh"
    script.write_text(text, encoding="utf-8")
    workspace = here / "workspace"
    environment = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "HOME": str(here),
        "CI": "true",
        "SOURCE_DATE_EPOCH": "1793404800",
        "GITHUB_WORKSPACE": str(workspace),
        "PYTHONPATH": os.pathsep.join(sys.path),
        **more,
    }
    at = workspace if workspace.exists() else here
    command = [*_SHELL[service], str(script)]
    return subprocess.run(command, cwd=at, env=environment, capture_output=True, text=True, timeout=300, check=False)


def _is_true(condition: Any, context: Mapping[str, Any]) -> bool:
    return True if condition is None else bool(_value(_EXPRESSION.sub(r"\1", str(condition)), context))


def _valued(text: Any, context: Mapping[str, Any]) -> Any:
    """A text with its expressions replaced; the value itself when the text is nothing but one."""
    if not isinstance(text, str):
        return text
    whole = _EXPRESSION.fullmatch(text)
    return _value(whole[1], context) if whole else _EXPRESSION.sub(lambda found: str(_value(found[1], context)), text)


def _value(expression: str, context: Mapping[str, Any]) -> Any:
    text = expression.strip()
    if text == "!cancelled()":
        return True
    for sign in ("==", "!=", ">"):
        left, found, right = text.partition(f" {sign} ")
        if found:
            one, other = _value(left, context), _value(right, context)
            return one == other if sign == "==" else one != other if sign == "!=" else one > other
    if quoted := re.fullmatch(r"'([^']*)'", text):
        return quoted[1]
    if text.isdecimal():
        return int(text)
    if parsed := re.fullmatch(r"fromJSON\(([\w.]+)\)\.(\w+)", text):
        return json.loads(_value(parsed[1], context))[parsed[2]]
    assert re.fullmatch(r"[a-z_]+(\.[\w-]+)+", text), f"an expression that this runner does not know: {text}"
    value: Any = context
    for part in text.split("."):
        value = value.get(part, "") if isinstance(value, Mapping) else getattr(value, part, "") if isinstance(value, Outcome) else ""
    return value
