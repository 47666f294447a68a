"""The real templates and library, read once."""

from __future__ import annotations

import pytest

from playbookgen.model.library import Library
from playbookgen.model.workspace import TemplatePack
from playbookgen.reading import load_library, load_templates, packaged_templates
from support import editions


@pytest.fixture(scope="session")
def pack() -> TemplatePack:
    return load_templates(packaged_templates(), None)


@pytest.fixture(scope="session")
def library(pack: TemplatePack) -> Library:
    return load_library(pack)


@pytest.fixture(scope="session")
def compiled(pack: TemplatePack) -> dict[str, bytes]:
    return editions.compiled(pack)
