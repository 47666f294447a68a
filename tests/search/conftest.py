"""The built samples, and a page of the browser on them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from support.sites import build_samples, served


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


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh desktop page."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()
