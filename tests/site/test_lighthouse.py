"""Lighthouse on a phone: the median of three runs, served compressed as any web server does."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
from pathlib import Path

import pytest

from support.sites import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
LIGHTHOUSE = ROOT / "build" / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def _scores(url: str) -> dict[str, int]:
    """Percent by category. That a page may not be found by search engines is what an internal site is for: that audit is left out."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
    command = [str(LIGHTHOUSE), url, "--output=json", "--quiet", f"--chrome-flags={FLAGS}", "--skip-audits=is-crawlable"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True, env={**os.environ, "CHROME_PATH": chromium})
    found = json.loads(done.stdout)["categories"]
    return {name: round(found[name]["score"] * 100) for name in CATEGORIES}


@pytest.mark.skipif(not LIGHTHOUSE.exists(), reason="npm has not installed Lighthouse: run make test-slow where there is Node")
@pytest.mark.parametrize("place", ["", "current-state/scoreboard/", "leadership/commitment/", "my-work/decisions/"])
def test_lighthouse_is_content(samples: Path, place: str) -> None:
    with served(samples, compressed=True) as address:
        runs = [_scores(f"{address}lumivakka/{place}") for _ in range(3)]
    medians = {name: statistics.median(run[name] for run in runs) for name in CATEGORIES}
    assert medians.pop("performance") >= 95, runs
    assert set(medians.values()) == {100}, runs
