"""What holds for every test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from support.sites import build_samples, served

# A slow machine is no fault of a text, so there is no deadline. CI tries the same examples each time: what is red there is red here.
# Few examples a run find what many would within days, as each run at a desk tries others; a property that needs more says so.
settings.register_profile("desk", deadline=None, max_examples=40)
settings.register_profile("ci", deadline=None, max_examples=40, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, headless, keeping to itself; one for all tests of a process."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert chromium, "no Chromium on this machine: make test installs it"
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh desktop page."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The built sites of the repository's samples."""
    base = tmp_path_factory.getbasetemp()
    return build_samples((base if worker_id == "master" else base.parent) / "samples")


@pytest.fixture(scope="session")
def address(samples: Path) -> Iterator[str]:
    """Where the samples are served."""
    with served(samples) as found:
        yield found
