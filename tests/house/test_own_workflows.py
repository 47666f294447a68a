"""The project's own workflows: known to the service, least privilege, every action pinned as in those that `init` writes."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from support.house import REPOSITORY

WORKFLOWS = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml"))
ZIZMOR = shutil.which("zizmor", path=str(REPOSITORY / "build" / "auditor" / "bin")) or shutil.which("zizmor")

every_workflow = pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)


def pins(text: str) -> dict[str, str]:
    """Action → commit and release, as `uses` names them."""
    return dict(re.findall(r"uses: ([\w./-]+)@(\S+ # v[\d.]+)$", text, re.MULTILINE))


@every_workflow
def test_every_action_is_pinned_by_commit(workflow: Path) -> None:
    text = workflow.read_text(encoding="utf-8")
    assert len(re.findall(r"\buses:", text)) == len(re.findall(r"uses: [\w./-]+@[0-9a-f]{40} # v[\d.]+$", text, re.MULTILINE))
    starter = pins((REPOSITORY / "templates" / "starter" / "workflow.yml").read_text(encoding="utf-8"))
    assert {action: pin for action, pin in pins(text).items() if starter.get(action, pin) != pin} == {}


@every_workflow
def test_a_job_may_do_what_it_says_and_nothing_else(workflow: Path) -> None:
    read = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    assert read["permissions"] == {}
    for name, job in read["jobs"].items():
        checks_out = any("actions/checkout" in step.get("uses", "") for step in job["steps"])
        may_write = {right for right, how in job["permissions"].items() if how == "write"}
        assert not (checks_out and may_write), f"{name} runs what is in the repository and may write {may_write}"
        assert all(step["with"]["persist-credentials"] is False for step in job["steps"] if "actions/checkout" in step.get("uses", ""))
        assert job["timeout-minutes"] <= 90


def test_the_services_know_every_key() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", *map(str, WORKFLOWS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.skipif(ZIZMOR is None, reason="zizmor is not installed: make build/auditor/.ready")
def test_nothing_to_find_for_a_pedant() -> None:
    command = [str(ZIZMOR), "--offline", "--pedantic", "--no-progress", *map(str, WORKFLOWS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
