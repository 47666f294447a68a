"""The way out: what is exported builds with stock MkDocs into the very same site."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from playbookgen import pipeline
from support.sites import ROOT, TODAY

#: What we add after the engine; the house page names it, and nothing else may differ.
ADDED_AFTER_THE_ENGINE = {"manifest.json"}


@pytest.mark.parametrize(
    "organisation", ["kolmasen", "tuohikoski", *(pytest.param(name, marks=pytest.mark.slow) for name in ("lumivakka", "multelia", "ternfield"))]
)
def test_stock_mkdocs_builds_the_same_bytes(tmp_path: Path, samples: Path, organisation: str) -> None:
    exported = tmp_path / "exported"
    checked, folders = pipeline.export(ROOT, organisation, exported, language=None, audience=None, as_of=None, today=TODAY)
    assert checked.as_of is not None
    assert folders
    epoch = datetime(checked.as_of.year, checked.as_of.month, checked.as_of.day, tzinfo=UTC).timestamp()
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(int(epoch)), "TZ": "Pacific/Auckland", "NO_MKDOCS_2_WARNING": "1"}
    for folder in folders:
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(folder / "mkdocs.yml")]
        stock = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert stock.returncode == 0, stock.stderr
        assert "WARNING" not in stock.stderr
    ours, theirs = _files(samples / organisation), _files(exported / "site")
    assert set(ours) - set(theirs) == ADDED_AFTER_THE_ENGINE
    assert set(theirs) <= set(ours)
    assert [path for path in theirs if theirs[path] != ours[path]] == []


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
