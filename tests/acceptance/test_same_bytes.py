"""Two builds with the same as-of date give the same bytes: elsewhere, in another time zone and locale."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from support.sites import ROOT


def _built(workspace: Path, **environment: str) -> dict[str, bytes]:
    workspace.mkdir(parents=True)
    shutil.copytree(ROOT / "playbook", workspace / "playbook")
    shutil.copy(ROOT / "site_config.yml", workspace)
    command = [sys.executable, "-m", "playbookgen", "-C", str(workspace), "build", "multelia", "--as-of", "2026-10-31"]
    subprocess.run(command, env=os.environ | environment, check=True, capture_output=True)
    site = workspace / "site" / "multelia"
    return {str(path.relative_to(site)): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def test_place_time_zone_locale_and_hash_seed_do_not_matter(tmp_path: Path) -> None:
    here = _built(tmp_path / "here", TZ="UTC", LC_ALL="C.UTF-8", PYTHONHASHSEED="0")
    there = _built(tmp_path / "a folder" / "ääkkösiä", TZ="Asia/Kathmandu", LC_ALL="C", LANG="nb_NO.UTF-8", PYTHONHASHSEED="4242")
    assert list(here) == list(there)
    assert [path for path in here if here[path] != there[path]] == []
