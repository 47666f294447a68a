"""Types of the tests of exports."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from playbookgen.composing.exports import ExportedEdition

#: The fixture `edition(organisation, language="en", audience="internal", site_url=None)`.
Exporter: TypeAlias = Callable[..., ExportedEdition]
